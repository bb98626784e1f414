"""Texts that staff have written themselves, version by version <-> their table. A version is never edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from locator.storage import identifiers, moments
from locator.storage.database import Row, Store

_COLUMNS = "name, number, subject, body, is_default, made_at, account_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One version of a text; `is_default` says that from then on the words of the release held, as they were then."""

    name: str
    number: int
    subject: str
    body: str
    is_default: bool
    made_at: datetime
    account_id: str | None


def add(store: Store, one: Wording) -> None:
    """Keep a new version."""
    id_ = identifiers.made_from("wording", one.name, one.number)
    store.write(
        f"INSERT INTO wording (id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (id_, one.name, one.number, one.subject, one.body, one.is_default, moments.text(one.made_at), one.account_id),
    )


def newest(store: Store) -> dict[str, Wording]:
    """The newest version of each text that staff have ever changed, by name."""
    rows = store.rows(
        f"""
        SELECT {_COLUMNS} FROM wording
        WHERE number = (SELECT MAX(number) FROM wording AS other WHERE other.name = wording.name) ORDER BY name
        """
    )
    return {row[0]: _made(row) for row in rows}


def of(store: Store, name: str) -> tuple[Wording, ...]:
    """Every version of a text, the newest first."""
    rows = store.rows(f"SELECT {_COLUMNS} FROM wording WHERE name = ? ORDER BY number DESC", (name,))
    return tuple(_made(row) for row in rows)


def _made(row: Row) -> Wording:
    name, number, subject, body, is_default, made_at, account_id = row
    return Wording(
        name=name,
        number=number,
        subject=subject,
        body=body,
        is_default=bool(is_default),
        made_at=moments.moment(made_at),
        account_id=account_id,
    )
