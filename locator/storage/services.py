"""Services <-> tables: the service's own row, its prices, terms, languages and ways of delivery."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from locator.directory.service import (
    Assurance,
    AssuredHow,
    Capacity,
    CostOption,
    Delivery,
    Joining,
    Service,
    ServiceStatus,
    Term,
)
from locator.storage import children, identifiers, terms
from locator.storage.children import ChildTable
from locator.storage.database import Row, Store, marks
from locator.storage.locations import known

COLUMNS = (
    "id",
    "slug",
    "organization_id",
    "name",
    "summary",
    "description",
    "status",
    "alert",
    "url",
    "email",
    "joining",
    "application_process",
    "who_may_refer",
    "takes_referrals",
    "eligibility_description",
    "minimum_age",
    "maximum_age",
    "is_free",
    "capacity",
    "transport_offered",
    "content_changed_on",
    "assured_date",
    "assured_by",
    "assured_how",
    "imported_on",
)
_UPSERT = f"""
    INSERT INTO service ({", ".join(COLUMNS)}) VALUES ({marks(COLUMNS)})
    ON CONFLICT (id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in (*COLUMNS[1:], "last_modified"))}
"""
_DELIVERIES = ChildTable("service_delivery", "service_id", ("delivery",))
_COSTS = ChildTable("cost_option", "service_id", ("option", "amount_pence", "amount_description"))
_LANGUAGES = ChildTable("language", "service_id", ("code", "name"))
_ATTRIBUTES = ChildTable("attribute", "link_id", ("link_entity", "taxonomy_term_id"))
_TERMS = """
    SELECT attribute.link_id, taxonomy.name, taxonomy_term.code, taxonomy_term.name, attribute.position
    FROM attribute JOIN taxonomy_term ON taxonomy_term.id = attribute.taxonomy_term_id
        JOIN taxonomy ON taxonomy.id = taxonomy_term.taxonomy_id
    WHERE attribute.link_entity = 'service' AND attribute.link_id IN ({marks})
    UNION ALL
    SELECT service_id, 'language', code, name, position FROM language WHERE service_id IN ({marks})
    ORDER BY 5
"""

Member = TypeVar("Member", bound=StrEnum)


def save(store: Store, service: Service) -> None:
    """Save the service's own row and what hangs on it alone; part of the transaction that saves the listing."""
    store.write(_UPSERT, _row(service))
    deliveries = [(delivery.value,) for delivery in dict.fromkeys(service.deliveries)]
    children.replace_values(store, _DELIVERIES, service.id, deliveries)
    costs = [(cost.option, cost.amount_pence, cost.details) for cost in service.costs]
    children.replace_values(store, _COSTS, service.id, costs)
    _save_terms(store, service)


def remove(store: Store, service_id: str) -> bool:
    """Take the service away with all that hangs on it; answers whether it was there."""
    store.write("DELETE FROM attribute WHERE link_id = ?", (service_id,))
    return store.write("DELETE FROM service WHERE id = ?", (service_id,)) > 0


def by_ids(store: Store, ids: Sequence[str]) -> dict[str, Service]:
    """The services of these ids, by id, published or not."""
    rows = store.rows(f"SELECT {', '.join(COLUMNS)} FROM service WHERE id IN ({marks(ids)})", ids)
    deliveries, costs, named = _deliveries(store, ids), _costs(store, ids), _terms(store, ids)
    return {
        row[0]: _made(row, deliveries.get(row[0], ()), costs.get(row[0], ()), named.get(row[0], ())) for row in rows
    }


def merged_away(store: Store) -> frozenset[str]:
    """The services that have become part of another one."""
    return frozenset(id_ for (id_,) in store.rows("SELECT id FROM service WHERE merged_into IS NOT NULL ORDER BY id"))


def _save_terms(store: Store, service: Service) -> None:
    placed = list(enumerate(dict.fromkeys(service.terms)))
    languages = [(place, term) for place, term in placed if term.taxonomy == "language"]
    others = [(place, term) for place, term in placed if term.taxonomy != "language"]
    terms.add_missing(store, [term for _, term in others])
    children.replace(
        store,
        _ATTRIBUTES,
        service.id,
        [
            (identifiers.made_from("attribute", service.id, id_), "service", id_)
            for _, term in others
            for id_ in (terms.term_id(term),)
        ],
        positions=[place for place, _ in others],
    )
    children.replace(
        store,
        _LANGUAGES,
        service.id,
        [(identifiers.made_from("language", service.id, term.code), term.code, term.name) for _, term in languages],
        positions=[place for place, _ in languages],
    )


