"""Which services, groups and venues the open data feed gives out, always in the same order; never what no search would bring.

That is: what is not published, hidden, merged into another or closed for good is in no list and no count, and has no page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from locator.storage import moments
from locator.storage.database import Store, Value, chunks, marks

_GIVEN_OUT = "service.status IN ('active', 'temporarily closed') AND service.merged_into IS NULL"
_OF_TERM = """
    EXISTS (SELECT 1 FROM attribute WHERE attribute.link_id = service.id AND attribute.link_entity = 'service'
        AND attribute.taxonomy_term_id = ?)
"""
_OF_TAXONOMY = """
    EXISTS (SELECT 1 FROM attribute JOIN taxonomy_term ON taxonomy_term.id = attribute.taxonomy_term_id
        WHERE attribute.link_id = service.id AND attribute.link_entity = 'service' AND taxonomy_term.taxonomy_id = ?)
"""
_CHANGED = "EXISTS (SELECT 1 FROM change_log WHERE change_log.service_id = service.id AND change_log.changed_at >= ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is narrowed by; each narrows further, and what is None does not."""

    organization_id: str | None = None
    term_id: str | None = None
    taxonomy_id: str | None = None
    modified_after: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A service at a location, and where that is in degrees."""

    id: str
    service_id: str
    latitude: float
    longitude: float


def service_ids(store: Store, wanted: Wanted) -> tuple[str, ...]:
    """The services, by name."""
    where, values = _narrowed(wanted)
    rows = store.rows(f"SELECT service.id FROM service WHERE {where} ORDER BY service.name, service.id", values)
    return tuple(id_ for (id_,) in rows)


def organization_ids(store: Store, wanted: Wanted) -> tuple[str, ...]:
    """The groups that run any of those services, by name."""
    where, values = _narrowed(wanted)
    sql = f"""
        SELECT organization.id FROM organization
        WHERE organization.id IN (SELECT service.organization_id FROM service WHERE {where})
        ORDER BY organization.name, organization.id
    """
    return tuple(id_ for (id_,) in store.rows(sql, values))


def sites(store: Store, wanted: Wanted) -> tuple[Site, ...]:
    """Those services at each of their venues, by the service's name."""
    where, values = _narrowed(wanted)
    sql = f"""
        SELECT service_at_location.id, service.id, location.latitude, location.longitude
        FROM service JOIN service_at_location ON service_at_location.service_id = service.id
        JOIN location ON location.id = service_at_location.location_id
        WHERE {where} ORDER BY service.name, service.id, service_at_location.position, service_at_location.id
    """
    return tuple(
        Site(id=id_, service_id=service_id, latitude=latitude, longitude=longitude)
        for id_, service_id, latitude, longitude in store.rows(sql, values)
    )


def modified(store: Store, service_ids: Sequence[str]) -> dict[str, datetime]:
    """When each of these services last changed, with its venues and its group."""
    found: dict[str, datetime] = {}
    for some in chunks(service_ids):
        sql = f"""
            SELECT service.id, COALESCE(
                (SELECT MAX(changed_at) FROM change_log WHERE change_log.service_id = service.id), service.last_modified)
            FROM service WHERE service.id IN ({marks(some)})
        """
        found |= {id_: moments.moment(text) for id_, text in store.rows(sql, some)}
    return found


def _narrowed(wanted: Wanted) -> tuple[str, list[Value]]:
    after = moments.text(wanted.modified_after) if wanted.modified_after else None
    conditions: list[tuple[str, Value]] = [
        ("service.organization_id = ?", wanted.organization_id),
        (_OF_TERM, wanted.term_id),
        (_OF_TAXONOMY, wanted.taxonomy_id),
        (_CHANGED, after),
    ]
    narrowing = [(sql, value) for sql, value in conditions if value is not None]
    return " AND ".join((_GIVEN_OUT, *(sql for sql, _ in narrowing))), [value for _, value in narrowing]
