"""The fields of a service, an organization or a venue in plain words: for changes, histories and whoever reads them.

What a field has no words for is shown as it stands: a page about a change never fails over what is in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from locator.actions.naming import Names, venue_words
from locator.directory import cost, schedule
from locator.directory.service import CostOption
from locator.revision import listing_content
from locator.revision.content import TAXONOMIES, ContentError, Json
from locator.revision.subject import SubjectKind

TEXTS = (
    "name",
    "summary",
    "description",
    "status_note",
    "website",
    "email",
    "joining_details",
    "who_may_refer",
    "eligibility",
    "charity_number",
    "directions",
    "landmark",
)
"""The fields that are one text."""
NOTHING = "Nothing"
NOT_KNOWN = "Not known"
GONE = "A place that is no longer in the directory"

_SERVICE = {
    "organization_id": "Run by",
    "name": "Name",
    "summary": "In one sentence",
    "description": "What happens",
    "status": "Open or closed",
    "status_note": "Note about being closed",
    "website": "Website",
    "email": "Email",
    "phones": "Phone numbers",
    "contacts": "Who to ask for",
    "deliveries": "How people get it",
    "joining": "How to join",
    "joining_details": "More about joining",
    "who_may_refer": "Who may refer somebody",
    "takes_referrals": "Takes referrals from staff",
    "eligibility": "Who can come",
    "ages": "Ages",
    "cost": "Cost",
    "capacity": "Room for more people",
    "transport_offered": "Transport offered",
    "themes": "Themes",
    "activities": "Activities",
    "who": "Who it is for",
    "accreditations": "Badges",
    "languages": "Languages",
    "venues": "Places",
    "sessions": "Days and times",
    "areas": "Areas covered",
}
_ORGANIZATION = {
    "name": "Name",
    "description": "About the group",
    "website": "Website",
    "email": "Email",
    "phones": "Phone numbers",
    "charity_number": "Charity number",
}
_LOCATION = {
    "name": "Name of the place",
    "address": "Address",
    "point": "Point on the map",
    "directions": "How to get there",
    "landmark": "Nearest landmark",
    "access": "Getting in",
}
LABELS: Mapping[SubjectKind, Mapping[str, str]] = MappingProxyType(
    {SubjectKind.SERVICE: _SERVICE, SubjectKind.ORGANIZATION: _ORGANIZATION, SubjectKind.LOCATION: _LOCATION}
)
"""What each field is called."""

CHOICES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "status": {
            "active": "Open",
            "temporarily closed": "Closed for now",
            "defunct": "Closed for good",
            "inactive": "Hidden from the public",
        },
        "joining": {
            "turn up": "Just turn up",
            "phone first": "Phone first",
            "referral needed": "Somebody has to refer",
        },
        "capacity": {"has places": "There are places", "waiting list": "There is a waiting list", "full": "Full"},
        "deliveries": {"venue": "At a place", "home visit": "At home", "phone": "By phone", "online": "Online"},
    }
)
_ACCESS = {
    "step_free": "Step-free entrance",
    "accessible_toilet": "Accessible toilet",
    "hearing_loop": "Hearing loop",
    "parking": "Parking",
}
_AREAS = {"ward": "ward", "locality": "locality", "council": "whole council area", "country": "whole country"}
_KINDS = {"voice": "", "text": "texts", "textphone": "textphone", "fax": "fax"}

Writer = Callable[[Json, Names], list[str]]


def label(kind: SubjectKind, name: str) -> str:
    """What the field is called; its own name where it has no other."""
    return LABELS[kind].get(name, name.replace("_", " ").capitalize())


def trouble(kind: SubjectKind, wrong: ContentError) -> str:
    """What is wrong with a field, in a sentence; it may be a field of something that the subject builds on."""
    other = next((those[wrong.field] for those in LABELS.values() if wrong.field in those), wrong.field)
    return f"{LABELS[kind].get(wrong.field, other)} {wrong.what}."


def lines(name: str, value: Json, names: Names) -> tuple[str, ...]:
    """The value as lines of plain words; "Nothing" or "Not known" where there is none."""
    writer = _WRITERS.get(name)
    try:
        found = writer(value, names) if writer else _as_it_stands(value)
    except (KeyError, TypeError, ValueError, AttributeError):
        found = _as_it_stands(value)
    return tuple(line for line in found if line) or (NOTHING,)


def _as_it_stands(value: Json) -> list[str]:
    if value is None or value == "" or value == [] or value == {}:
        return []
    return [value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)]


def _text(value: Json, names: Names) -> list[str]:
    return [line.strip() for line in (value or "").splitlines()]


def _yes_no(value: Json, names: Names) -> list[str]:
    return [{True: "Yes", False: "No", None: NOT_KNOWN}[value]]


def _choice(field: str) -> Writer:
    return lambda value, names: [NOT_KNOWN if value is None else CHOICES[field].get(value, str(value))]


def _choices(field: str) -> Writer:
    return lambda value, names: [CHOICES[field].get(one, str(one)) for one in value]


def _terms(taxonomy: str) -> Writer:
    return lambda value, names: [names.terms.get((taxonomy, code), str(code)) for code in value]


def _owner(value: Json, names: Names) -> list[str]:
    return [names.organizations.get(value, "A group that is not in the directory")] if value else []


def _phones(value: Json, names: Names) -> list[str]:
    return [_phone(one) for one in value]


def _phone(one: Json) -> str:
    kind = one.get("kind") or "voice"
    more = (f"extension {one['extension']}" if one.get("extension") else "", _KINDS.get(kind, kind))
    said = ", ".join(part for part in (*more, one.get("description")) if part)
    return f"{one['number']} ({said})" if said else str(one["number"])


def _contacts(value: Json, names: Names) -> list[str]:
    return [", ".join(part for part in (one["name"], one["title"], one["email"]) if part) for one in value]


def _ages(value: Json, names: Names) -> list[str]:
    youngest, oldest = value["from"], value["to"]
    if youngest is None and oldest is None:
        return ["Any age"]
    if oldest is None:
        return [f"{youngest} and over"]
    return [f"Up to {oldest}" if youngest is None else f"{youngest} to {oldest}"]


def _cost(value: Json, names: Names) -> list[str]:
    found = [cost.said(CostOption(**one)) for one in value["options"]]
    if value["is_free"]:
        return ["Free", *found]
    if value["is_free"] is False:
        return found or ["Not free. The price is not known"]
    return found or [NOT_KNOWN]


def _venues(value: Json, names: Names) -> list[str]:
    found = [(names.venues.get(one["location_id"], GONE), one["description"]) for one in value]
    return [f"{place}. {more}" if more else place for place, more in found]


def _sessions(value: Json, names: Names) -> list[str]:
    return [line for one in value for line in _session(one, names)]


def _session(value: Json, names: Names) -> list[str]:
    rule = listing_content.session(value, "")
    at = value["location_id"]
    place = f", at {names.venues.get(at, GONE).partition(',')[0]}" if at else ""
    return [f"{schedule.describe(rule)}{place}", *schedule.exceptions(rule, names.today), rule.notes]


def _area(value: Json, names: Names) -> list[str]:
    return [f"{one['name']} ({_AREAS.get(one['kind'], one['kind'])})" for one in value]


def _address(value: Json, names: Names) -> list[str]:
    return [part.strip() for part in venue_words("", value).split(", ")]


def _point(value: Json, names: Names) -> list[str]:
    if value["latitude"] is None or value["longitude"] is None:
        return [NOT_KNOWN]
    return [f"Latitude {value['latitude']:.5f}, longitude {value['longitude']:.5f}"]


def _access(value: Json, names: Names) -> list[str]:
    answers = [f"{text}: {_yes_no(value[name], names)[0].lower()}" for name, text in _ACCESS.items()]
    return [*answers, value["details"]]


_WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        **dict.fromkeys(TEXTS, _text),
        **{field: _terms(taxonomy) for field, taxonomy in TAXONOMIES.items()},
        "organization_id": _owner,
        "status": _choice("status"),
        "joining": _choice("joining"),
        "capacity": _choice("capacity"),
        "deliveries": _choices("deliveries"),
        "takes_referrals": _yes_no,
        "transport_offered": _yes_no,
        "phones": _phones,
        "contacts": _contacts,
        "ages": _ages,
        "cost": _cost,
        "venues": _venues,
        "sessions": _sessions,
        "areas": _area,
        "address": _address,
        "point": _point,
        "access": _access,
    }
)
