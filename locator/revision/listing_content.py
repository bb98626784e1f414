"""A listing <-> its content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from locator.directory.listing import Listing, ServiceAtLocation
from locator.directory.location import AreaKind, Location, ServiceArea
from locator.directory.organization import Contact, Organization, Phone
from locator.directory.schedule import Schedule
from locator.directory.service import Capacity, CostOption, Delivery, Joining, Service, ServiceStatus, Term
from locator.directory.session_value import BadValueError, schedule_of, value_of
from locator.revision.content import TAXONOMIES, Content, ContentError, Json, whole
from locator.revision.subject import SubjectKind

MakeId = Callable[..., str]
"""An id from parts, the same for the same parts."""

Named = Mapping[tuple[str, str], str]
"""The names of terms, by taxonomy and code."""

Member = TypeVar("Member", bound=StrEnum)


def of(listing: Listing) -> dict[str, Json]:
    """All that the listing says. Its address, its last check and when it was imported are no part of that."""
    service = listing.service
    placed = [(site.location.id, one) for site in listing.sites for one in site.schedules]
    return {
        "organization_id": service.organization_id,
        "name": service.name,
        "summary": service.summary,
        "description": service.description,
        "status": service.status.value,
        "status_note": service.status_note,
        "website": service.website,
        "email": service.email,
        "phones": phones_value(listing.phones),
        "contacts": [{"name": c.name, "title": c.title, "email": c.email} for c in listing.contacts],
        "deliveries": [delivery.value for delivery in service.deliveries],
        "joining": service.joining.value if service.joining else None,
        "joining_details": service.joining_details,
        "who_may_refer": service.who_may_refer,
        "takes_referrals": service.takes_referrals,
        "eligibility": service.eligibility,
        "ages": {"from": service.minimum_age, "to": service.maximum_age},
        "cost": _cost_value(service),
        "capacity": service.capacity.value if service.capacity else None,
        "transport_offered": service.transport_offered,
        **{
            field: [term.code for term in service.terms if term.taxonomy == taxonomy]
            for field, taxonomy in TAXONOMIES.items()
        },
        "venues": [{"location_id": site.location.id, "description": site.description} for site in listing.sites],
        "sessions": [session_value(one, at) for at, one in [*placed, *((None, one) for one in listing.schedules)]],
        "areas": [{"kind": area.kind.value, "code": area.code, "name": area.name} for area in listing.areas],
    }


def made(
    before: Listing | None,
    content: Content,
    *,
    service: Service,
    organization: Organization,
    locations: Mapping[str, Location],
    names: Named,
    make_id: MakeId,
) -> Listing:
    """The listing that says this: `service` has its id, address and dates; what stays the same keeps its ids.

    Raises ContentError for a value that the directory cannot hold.
    """
    fields = whole(SubjectKind.SERVICE, content)
    sessions = _sessions(before, fields["sessions"], service.id, make_id)
    return Listing(
        service=_service(service, fields, names),
        organization=organization,
        sites=_sites(before, fields["venues"], sessions, service.id, locations, make_id),
        schedules=tuple(schedule for at, schedule in sessions if at is None),
        areas=tuple(_area(value) for value in fields["areas"]),
        phones=phones(before.phones if before else (), fields["phones"], service.id, make_id),
        contacts=_contacts(before, fields["contacts"], service.id, make_id),
    )


def phones_value(numbers: Iterable[Phone]) -> list[Json]:
    """Telephone numbers as JSON."""
    return [
        {"number": one.number, "kind": one.kind, "extension": one.extension, "description": one.description}
        for one in numbers
    ]


def phones(before: Sequence[Phone], values: Sequence[Json], owner_id: str, make_id: MakeId) -> tuple[Phone, ...]:
    """Telephone numbers from JSON; a number that was there keeps its id."""
    ids = _kept_ids([(one.id, value) for one, value in zip(before, phones_value(before), strict=True)], values)
    taken = {one.id for one in before}
    return tuple(
        Phone(
            id=id_ or _unused(make_id, taken, "phone", owner_id, number),
            number=_text("phones", value["number"]),
            kind=value.get("kind") or "voice",
            extension=value.get("extension"),
            description=value.get("description"),
        )
        for number, (id_, value) in enumerate(zip(ids, values, strict=True))
    )


def session_value(schedule: Schedule, location_id: str | None) -> dict[str, Json]:
    """One rule of when it is on, at a venue or (None) at none, as JSON."""
    return value_of(schedule, location_id)


def session(value: Json, schedule_id: str) -> Schedule:
    """The rule of such JSON; raises ContentError where it is none."""
    try:
        return schedule_of(value, schedule_id)
    except BadValueError as error:
        raise ContentError("sessions", "has a day or a time that cannot be read") from error


def _service(service: Service, fields: Content, names: Named) -> Service:
    cost = fields["cost"]
    return replace(
        service,
        organization_id=fields["organization_id"],
        name=_text("name", fields["name"]),
        summary=fields["summary"],
        description=fields["description"],
        status=_member("status", ServiceStatus, fields["status"]) or ServiceStatus.ACTIVE,
        status_note=fields["status_note"],
        website=fields["website"],
        email=fields["email"],
        deliveries=tuple(filter(None, (_member("deliveries", Delivery, one) for one in fields["deliveries"]))),
        joining=_member("joining", Joining, fields["joining"]),
        joining_details=fields["joining_details"],
        who_may_refer=fields["who_may_refer"],
        takes_referrals=fields["takes_referrals"],
        eligibility=fields["eligibility"],
        minimum_age=fields["ages"]["from"],
        maximum_age=fields["ages"]["to"],
        is_free=cost["is_free"],
        costs=tuple(CostOption(**option) for option in cost["options"]),
        capacity=_member("capacity", Capacity, fields["capacity"]),
        transport_offered=fields["transport_offered"],
        terms=_terms(service, fields, names),
    )


def _terms(service: Service, fields: Content, names: Named) -> tuple[Term, ...]:
    """The terms of the codes; those of a taxonomy that no field has stay."""
    own = {(term.taxonomy, term.code): term.name for term in service.terms}
    found = []
    for field, taxonomy in TAXONOMIES.items():
        for code in fields[field]:
            name = names.get((taxonomy, code)) or own.get((taxonomy, code))
            if name is None:
                raise ContentError(field, "has a choice that is not on offer")
            found.append(Term(taxonomy=taxonomy, code=code, name=name))
    return (*found, *(term for term in service.terms if term.taxonomy not in TAXONOMIES.values()))


def _cost_value(service: Service) -> dict[str, Json]:
    options = [{"amount_pence": c.amount_pence, "option": c.option, "details": c.details} for c in service.costs]
    return {"is_free": service.is_free, "options": options}


def _sessions(
    before: Listing | None, values: Sequence[Json], service_id: str, make_id: MakeId
) -> list[tuple[str | None, Schedule]]:
    old: list[tuple[str, Json]] = []
    if before is not None:
        old = [(one.id, session_value(one, site.location.id)) for site in before.sites for one in site.schedules]
        old += [(one.id, session_value(one, None)) for one in before.schedules]
    ids = _kept_ids(old, values)
    taken = {id_ for id_, _ in old}
    return [
        (value["location_id"], session(value, id_ or _unused(make_id, taken, "schedule", service_id, number)))
        for number, (id_, value) in enumerate(zip(ids, values, strict=True))
    ]


def _sites(
    before: Listing | None,
    values: Sequence[Json],
    sessions: Sequence[tuple[str | None, Schedule]],
    service_id: str,
    locations: Mapping[str, Location],
    make_id: MakeId,
) -> tuple[ServiceAtLocation, ...]:
    wanted = [value["location_id"] for value in values]
    if len(set(wanted)) < len(wanted):
        raise ContentError("venues", "has the same place twice")
    if any(location_id not in locations for location_id in wanted):
        raise ContentError("venues", "has a place that is not in the directory")
    if any(at is not None and at not in wanted for at, _ in sessions):
        raise ContentError("sessions", "has a time at a place that is not one of the places")
    old = {site.location.id: site.id for site in before.sites} if before else {}
    return tuple(
        ServiceAtLocation(
            id=old.get(value["location_id"]) or make_id("service_at_location", service_id, value["location_id"]),
            location=locations[value["location_id"]],
            schedules=tuple(one for at, one in sessions if at == value["location_id"]),
            description=value["description"],
        )
        for value in values
    )


def _contacts(before: Listing | None, values: Sequence[Json], service_id: str, make_id: MakeId) -> tuple[Contact, ...]:
    old = [(c.id, {"name": c.name, "title": c.title, "email": c.email}) for c in before.contacts] if before else []
    ids, taken = _kept_ids(old, values), {id_ for id_, _ in old}
    return tuple(
        Contact(id=id_ or _unused(make_id, taken, "contact", service_id, number), **value)
        for number, (id_, value) in enumerate(zip(ids, values, strict=True))
    )


def _area(value: Json) -> ServiceArea:
    kind = _member("areas", AreaKind, value["kind"])
    if kind is None:
        raise ContentError("areas", "has an area of no kind")
    return ServiceArea(kind=kind, code=value["code"], name=value["name"])


def _kept_ids(before: Sequence[tuple[str, Json]], wanted: Sequence[Json]) -> list[str | None]:
    """For each wanted value the id of the same value before, each used once; None for a new one."""
    left = list(before)
    found: list[str | None] = []
    for value in wanted:
        at = next((place for place, (_, old) in enumerate(left) if old == value), None)
        found.append(None if at is None else left.pop(at)[0])
    return found


def _unused(make_id: MakeId, taken: set[str], kind: str, owner_id: str, number: int) -> str:
    """An id that no row of before has, and none that was given just now."""
    turn = 0
    while (id_ := make_id(kind, owner_id, number, turn)) in taken:
        turn += 1
    taken.add(id_)
    return id_


def _member(field: str, kind: type[Member], value: Json) -> Member | None:
    try:
        return None if value is None else kind(value)
    except ValueError as error:
        raise ContentError(field, "has a choice that is not on offer") from error


def _text(field: str, value: Json) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ContentError(field, "is empty")
    return value


def with_living_terms(content: Content, successors: Mapping[tuple[str, str], str]) -> dict[str, Json]:
    """The content with terms that have become another one (`successors`: from taxonomy and code to the other's code) as that one."""
    living = {
        name: list(dict.fromkeys(successors.get((taxonomy, code), code) for code in content[name]))
        for name, taxonomy in TAXONOMIES.items()
    }
    return {**content, **living}


def at_living_venues(content: Content, merged: Mapping[str, str]) -> dict[str, Json]:
    """The content with venues that have become another one (`merged`: from its id to the other's) at that other one."""
    venues: dict[str, Json] = {}
    for value in content["venues"]:
        at = merged.get(value["location_id"], value["location_id"])
        said = [venues[at]["description"]] if at in venues else []
        words = " ".join(dict.fromkeys(filter(None, [*said, value["description"]])))
        venues[at] = {**value, "location_id": at, "description": words}
    sessions = [
        {**one, "location_id": merged.get(one["location_id"], one["location_id"])} for one in content["sessions"]
    ]
    return {**content, "venues": list(venues.values()), "sessions": sessions}
