"""Read the demonstration directory: its dates are relative, so that it is never stale and never all fresh."""

from __future__ import annotations

import csv
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from locator.directory import schedule as schedules
from locator.directory.listing import Listing, ServiceAtLocation
from locator.directory.location import Accessibility, Address, AreaKind, Location, ServiceArea
from locator.directory.organization import Contact, Organization, Phone
from locator.directory.schedule import Gap, Schedule
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
from locator.directory.slugs import slug_for
from locator.places.gazetteer import Gazetteer

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://example.org/locator/demonstration")
_AREA_NAMES = {"S12000050": "North Lanarkshire", "S92000003": "Scotland", "K03000001": "Great Britain"}
_TERMS = {
    "themes": "theme",
    "activities": "activity",
    "who": "who",
    "accreditations": "accreditation",
    "languages": "language",
}

Row = Mapping[str, Any]


class DemonstrationError(Exception):
    """The demonstration files name something that does not exist; the text says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Organizations and their listings, ready to be saved."""

    organizations: tuple[Organization, ...]
    listings: tuple[Listing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """What every row of the demonstration refers to."""

    today: date
    organizations: Mapping[str, Organization]
    venues: Mapping[str, Location]
    term_names: Mapping[tuple[str, str], str]


def read(folder: Path, places: Gazetteer, today: date) -> Directory:
    """The directory of `venues.json`, `organizations.json` and `services.json`, its dates counted from `today`."""
    organizations = {row["key"]: _organization(row) for row in _load(folder / "organizations.json")}
    reader = _Reader(
        today=today,
        organizations=organizations,
        venues={row["key"]: _venue(row, places) for row in _load(folder / "venues.json")},
        term_names=_term_names(folder.parent / "reference" / "terms.csv", folder.parent / "reference" / "themes.csv"),
    )
    return Directory(
        organizations=tuple(organizations.values()),
        listings=tuple(_listing(row, reader) for row in _load(folder / "services.json")),
    )


def identifier(kind: str, key: str) -> str:
    """The UUID of a demonstration row: the same on every installation."""
    return str(uuid.uuid5(_NAMESPACE, f"{kind}/{key}"))


def _listing(row: Row, reader: _Reader) -> Listing:
    key = row["key"]
    if row["organization"] not in reader.organizations:
        raise DemonstrationError(f"{key} names the organization {row['organization']}, which is not there.")
    organization = reader.organizations[row["organization"]]
    return Listing(
        service=_service(row, organization.id, reader),
        organization=organization,
        sites=tuple(_site(site, f"{key}/{number}", reader) for number, site in enumerate(row.get("sites", ()))),
        schedules=_schedules(row.get("schedules", ()), key, reader.today),
        areas=tuple(_area(area) for area in row.get("areas", ())),
        phones=_phones(row.get("phones", ()), f"service/{key}"),
        contacts=tuple(
            Contact(
                id=identifier("contact", f"{key}/{number}"),
                name=one.get("name"),
                title=one.get("title"),
                email=one.get("email"),
            )
            for number, one in enumerate(row.get("contacts", ()))
        ),
    )


def _service(row: Row, organization_id: str, reader: _Reader) -> Service:
    today = reader.today
    return Service(
        id=identifier("service", row["key"]),
        slug=row["key"],
        organization_id=organization_id,
        name=row["name"],
        summary=row.get("summary", ""),
        description=row.get("description", ""),
        status=ServiceStatus(row.get("status") or "active"),
        status_note=row.get("status_note") or "",
        website=row.get("website"),
        email=row.get("email"),
        deliveries=tuple(Delivery(value) for value in row.get("deliveries", ())),
        joining=Joining(row["joining"]) if row.get("joining") else None,
        joining_details=row.get("joining_details") or "",
        who_may_refer=row.get("who_may_refer") or "",
        takes_referrals=row.get("takes_referrals"),
        eligibility=row.get("eligibility") or "",
        minimum_age=row.get("minimum_age"),
        maximum_age=row.get("maximum_age"),
        is_free=row.get("is_free"),
        costs=tuple(
            CostOption(
                amount_pence=one.get("amount_pence"), option=one.get("option") or "", details=one.get("details") or ""
            )
            for one in row.get("costs", ())
        ),
        capacity=Capacity(row["capacity"]) if row.get("capacity") else None,
        transport_offered=row.get("transport_offered"),
        terms=_terms(row, reader),
        content_changed_on=today - timedelta(days=row.get("content_changed_days_ago") or 0),
        assured=_assurance(row.get("assured"), today),
        imported_on=_days_ago(row.get("imported_days_ago"), today),
    )


def _terms(row: Row, reader: _Reader) -> tuple[Term, ...]:
    found = []
    for field, taxonomy in _TERMS.items():
        for code in row.get(field, ()):
            if (taxonomy, code) not in reader.term_names:
                raise DemonstrationError(f"{row['key']} names the {taxonomy} {code}, which is not there.")
            found.append(Term(taxonomy=taxonomy, code=code, name=reader.term_names[taxonomy, code]))
    return tuple(found)


def _site(row: Row, key: str, reader: _Reader) -> ServiceAtLocation:
    if row["venue"] not in reader.venues:
        raise DemonstrationError(f"{key} names the venue {row['venue']}, which is not there.")
    return ServiceAtLocation(
        id=identifier("site", key),
        location=reader.venues[row["venue"]],
        schedules=_schedules(row.get("schedules", ()), key, reader.today),
        description=row.get("description") or "",
    )


def _schedules(rows: Sequence[Row], key: str, today: date) -> tuple[Schedule, ...]:
    return tuple(_schedule(row, identifier("schedule", f"{key}/{number}"), today) for number, row in enumerate(rows))


def _schedule(row: Row, schedule_id: str, today: date) -> Schedule:
    starts_on = date.fromisoformat(row["starts_on"]) if row.get("starts_on") else today + timedelta(days=row["in_days"])
    plain = Schedule(
        id=schedule_id,
        starts_on=starts_on,
        rrule=row.get("rrule"),
        opens_at=_time(row.get("opens_at")),
        closes_at=_time(row.get("closes_at")),
        ends_on=None if row.get("ends_in_days") is None else today + timedelta(days=row["ends_in_days"]),
        extra=tuple(today + timedelta(days=days) for days in row.get("extra_in_days", ())),
        gaps=tuple(
            Gap(
                starts_on=today + timedelta(days=gap["starts_in_days"]),
                ends_on=today + timedelta(days=gap["ends_in_days"]),
                reason=gap.get("reason") or "",
            )
            for gap in row.get("gaps", ())
        ),
        notes=row.get("notes") or "",
    )
    return replace(plain, cancelled=_coming(plain, row.get("cancelled_in_sessions", ()), today))


def _coming(plain: Schedule, numbers: Sequence[int], today: date) -> tuple[date, ...]:
    """The days of the coming sessions with these numbers, the next one being 1."""
    if not numbers:
        return ()
    coming = schedules.occurrences(plain, today, today + timedelta(days=366))
    return tuple(coming[number - 1].on for number in numbers if number <= len(coming))


def _venue(row: Row, places: Gazetteer) -> Location:
    place = places.postcode(row["postal_code"])
    if place is None:
        raise DemonstrationError(f"The venue {row['key']} has the postcode {row['postal_code']}, which is not there.")
    known = row.get("accessibility") or {}
    return Location(
        id=identifier("location", row["key"]),
        name=row["name"],
        address=Address(
            address_1=row.get("address_1") or "",
            city=row.get("city") or "",
            postal_code=row["postal_code"],
        ),
        latitude=place.latitude,
        longitude=place.longitude,
        ward_code=place.ward_code,
        directions=row.get("directions") or "",
        landmark=row.get("landmark") or "",
        accessibility=Accessibility(
            step_free=known.get("step_free"),
            accessible_toilet=known.get("accessible_toilet"),
            hearing_loop=known.get("hearing_loop"),
            parking=known.get("parking"),
            details=known.get("details") or "",
        ),
    )


def _organization(row: Row) -> Organization:
    return Organization(
        id=identifier("organization", row["key"]),
        slug=slug_for(row["key"]),
        name=row["name"],
        description=row.get("description") or "",
        website=row.get("website"),
        email=row.get("email"),
        charity_number=row.get("charity_number"),
        phones=_phones(row.get("phones", ()), f"organization/{row['key']}"),
    )


def _phones(rows: Sequence[Row], key: str) -> tuple[Phone, ...]:
    return tuple(
        Phone(
            id=identifier("phone", f"{key}/{number}"),
            number=row["number"],
            kind=row.get("kind") or "voice",
            description=row.get("description"),
        )
        for number, row in enumerate(rows)
    )


def _area(row: Row) -> ServiceArea:
    code = row["code"]
    name = _AREA_NAMES.get(code) or row.get("name") or code.rpartition("/")[2].replace("-", " ").title()
    return ServiceArea(kind=AreaKind(row["kind"]), code=code, name=name)


def _assurance(row: Row | None, today: date) -> Assurance | None:
    if row is None:
        return None
    return Assurance(on=today - timedelta(days=row["days_ago"]), by=row["by"], how=AssuredHow(row["how"]))


def _days_ago(days: int | None, today: date) -> date | None:
    return None if days is None else today - timedelta(days=days)


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _term_names(terms: Path, themes: Path) -> dict[tuple[str, str], str]:
    with terms.open(encoding="utf-8", newline="") as lines:
        names = {(row["taxonomy"], row["code"]): row["name"] for row in csv.DictReader(lines)}
    with themes.open(encoding="utf-8", newline="") as lines:
        return names | {("theme", row["code"]): row["name"] for row in csv.DictReader(lines)}


def _load(file: Path) -> list[Row]:
    rows: list[Row] = json.loads(file.read_text(encoding="utf-8"))
    return rows