def _deliveries(store: Store, ids: Sequence[str]) -> dict[str, list[Delivery]]:
    rows = store.rows(
        f"SELECT service_id, delivery FROM service_delivery WHERE service_id IN ({marks(ids)}) ORDER BY service_id, position",
        ids,
    )
    found: dict[str, list[Delivery]] = {}
    for service_id, text in rows:
        if (delivery := member(Delivery, text)) is not None:
            found.setdefault(service_id, []).append(delivery)
    return found


def _costs(store: Store, ids: Sequence[str]) -> dict[str, list[CostOption]]:
    rows = store.rows(
        f"""
        SELECT service_id, option, amount_pence, amount_description FROM cost_option
        WHERE service_id IN ({marks(ids)}) ORDER BY service_id, position
        """,
        ids,
    )
    found: dict[str, list[CostOption]] = {}
    for service_id, option, pence, details in rows:
        found.setdefault(service_id, []).append(CostOption(option=option, amount_pence=pence, details=details))
    return found


def _terms(store: Store, ids: Sequence[str]) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for service_id, taxonomy, code, name, _ in store.rows(_TERMS.format(marks=marks(ids)), (*ids, *ids)):
        found.setdefault(service_id, []).append(_term(taxonomy, code, name))
    return found


@lru_cache(maxsize=4096)
def _term(taxonomy: str, code: str, name: str) -> Term:
    return Term(taxonomy=taxonomy, code=code, name=name)


def _row(service: Service) -> Row:
    s, assured = service, service.assured
    return (
        s.id,
        s.slug,
        s.organization_id,
        s.name,
        s.summary,
        s.description,
        s.status.value,
        s.status_note,
        s.website,
        s.email,
        s.joining.value if s.joining else None,
        s.joining_details,
        s.who_may_refer,
        s.takes_referrals,
        s.eligibility,
        s.minimum_age,
        s.maximum_age,
        s.is_free,
        s.capacity.value if s.capacity else None,
        s.transport_offered,
        s.content_changed_on.isoformat(),
        assured.on.isoformat() if assured else None,
        assured.by if assured else None,
        assured.how.value if assured else None,
        s.imported_on.isoformat() if s.imported_on else None,
    )


def _made(row: Row, deliveries: Iterable[Delivery], costs: Iterable[CostOption], named: Iterable[Term]) -> Service:
    (id_, slug, organization_id, name, summary, description, status, alert, url, email, *rest) = row
    (joining, process, who_may_refer, referrals, eligibility, youngest, oldest, is_free, *more) = rest
    (capacity, transport, changed_on, assured_on, assured_by, assured_how, imported_on) = more
    return Service(
        id=id_,
        slug=slug,
        organization_id=organization_id,
        name=name,
        summary=summary,
        description=description,
        status=member(ServiceStatus, status) or ServiceStatus.INACTIVE,
        status_note=alert,
        website=url,
        email=email,
        deliveries=tuple(deliveries),
        joining=member(Joining, joining),
        joining_details=process,
        who_may_refer=who_may_refer,
        takes_referrals=known(referrals),
        eligibility=eligibility,
        minimum_age=youngest,
        maximum_age=oldest,
        is_free=known(is_free),
        costs=tuple(costs),
        capacity=member(Capacity, capacity),
        transport_offered=known(transport),
        terms=tuple(named),
        content_changed_on=date.fromisoformat(changed_on),
        assured=_assurance(assured_on, assured_by, assured_how),
        imported_on=date.fromisoformat(imported_on) if imported_on else None,
    )


def _assurance(on: str | None, by: str | None, how: str | None) -> Assurance | None:
    """What is known of the last check; one done in a way that we do not know is no assurance."""
    way = member(AssuredHow, how)
    return Assurance(on=date.fromisoformat(on), by=by or "", how=way) if on and way else None


def member(kind: type[Member], text: str | None) -> Member | None:
    """The member of this value; None for a value that this version does not know, as another one may have written it."""
    return kind._value2member_map_.get(text)  # type: ignore[return-value]
