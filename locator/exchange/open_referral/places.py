"""Venues, their addresses, what is known of getting in, and the areas that a service covers."""

from __future__ import annotations

from locator.directory.location import FEATURES, Accessibility, AreaKind, Location, ServiceArea
from locator.exchange.node import MakeId, Node, known

COUNTRY, NATION = "GB", "Scotland"
STATISTICS = "http://statistics.gov.scot/id/statistical-geography/"
"""Where a Scottish area has an address of its own, by its code."""


def of_location(location: Location, make_id: MakeId) -> Node:
    """A venue with its point, its address and its accessibility."""
    return known(
        {
            "id": location.id,
            "location_type": "physical",
            "name": location.name,
            "description": " ".join(part for part in (location.landmark, location.directions) if part),
            "latitude": location.latitude,
            "longitude": location.longitude,
            "addresses": _addresses(location, make_id),
            "accessibility": _accessibility(location, make_id),
        }
    )


def of_area(area: ServiceArea, service_id: str, make_id: MakeId) -> Node:
    """An area that the service covers."""
    has_address = area.kind is not AreaKind.LOCALITY and area.code.startswith("S")
    return known(
        {
            "id": make_id("service_area", service_id, area.kind.value, area.code),
            "service_id": service_id,
            "name": area.name,
            "extent": area.code,
            "extent_type": area.kind.value,
            "uri": f"{STATISTICS}{area.code}" if has_address else None,
        }
    )


def _addresses(location: Location, make_id: MakeId) -> list[Node]:
    """The address; none where the town or the postcode is not known, since the standard wants both."""
    address = location.address
    if not address.city or not address.postal_code:
        return []
    node = {
        "id": make_id("address", location.id),
        "location_id": location.id,
        "address_1": address.address_1 or location.name,
        "address_2": address.address_2,
        "city": address.city,
        "state_province": NATION,
        "postal_code": address.postal_code,
        "country": COUNTRY,
        "address_type": "physical",
    }
    return [known(node)]


def _accessibility(location: Location, make_id: MakeId) -> list[Node]:
    told = _told(location.accessibility)
    if not told and not location.accessibility.details:
        return []
    node = {
        "id": make_id("accessibility", location.id),
        "location_id": location.id,
        "description": told,
        "details": location.accessibility.details,
    }
    return [known(node)]


def _told(known_of: Accessibility) -> str:
    """ "Step-free access: yes. Hearing loop: no." Of what is not known nothing is said."""
    found = {name: getattr(known_of, field) for field, name in FEATURES.items()}
    return " ".join(f"{name}: {'yes' if value else 'no'}." for name, value in found.items() if value is not None)
