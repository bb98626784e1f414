"""The open data feed: published listings, groups, venues and terms, in the words of Open Referral, page by page or all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from uuid import UUID

import numpy as np

from locator.actions import indexing
from locator.actions.context import Context
from locator.directory.listing import Listing, ServiceAtLocation
from locator.directory.service import Term
from locator.exchange.node import Node
from locator.exchange.open_referral import services as nodes
from locator.exchange.open_referral import terms as term_nodes
from locator.storage import identifiers, listings, merges, open_data, organizations
from locator.storage.open_data import Site, Wanted
from search_index import geo
from search_index.query import Query

AT_ONCE = 200
"""So many records are read from the database at a time where all are given out."""

MOST_FOUND = 100_000
"""More services than any directory has."""

make_id = identifiers.made_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a list is narrowed by: all of it together. Words are looked for as they are; `metres` counts from the postcode."""

    search: str = ""
    organization_id: str | None = None
    term_id: str | None = None
    taxonomy_id: str | None = None
    modified_after: datetime | None = None
    postcode: str = ""
    metres: float | None = None
    is_full: bool = False
    is_minimal: bool = False

    @property
    def wanted(self) -> Wanted:
        """What the tables are narrowed by."""
        return Wanted(
            organization_id=self.organization_id,
            term_id=self.term_id,
            taxonomy_id=self.taxonomy_id,
            modified_after=self.modified_after,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """A list of records in their order, of which only those that are wanted are read: `of` makes those of some ids."""

    ids: tuple[str, ...]
    of: Callable[[Sequence[str]], Iterator[Node]]

    def page(self, number: int, size: int) -> list[Node]:
        """The records of a page, counted from 1; none beyond the last."""
        return list(self.of(self.ids[(number - 1) * size : number * size]))

    def every(self) -> Iterator[Node]:
        """All of them, read some at a time."""
        for start in range(0, len(self.ids), AT_ONCE):
            yield from self.of(self.ids[start : start + AT_ONCE])


def services(context: Context, asked: Asked) -> Records:
    """The services, by name: flat, whole (`is_full`), or only their ids and when they changed (`is_minimal`)."""
    found = _found(context, asked.search)
    ids = tuple(id_ for id_ in open_data.service_ids(context.store, asked.wanted) if found is None or id_ in found)
    return Records(ids=ids, of=lambda some: _services(context, some, asked))


def service(context: Context, service_id: str) -> Node | None:
    """A whole service; None where none of that id is given out."""
    return next(_services(context, _given_out(context, service_id), Asked(is_full=True)), None)


def moved_to(context: Context, service_id: str) -> str | None:
    """The id of the service that this one was merged into, where it was."""
    return merges.kept_for(context.store, (service_id,)).get(service_id)


def groups(context: Context, asked: Asked) -> Records:
    """The groups whose services are given out, by name; with their services where those are wanted (`is_full`)."""
    wanted = asked.search.casefold()
    ids = open_data.organization_ids(context.store, asked.wanted)
    if wanted:
        known = organizations.by_ids(context.store, ids)
        ids = tuple(id_ for id_ in ids if wanted in f"{known[id_].name} {known[id_].description}".casefold())
    return Records(ids=ids, of=lambda some: _groups(context, some, is_full=asked.is_full))


def group(context: Context, organization_id: str, *, is_full: bool) -> Node | None:
    """A group with its services, whole or only their ids; None where it has none that is given out."""
    if not open_data.service_ids(context.store, Wanted(organization_id=organization_id)):
        return None
    node = next(_groups(context, (organization_id,), is_full=True), None)
    if node and not is_full:
        node["services"] = [{"id": one["id"], "name": one["name"], "status": one["status"]} for one in node["services"]]
    return node


def sites(context: Context, asked: Asked) -> Records:
    """Services at their venues. Near a postcode: those within so many metres of it, the nearest first.

    Raises UnknownPlaceError for a postcode that is none.
    """
    found = _found(context, asked.search)
    every = [one for one in open_data.sites(context.store, asked.wanted) if found is None or one.service_id in found]
    if asked.postcode:
        every = _near(context, every, asked.postcode, asked.metres)
    by_id = {one.id: one.service_id for one in every}
    return Records(ids=tuple(by_id), of=lambda some: _sites(context, {id_: by_id[id_] for id_ in some}))


def site(context: Context, site_id: str) -> Node | None:
    """A service at one of its venues; None where it is not given out."""
    known = {one.id: one.service_id for one in open_data.sites(context.store, Wanted())}
    return next(_sites(context, {site_id: known[site_id]}), None) if site_id in known else None


def taxonomies(context: Context, search: str = "") -> Records:
    """The taxonomies, by name."""
    made = [term_nodes.of_taxonomy(name, make_id) for name in sorted({term.taxonomy for term in _terms(context)})]
    return _kept(made, search)


def terms(context: Context, search: str = "", taxonomy_id: str = "") -> Records:
    """The terms, taxonomy by taxonomy."""
    meant = {("theme", theme.code): theme.description for theme in context.reference.every_theme}
    made = [term_nodes.of_term(one, make_id, meant.get((one.taxonomy, one.code), "")) for one in _terms(context)]
    return _kept([node for node in made if not taxonomy_id or node["taxonomy_id"] == taxonomy_id], search)


def one_of(records: Records, id_: str) -> Node | None:
    """The record of this id among them."""
    return next(records.of((id_,)), None) if id_ in records.ids else None


def is_id(text: str) -> bool:
    """Whether this may be the id of anything."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _found(context: Context, search: str) -> frozenset[str] | None:
    """The services that have all these words; None where none were given."""
    if not search.strip():
        return None
    query = Query(words=search, exact=True, limit=MOST_FOUND)
    answer = indexing.search(context, query, synonyms={})
    return frozenset(hit.id for hit in answer.hits if hit.all_words)


def _given_out(context: Context, service_id: str) -> tuple[str, ...]:
    listing = next(iter(listings.by_ids(context.store, (service_id,))), None)
    if listing is None:
        return ()
    owned = open_data.service_ids(context.store, Wanted(organization_id=listing.organization.id))
    return (service_id,) if service_id in owned else ()


def _services(context: Context, ids: Sequence[str], asked: Asked) -> Iterator[Node]:
    changed = _changed(context, ids)
    if asked.is_minimal:
        yield from ({"id": id_, "last_modified": changed[id_]} for id_ in ids)
        return
    for listing in listings.by_ids(context.store, ids):
        modified = changed[listing.service.id]
        if asked.is_full:
            yield nodes.whole(listing, modified, context.today, make_id)
        else:
            yield nodes.flat(listing, modified, make_id)


def _groups(context: Context, ids: Sequence[str], *, is_full: bool) -> Iterator[Node]:
    known = organizations.by_ids(context.store, ids)
    for id_ in ids:
        node = nodes.organization(known[id_], make_id)
        if is_full:
            own = open_data.service_ids(context.store, Wanted(organization_id=id_))
            node["services"] = list(_services(context, own, Asked(is_full=True)))
        yield node


def _sites(context: Context, by_id: Mapping[str, str]) -> Iterator[Node]:
    service_ids = tuple(dict.fromkeys(by_id.values()))
    changed = _changed(context, service_ids)
    known = {one.service.id: one for one in listings.by_ids(context.store, service_ids)}
    for site_id, service_id in by_id.items():
        listing = known.get(service_id)
        if listing and (found := _site_of(listing, site_id)):
            node = nodes.at_location(found, listing, context.today, make_id)
            yield {**node, "service": nodes.flat(listing, changed[service_id], make_id)}


def _site_of(listing: Listing, site_id: str) -> ServiceAtLocation | None:
    return next((one for one in listing.sites if one.id == site_id), None)


def _near(context: Context, every: Sequence[Site], postcode: str, within: float | None) -> list[Site]:
    place = context.places.find(postcode)
    latitudes, longitudes = np.array([(one.latitude, one.longitude) for one in every] or np.empty((0, 2))).T
    away = geo.metres(place.latitude, place.longitude, latitudes, longitudes).tolist()
    kept = [(far, one) for far, one in zip(away, every, strict=True) if within is None or far <= within]
    return [one for _, one in sorted(kept, key=itemgetter(0))]


def _changed(context: Context, service_ids: Sequence[str]) -> dict[str, str]:
    return {id_: _moment(at) for id_, at in open_data.modified(context.store, service_ids).items()}


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _terms(context: Context) -> list[Term]:
    """Every term that a listing may carry, retired ones too, apart from languages."""
    named = context.reference.names.items()
    return [
        Term(taxonomy=taxonomy, code=code, name=name)
        for (taxonomy, code), name in sorted(named)
        if taxonomy != term_nodes.LANGUAGE
    ]


def _kept(made: Sequence[Node], search: str) -> Records:
    wanted = search.strip().casefold()
    by_id = {node["id"]: node for node in made if wanted in f"{node['name']} {node['description']}".casefold()}
    return Records(ids=tuple(by_id), of=lambda some: (by_id[id_] for id_ in some))
