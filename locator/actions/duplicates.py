"""Find listings that are there twice: before one is saved, and every night among all. Merging them is another room's work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from locator.actions import audit
from locator.actions.context import Context
from locator.actions.permission import NotYoursError, require
from locator.directory import duplicate, likeness
from locator.directory.duplicate import Duplicate, DuplicateState
from locator.directory.likely_pairs import Known, Pair
from locator.directory.likeness import Likeness, Sketch
from locator.directory.listing import Listing
from locator.revision import listing_content
from locator.revision.content import ContentError
from locator.roles import Permission
from locator.storage import duplicates, facts, identifiers, listings, sketches

MOST_SHOWN = 5
SEARCHED_ON = "duplicates_searched_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A listing that is there already, how likely it is the one in question, and what speaks for it."""

    listing: Listing
    likeness: Likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class Twice:
    """Two listings that may be one, for a curator to decide."""

    duplicate: Duplicate
    first: Listing
    second: Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search among all came to: pairs that are new or came back, and pairs that are gone."""

    new: int = 0
    gone: int = 0
    waiting: int = 0


def known(context: Context) -> Known:
    """The directory, to compare many with: read once for a whole file."""
    return Known(sketches.every(context.store))


def alike(context: Context, sketch: Sketch, among: Known | None = None) -> tuple[Alike, ...]:
    """The listings that are likely the same as one that may not be saved yet, the likeliest first.

    Nobody's permission is asked: it names only what everybody can find.
    """
    found = (among or known(context)).alike(sketch)[:MOST_SHOWN]
    with context.store.snapshot():
        by_id = {one.service.id: one for one in listings.by_ids(context.store, [like.id for like, _ in found])}
    return tuple(Alike(listing=by_id[like.id], likeness=how) for like, how in found if like.id in by_id)


def sketched(
    context: Context,
    content: Mapping[str, object],
    *,
    organization_id: str,
    organization_name: str,
    service_id: str = "",
) -> Sketch:
    """The sketch of a listing that is only content so far; what is missing or written wrongly is not compared."""
    locations = frozenset(_texts(content.get("venues"), "location_id"))
    return Sketch(
        id=service_id,
        name=str(content.get("name") or ""),
        organization_id=organization_id,
        organization_name=organization_name,
        locations=locations,
        postcodes=sketches.postcodes_of(context.store, locations),
        phones=likeness.phones(_texts(content.get("phones"), "number")),
        times=frozenset(one for value in _rows(content.get("sessions")) for one in _times(value)),
        areas=frozenset(_texts(content.get("areas"), "code")),
    )


def find_all(context: Context) -> Found:
    """Compare all listings, and keep the pairs that are likely the same: safe to run twice, late, and side by side.

    What was decided stays decided, unless a name, a number or a place of either listing has changed since. They are compared
    before the writing begins, so that nobody waits for it; a listing that changes meanwhile has its turn the next time.
    """
    compared = {one.id: one for one in sketches.every(context.store)}
    now = {(one.id, other.id): (one, other, how) for one, other, how in Known(compared.values()).pairs()}
    with context.store.atomic():
        there = {one.id: one for one in sketches.every(context.store)}
        before = {ids: one for ids, one in duplicates.every(context.store).items() if _is_settled(ids, compared, there)}
        kept = {ids: pair for ids, pair in now.items() if _is_settled(ids, compared, there)}
        new = sum(_keep(context, pair, before.get(ids)) for ids, pair in kept.items())
        gone = [one.id for ids, one in before.items() if ids not in now and one.state is DuplicateState.WAITING]
        duplicates.forget(context.store, gone)
        facts.put(context.store, SEARCHED_ON, context.today.isoformat())
        return Found(new=new, gone=len(gone), waiting=len(duplicates.waiting(context.store)))


def find_nightly(context: Context) -> Found | None:
    """Compare all listings once a day; None where that was done today."""
    if facts.get(context.store, SEARCHED_ON) == context.today.isoformat():
        return None
    return find_all(context)


def waiting(context: Context) -> tuple[Twice, ...]:
    """The pairs that nobody has decided on, the likeliest first."""
    require(context, Permission.CURATE)
    with context.store.snapshot():
        found = duplicates.waiting(context.store)
        ids = tuple(dict.fromkeys(id_ for one in found for id_ in (one.first_id, one.second_id)))
        by_id = {one.service.id: one for one in listings.by_ids(context.store, ids)}
    return tuple(
        Twice(duplicate=one, first=by_id[one.first_id], second=by_id[one.second_id])
        for one in found
        if one.first_id in by_id and one.second_id in by_id
    )


def say_not_same(context: Context, duplicate_id: str) -> bool:
    """Decide that the two are different; False where somebody has decided already. Raises NotYoursError for no such pair."""
    user = require(context, Permission.CURATE)
    with context.store.atomic():
        found = duplicates.by_id(context.store, duplicate_id)
        if found is None:
            raise NotYoursError
        if found.state is not DuplicateState.WAITING:
            return False
        _decide(context, found, DuplicateState.NOT_THE_SAME, user.id)
        audit.note(context, "duplicate.not_the_same", "duplicate", found.id)
        return True


def note_merged(context: Context, kept_id: str, merged_id: str) -> None:
    """Write down that one listing went into the other, in the transaction of the merge, which is what is audited.

    Other pairs of the merged listing wait for nobody any more; pairs of the one that is kept are found anew.
    """
    user = require(context, Permission.CURATE)
    with context.store.atomic():
        for one in duplicates.of_service(context.store, merged_id):
            if {one.first_id, one.second_id} == {kept_id, merged_id}:
                _decide(context, one, DuplicateState.MERGED, user.id)
            elif one.state is DuplicateState.WAITING:
                duplicates.forget(context.store, (one.id,))


def _is_settled(ids: tuple[str, str], compared: Mapping[str, Sketch], there: Mapping[str, Sketch]) -> bool:
    """Whether both say now what they said when they were compared."""
    return all(compared.get(id_) == there.get(id_) for id_ in ids)


def _keep(context: Context, pair: Pair, before: Duplicate | None) -> bool:
    """Keep the pair; whether it waits now and did not before."""
    first, second, how = pair
    mark = duplicate.fingerprint(first, second)
    if before is not None and before.fingerprint == mark and before.state is not DuplicateState.WAITING:
        return False
    is_new = before is None or before.state is not DuplicateState.WAITING
    one = Duplicate(
        id=identifiers.made_from("duplicate", first.id, second.id),
        first_id=first.id,
        second_id=second.id,
        likeness=how,
        state=DuplicateState.WAITING,
        fingerprint=mark,
        found_at=context.now if is_new or before is None else before.found_at,
    )
    if one != before:
        duplicates.save(context.store, one)
    return is_new


def _decide(context: Context, one: Duplicate, state: DuplicateState, account_id: str) -> None:
    """Keep the decision, with the mark of what the two say now: it holds until they say something else."""
    both = [like for like in sketches.every(context.store) if like.id in (one.first_id, one.second_id)]
    mark = duplicate.fingerprint(*both) if len(both) == 2 else one.fingerprint
    decided = replace(one, state=state, fingerprint=mark, decided_at=context.now, decided_by=account_id)
    duplicates.save(context.store, decided)


def _rows(values: object) -> tuple[Mapping[str, object], ...]:
    return tuple(one for one in values if isinstance(one, Mapping)) if isinstance(values, list | tuple) else ()


def _texts(values: object, name: str) -> tuple[str, ...]:
    return tuple(text for one in _rows(values) if isinstance(text := one.get(name), str))


def _times(value: Mapping[str, object]) -> frozenset[tuple[str, str]]:
    try:
        return likeness.times_of(listing_content.session(value, ""))
    except (ContentError, KeyError, TypeError, ValueError):
        return frozenset()
