"""As much of every listing as is compared with others, in a few statements: whole listings would take ten times as long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, time

from locator.directory import likeness
from locator.directory.likeness import Sketch
from locator.storage.database import Row, Store

_PUBLISHED = "service.status IN ('active', 'temporarily closed') AND service.merged_into IS NULL"
_NAMES = f"""
    SELECT service.id, service.name, organization.id, organization.name
    FROM service JOIN organization ON organization.id = service.organization_id
    WHERE {_PUBLISHED} ORDER BY service.id
"""
_PLACES = """
    SELECT service_at_location.service_id, service_at_location.location_id, COALESCE(address.postal_code, '')
    FROM service_at_location LEFT JOIN address ON address.location_id = service_at_location.location_id
    ORDER BY service_at_location.service_id, service_at_location.position
"""
_PHONES = "SELECT COALESCE(service_id, organization_id), number FROM phone ORDER BY 1, position"
_AREAS = "SELECT service_id, extent FROM service_area ORDER BY service_id, position"
_TIMES = "SELECT service_id, freq, byday, dtstart, opens_at FROM schedule ORDER BY service_id, position"


def every(store: Store) -> tuple[Sketch, ...]:
    """Every listing that people can find and that is not closed for good, by id."""
    with store.snapshot():
        names, places, times = store.rows(_NAMES), _by_owner(store.rows(_PLACES)), _by_owner(store.rows(_TIMES))
        phones, areas = _by_owner(store.rows(_PHONES)), _by_owner(store.rows(_AREAS))
    numbers = {owner: likeness.phones(number for (number,) in rows) for owner, rows in phones.items()}
    return tuple(_made(row, places, times, numbers, areas) for row in names)


def postcodes_of(store: Store, location_ids: Iterable[str]) -> frozenset[str]:
    """The postcodes of these venues."""
    ids = tuple(location_ids)
    marks = ", ".join("?" * len(ids))
    rows = store.rows(f"SELECT postal_code FROM address WHERE location_id IN ({marks}) ORDER BY postal_code", ids)
    return likeness.postcodes(text or "" for (text,) in rows)


def _made(
    row: Row,
    places: Mapping[str, list[Row]],
    times: Mapping[str, list[Row]],
    numbers: Mapping[str, frozenset[str]],
    areas: Mapping[str, list[Row]],
) -> Sketch:
    id_, name, organization_id, organization_name = row
    return Sketch(
        id=id_,
        name=name,
        organization_id=organization_id,
        organization_name=organization_name,
        locations=frozenset(location_id for location_id, _ in places.get(id_, ())),
        postcodes=likeness.postcodes(postcode for _, postcode in places.get(id_, ())),
        phones=numbers.get(id_, numbers.get(organization_id, frozenset())),
        times=frozenset(one for rule in times.get(id_, ()) for one in _times(*rule)),
        areas=frozenset(code for (code,) in areas.get(id_, ())),
    )


def _times(freq: str | None, byday: str | None, starts_on: str, opens_at: str | None) -> Iterable[tuple[str, str]]:
    hour = time.fromisoformat(opens_at) if opens_at else None
    return likeness.times(byday, date.fromisoformat(starts_on), hour, is_regular=freq is not None)


def _by_owner(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for owner, *row in rows:
        found[owner].append(tuple(row))
    return found
