"""Venues <-> tables: the location, its address and what is known of getting in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


_FITS = """
    location.merged_into IS NULL AND (location.name || ' ' || COALESCE(address.address_1, '') || ' '
    || COALESCE(address.address_2, '') || ' ' || COALESCE(address.city, '') || ' '
    || COALESCE(address.postal_code, '')) LIKE ? ESCAPE '!'
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """A venue, and how many listings meet there."""

    location: Location
    listings: int


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


def page(store: Store, words: str, *, limit: int, offset: int) -> tuple[Venue, ...]:
    """The venues that have these words in their name or address, by name; those merged into another left out."""
    rows = store.rows(
        f"""
        SELECT {COLUMNS}, (SELECT COUNT(DISTINCT service_id) FROM service_at_location WHERE location_id = location.id)
        FROM location {JOINS} WHERE {_FITS} ORDER BY location.name, location.id LIMIT ? OFFSET ?
        """,
        (_like(words), limit, offset),
    )
    return tuple(Venue(location=made(row[:-1]), listings=row[-1]) for row in rows)


def count(store: Store, words: str) -> int:
    """How many venues have these words."""
    row = store.row(f"SELECT COUNT(*) FROM location {JOINS} WHERE {_FITS}", (_like(words),))
    return row[0] if row else 0


def around(store: Store, latitude: float, longitude: float, degrees: float) -> tuple[Location, ...]:
    """The venues in a box of so many degrees of latitude each way, and twice as many of longitude, by id."""
    rows = store.rows(
        f"""
        SELECT {COLUMNS} FROM location {JOINS}
        WHERE location.merged_into IS NULL AND location.latitude BETWEEN ? AND ? AND location.longitude BETWEEN ? AND ?
        ORDER BY location.id
        """,
        (latitude - degrees, latitude + degrees, longitude - 2 * degrees, longitude + 2 * degrees),
    )
    return tuple(made(row) for row in rows)


def merged_into(store: Store, location_id: str) -> str | None:
    """The venue that this one was merged into; None where it stands for itself, or is not there."""
    row = store.row("SELECT merged_into FROM location WHERE id = ?", (location_id,))
    return row[0] if row else None


def merged(store: Store, location_ids: Sequence[str]) -> dict[str, str]:
    """Those of these venues that were merged into another, with the other's id."""
    sql = f"SELECT id, merged_into FROM location WHERE merged_into IS NOT NULL AND id IN ({marks(location_ids)}) ORDER BY id"
    return dict(store.rows(sql, location_ids))


def merge(store: Store, gone_id: str, kept_id: str) -> None:
    """Let the one venue, and what was merged into it before, lead to the other."""
    store.write("UPDATE location SET merged_into = ? WHERE id = ? OR merged_into = ?", (kept_id, gone_id, gone_id))


def every(store: Store) -> tuple[Location, ...]:
    """Every venue, by name; those merged into another left out."""
    where = "WHERE location.merged_into IS NULL ORDER BY location.name, location.id"
    return tuple(made(row) for row in store.rows(f"SELECT {COLUMNS} FROM location {JOINS} {where}"))


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


def _like(words: str) -> str:
    """A pattern that finds the words in this order, whatever stands between them."""
    plain = words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return "%".join(["", *plain.split(), ""]) if plain.split() else "%"


def _row(location: Location) -> Row:
    v = location
    return (v.id, v.name, v.latitude, v.longitude, v.ward_code, v.directions, v.landmark)
