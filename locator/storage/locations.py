"""Venues <-> tables: the location, its address and what is known of getting in."""

from __future__ import annotations

from collections.abc import Sequence

from locator.directory.location import Accessibility, Address, Location
from locator.storage import changes, identifiers
from locator.storage.database import Row, Store, marks

COLUMNS = """
    location.id, location.name, location.latitude, location.longitude, location.ward_code, location.directions,
    location.landmark, address.address_1, address.address_2, address.city, address.postal_code,
    accessibility.step_free, accessibility.accessible_toilet, accessibility.hearing_loop, accessibility.parking,
    accessibility.details
"""
JOINS = """
    LEFT JOIN address ON address.location_id = location.id
    LEFT JOIN accessibility ON accessibility.location_id = location.id
"""
_LOCATION = """
    INSERT INTO location (id, name, latitude, longitude, ward_code, directions, landmark) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, latitude = excluded.latitude,
        longitude = excluded.longitude, ward_code = excluded.ward_code, directions = excluded.directions,
        landmark = excluded.landmark
"""
_ADDRESS = """
    INSERT INTO address (id, location_id, address_1, address_2, city, postal_code) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (location_id) DO UPDATE SET address_1 = excluded.address_1, address_2 = excluded.address_2,
        city = excluded.city, postal_code = excluded.postal_code
"""
_ACCESSIBILITY = """
    INSERT INTO accessibility (id, location_id, step_free, accessible_toilet, hearing_loop, parking, details)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (location_id) DO UPDATE SET step_free = excluded.step_free,
        accessible_toilet = excluded.accessible_toilet, hearing_loop = excluded.hearing_loop,
        parking = excluded.parking, details = excluded.details
"""


def save(store: Store, location: Location) -> bool:
    """Save the venue with its address; answers whether anything changed.

    The services at the venue go into the change log.
    """
    with store.atomic():
        if by_ids(store, (location.id,)).get(location.id) == location:
            return False
        where, access = location.address, location.accessibility
        store.write(_LOCATION, _row(location))
        store.write(
            _ADDRESS,
            (
                identifiers.made_from("address", location.id),
                location.id,
                where.address_1,
                where.address_2,
                where.city,
                where.postal_code,
            ),
        )
        store.write(
            _ACCESSIBILITY,
            (
                identifiers.made_from("accessibility", location.id),
                location.id,
                access.step_free,
                access.accessible_toilet,
                access.hearing_loop,
                access.parking,
                access.details,
            ),
        )
        changes.append(store, services_at(store, location.id))
    return True


def by_ids(store: Store, ids: Sequence[str]) -> dict[str, Location]:
    """The venues of these ids, by id."""
    rows = store.rows(f"SELECT {COLUMNS} FROM location {JOINS} WHERE location.id IN ({marks(ids)})", ids)
    return {row[0]: made(row) for row in rows}


def every(store: Store) -> tuple[Location, ...]:
    """Every venue, by name."""
    return tuple(
        made(row) for row in store.rows(f"SELECT {COLUMNS} FROM location {JOINS} ORDER BY location.name, location.id")
    )


def services_at(store: Store, location_id: str) -> list[str]:
    """The ids of the services at this venue."""
    rows = store.rows(
        "SELECT DISTINCT service_id FROM service_at_location WHERE location_id = ? ORDER BY service_id", (location_id,)
    )
    return [service_id for (service_id,) in rows]


def made(row: Row) -> Location:
    """The venue of a row of `COLUMNS`."""
    id_, name, latitude, longitude, ward_code, directions, landmark, *rest = row
    return Location(
        id=id_,
        name=name,
        latitude=latitude,
        longitude=longitude,
        ward_code=ward_code,
        directions=directions,
        landmark=landmark,
        address=Address(
            address_1=rest[0] or "", address_2=rest[1] or "", city=rest[2] or "", postal_code=rest[3] or ""
        ),
        accessibility=Accessibility(
            step_free=known(rest[4]),
            accessible_toilet=known(rest[5]),
            hearing_loop=known(rest[6]),
            parking=known(rest[7]),
            details=rest[8] or "",
        ),
    )


def known(value: int | None) -> bool | None:
    """Yes, no or not known."""
    return None if value is None else bool(value)


def _row(location: Location) -> Row:
    v = location
    return (v.id, v.name, v.latitude, v.longitude, v.ward_code, v.directions, v.landmark)
