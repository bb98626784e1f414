"""Texts that would run, or break something, where a page or a file forgot that they are only text; and a listing full of one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from locator.directory.listing import Listing
from locator.directory.organization import Contact, Phone
from locator.directory.schedule import Gap
from locator.directory.service import CostOption, Term
from tests import making

TEXTS = {
    "script": "</script><script>alert(1)</script>",
    "attribute": "\" onmouseover=alert(1) x='",
    "picture": "<img src=x onerror=alert(1)><svg/onload=alert(1)>",
    "comment": "--><!--[if IE]><!DOCTYPE x>]]>",
    "template": "{{ 7 * 7 }}{% raw %}",
    "script address": "javascript:alert(1)",
    "calendar": "Tea\r\nEND:VEVENT\nBEGIN:VALARM;,\\",
    "JSON": '"},{"@type":"Thing","x":"\\u003c',
    "separators": "a\u2028b\u2029c\u00a0d",
    "right to left": "\u202elunch\u2066",
    "emoji": "🍲👨‍👩‍👧",
    "letters beyond": "\U0001f9d3\ufffd\u0301",
    "format": "%s %(x)s %n {0} $x",
    "headers": "Tea\r\nBcc: all@example.org\r\n\r\nHello",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "NUL": "lunch\x00</b>\x07club\x1b[31m",
    "zero width": "lu\u200bn\ufeffch\u2060",
    "one long word": "W" * 3000,
    "SQL": "'; DROP TABLE service; --",
    "long": "Ω" * 3000,
}
SERVICE_FIELDS = (
    "name",
    "summary",
    "description",
    "status_note",
    "website",
    "email",
    "joining_details",
    "who_may_refer",
    "eligibility",
)


def with_text_everywhere(text: str, key: str = "hostile", **changes: Any) -> Listing:
    """A listing that has this text in every field that takes text, but for these changes."""
    phone = Phone(id=f"phone-{key}", number=text, extension=text, description=text)
    owner = making.organization(
        text,
        slug="owner" if key == "hostile" else f"owner-{key}",
        description=text,
        website=text,
        email=text,
        charity_number=text,
    )
    owner = replace(owner, phones=(replace(phone, id=f"owner-phone-{key}"),))
    gap = Gap(starts_on=making.TODAY.replace(day=26), ends_on=making.TODAY.replace(day=27), reason=text)
    rule = making.weekly(notes=text, gaps=(gap,))
    place = making.venue(name=text, landmark=text, directions=text)
    place = replace(place, accessibility=replace(place.accessibility, details=text))
    place = replace(place, address=replace(place.address, address_1=text, address_2=text, city=text))
    fields: dict[str, Any] = {**dict.fromkeys(SERVICE_FIELDS, text), **changes}
    made = making.listing(
        **fields,
        slug=key,
        run_by=owner,
        sites=(replace(making.site(place, rule), description=text),),
        costs=(CostOption(amount_pence=100, option=text, details=text),),
        terms=(*making.themes("social"), Term(taxonomy="accreditation", code="x", name=text)),
        phones=(phone,),
    )
    return replace(made, contacts=(Contact(id=f"contact-{key}", name=text, title=text, email=text),))
