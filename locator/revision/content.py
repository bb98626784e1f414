"""What a service, an organization or a venue says, as named fields of plain JSON: what versions keep and changes change."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from locator.revision.subject import SubjectKind

BREAKS = frozenset("\n\r\t")
NO_LETTERS = frozenset({"Cc", "Cs"})
"""The classes of Unicode that are no letters: control characters, and halves of pairs."""

Json = Any
"""Text, number, true or false, None, or lists and mappings of those; compared by value."""

Content = Mapping[str, Json]
"""Every field of one subject by name."""

EMPTY_SERVICE: Content = {
    "organization_id": "",
    "name": "",
    "summary": "",
    "description": "",
    "status": "active",
    "status_note": "",
    "website": None,
    "email": None,
    "phones": [],
    "contacts": [],
    "deliveries": [],
    "joining": None,
    "joining_details": "",
    "who_may_refer": "",
    "takes_referrals": None,
    "eligibility": "",
    "ages": {"from": None, "to": None},
    "cost": {"is_free": None, "options": []},
    "capacity": None,
    "transport_offered": None,
    "themes": [],
    "activities": [],
    "who": [],
    "accreditations": [],
    "languages": [],
    "venues": [],
    "sessions": [],
    "areas": [],
}
EMPTY_ORGANIZATION: Content = {
    "name": "",
    "description": "",
    "website": None,
    "email": None,
    "phones": [],
    "charity_number": None,
}
EMPTY_LOCATION: Content = {
    "name": "",
    "address": {"address_1": "", "address_2": "", "city": "", "postal_code": ""},
    "point": {"latitude": None, "longitude": None, "ward_code": None},
    "directions": "",
    "landmark": "",
    "access": {"step_free": None, "accessible_toilet": None, "hearing_loop": None, "parking": None, "details": ""},
}
EMPTY: Mapping[SubjectKind, Content] = {
    SubjectKind.SERVICE: EMPTY_SERVICE,
    SubjectKind.ORGANIZATION: EMPTY_ORGANIZATION,
    SubjectKind.LOCATION: EMPTY_LOCATION,
}
"""Which fields there are, and what each is where nothing has been said."""

TAXONOMIES: Mapping[str, str] = {
    "themes": "theme",
    "activities": "activity",
    "who": "who",
    "accreditations": "accreditation",
    "languages": "language",
}
"""The taxonomy that each field of codes draws on."""

SMALL = frozenset({"sessions", "cost", "phones"})
"""What a trusted organiser's change publishes at once, with a look at it afterwards: times, cost and phone numbers."""


class ContentError(ValueError):
    """A field has a value that the directory cannot hold; nothing was changed."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(f"“{field}” {what}.")
        self.field = field
        self.what = what


def whole(kind: SubjectKind, fields: Content) -> dict[str, Json]:
    """The fields with those that are missing as they are where nothing was said; raises ContentError for unknown names."""
    for name in fields:
        if name not in EMPTY[kind]:
            raise ContentError(name, "is not a field of the directory")
    return {name: fields.get(name, empty) for name, empty in EMPTY[kind].items()}


def plain(value: Json) -> Json:
    """The same without control characters in any text: they come from files and pasted text, and no page, feed or mail may hold them.

    >>> plain({"name": "Lunch\\x00 club", "ages": {"from": 60}})
    {'name': 'Lunch club', 'ages': {'from': 60}}
    """
    if isinstance(value, str):
        return "".join(letter for letter in value if letter in BREAKS or unicodedata.category(letter) not in NO_LETTERS)
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value
