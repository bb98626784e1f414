"""What waits in the queue of the demonstration's curator: a few changes that the demonstration's organiser asks for, and two reports."""

from __future__ import annotations

from datetime import datetime, timedelta

from locator.actions.demonstration import identifier
from locator.actions.demonstration_people import GROUP, ORGANISER
from locator.directory.listing import Listing
from locator.directory.report import Report, ReportKind
from locator.revision import listing_content
from locator.revision import proposal as rules
from locator.revision import subject as subjects
from locator.revision.content import Content
from locator.revision.proposal import Proposal, ProposalState
from locator.revision.subject import WayIn
from locator.storage import listings, proposals, reports
from locator.storage.database import Store

_CHANGES: tuple[tuple[str, Content, str], ...] = (
    ("cost", {"cost": {"is_free": True, "options": []}}, "The council pays for the hall now."),
    ("words", {"summary": "Gentle exercise that keeps you steady on your feet, with tea afterwards."}, ""),
    (
        "closed",
        {"status": "temporarily closed", "status_note": "Closed until the heating is repaired."},
        "Back in a fortnight, we hope.",
    ),
)
_REPORTS = (
    (ReportKind.TIMES, "It starts at half past ten now."),
    (ReportKind.CONTACT, "Nobody answers this number."),
)


def load(store: Store, now: datetime) -> None:
    """Put them in, each once however often the demonstration is made."""
    own = listings.of_organization(store, identifier("organization", GROUP))
    others = [one for one in listings.every(store) if one.organization.slug != GROUP]
    with store.atomic():
        for number, ((key, fields, why), listing) in enumerate(zip(_CHANGES, own, strict=False)):
            proposals.add(store, _proposal(key, listing, fields, why, now - timedelta(days=3, hours=7 * number)))
        for number, ((kind, message), listing) in enumerate(zip(_REPORTS, others, strict=False)):
            reports.add(store, _report(kind, message, listing, now - timedelta(days=2, hours=5 * number)))


def _proposal(key: str, listing: Listing, fields: Content, why: str, sent_at: datetime) -> Proposal:
    content = listing_content.of(listing)
    return Proposal(
        id=identifier("proposal", key),
        subject=subjects.service(listing.service.id),
        organization_id=listing.organization.id,
        base_number=1,
        fields=rules.between(content, {**content, **fields}),
        state=ProposalState.WAITING,
        way_in=WayIn.LINK,
        account_id=identifier("account", ORGANISER),
        why=why,
        form_key=f"demonstration/{key}",
        created_at=sent_at,
        changed_at=sent_at,
        sent_at=sent_at,
    )


def _report(kind: ReportKind, message: str, listing: Listing, created_at: datetime) -> Report:
    return Report(
        id=identifier("report", kind.value),
        service_id=listing.service.id,
        kind=kind,
        message=message,
        form_key=f"demonstration/{kind.value}",
        created_at=created_at,
    )
