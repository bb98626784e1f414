"""The history of a listing, a group or a venue: what each version changed, who made it, and what restoring one would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from locator.actions import naming, permission, revising
from locator.actions.context import Context
from locator.actions.naming import Names
from locator.actions.permission import NotYoursError
from locator.directory.merge import Merge
from locator.directory.service import ServiceStatus
from locator.revision import proposal as rules
from locator.revision import version as versions_of
from locator.revision.proposal import FieldChange
from locator.revision.subject import Subject, SubjectKind
from locator.revision.version import Version
from locator.roles import Permission
from locator.storage import accounts, listing_names, merges
from locator.storage.listing_names import ListingName

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One version, and what it changed of the one before."""

    version: Version
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Every version, the newest first; `people` are the names of accounts, `merged_into` the listing that it is a part of now.

    `number` is that of the version that is public, or would be where the listing is hidden.
    """

    subject: Subject
    title: str
    is_hidden: bool
    number: int
    steps: tuple[Step, ...]
    names: Names
    people: Mapping[str, str]
    merged_into: str | None
    merges: tuple[Merge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoring:
    """What making an older version public again would change; nothing where it says what is public."""

    subject: Subject
    title: str
    version: Version
    number: int
    changes: tuple[FieldChange, ...]
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of the listings that were looked for."""

    entries: tuple[ListingName, ...]
    total: int
    page: int
    pages: int


def look(context: Context, subject: Subject) -> History:
    """The history; raises NotAllowedError, or NotYoursError for what never was in the directory."""
    permission.require(context, Permission.CURATE)
    with context.store.snapshot():
        found = revising.history(context, subject)
        if not found:
            raise NotYoursError
        pairs = zip(found, versions_of.changes(found), strict=True)
        newest, is_service = found[-1].content, subject.kind is SubjectKind.SERVICE
        return History(
            subject=subject,
            title=str(newest.get("name") or "Without a name"),
            is_hidden=newest.get("status") == ServiceStatus.INACTIVE.value,
            number=found[-1].number,
            steps=tuple(Step(version=one, changes=changes) for one, changes in pairs)[::-1],
            names=naming.of(context, (one.content for one in found)),
            people=people(context, (one.account_id for one in found)),
            merged_into=merges.kept_for(context.store, (subject.id,)).get(subject.id) if is_service else None,
            merges=merges.of_service(context.store, subject.id) if is_service else (),
        )


def restoring(context: Context, subject: Subject, number: int) -> Restoring:
    """What restoring this version would change; raises NotAllowedError, or NotYoursError where there is none."""
    permission.require(context, Permission.CURATE)
    with context.store.snapshot():
        version, current = revising.version_of(context, subject, number), revising.content_of(context, subject)
        if version is None or current is None:
            raise NotYoursError
        return Restoring(
            subject=subject,
            title=str(current.get("name") or "Without a name"),
            version=version,
            number=revising.number_of(context, subject),
            changes=rules.between(current, version.content),
            names=naming.of(context, (current, version.content)),
        )


def listings(context: Context, words: str, status: ServiceStatus | None, page: int) -> Found:
    """The listings with all these words in their name, group or address, hidden ones too; raises NotAllowedError."""
    permission.require(context, Permission.CURATE)
    wanted = words.split()
    total = listing_names.count(context.store, wanted, status)
    pages = max(1, -(-total // PAGE))
    shown = min(max(1, page), pages)
    entries = listing_names.some(context.store, wanted, status, offset=(shown - 1) * PAGE, limit=PAGE)
    return Found(entries=entries, total=total, page=shown, pages=pages)


def people(context: Context, account_ids: Iterable[str | None]) -> dict[str, str]:
    """The names of these accounts."""
    known = {id_: accounts.by_id(context.store, id_) for id_ in account_ids if id_}
    return {id_: account.name for id_, account in known.items() if account}
