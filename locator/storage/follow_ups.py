"""Follow-ups and their answers <-> their tables."""

from __future__ import annotations

from locator.referral.follow_up import FollowUp, Source
from locator.storage import moments
from locator.storage.database import Row, Store, marks

_COLUMNS = "id, referral_id, form_key, has_attended, source, answered_at, account_id"
_INSERT = f"INSERT INTO follow_up ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (form_key) DO NOTHING"


def add(store: Store, follow_up: FollowUp) -> bool:
    """Keep the follow-up with its answers; False where the same form has made one already."""
    with store.atomic():
        if not store.write(_INSERT, _row(follow_up)):
            return False
        store.write_many(
            "INSERT INTO follow_up_answer (follow_up_id, outcome_code, answer) VALUES (?, ?, ?)",
            [(follow_up.id, code, answer) for code, answer in sorted(follow_up.answers.items())],
        )
        return True


def of_referral(store: Store, referral_id: str) -> tuple[FollowUp, ...]:
    """The follow-ups of a referral, the newest first."""
    sql = f"SELECT {_COLUMNS} FROM follow_up WHERE referral_id = ? ORDER BY answered_at DESC, id"
    with store.snapshot():
        rows = store.rows(sql, (referral_id,))
        answers = _answers(store, [row[0] for row in rows])
    return tuple(_made(row, answers.get(row[0], {})) for row in rows)


def _answers(store: Store, ids: list[str]) -> dict[str, dict[str, int]]:
    sql = f"""
        SELECT follow_up_id, outcome_code, answer FROM follow_up_answer WHERE follow_up_id IN ({marks(ids)})
        ORDER BY follow_up_id, outcome_code
    """
    found: dict[str, dict[str, int]] = {}
    for follow_up_id, code, answer in store.rows(sql, ids):
        found.setdefault(follow_up_id, {})[code] = answer
    return found


def _row(one: FollowUp) -> Row:
    return (
        one.id,
        one.referral_id,
        one.form_key,
        None if one.has_attended is None else int(one.has_attended),
        one.source.value,
        moments.text(one.answered_at),
        one.account_id,
    )


def _made(row: Row, answers: dict[str, int]) -> FollowUp:
    id_, referral_id, form_key, has_attended, source, answered_at, account_id = row
    return FollowUp(
        id=id_,
        referral_id=referral_id,
        form_key=form_key,
        has_attended=None if has_attended is None else bool(has_attended),
        source=Source(source),
        answered_at=moments.moment(answered_at),
        account_id=account_id,
        answers=answers,
    )
