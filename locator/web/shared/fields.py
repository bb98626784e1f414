"""WTForms fields as govuk-frontend components.

The macros of govuk-frontend-jinja do not work with StrictUndefined, so they live in their own lenient environment and our own
templates stay strict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from flask import Flask
from jinja2 import Environment, PackageLoader, PrefixLoader
from markupsafe import Markup
from wtforms import (
    Field,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)

_lenient = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    autoescape=True,
    auto_reload=False,  # a page of the organisers' form loads four hundred templates, and each would be looked up on the disk
)
_KINDS: tuple[
    tuple[type[Field], str, str], ...
] = (  # the first that fits: SubmitField, RadioField, SelectMultipleField and TextAreaField before their parents
    (SubmitField, "button", "govukButton"),
    (RadioField, "radios", "govukRadios"),
    (SelectMultipleField, "checkboxes", "govukCheckboxes"),
    (SelectField, "select", "govukSelect"),
    (TextAreaField, "textarea", "govukTextarea"),
    (StringField, "input", "govukInput"),
)


class UnknownFieldError(Exception):
    """No component is known for this kind of field."""


def field(one: Field, **extra: object) -> Markup:
    """The component for a form's field; `extra` goes to the macro as it is."""
    for kind, folder, name in _KINDS:
        if isinstance(one, kind):
            return Markup(_macro(folder, name)({**_parameters(one, folder), **extra}))
    raise UnknownFieldError(type(one).__name__)


def error_summary(form: Form) -> Markup:
    """The list of what to put right, each linked to its field; empty when nothing is."""
    wrong = [{"text": text, "href": f"#{target}"} for one in form for text, target in _told(one)]
    if not wrong:
        return Markup()
    return Markup(_macro("error-summary", "govukErrorSummary")({"titleText": "There is a problem", "errorList": wrong}))


def register(app: Flask) -> None:
    """Give the templates `field` and `error_summary`."""
    app.jinja_env.globals.update(field=field, error_summary=error_summary)


@lru_cache(maxsize=16)
def _macro(folder: str, name: str) -> Callable[[Mapping[str, object]], str]:
    module: Any = _lenient.get_template(f"govuk_frontend_jinja/components/{folder}/macro.html").module
    return getattr(module, name)  # type: ignore[no-any-return]


def _parameters(one: Field, folder: str) -> dict[str, object]:
    if folder == "button":
        return {"text": one.label.text, "preventDoubleClick": True}
    shared: dict[str, object] = {"name": one.name}
    if one.description:
        shared["hint"] = {"text": str(one.description)}
    if one.errors:
        shared["errorMessage"] = {"text": str(one.errors[0])}
    if isinstance(one, RadioField | SelectMultipleField):
        return {**shared, **_group(one)}
    return {**shared, "id": one.id, "label": {"text": one.label.text, "classes": "govuk-label--s"}, **_content(one)}


def _content(one: Field) -> dict[str, object]:
    """What is in the box: never a password, which a page must not send back."""
    if isinstance(one, SelectField):
        items = [{"value": c.value, "text": c.label, "selected": bool(c.selected)} for c in one.iter_choices()]
        return {"items": items}
    return {"value": "", "type": "password"} if isinstance(one, PasswordField) else {"value": one._value()}


def _group(one: RadioField | SelectMultipleField) -> dict[str, object]:
    legend = {"text": one.label.text, "classes": "govuk-fieldset__legend--s"}
    items = [{"value": c.value, "text": c.label, "checked": bool(c.selected)} for c in one.iter_choices()]
    return {"idPrefix": one.id, "fieldset": {"legend": legend}, "items": items}


def _told(one: Field) -> list[tuple[str, str]]:
    """The first error of a field with the id to go to; a field of many boxes has a `summary` of its own."""
    if hasattr(one, "summary"):
        told: list[tuple[str, str]] = one.summary()
        return told
    return [(str(one.errors[0]), _target(one))] if one.errors else []


def _target(one: Field) -> str:
    """The id of what takes the focus: the first button of a group is named as the group is."""
    return str(one.id)
