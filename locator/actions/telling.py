"""Tell a group of a coded referral: that it waits for an answer, or was taken back. Nothing about a person is in a message."""

from __future__ import annotations

from locator.actions.context import Context
from locator.directory.listing import Listing
from locator.referral.referral import Referral
from locator.storage import listings, mails

_ASKED = """Hello

Somebody may come to {group}, or get in touch with you. Their reference is {reference}.
They were referred by {team}. We do not say who they are. They may give you this reference.

Please tell us if you can help.{page}
"""
_TAKEN_BACK = """Hello

The referral {reference} to {group} was sent by mistake and has been taken back.
You do not need to do anything.
"""


def ask(context: Context, referral: Referral, listing: Listing) -> bool:
    """Let a message to the group wait for its turn, in the transaction of the referral; False where the group has no address."""
    base = context.settings.base_url
    page = f" Sign in and answer here:\n{base}/group/referrals/{referral.id}" if base else ""
    team = context.user.team_name if context.user else ""
    body = _ASKED.format(group=listing.service.name, reference=referral.reference, team=team, page=page)
    return _queue(context, f"asked/{referral.id}", listing, f"Referral {referral.reference}: can you help?", body)


def taken_back(context: Context, referral: Referral) -> bool:
    """Tell the group that there is nothing to answer any more; False where the group has no address."""
    listing = listings.by_ids(context.store, (referral.service_id,), unpublished=True)[0]
    body = _TAKEN_BACK.format(group=listing.service.name, reference=referral.reference)
    return _queue(context, f"taken-back/{referral.id}", listing, f"Referral {referral.reference} was taken back", body)


def address(listing: Listing) -> str:
    """Where a group reads its mail; "" where nobody knows."""
    return listing.service.email or listing.organization.email or ""


def _queue(context: Context, key: str, listing: Listing, subject: str, body: str) -> bool:
    to = address(listing)
    return bool(to) and mails.add(context.store, key=key, to=to, subject=subject, body=body, now=context.now)
