"""Tell the privacy lead that somebody has looked for a person, or opened a referral of another team."""

from __future__ import annotations

from locator.actions.context import Context
from locator.referral.opening import OpenReason
from locator.storage import identifiers, mails


def tell_of_looking(context: Context, count: int) -> None:
    """Write to the privacy lead that somebody looked for a person by name or number, and how many referrals they were shown."""
    if not context.settings.privacy_email:
        return
    who = f"{context.user.name} ({context.user.role.value})" if context.user else "Somebody at the terminal"
    body = (
        f"{who} has looked for a person by name or number, in the details of every team.\n\n"
        f"Referrals that were found: {count}.\n\n"
        f"Who looked, and when: {context.settings.base_url}/admin/audit\n"
    )
    _write(context, f"person.find:{identifiers.fresh()}", "Somebody looked for a person by name or number", body)


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
    key = f"referral.open_outside_team:{referral_id}:{form_key}"
    _write(context, key, "A referral was opened from outside the team", body)


def _write(context: Context, key: str, subject: str, body: str) -> None:
    to = context.settings.privacy_email
    mails.add(context.store, key=key, to=to, subject=subject, body=body, now=context.now)
