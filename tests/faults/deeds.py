"""A deed whose loss would be noticed, and how to see whether all of it is there: a listing is told of, and a mail waits."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from locator.actions import audit
from locator.actions.context import Context
from locator.referral.referral import ForWhom, Level, Referral, Snapshot
from locator.referral.states import State
from locator.storage import accounts, identifiers, listings, mails, organizations, referrals
from locator.storage.database import Store
from tests import making
from tests.conftest import NOW
from tests.signing import NURSES, person

LUNCH, NURSE = making.listing("Lunch Club"), person()


def prepare(store: Store) -> None:
    """What the deeds refer to."""
    with store.atomic():
        organizations.save(store, LUNCH.organization)
        listings.save(store, LUNCH)
        accounts.save_team(store, NURSES)
        accounts.save(store, NURSE)


def do(context: Context, form_key: str) -> bool:
    """One referral with its snapshot, its audit row and its mail, in one transaction."""
    with context.store.atomic():
        service = LUNCH.service
        snapshot = Snapshot(
            id=form_key,
            service_id=service.id,
            service_name=service.name,
            organization_name="",
            content="{}" * 200,
            taken_at=NOW,
        )
        referrals.add_snapshot(context.store, snapshot)
        is_new = referrals.add(context.store, _referral(form_key))
        if is_new:
            audit.note(context, "referral.make", "referral", form_key)
            mails.add(context.store, key=form_key, to="a@example.org", subject="One", body="A group" * 30, now=NOW)
        return is_new


def _referral(form_key: str) -> Referral:
    return Referral(
        id=form_key,
        need_id=identifiers.fresh(),
        level=Level.CODED,
        form_key=form_key,
        created_at=NOW,
        account_id=NURSE.id,
        team_id=NURSES.id,
        service_id=LUNCH.service.id,
        snapshot_id=form_key,
        for_whom=ForWhom.CARER,
        state=State.SENT,
        state_at=NOW,
    )


def with_store(context: Context, store: Store) -> Context:
    """The context over another store."""
    return replace(context, store=store)


def found(path: Path) -> set[str]:
    """The form keys of every whole deed in a database file; fails for a torn one, and for a file that is not sound."""
    with closing(sqlite3.connect(path)) as connection:

        def keys(sql: str) -> list[str]:
            return [key for (key,) in connection.execute(sql)]

        assert keys("PRAGMA integrity_check") == ["ok"]
        made = keys("SELECT form_key FROM referral")
        assert len(made) == len(set(made))
        for sql in (
            "SELECT id FROM listing_snapshot",
            "SELECT subject_id FROM audit WHERE action = 'referral.make'",
            "SELECT dedupe_key FROM mail",
        ):
            assert sorted(keys(sql)) == sorted(made), f"torn: {sql}"
        return set(made)
