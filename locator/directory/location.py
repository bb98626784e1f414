"""Where a service is: venues with an address and a point, and the areas that a service without a venue covers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address (HSDS `address`), the street in `address_1`."""

    address_1: str = ""
    address_2: str = ""
    city: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accessibility:
    """What is known of a venue: True yes, False no, None not known (never "no")."""

    step_free: bool | None = None
    accessible_toilet: bool | None = None
    hearing_loop: bool | None = None
    parking: bool | None = None
    details: str = ""


FEATURES = {
    "step_free": "Step-free access",
    "accessible_toilet": "Accessible toilet",
    "hearing_loop": "Hearing loop",
    "parking": "Parking",
}
"""What a venue may be known to have or not, by field, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A venue (HSDS `location`), WGS84 degrees; `ward_code` is the council ward of its postcode (S13003042)."""

    id: str
    name: str
    address: Address
    latitude: float
    longitude: float
    ward_code: str | None = None
    directions: str = ""
    landmark: str = ""
    accessibility: Accessibility = Accessibility()


class AreaKind(StrEnum):
    """How wide a service area is (HSDS `service_area.extent_type`)."""

    WARD = "ward"
    LOCALITY = "locality"
    COUNCIL = "council"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceArea:
    """An area that a service covers, with or without a venue.

    `code` is a ward code (S13003042), a locality's id ("consortia-2026/airdrie"), a council code (S12000050) or a country code
    (S92000003 Scotland, K03000001 Great Britain).
    """

    kind: AreaKind
    code: str
    name: str
