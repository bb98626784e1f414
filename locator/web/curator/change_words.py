"""The words that pages about changes share: who, which way in, and in which state."""

from __future__ import annotations

from locator.revision.proposal import Proposal, ProposalState
from locator.revision.subject import SubjectKind, WayIn
from locator.web.shared import wording

WAYS = {
    WayIn.LINK: "by a link in an email",
    WayIn.ACCOUNT: "from their account",
    WayIn.PAPER: "on paper",
    WayIn.CURATOR: "by a curator",
    WayIn.IMPORT: "in a list that we were sent",
    WayIn.TERMINAL: "by whoever runs the site",
}
STATES = {
    ProposalState.WAITING: "Waits for a decision",
    ProposalState.PUBLISHED: "Public already, to be looked at",
    ProposalState.APPROVED: "Approved",
    ProposalState.PARTLY_APPROVED: "Approved in part",
    ProposalState.REFUSED: "Refused",
    ProposalState.WITHDRAWN: "Taken back by whoever asked for it",
    ProposalState.DRAFT: "Not sent yet",
}
ABOUT = {
    SubjectKind.SERVICE: "Change",
    SubjectKind.ORGANIZATION: "Change of a group",
    SubjectKind.LOCATION: "Change of a place",
}
LEFT = "Somebody without an account"
REASONS = (
    "We rang the number that is listed, and were told something else.",
    "This is listed already. We have kept the older listing.",
    "It names a person who may not want that. Please send it without the name.",
    "It is more than we can show. Please send it shorter.",
    "We could not tell what should change. Please ring us, and we will do it together.",
)
"""Ready sentences for a refusal; the organiser reads them."""


def asked(found: Proposal, name: str) -> str:
    """ "Rab Tennant, by a link in an email, 24 November 2026, 10am"."""
    return f"{name or LEFT}, {WAYS[found.way_in]}, {wording.moment(found.sent_at or found.created_at)}"
