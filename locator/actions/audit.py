"""Write down who did or looked at what, in the transaction of the deed itself."""

from __future__ import annotations

from locator.actions.context import Context
from locator.storage import audit


def note(context: Context, action: str, subject_kind: str = "", subject_id: str = "", *, why: str = "") -> None:
    """Add one row to the audit trail: "referral.view", "referral", its id. `why` is a reason that the person gave."""
    user = context.user
    entry = audit.Entry(
        happened_at=context.now,
        account_id=user.id if user else "",
        role=user.role.value if user else "",
        team_id=(user.team_id or "") if user else "",
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        why=why,
        request_id=context.request_id,
    )
    audit.add(context.store, entry)
