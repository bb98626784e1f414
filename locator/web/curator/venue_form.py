"""The boxes of a venue, and the venue that they describe."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from wtforms import Form, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from locator.directory.location import Accessibility, Address, Location
from locator.web.curator import typed

_ANSWERS: Mapping[str, bool | None] = {"": None, "yes": True, "no": False}
_CHOICES = [
    SelectChoice(value="", label="Not known"),
    SelectChoice(value="yes", label="Yes"),
    SelectChoice(value="no", label="No"),
]
ADDRESS = ("address_1", "address_2", "city", "postal_code")
TEXTS = ("name", "directions", "landmark")
ACCESS = ("step_free", "accessible_toilet", "hearing_loop", "parking")
PIN = ("latitude", "longitude")


class NotANumberError(Exception):
    """The pin is not given as two numbers; the form says where."""


class VenueForm(Form):  # type: ignore[misc]
    """All that is known of a venue."""

    name = StringField("Name of the venue")
    address_1 = StringField("Street")
    address_2 = StringField("More of the address")
    city = StringField("Town or village")
    postal_code = StringField("Postcode")
    latitude = StringField("Latitude", description="How far north, such as 55.78396")
    longitude = StringField("Longitude", description="How far west, such as -3.98281")
    landmark = StringField("What it is beside", description="Such as: opposite the library")
    directions = TextAreaField("How to get there and in", description="Buses, which door, where to ring")
    step_free = SelectField("Can you get in without steps?", choices=_CHOICES, validate_choice=False)
    accessible_toilet = SelectField("Is there an accessible toilet?", choices=_CHOICES, validate_choice=False)
    hearing_loop = SelectField("Is there a hearing loop?", choices=_CHOICES, validate_choice=False)
    parking = SelectField("Is there parking?", choices=_CHOICES, validate_choice=False)
    details = TextAreaField("More about getting in")


def filled(one: Location) -> VenueForm:
    """The form as the venue is now."""
    return VenueForm(data=_boxes(one))


def location(form: VenueForm, there: Location) -> Location:
    """The venue that the form describes; raises NotANumberError."""
    latitude, longitude = (_number(form, name) for name in PIN)
    if latitude is None or longitude is None:
        raise NotANumberError
    return replace(
        there,
        **{name: _text(form, name) for name in TEXTS},
        address=Address(**{name: _text(form, name) for name in ADDRESS}),
        latitude=latitude,
        longitude=longitude,
        accessibility=Accessibility(
            **{name: _ANSWERS.get(form[name].data or "") for name in ACCESS}, details=_text(form, "details")
        ),
    )


def differences(form: VenueForm, there: Location) -> tuple[tuple[str, str], ...]:
    """The boxes that say something else than the venue does now: their names, and what it says now."""
    now = _boxes(there)
    labels = {choice.value: choice.label for choice in _CHOICES}
    return tuple(
        (one.label.text, labels.get(now[one.name], now[one.name]) if one.name in ACCESS else now[one.name])
        for one in form
        if typed.lines(one.data or "") != typed.lines(now[one.name])
    )


def _boxes(one: Location) -> dict[str, str]:
    said = {True: "yes", False: "no", None: ""}
    return {
        **{name: getattr(one, name) for name in TEXTS},
        **{name: getattr(one.address, name) for name in ADDRESS},
        **{name: repr(getattr(one, name)) for name in PIN},
        **{name: said[getattr(one.accessibility, name)] for name in ACCESS},
        "details": one.accessibility.details,
    }


def _text(form: VenueForm, name: str) -> str:
    return typed.lines(form[name].data or "")


def _number(form: VenueForm, name: str) -> float | None:
    text = (form[name].data or "").strip().replace("−", "-")
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if len(text) > 30 or not math.isfinite(found):
        form[name].errors = ["Type a number with a point in it, such as 55.78396"]
        return None
    return found
