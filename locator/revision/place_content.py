"""A venue and an organization <-> their content."""

from __future__ import annotations

from dataclasses import asdict, replace

from locator.directory.location import Accessibility, Address, Location
from locator.directory.organization import Organization
from locator.revision import listing_content
from locator.revision.content import Content, ContentError, Json, whole
from locator.revision.listing_content import MakeId
from locator.revision.subject import SubjectKind


def of_location(location: Location) -> dict[str, Json]:
    """All that is said of a venue."""
    point = {"latitude": location.latitude, "longitude": location.longitude, "ward_code": location.ward_code}
    return {
        "name": location.name,
        "address": asdict(location.address),
        "point": point,
        "directions": location.directions,
        "landmark": location.landmark,
        "access": asdict(location.accessibility),
    }


def location(location_id: str, content: Content) -> Location:
    """The venue that this says; raises ContentError without a name or a point."""
    fields = whole(SubjectKind.LOCATION, content)
    point = fields["point"]
    if not fields["name"]:
        raise ContentError("name", "is empty")
    if point["latitude"] is None or point["longitude"] is None:
        raise ContentError("point", "is not known, so nobody could find the place")
    return Location(
        id=location_id,
        name=fields["name"],
        address=Address(**fields["address"]),
        latitude=point["latitude"],
        longitude=point["longitude"],
        ward_code=point["ward_code"],
        directions=fields["directions"],
        landmark=fields["landmark"],
        accessibility=Accessibility(**fields["access"]),
    )


def of_organization(organization: Organization) -> dict[str, Json]:
    """All that an organization says."""
    return {
        "name": organization.name,
        "description": organization.description,
        "website": organization.website,
        "email": organization.email,
        "phones": listing_content.phones_value(organization.phones),
        "charity_number": organization.charity_number,
    }


def organization(before: Organization, content: Content, make_id: MakeId) -> Organization:
    """The organization that says this, with the id and address of the one before; raises ContentError without a name."""
    fields = whole(SubjectKind.ORGANIZATION, content)
    if not fields["name"]:
        raise ContentError("name", "is empty")
    return replace(
        before,
        name=fields["name"],
        description=fields["description"],
        website=fields["website"],
        email=fields["email"],
        phones=listing_content.phones(before.phones, fields["phones"], before.id, make_id),
        charity_number=fields["charity_number"],
    )
