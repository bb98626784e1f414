"""Every field of every record of the feed with its type, as the feed's own description tells it; a test holds the records to it."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

PROFILE_VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/"

TEXT: Schema = {"type": "string"}
ID: Schema = {"type": "string", "format": "uuid"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
EMAIL: Schema = {"type": "string", "format": "email"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}


def one(name: str) -> Schema:
    """A record of this kind."""
    return {"$ref": f"#/components/schemas/{name}"}


def many(name: str) -> Schema:
    """A list of them."""
    return {"type": "array", "items": one(name)}


FIELDS: dict[str, dict[str, Schema]] = {
    "service": {
        "id": ID,
        "organization_id": ID,
        "name": TEXT,
        "description": TEXT,
        "url": ADDRESS,
        "email": EMAIL,
        "status": {"type": "string", "enum": ["active", "inactive", "defunct", "temporarily closed"]},
        "alert": TEXT,
        "application_process": TEXT,
        "eligibility_description": TEXT,
        "minimum_age": NUMBER,
        "maximum_age": NUMBER,
        "fees_description": TEXT,
        "accreditations": TEXT,
        "assured_date": DAY,
        "last_modified": MOMENT,
        "organization": one("organization"),
        "phones": many("phone"),
        "schedules": many("schedule"),
        "service_areas": many("service_area"),
        "service_at_locations": many("service_at_location"),
        "languages": many("language"),
        "cost_options": many("cost_option"),
        "contacts": many("contact"),
        "attributes": many("attribute"),
    },
    "organization": {
        "id": ID,
        "name": TEXT,
        "description": TEXT,
        "website": ADDRESS,
        "email": EMAIL,
        "phones": many("phone"),
        "organization_identifiers": many("organization_identifier"),
        "services": many("service"),
    },
    "organization_identifier": {
        "id": ID,
        "organization_id": ID,
        "identifier_scheme": TEXT,
        "identifier_type": TEXT,
        "identifier": TEXT,
    },
    "service_at_location": {
        "id": ID,
        "service_id": ID,
        "location_id": ID,
        "description": TEXT,
        "location": one("location"),
        "schedules": many("schedule"),
        "service": one("service"),
    },
    "location": {
        "id": ID,
        "location_type": {"type": "string", "enum": ["physical", "postal", "virtual"]},
        "name": TEXT,
        "description": TEXT,
        "latitude": NUMBER,
        "longitude": NUMBER,
        "addresses": many("address"),
        "accessibility": many("accessibility"),
    },
    "address": {
        "id": ID,
        "location_id": ID,
        "address_1": TEXT,
        "address_2": TEXT,
        "city": TEXT,
        "state_province": TEXT,
        "postal_code": TEXT,
        "country": TEXT,
        "address_type": {"type": "string", "enum": ["physical", "postal", "virtual"]},
    },
    "accessibility": {"id": ID, "location_id": ID, "description": TEXT, "details": TEXT},
    "phone": {
        "id": ID,
        "service_id": ID,
        "organization_id": ID,
        "number": TEXT,
        "extension": WHOLE,
        "type": TEXT,
        "description": TEXT,
    },
    "contact": {"id": ID, "service_id": ID, "title": TEXT},
    "schedule": {
        "id": ID,
        "service_id": ID,
        "service_at_location_id": ID,
        "valid_from": DAY,
        "valid_to": DAY,
        "dtstart": DAY,
        "freq": {"type": "string", "enum": ["WEEKLY", "MONTHLY"]},
        "interval": WHOLE,
        "byday": TEXT,
        "bymonthday": TEXT,
        "wkst": TEXT,
        "count": WHOLE,
        "until": DAY,
        "opens_at": TEXT,
        "closes_at": TEXT,
        "attending_type": TEXT,
        "description": TEXT,
        "notes": TEXT,
    },
    "service_area": {"id": ID, "service_id": ID, "name": TEXT, "extent": TEXT, "extent_type": TEXT, "uri": ADDRESS},
    "language": {"id": ID, "service_id": ID, "name": TEXT, "code": TEXT},
    "cost_option": {
        "id": ID,
        "service_id": ID,
        "option": TEXT,
        "amount": NUMBER,
        "currency": TEXT,
        "amount_description": TEXT,
    },
    "attribute": {
        "id": ID,
        "link_id": ID,
        "link_entity": TEXT,
        "link_type": TEXT,
        "taxonomy_term_id": ID,
        "taxonomy_term": one("taxonomy_term"),
    },
    "taxonomy": {"id": ID, "name": TEXT, "description": TEXT},
    "taxonomy_term": {
        "id": ID,
        "code": TEXT,
        "name": TEXT,
        "description": TEXT,
        "taxonomy": TEXT,
        "taxonomy_id": ID,
    },
    "about": {
        "version": TEXT,
        "profile": ADDRESS,
        "openapi_url": ADDRESS,
        "locator_is_demonstration": {"type": "boolean", "const": True},
    },
}

REQUIRED: dict[str, tuple[str, ...]] = {
    "service": ("id", "name", "status"),
    "organization": ("id", "name", "description"),
    "organization_identifier": ("id", "identifier_type", "identifier"),
    "service_at_location": ("id", "service_id", "location_id"),
    "location": ("id", "location_type"),
    "address": ("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
    "phone": ("id", "number"),
    "taxonomy": ("id", "name", "description"),
    "taxonomy_term": ("id", "name", "description"),
    "about": ("version", "profile", "openapi_url"),
}
"""What each record always has; the others have at least their id."""

PAGE: dict[str, Schema] = {
    "total_items": WHOLE,
    "total_pages": WHOLE,
    "page_number": WHOLE,
    "size": WHOLE,
    "first_page": {"type": "boolean"},
    "last_page": {"type": "boolean"},
    "empty": {"type": "boolean"},
}
"""What every page of a list says of itself, besides its contents."""
