"""The names behind the codes and ids of contents, looked up together: terms, venues and organizations, proposed ones too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from locator.actions.context import Context
from locator.directory.location import Location
from locator.revision.content import Content, Json
from locator.revision.proposal import ProposalState
from locator.revision.subject import Subject, SubjectKind
from locator.storage import locations, organizations, proposals

_OPEN = frozenset({ProposalState.WAITING, ProposalState.DRAFT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Terms by taxonomy and code; venues (with their address) and organizations by id; `today` says which dates are over."""

    terms: Mapping[tuple[str, str], str]
    venues: Mapping[str, str]
    organizations: Mapping[str, str]
    today: date


def of(context: Context, contents: Iterable[Content]) -> Names:
    """The names that these contents need."""
    venue_ids: dict[str, None] = {}
    owner_ids: dict[str, None] = {}
    for content in contents:
        venue_ids |= dict.fromkeys(_venue_ids(content))
        owner_ids |= dict.fromkeys(filter(None, (content.get("organization_id"),)))
    return Names(
        terms={(t.taxonomy, t.code): t.name for found in context.reference.terms.values() for t in found},
        venues=_venues(context, tuple(venue_ids)),
        organizations=_organizations(context, tuple(owner_ids)),
        today=context.today,
    )


def venue_words(name: str, address: Mapping[str, Json]) -> str:
    """ "Knowetop Hall, 1 Main Street, Motherwell, ML1 1AB"."""
    parts = (name, *(address.get(part) for part in ("address_1", "address_2", "city", "postal_code")))
    return ", ".join(str(part) for part in parts if part)


def _venue_ids(content: Content) -> list[str]:
    """The venues that a content names; one of a wrong shape names none."""
    values = [value for name in ("venues", "sessions") for value in content.get(name) or ()]
    found = [value.get("location_id") for value in values if isinstance(value, Mapping)]
    return [id_ for id_ in found if isinstance(id_, str)]


def _venues(context: Context, ids: tuple[str, ...]) -> dict[str, str]:
    known = {id_: _location_words(one) for id_, one in locations.by_ids(context.store, ids).items()}
    for id_, said in _proposed(context, SubjectKind.LOCATION, [id_ for id_ in ids if id_ not in known]):
        known[id_] = f"{venue_words(str(said.get('name') or 'A new place'), said.get('address') or {})} (new)"
    return known


def _location_words(one: Location) -> str:
    a = one.address
    parts = (one.name, a.address_1, a.address_2, a.city, a.postal_code)
    return ", ".join(part for part in parts if part)


def _organizations(context: Context, ids: tuple[str, ...]) -> dict[str, str]:
    known = {id_: one.name for id_, one in organizations.by_ids(context.store, ids).items()}
    for id_, said in _proposed(context, SubjectKind.ORGANIZATION, [id_ for id_ in ids if id_ not in known]):
        known[id_] = f"{said.get('name') or 'A new group'} (new)"
    return known


def _proposed(context: Context, kind: SubjectKind, ids: Collection[str]) -> Iterable[tuple[str, dict[str, Json]]]:
    """What the newest open proposal says of each that is not in the directory yet."""
    for id_ in ids:
        for one in proposals.of_subject(context.store, Subject(kind=kind, id=id_))[::-1]:
            if one.state in _OPEN:
                yield id_, {change.name: change.after for change in one.fields}
                break
