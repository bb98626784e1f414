"""Tell the privacy lead that somebody has opened a referral of another team."""

from __future__ import annotations

from locator.actions.context import Context
from locator.referral.opening import OpenReason
from locator.storage import mails


def tell(context: Context, referral_id: str, why: OpenReason, form_key: str) -> None:
    """Write to the privacy lead, once for one form, in the transaction of the opening; nobody, where no address is set."""
    if not context.settings.privacy_email or context.user is None:
        return
    body = (
        f"{context.user.name} ({context.user.role.value}) has opened a referral of another team.\n\n"
        f"The reason that they chose: {why.value}.\n"
        f"The referral: {referral_id}.\n\n"
        f"Who looked at it, and when: {context.settings.base_url}/admin/audit\n"
    )
    mails.add(
        context.store,
        key=f"referral.open_outside_team:{referral_id}:{form_key}",
        to=context.settings.privacy_email,
        subject="A referral was opened from outside the team",
        body=body,
        now=context.now,
    )
