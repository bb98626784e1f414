"""The themes and other terms: added, renamed, described, put in order, retired, and two made one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from locator.actions import audit, reference, revising
from locator.actions.context import Context
from locator.actions.permission import NotYoursError, require
from locator.actions.wrong import WrongError, check, mark
from locator.directory import term_entry
from locator.directory.slugs import slug_for
from locator.directory.term_entry import TermEntry
from locator.revision import subject
from locator.revision.content import TAXONOMIES
from locator.revision.subject import WayIn
from locator.roles import Permission
from locator.storage import term_entries

MOST_NAME, MOST_DESCRIPTION = 80, 300
RESERVED = frozenset({"add"})
"""Codes that an address of the tool has already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The terms of one taxonomy in their order, with how many published listings have each."""

    taxonomy: str
    entries: tuple[TermEntry, ...]
    counts: dict[str, int]

    def place(self, code: str) -> int:
        """Where the term stands, counted from 1."""
        return [one.code for one in self.entries].index(code) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a term shall be; `place` is its place in the list, None where it stays where it is."""

    name: str
    description: str = ""
    place: int | None = None


def every(context: Context, taxonomy: str) -> Vocabulary:
    """The terms of a taxonomy; raises NotYoursError for one that there is not."""
    require(context, Permission.CURATE)
    if taxonomy not in TAXONOMIES.values():
        raise NotYoursError
    with context.store.snapshot():
        found = term_entries.every(context.store, taxonomy)
        return Vocabulary(taxonomy=taxonomy, entries=found, counts=term_entries.counts(context.store, taxonomy))


def one(context: Context, taxonomy: str, code: str) -> TermEntry:
    """One term; raises NotYoursError."""
    found = next((one for one in every(context, taxonomy).entries if one.code == code), None)
    if found is None:
        raise NotYoursError
    return found


def state(entry: TermEntry, place: int) -> str:
    """What a form carries to tell whether somebody else changed the term meanwhile."""
    return mark(repr(entry), place)


def add(context: Context, taxonomy: str, wanted: Wanted) -> TermEntry:
    """Add a term; the same one sent twice is added once. Raises WrongError or NotYoursError."""
    require(context, Permission.CURATE)
    with context.store.atomic():
        there = every(context, taxonomy)
        name, description = _checked(wanted)
        same = _named(there.entries, name)
        if same is not None and (same.name, same.description, same.retired_on) == (name, description, None):
            return same
        if same is not None:
            raise WrongError("name", f"“{same.name}” is in the list already{_retired_words(same)}")
        made = TermEntry(taxonomy=taxonomy, code=_code(there.entries, name), name=name, description=description)
        term_entries.put(context.store, made)
        _place(context, (*there.entries, made), made, wanted.place)
        audit.note(context, "term.add", "term", f"{taxonomy}/{made.code}")
    return made


def change(context: Context, taxonomy: str, code: str, wanted: Wanted, *, seen: str) -> None:
    """Give a term another name, description or place; sent twice it is done once.

    Raises WrongError, ChangedMeanwhileError or NotYoursError.
    """
    require(context, Permission.CURATE)
    with context.store.atomic():
        there = every(context, taxonomy)
        before = one(context, taxonomy, code)
        name, description = _checked(wanted)
        after = replace(before, name=name, description=description)
        if after == before and wanted.place in (None, there.place(code)):
            return
        check(seen, state(before, there.place(code)))
        same = _named([other for other in there.entries if other.code != code], name)
        if same is not None:
            raise WrongError("name", f"“{same.name}” is in the list already{_retired_words(same)}")
        if after != before:
            term_entries.put(context.store, after)
        _place(context, there.entries, after, wanted.place)
        audit.note(context, "term.change", "term", f"{taxonomy}/{code}")


def retire(context: Context, taxonomy: str, code: str) -> None:
    """Offer the term no more; listings and old figures keep it. Done twice it is done once."""
    require(context, Permission.CURATE)
    with context.store.atomic():
        before = one(context, taxonomy, code)
        if before.retired_on is None:
            term_entries.put(context.store, replace(before, retired_on=context.today))
            audit.note(context, "term.retire", "term", f"{taxonomy}/{code}")


def offer(context: Context, taxonomy: str, code: str) -> None:
    """Offer a retired term again."""
    require(context, Permission.CURATE)
    with context.store.atomic():
        before = one(context, taxonomy, code)
        if before.retired_on is not None:
            term_entries.put(context.store, replace(before, retired_on=None, merged_into=""))
            audit.note(context, "term.offer", "term", f"{taxonomy}/{code}")


def merge(context: Context, taxonomy: str, code: str, into: str, *, seen: str) -> None:
    """Give the listings of one term another in its place, and retire it; sent twice it is done once.

    Raises WrongError, ChangedMeanwhileError or NotYoursError.
    """
    require(context, Permission.CURATE)
    with context.store.atomic():
        context = replace(
            context, reference=reference.load(context.store)
        )  # the names may be newer than what is remembered
        gone, kept = one(context, taxonomy, code), one(context, taxonomy, into)
        if gone.merged_into == into:
            return
        if code == into or kept.retired_on is not None:
            raise WrongError("into", "Choose another term, one that is still offered")
        check(seen, both_state(gone, kept))
        for service_id in term_entries.services(context.store, taxonomy, code):
            _move(context, service_id, gone, kept)
        term_entries.put(context.store, replace(gone, retired_on=gone.retired_on or context.today, merged_into=into))
        audit.note(context, "term.merge", "term", f"{taxonomy}/{code}")


def both_state(gone: TermEntry, kept: TermEntry) -> str:
    """What the form for a merger carries."""
    return mark(repr(gone), repr(kept))


def _move(context: Context, service_id: str, gone: TermEntry, kept: TermEntry) -> None:
    about = subject.service(service_id)
    content = revising.content_of(context, about)
    field = next(name for name, taxonomy in TAXONOMIES.items() if taxonomy == gone.taxonomy)
    if content is not None:
        codes = term_entry.merged(content[field], gone.code, kept.code)
        revising.publish(context, about, {field: codes}, way_in=WayIn.CURATOR, why=f"{gone.name}: now {kept.name}")


def _place(context: Context, entries: Sequence[TermEntry], entry: TermEntry, place: int | None) -> None:
    if place is not None:
        codes = [one.code for one in entries]
        wanted = term_entry.placed(codes, entry.code, place)
        if list(wanted) != codes:
            term_entries.order(context.store, entry.taxonomy, wanted)


def _checked(wanted: Wanted) -> tuple[str, str]:
    if not 0 < len(wanted.name) <= MOST_NAME or not slug_for(wanted.name):
        raise WrongError("name", f"Type a name in {MOST_NAME} letters or fewer")
    if len(wanted.description) > MOST_DESCRIPTION:
        raise WrongError("description", f"Use {MOST_DESCRIPTION} letters or fewer")
    return wanted.name, wanted.description


def _named(entries: Sequence[TermEntry], name: str) -> TermEntry | None:
    return next((one for one in entries if one.name.casefold() == name.casefold()), None)


def _retired_words(entry: TermEntry) -> str:
    return ", but it is not offered now. Open it to offer it again" if entry.retired_on else ""


def _code(entries: Sequence[TermEntry], name: str) -> str:
    """A code that no term of the list has had."""
    taken = {one.code for one in entries} | RESERVED
    slug = slug_for(name)
    return next(code for number in count(1) if (code := slug if number == 1 else f"{slug}-{number}") not in taken)
