"""What is wrong with this installation: each finding a sentence that says what to do."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from locator.actions import retention
from locator.actions.context import Context
from locator.storage import changes, database, listings, migrations
from search_index.index import IndexUnusableError
from search_index.query import Query

LEAST_FREE_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; `advice` is empty where all is well, `is_serious` means that people notice."""

    subject: str
    state: str
    advice: str = ""
    is_serious: bool = False

    @property
    def is_fine(self) -> bool:
        """Whether nothing needs to be done."""
        return not self.advice


def every(context: Context) -> tuple[Finding, ...]:
    """All checks, in the order in which to mend what they find."""
    looks: tuple[Callable[[Context], Iterator[Finding]], ...] = (
        _folder,
        _database,
        _index,
        _places,
        _listings,
        _settings,
        _clearing,
    )
    return tuple(finding for look in looks for finding in look(context))


def _folder(context: Context) -> Iterator[Finding]:
    data = context.settings.data
    free = shutil.disk_usage(data).free
    yield Finding(
        subject="Disk",
        state=f"{free // 1024**2:,} MB free",
        advice="" if free >= LEAST_FREE_BYTES else "Make room: with less than 200 MB free, writing may fail.",
    )
    key = data / "secret.key"
    is_private = key.exists() and not key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    yield Finding(
        subject="Secret key",
        state="readable by its owner alone" if is_private else "readable by others, or missing",
        advice="" if is_private else f"Run: chmod 600 {key}",
    )


def _database(context: Context) -> Iterator[Finding]:
    pending = migrations.pending(context.store)
    yield Finding(
        subject="Database version",
        state=f"{len(pending)} changes to the tables wait" if pending else "up to date",
        advice="Run: locator init" if pending else "",
        is_serious=bool(pending),
    )
    problems = database.problems(context.store)
    yield Finding(
        subject="Database",
        state="; ".join(problems[:3]) or "sound",
        advice="Restore the newest backup: the file is damaged." if problems else "",
        is_serious=bool(problems),
    )


def _index(context: Context) -> Iterator[Finding]:
    marker, head = context.index.marker, changes.head(context.store)
    if marker is None:
        yield Finding(subject="Search index", state="missing or broken", advice="Run: locator reindex", is_serious=True)
        return
    try:
        found = context.index.search(Query(limit=0)).total_all
    except IndexUnusableError:
        yield Finding(subject="Search index", state="cannot be read", advice="Run: locator reindex", is_serious=True)
        return
    behind = marker != head
    yield Finding(
        subject="Search index",
        state=f"{found:,} services" + (f", {head - marker} changes behind" if behind else ""),
        advice="Run: locator reindex (or make any search: it catches up by itself)" if behind else "",
    )


def _places(context: Context) -> Iterator[Finding]:
    count = context.places.count
    yield Finding(
        subject="Postcodes",
        state=f"{count:,} known, from {context.places.source}",
        advice="" if count else "Run: locator init",
        is_serious=not count,
    )


def _listings(context: Context) -> Iterator[Finding]:
    count = listings.count(context.store)
    kind = "demonstration listings (invented)" if context.reference.is_demonstration else "listings"
    yield Finding(
        subject="Listings",
        state=f"{count:,} {kind}",
        advice="" if count else "There is nothing to find yet: add listings, or make a demonstration with init --demo.",
    )


def _clearing(context: Context) -> Iterator[Finding]:
    late = retention.is_overdue(context)
    yield Finding(
        subject="Clearing what is over",
        state="has not run for two days" if late else "in time",
        advice="Run: locator privacy sweep, and make it run daily (docs/running.md)" if late else "",
    )


def _settings(context: Context) -> Iterator[Finding]:
    phone = context.settings.enquiries_phone
    yield Finding(
        subject="Telephone number to ask",
        state=phone or "not set",
        advice="" if phone else "Set LOCATOR_ENQUIRIES_PHONE, so that a search without results can say who to ring.",
    )
