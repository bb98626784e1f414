"""Listings: a service with its sites, schedules, areas, phones and contacts, read and written as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from locator.directory.listing import Listing, ServiceAtLocation
from locator.directory.location import AreaKind, ServiceArea
from locator.directory.organization import Contact
from locator.directory.service import ServiceStatus
from locator.storage import changes, children, locations, organizations, phones, schedules, services, slugs
from locator.storage.children import ChildTable
from locator.storage.database import CHUNK, Store, StoreError, chunks, marks
from locator.storage.services import member

_SITES = ChildTable("service_at_location", "service_id", ("location_id", "description"))
_AREAS = ChildTable("service_area", "service_id", ("extent_type", "extent", "name"))
_CONTACTS = ChildTable("contact", "service_id", ("name", "title", "email"))


def save(store: Store, listing: Listing) -> bool:
    """Save the whole listing, whose organization is saved already; answers whether anything changed.

    What did not change keeps its id, an old address is remembered, and the change log tells the index: about this
    service, and about the others at a venue that changed. Saving the same again writes nothing.
    """
    service = listing.service
    with store.atomic():
        before = _stored(store, service.id)
        owner = organizations.by_ids(store, (service.organization_id,)).get(service.organization_id)
        if owner is None:
            raise StoreError(f"Save the organization of “{service.name}” first.")
        if before == replace(listing, organization=owner):
            return False
        old_slug = before.service.slug if before else None
        slugs.claim(store, "service", service.id, service.slug, before=old_slug)
        services.save(store, service)
        _save_places(store, listing)
        phones.save_of_service(store, service.id, listing.phones)
        contacts = [(contact.id, contact.name, contact.title, contact.email) for contact in listing.contacts]
        children.replace(store, _CONTACTS, service.id, contacts)
        changes.append(store, (service.id,))
    return True


def remove(store: Store, service_id: str) -> bool:
    """Take the listing away for good; answers whether it was there. Its venues stay, others may use them."""
    with store.atomic():
        removed = services.remove(store, service_id)
        if removed:
            changes.append(store, (service_id,))
    return removed


def by_ids(store: Store, ids: Sequence[str], *, unpublished: bool = False) -> tuple[Listing, ...]:
    """The listings of these ids in the order given, however many in the same few queries.

    Unknown ids and, unless asked for, unpublished services are left out. Those read before and not changed since are
    remembered, so that a result page asks the database one question.
    """
    if store.is_writing:
        found = _read(store, ids)
    else:
        found = _known(store, ids)[1]
        if any(id_ not in found for id_ in ids):  # mostly all are, and one question by itself needs no snapshot
            with store.snapshot():
                found = _remembered(store, ids)
    return tuple(found[id_] for id_ in ids if id_ in found and (unpublished or _is_published(found[id_])))


def by_slug(store: Store, slug: str, *, unpublished: bool = False) -> Listing | None:
    """The listing at this address; None if there is none (see `slugs.current` for old addresses)."""
    with store.snapshot():
        row = store.row("SELECT id FROM service WHERE slug = ?", (slug,))
        return next(iter(by_ids(store, row, unpublished=unpublished)), None) if row else None


def of_organization(store: Store, organization_id: str, *, unpublished: bool = False) -> tuple[Listing, ...]:
    """The listings of an organization, by name: the published ones, or all."""
    with store.snapshot():
        rows = store.rows("SELECT id FROM service WHERE organization_id = ? ORDER BY name, id", (organization_id,))
        return by_ids(store, [id_ for (id_,) in rows], unpublished=unpublished)


def every(store: Store, *, unpublished: bool = False) -> Iterator[Listing]:
    """Every published listing (or every one), by id, read a few hundred at a time."""
    last = ""
    while True:
        with store.snapshot():
            rows = store.rows(f"SELECT id FROM service WHERE id > ? ORDER BY id LIMIT {CHUNK}", (last,))
            found = _read(store, [id_ for (id_,) in rows])
        if not rows:
            return
        yield from (listing for listing in found.values() if unpublished or _is_published(listing))
        (last,) = rows[-1]


def count(store: Store) -> int:
    """How many listings are published."""
    row = store.row("SELECT COUNT(*) FROM service WHERE status <> 'inactive'")
    return row[0] if row else 0


def _stored(store: Store, service_id: str) -> Listing | None:
    return next(iter(by_ids(store, (service_id,), unpublished=True)), None)


def _save_places(store: Store, listing: Listing) -> None:
    """Save sites, venues, schedules and areas."""
    service_id = listing.service.id
    for location in {site.location.id: site.location for site in listing.sites}.values():
        locations.save(store, location)
    sites = [(site.id, site.location.id, site.description) for site in listing.sites]
    children.replace(store, _SITES, service_id, sites)
    placed = [(site.id, schedule) for site in listing.sites for schedule in site.schedules]
    schedules.save(store, service_id, [*placed, *((None, schedule) for schedule in listing.schedules)])
    areas = [(area.kind.value, area.code, area.name) for area in listing.areas]
    children.replace_values(store, _AREAS, service_id, areas)


def _is_published(listing: Listing) -> bool:
    return listing.service.status is not ServiceStatus.INACTIVE


def _remembered(store: Store, ids: Sequence[str]) -> dict[str, Listing]:
    """The listings by id, from memory as far as they have not changed, else from the tables; inside a snapshot."""
    head, found = _known(store, ids)
    missing = [id_ for id_ in ids if id_ not in found]
    if missing:
        read = _read(store, missing)
        store.listings.keep(head, read)
        found.update(read)
    return found


def _known(store: Store, ids: Sequence[str]) -> tuple[int, dict[str, Listing]]:
    """The number of the newest change, and those listings that are remembered from it or have not changed up to it."""
    head = changes.head(store)
    return head, store.listings.recall(head, ids, lambda number: [id_ for _, id_ in changes.since(store, number)])


def _read(store: Store, ids: Sequence[str]) -> dict[str, Listing]:
    """The listings by id, in the order of the ids, from the tables."""
    found: dict[str, Listing] = {}
    for some in chunks(tuple(dict.fromkeys(ids))):
        found.update(_read_some(store, some))
    return {id_: found[id_] for id_ in ids if id_ in found}


def _read_some(store: Store, ids: Sequence[str]) -> dict[str, Listing]:
    found = services.by_ids(store, ids)
    owner_ids = tuple({service.organization_id for service in found.values()})
    owners = organizations.by_ids(store, owner_ids)
    when = schedules.of(store, ids)
    sites, areas = _sites(store, ids, when), _areas(store, ids)
    contacts, numbers = _contacts(store, ids), phones.of(store, ids)
    return {
        id_: Listing(
            service=service,
            organization=owners[service.organization_id],
            sites=tuple(sites.get(id_, ())),
            schedules=tuple(when.get((id_, None), ())),
            areas=tuple(areas.get(id_, ())),
            phones=tuple(numbers.get(id_, ())),
            contacts=tuple(contacts.get(id_, ())),
        )
        for id_, service in found.items()
    }


def _sites(store: Store, ids: Sequence[str], when: schedules.Placed) -> dict[str, list[ServiceAtLocation]]:
    rows = store.rows(
        f"""
        SELECT service_at_location.service_id, service_at_location.id, service_at_location.description,
            {locations.COLUMNS}
        FROM service_at_location JOIN location ON location.id = service_at_location.location_id {locations.JOINS}
        WHERE service_at_location.service_id IN ({marks(ids)})
        ORDER BY service_at_location.service_id, service_at_location.position
        """,
        ids,
    )
    found: dict[str, list[ServiceAtLocation]] = {}
    for service_id, id_, description, *venue in rows:
        site = ServiceAtLocation(
            id=id_,
            location=locations.made(tuple(venue)),
            schedules=tuple(when.get((service_id, id_), ())),
            description=description,
        )
        found.setdefault(service_id, []).append(site)
    return found


def _areas(store: Store, ids: Sequence[str]) -> dict[str, list[ServiceArea]]:
    rows = store.rows(
        f"""
        SELECT service_id, extent_type, extent, name FROM service_area
        WHERE service_id IN ({marks(ids)}) ORDER BY service_id, position
        """,
        ids,
    )
    found: dict[str, list[ServiceArea]] = {}
    for service_id, text, code, name in rows:
        if (kind := member(AreaKind, text)) is not None:
            found.setdefault(service_id, []).append(ServiceArea(kind=kind, code=code, name=name))
    return found


def _contacts(store: Store, ids: Sequence[str]) -> dict[str, list[Contact]]:
    rows = store.rows(
        f"SELECT service_id, id, name, title, email FROM contact WHERE service_id IN ({marks(ids)}) ORDER BY service_id, position",
        ids,
    )
    found: dict[str, list[Contact]] = {}
    for service_id, id_, name, title, email in rows:
        found.setdefault(service_id, []).append(Contact(id=id_, name=name, title=title, email=email))
    return found
