"""A listing in schema.org's words, for search engines: JSON-LD that is safe inside a script element."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from locator.directory import contact, recurrence
from locator.directory.listing import Listing
from locator.directory.location import FEATURES, Location
from locator.directory.organization import Organization
from locator.directory.recurrence import LONDON
from locator.directory.schedule import Schedule, Session
from locator.directory.service import CostOption, Delivery, Service, ServiceStatus
from locator.exchange.node import Node, known

VOCABULARY = "https://schema.org"
_UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
_FREQUENCIES = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}
_WEEKDAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}


def of_listing(listing: Listing, sessions: Sequence[Session], url: str) -> str:
    """The service, who runs it and, while it is open, its rules and coming sessions as a graph, in JSON."""
    places = {site.location.id: _place(site.location, url) for site in listing.sites}
    graph = [_service(listing, url), _organization(listing.organization, url), *places.values()]
    if listing.service.status is ServiceStatus.ACTIVE and (sessions or _schedules(listing)):
        graph.append(_series(listing, sessions, url))
    return script({"@context": VOCABULARY, "@graph": graph})


def script(value: object) -> str:
    """JSON that cannot end the script element it stands in."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).translate(_UNSAFE)


def _service(listing: Listing, url: str) -> Node:
    service = listing.service
    return known(
        {
            "@type": "Service",
            "@id": f"{url}#service",
            "name": service.name,
            "description": service.summary or service.description,
            "url": url,
            "provider": {"@id": f"{url}#organization"},
            "serviceType": [term.name for term in service.terms if term.taxonomy in ("theme", "activity")],
            "areaServed": [{"@type": "AdministrativeArea", "name": area.name} for area in listing.areas if area.name],
            "audience": _audience(service),
            "availableChannel": _channel(listing, url),
            "offers": _offers(service),
        }
    )


def _organization(organization: Organization, url: str) -> Node:
    phones = [phone.number for phone in organization.phones]
    return known(
        {
            "@type": "Organization",
            "@id": f"{url}#organization",
            "name": organization.name,
            "description": organization.description,
            "url": contact.web_link(organization.website),
            "email": organization.email,
            "telephone": contact.shown(phones[0]) if phones else None,
            "identifier": organization.charity_number,
        }
    )


def _series(listing: Listing, sessions: Sequence[Session], url: str) -> Node:
    service = listing.service
    return known(
        {
            "@type": "EventSeries",
            "@id": f"{url}#dates",
            **_event_words(listing, url),
            "description": service.summary or service.description,
            "organizer": {"@id": f"{url}#organization"},
            "isAccessibleForFree": service.is_free,
            "typicalAgeRange": _age_range(service),
            "offers": _offers(service),
            "location": _venues(listing, url) or _virtual(service, url),
            "eventSchedule": _schedules(listing),
            "startDate": _moment(sessions[0].on, sessions[0].opens_at) if sessions else None,
            "subEvent": [_event(listing, session, url) for session in sessions],
        }
    )


def _event(listing: Listing, session: Session, url: str) -> Node:
    overnight = session.opens_at and session.closes_at and session.closes_at <= session.opens_at
    ends_on = session.on + timedelta(days=1) if overnight else session.on
    return known(
        {
            "@type": "Event",
            **_event_words(listing, url),
            "startDate": _moment(session.on, session.opens_at),
            "endDate": _moment(ends_on, session.closes_at) if session.closes_at else None,
            "location": _venue(session.location_id, url) or _virtual(listing.service, url),
        }
    )


def _event_words(listing: Listing, url: str) -> Node:
    """What a series and each of its sessions say alike."""
    online = Delivery.ONLINE in listing.service.deliveries
    mode = "Mixed" if online and listing.sites else "Online" if online else "Offline"
    return {
        "name": listing.service.name,
        "url": url,
        "eventStatus": f"{VOCABULARY}/EventScheduled",
        "eventAttendanceMode": f"{VOCABULARY}/{mode}EventAttendanceMode",
    }


def _venue(location_id: str | None, url: str) -> Node | None:
    """The venue by its address in the graph."""
    return {"@id": f"{url}#place-{location_id}"} if location_id else None


def _venues(listing: Listing, url: str) -> list[Node]:
    ids = dict.fromkeys(site.location.id for site in listing.sites)
    return [venue for id_ in ids if (venue := _venue(id_, url))]


