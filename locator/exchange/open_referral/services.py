"""A service in the standard's words, flat for lists and whole by itself; who runs it; and the service at one of its venues.

People's names are not given out: a role ("Transport organiser") is, and the numbers and addresses of the service and of its group are.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from locator.directory import contact
from locator.directory.listing import Listing, ServiceAtLocation
from locator.directory.organization import Organization, Phone
from locator.directory.service import CostOption, Delivery, Joining, Service
from locator.exchange.node import MakeId, Node, known
from locator.exchange.open_referral import places, terms, times

CHARITIES = "GB-SC"
"""The Scottish charity register in the list of registers at org-id.guide."""

CURRENCY = "GBP"
_JOINING = {
    Joining.TURN_UP: "You can just turn up.",
    Joining.PHONE_FIRST: "Phone first.",
    Joining.REFERRAL: "Somebody has to refer you.",
}


def flat(listing: Listing, modified: str, make_id: MakeId) -> Node:
    """What belongs to a service one to one, and who runs it; `modified` is a moment with its zone."""
    service = listing.service
    return known(
        {
            "id": service.id,
            "organization_id": service.organization_id,
            "name": service.name,
            "description": "\n\n".join(part for part in (service.summary, service.description) if part),
            "url": contact.web_link(service.website),
            "email": service.email,
            "status": service.status.value,
            "alert": service.status_note,
            "application_process": _application(service),
            "eligibility_description": service.eligibility,
            "minimum_age": service.minimum_age,
            "maximum_age": service.maximum_age,
            "fees_description": _fees(service),
            "accreditations": ", ".join(term.name for term in service.terms if term.taxonomy == "accreditation"),
            "assured_date": service.assured.on.isoformat() if service.assured else None,
            "last_modified": modified,
            "organization": organization(listing.organization, make_id),
        }
    )


def whole(listing: Listing, modified: str, today: date, make_id: MakeId) -> Node:
    """A service with everything that hangs on it."""
    service = listing.service
    own = {"service_id": service.id}
    return known(
        {
            **flat(listing, modified, make_id),
            "phones": _phones(listing.phones, own),
            "schedules": [times.of_schedule(one, today, own, attending(service)) for one in listing.schedules],
            "service_areas": [places.of_area(area, service.id, make_id) for area in listing.areas],
            "service_at_locations": [at_location(site, listing, today, make_id) for site in listing.sites],
            "languages": terms.languages(service, make_id),
            "cost_options": _costs(service, make_id),
            "contacts": [{"id": one.id, **own, "title": one.title} for one in listing.contacts if one.title],
            "attributes": terms.attributes(service, make_id),
        }
    )


def at_location(site: ServiceAtLocation, listing: Listing, today: date, make_id: MakeId) -> Node:
    """The service at one venue, and when it is on there."""
    own = {"service_at_location_id": site.id}
    return known(
        {
            "id": site.id,
            "service_id": listing.service.id,
            "location_id": site.location.id,
            "description": site.description,
            "location": places.of_location(site.location, make_id),
            "schedules": [times.of_schedule(one, today, own, "physical") for one in site.schedules],
        }
    )


def organization(group: Organization, make_id: MakeId) -> Node:
    """Who runs services; the standard wants a description, which is the name where nobody wrote one."""
    return known(
        {
            "id": group.id,
            "name": group.name,
            "description": group.description or group.name,
            "website": contact.web_link(group.website),
            "email": group.email,
            "phones": _phones(group.phones, {"organization_id": group.id}),
            "organization_identifiers": _identifiers(group, make_id),
        }
    )


def attending(service: Service) -> str:
    """How somebody takes part where no venue says so."""
    if Delivery.ONLINE in service.deliveries:
        return "online"
    return "phone" if Delivery.PHONE in service.deliveries else "home"


def _identifiers(group: Organization, make_id: MakeId) -> list[Node]:
    if not group.charity_number:
        return []
    return [
        {
            "id": make_id("organization_identifier", group.id, CHARITIES),
            "organization_id": group.id,
            "identifier_scheme": CHARITIES,
            "identifier_type": "Scottish charity number",
            "identifier": group.charity_number,
        }
    ]


def _phones(phones: Iterable[Phone], own: Node) -> list[Node]:
    return [
        known(
            {
                "id": phone.id,
                **own,
                "number": contact.shown(phone.number),
                "extension": int(phone.extension) if phone.extension and phone.extension.isdecimal() else None,
                "type": phone.kind,
                "description": phone.description,
            }
        )
        for phone in phones
    ]


def _application(service: Service) -> str:
    """How to join, in a sentence or three."""
    joining = _JOINING[service.joining] if service.joining else ""
    referring = f"Who may refer: {service.who_may_refer}" if service.who_may_refer else ""
    return " ".join(part for part in (joining, service.joining_details, referring) if part)


def _fees(service: Service) -> str:
    if service.is_free:
        return "Free."
    return " ".join(option.details for option in service.costs if option.details)


def _costs(service: Service, make_id: MakeId) -> list[Node]:
    """Each price in pounds; a service known to be free has one of nothing."""
    options = service.costs or ((CostOption(amount_pence=0, option="Free"),) if service.is_free else ())
    return [
        known(
            {
                "id": make_id("cost_option", service.id, number, option.option),
                "service_id": service.id,
                "option": option.option,
                "amount": None if option.amount_pence is None else option.amount_pence / 100,
                "currency": None if option.amount_pence is None else CURRENCY,
                "amount_description": option.details,
            }
        )
        for number, option in enumerate(options)
    ]
