"""A deed whose loss would be noticed, and how to see whether all of it is there: a referral is logged by the product's own action."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from locator.actions import referring
from locator.actions.context import Context
from locator.actions.referring import Pointing
from locator.referral.referral import Level, Reason
from locator.storage import accounts, listings, organizations
from locator.storage.database import Store
from tests import making
from tests.signing import NURSES, person

LUNCH, NURSE = making.listing("Lunch Club"), person()


def prepare(store: Store) -> None:
    """What the deeds refer to."""
    with store.atomic():
        organizations.save(store, LUNCH.organization)
        listings.save(store, LUNCH)
        accounts.save_team(store, NURSES)
        accounts.save(store, NURSE)


def as_nurse(context: Context, store: Store) -> Context:
    """The context of a nurse over another store."""
    return replace(context, store=store, user=accounts.user(store, NURSE.id))


def do(context: Context, form_key: str) -> None:
    """One coded referral with its snapshot, its reasons and its audit row, in one transaction."""
    pointing = Pointing(
        form_key=form_key, slugs=(LUNCH.service.slug,), level=Level.CODED, reasons=(Reason.FALLS, Reason.LONELY)
    )
    referring.point(context, pointing)


def found(path: Path, *, reasons: int = 2) -> set[str]:
    """The form keys of every whole deed in a database file; fails for a torn or doubled one, and for a file that is not
    sound. Each deed has that many reasons."""
    with closing(sqlite3.connect(path)) as connection:

        def column(sql: str) -> list[str]:
            return [str(value) for (value,) in connection.execute(sql)]

        assert column("PRAGMA integrity_check") == ["ok"]
        assert column("PRAGMA foreign_key_check") == []
        ids = column("SELECT id FROM referral")
        assert sorted(column("SELECT subject_id FROM audit WHERE action LIKE 'referral.%'")) == sorted(ids), (
            "torn: audit"
        )
        with_reasons = f"SELECT referral_id FROM referral_reason GROUP BY 1 HAVING COUNT(*) = {reasons}"
        assert sorted(column(with_reasons)) == sorted(ids), "torn: reasons"
        keys = column("SELECT form_key FROM referral")
        assert len(keys) == len(set(keys)), "doubled"
        return set(keys)
