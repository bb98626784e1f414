"""Who it is for, and where people can get it besides venues."""

from __future__ import annotations

from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField, ValidationError

from locator.directory.location import AreaKind
from locator.directory.service import Delivery
from locator.revision.content import Content, Json
from locator.web.organiser.listing_form.section import (
    YES_NO,
    YES_NO_WORDS,
    Offer,
    Section,
    choices,
    chosen,
    from_yes_no,
    most,
    terms,
)

COUNCIL = (AreaKind.COUNCIL.value, "S12000050", "North Lanarkshire")
DELIVERIES = {
    Delivery.VENUE.value: "People come to a place",
    Delivery.HOME.value: "We come to people's homes",
    Delivery.PHONE.value: "By phone",
    Delivery.ONLINE.value: "Online",
}
NOT_AN_AGE = "Type an age in years, such as 60"
WRONG_ORDER = "The oldest age is less than the youngest. Change one of them"
OLDEST = 150


class WhoSection(Section):
    """Who may come."""

    KEY, TITLE, FIELDS = "who", "Who it is for", ("who", "ages", "eligibility")
    SAID = {"age_from": "From age", "age_to": "Up to age"}  # noqa: RUF012

    who = SelectMultipleField("Who is it for?", description="Choose all that fit", validate_choice=False)
    age_from = StringField("Youngest age", description="Leave empty if there is none", validators=[most(5)])
    age_to = StringField("Oldest age", description="Leave empty if there is none", validators=[most(5)])
    eligibility = TextAreaField(
        "Anything else about who can come?",
        description="For example: You need to be able to walk 100 metres.",
        validators=[most(600)],
    )

    @classmethod
    def data_of(cls, content: Content) -> dict[str, Json]:
        """Codes, ages as text, and the rest in words."""
        ages = content["ages"]
        return {
            "who": content["who"],
            "age_from": "" if ages["from"] is None else str(ages["from"]),
            "age_to": "" if ages["to"] is None else str(ages["to"]),
            "eligibility": content["eligibility"],
        }

    def offer(self, offer: Offer, content: Content) -> None:
        """The people whom the directory knows."""
        self.who.choices = terms(offer, "who", content["who"])

    def content(self) -> dict[str, Json]:
        """Who, ages, and the rest in words."""
        return {
            "who": chosen(self.who),
            "ages": {"from": _age(self.age_from.data), "to": _age(self.age_to.data)},
            "eligibility": (self.eligibility.data or "").replace("\r\n", "\n").strip(),
        }

    def validate_age_from(self, field: StringField) -> None:
        """An age."""
        _check_age(field)

    def validate_age_to(self, field: StringField) -> None:
        """An age that is not below the youngest."""
        _check_age(field)
        youngest, oldest = _age(self.age_from.data), _age(field.data)
        if youngest is not None and oldest is not None and oldest < youngest:
            raise ValidationError(WRONG_ORDER)


class WaysSection(Section):
    """How people get it, which areas it covers, and transport."""

    KEY, TITLE, FIELDS = "ways", "How people get it", ("deliveries", "areas", "transport_offered")
    SAID = {"transport_offered": "Transport"}  # noqa: RUF012

    deliveries = SelectMultipleField("How do people get it?", choices=choices(DELIVERIES), validate_choice=False)
    areas = SelectMultipleField(
        "Which areas do you cover?",
        description="Only if you go to people's homes, or help by phone or online",
        validate_choice=False,
    )
    transport_offered = RadioField(
        "Do you offer transport to get there?", choices=choices(YES_NO_WORDS), validate_choice=False
    )

    @classmethod
    def data_of(cls, content: Content) -> dict[str, Json]:
        """Areas as one text each."""
        return {
            "deliveries": content["deliveries"],
            "areas": [_key(area["kind"], area["code"]) for area in content["areas"]],
            "transport_offered": from_yes_no(content["transport_offered"]),
        }

    def offer(self, offer: Offer, content: Content) -> None:
        """The whole council area, today's localities, and whatever the listing covers already."""
        found = {_key(*COUNCIL[:2]): f"All of {COUNCIL[2]}"}
        found |= {_key(AreaKind.LOCALITY.value, one.id): one.name for one in offer.localities}
        for area in content["areas"]:
            found.setdefault(_key(area["kind"], area["code"]), area["name"])
        self.areas.choices = choices(found)
        self.names: dict[str, str] = {_key(*COUNCIL[:2]): COUNCIL[2]} | {
            _key(area["kind"], area["code"]): area["name"] for area in content["areas"]
        }

    def content(self) -> dict[str, Json]:
        """Ways, areas and transport."""
        labels: dict[str, str] = {one.value: one.label for one in self.areas.choices}
        return {
            "deliveries": chosen(self.deliveries),
            "areas": [_area(key, self.names.get(key) or labels[key]) for key in chosen(self.areas)],
            "transport_offered": YES_NO.get(self.transport_offered.data or ""),
        }


def _key(kind: str, code: str) -> str:
    return f"{kind}|{code}"


def _area(key: str, name: str) -> dict[str, str]:
    kind, _, code = key.partition("|")
    return {"kind": kind, "code": code, "name": name}


def _age(text: str | None) -> int | None:
    plain = (text or "").strip()
    return int(plain) if plain.isascii() and plain.isdigit() else None


def _check_age(field: StringField) -> None:
    plain = (field.data or "").strip()
    age = _age(plain)
    if plain and (age is None or age > OLDEST):
        raise ValidationError(NOT_AN_AGE)
