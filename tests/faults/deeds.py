"""A deed whose loss would be noticed, and how to see whether all of it is there: a referral is logged by the product's own action."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
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

Column = Callable[[str], list[str]]
"""The first column of what a SELECT answers."""

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
    """Every whole deed in a database file: the form keys of referrals, "KEY handed over" for those by name, and "KEY moved"
    for each move; fails for a torn or doubled one, and for a file that is not sound. Each has that many reasons, a hand-over none."""
    with closing(sqlite3.connect(path)) as connection:

        def column(sql: str) -> list[str]:
            return [str(value) for (value,) in connection.execute(sql)]

        assert column("PRAGMA integrity_check") == ["ok"]
        assert column("PRAGMA foreign_key_check") == []
        _check_referrals(column, reasons)
        _check_moves(column)
        _check_hand_overs(column)
        keys = column("SELECT form_key || CASE level WHEN 'named' THEN ' handed over' ELSE '' END FROM referral")
        assert len(keys) == len(set(keys)), "doubled"
        moved = column("SELECT form_key FROM referral JOIN referral_move ON referral_id = referral.id")
        assert len(moved) == len(set(moved)), "doubled: moves"
        return {*keys, *(f"{key} moved" for key in moved)}


def _check_referrals(column: Column, reasons: int) -> None:
    """Each has its audit row, its snapshot, and the messages to its group once; each but a hand-over has its reasons."""
    ids = sorted(column("SELECT id FROM referral"))
    made = "'referral.signpost', 'referral.coded', 'referral.hand_over'"
    assert sorted(column(f"SELECT subject_id FROM audit WHERE action IN ({made})")) == ids, "torn: audit"
    with_reasons = f"SELECT referral_id FROM referral_reason GROUP BY 1 HAVING COUNT(*) = {reasons}"
    others = column("SELECT id FROM referral WHERE level <> 'named' ORDER BY id")
    assert sorted(column(with_reasons)) == others, "torn: reasons"
    asked = "FROM mail WHERE dedupe_key LIKE 'asked/%' GROUP BY substr(dedupe_key, 7, 36)"
    assert len(set(column(f"SELECT COUNT(*) {asked}"))) <= 1, "torn: messages"
    assert sorted(column(f"SELECT substr(dedupe_key, 7, 36) {asked}")) in ([], ids), "torn: messages"


def _check_moves(column: Column) -> None:
    """Each has its audit row and its message, and the referral stands where its move has brought it."""
    moves = sorted(column("SELECT referral_id FROM referral_move"))
    audits = column("SELECT subject_id FROM audit WHERE action = 'referral.move'")
    assert sorted(audits) == moves, "torn: audit of moves"
    astray = "SELECT referral.id FROM referral JOIN referral_move ON referral_id = referral.id WHERE state <> to_state"
    assert column(astray) == [], "torn: state"
    unmoved = "SELECT id FROM referral WHERE state NOT IN ('sent', 'signposted') AND id NOT IN (SELECT referral_id FROM referral_move)"
    assert column(unmoved) == [], "torn: moves"


def _check_hand_overs(column: Column) -> None:
    """Each has its key, its details and both permissions, and nothing else has any."""
    named = column("SELECT id FROM referral WHERE level = 'named' ORDER BY id")
    for table, each in (("referral_key", 1), ("referral_person", 1), ("referral_permission", 2)):
        whole = f"SELECT referral_id FROM {table} GROUP BY 1 HAVING COUNT(*) = {each} ORDER BY 1"
        assert column(whole) == named, f"torn: {table}"
        assert column(f"SELECT COUNT(*) FROM {table}") == [str(each * len(named))], f"torn: {table}"