def _place(location: Location, url: str) -> Node:
    address = location.address
    street = ", ".join(part for part in (address.address_1, address.address_2) if part)
    features = {name: getattr(location.accessibility, field) for field, name in FEATURES.items()}
    return known(
        {
            "@type": "Place",
            "@id": f"{url}#place-{location.id}",
            "name": location.name,
            "address": known(
                {
                    "@type": "PostalAddress",
                    "streetAddress": street,
                    "addressLocality": address.city,
                    "postalCode": address.postal_code,
                    "addressCountry": "GB",
                }
            ),
            "geo": {"@type": "GeoCoordinates", "latitude": location.latitude, "longitude": location.longitude},
            "amenityFeature": [
                {"@type": "LocationFeatureSpecification", "name": name, "value": value}
                for name, value in features.items()
                if value is not None
            ],
        }
    )


def _virtual(service: Service, url: str) -> Node | None:
    if Delivery.ONLINE not in service.deliveries:
        return None
    return {"@type": "VirtualLocation", "url": contact.web_link(service.website) or url}


def _channel(listing: Listing, url: str) -> Node | None:
    phones = [phone.number for phone in (*listing.phones, *listing.organization.phones)]
    found = known(
        {
            "@type": "ServiceChannel",
            "serviceUrl": contact.web_link(listing.service.website),
            "servicePhone": {"@type": "ContactPoint", "telephone": contact.shown(phones[0])} if phones else None,
            "serviceLocation": _venues(listing, url),
        }
    )
    return found if len(found) > 1 else None


def _audience(service: Service) -> Node | None:
    people = [term.name for term in service.terms if term.taxonomy == "who"]
    found = known(
        {
            "@type": "PeopleAudience",
            "audienceType": ", ".join(people) or service.eligibility,
            "suggestedMinAge": service.minimum_age,
            "suggestedMaxAge": service.maximum_age,
        }
    )
    return found if len(found) > 1 else None


def _offers(service: Service) -> list[Node]:
    priced = [option for option in service.costs if option.amount_pence is not None]
    if not priced and service.is_free:
        return [{"@type": "Offer", "price": "0.00", "priceCurrency": "GBP"}]
    return [_offer(option, option.amount_pence or 0) for option in priced]


def _offer(option: CostOption, pence: int) -> Node:
    price = f"{pence // 100}.{pence % 100:02}"
    return known(
        {
            "@type": "Offer",
            "price": price,
            "priceCurrency": "GBP",
            "name": option.option,
            "description": option.details,
        }
    )


def _schedules(listing: Listing) -> list[Node]:
    rules = [*listing.schedules, *(schedule for site in listing.sites for schedule in site.schedules)]
    return [node for schedule in rules if (node := _schedule(schedule))]


def _schedule(schedule: Schedule) -> Node | None:
    """The rule in schema.org's words; None where they cannot say it."""
    named = recurrence.parts(schedule.rrule) if schedule.rrule else {}
    if not named or {"BYSETPOS", "BYWEEKNO", "BYYEARDAY"} & named.keys():
        return None
    ends = [day for day in (schedule.ends_on, recurrence.last_day(schedule.rrule or "")) if day]
    return known(
        {
            "@type": "Schedule",
            "repeatFrequency": f"P{named.get('INTERVAL', '1')}{_FREQUENCIES[named['FREQ']]}",
            "repeatCount": _number(named, "COUNT"),
            "byDay": [_weekday(code) for code in named["BYDAY"].split(",")] if "BYDAY" in named else None,
            "byMonth": _numbers(named, "BYMONTH"),
            "byMonthDay": _numbers(named, "BYMONTHDAY"),
            "startDate": schedule.starts_on.isoformat(),
            "endDate": min(ends).isoformat() if ends else None,
            "startTime": schedule.opens_at.isoformat() if schedule.opens_at else None,
            "endTime": schedule.closes_at.isoformat() if schedule.closes_at else None,
            "exceptDate": [day.isoformat() for day in sorted(schedule.cancelled)],
            "scheduleTimezone": "Europe/London",
        }
    )


def _weekday(code: str) -> str:
    """A day of the week by its address; a numbered one ("1MO") stays as it is in calendars."""
    return f"{VOCABULARY}/{_WEEKDAYS[code]}" if code in _WEEKDAYS else code


def _number(named: Mapping[str, str], name: str) -> int | None:
    return int(named[name]) if name in named else None


def _numbers(named: Mapping[str, str], name: str) -> list[int] | None:
    return [int(value) for value in named[name].split(",")] if name in named else None


def _age_range(service: Service) -> str | None:
    if service.minimum_age is None and service.maximum_age is None:
        return None
    youngest = service.minimum_age or 0
    return f"{youngest}-" if service.maximum_age is None else f"{youngest}-{service.maximum_age}"


def _moment(day: date, at: time | None) -> str:
    return day.isoformat() if at is None else datetime.combine(day, at, tzinfo=LONDON).isoformat()
