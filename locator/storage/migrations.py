"""The numbered changes that bring any older database up to date, each in one transaction with its own record."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database, Migrations

from locator.storage import (
    migration_0001,
    migration_0002,
    migration_0003,
    migration_0004,
    migration_0005,
    migration_0006,
    migration_0007,
    migration_0008,
    migration_0009,
    migration_0010,
    migration_0011,
    migration_0012,
    migration_0013,
    migration_0014,
    migration_0015,
    migration_0016,
)
from locator.storage.database import Store

MIGRATIONS = Migrations("locator")


@MIGRATIONS()
def m0001_directory(db: Database) -> None:
    """Open Referral's tables, old addresses and the change log."""
    _run(db, migration_0001.STATEMENTS)


@MIGRATIONS()
def m0002_localities_and_words(db: Database) -> None:
    """Localities, themes, synonyms and facts."""
    _run(db, migration_0002.STATEMENTS)


@MIGRATIONS()
def m0003_what_we_hear(db: Database) -> None:
    """The search log, reports of mistakes and shared lists."""
    _run(db, migration_0003.STATEMENTS)


@MIGRATIONS()
def m0004_people_who_sign_in(db: Database) -> None:
    """Teams, accounts, sessions and tries to sign in."""
    _run(db, migration_0004.STATEMENTS)


@MIGRATIONS()
def m0005_referrals(db: Database) -> None:
    """Referrals, what happened next, unmet need and links that work once."""
    _run(db, migration_0005.STATEMENTS)


@MIGRATIONS()
def m0006_mail_and_audit(db: Database) -> None:
    """The mail that waits, the audit trail, erasures and what was cleared on time."""
    _run(db, migration_0006.STATEMENTS)


@MIGRATIONS()
def m0007_versions_and_changes(db: Database) -> None:
    """Versions, changes that wait, who looks after a group, and links for groups."""
    _run(db, migration_0007.STATEMENTS)


@MIGRATIONS()
def m0008_who_looks_after_a_group(db: Database) -> None:
    """How somebody came to look after a group, claims, and how often a listing is seen."""
    _run(db, migration_0008.STATEMENTS)


@MIGRATIONS()
def m0009_checking(db: Database) -> None:
    """Checks of listings, the cycle of each locality, reminders, calls, letters that came back, and hiding."""
    _run(db, migration_0009.STATEMENTS)


@MIGRATIONS()
def m0010_links_and_duplicates(db: Database) -> None:
    """How the links stand, and which listings may be there twice."""
    _run(db, migration_0010.STATEMENTS)


@MIGRATIONS()
def m0011_tools(db: Database) -> None:
    """What curators change by form."""
    _run(db, migration_0011.STATEMENTS)


@MIGRATIONS()
def m0012_merges(db: Database) -> None:
    """What became of reports, and which listings were merged."""
    _run(db, migration_0012.STATEMENTS)


@MIGRATIONS()
def m0013_found_by_index(db: Database) -> None:
    """What is open, ended and counted is found by index."""
    _run(db, migration_0013.STATEMENTS)


@MIGRATIONS()
def m0014_passkeys(db: Database) -> None:
    """Passkeys, and tries to sign in with one."""
    _run(db, migration_0014.STATEMENTS)


@MIGRATIONS()
def m0015_reminders(db: Database) -> None:
    """Sessions that began with the link of a reminder."""
    _run(db, migration_0015.STATEMENTS)


@MIGRATIONS()
def m0016_when_services_changed(db: Database) -> None:
    """When each service last changed, by index."""
    _run(db, migration_0016.STATEMENTS)


def pending(store: Store) -> tuple[str, ...]:
    """The names of the changes that this database still lacks, in order."""
    return tuple(migration.name for migration in MIGRATIONS.pending(store.database))


def migrate(store: Store) -> tuple[str, ...]:
    """Bring the database up to date; answers the names of what was applied here.

    Two processes may do this at once: each change takes the write lock first and is looked up again inside it.
    """
    applied: list[str] = []
    for name in pending(store):
        with store.atomic():
            waiting = pending(store)
            if name in waiting:
                MIGRATIONS.apply(store.database, stop_before=waiting[1:])
                applied.append(name)
    return tuple(applied)


def _run(db: Database, statements: Sequence[str]) -> None:
    for statement in statements:
        db.execute(statement)
