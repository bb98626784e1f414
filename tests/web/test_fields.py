"""Form fields as components."""

from __future__ import annotations

import html5lib
import pytest
from wtforms import DateField, Form, RadioField, StringField, SubmitField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from locator.web.shared import fields


class Example(Form):  # type: ignore[misc]
    """One field of each kind that we use."""

    name = StringField("Name", description="As on the door", validators=[InputRequired("Enter a name")])
    text = TextAreaField("Text", validators=[Length(max=3, message="Too long")])
    kind = RadioField("Kind", choices=[SelectChoice(value="a", label="A"), SelectChoice(value="b", label="B")])
    on = DateField("On")
    send = SubmitField("Send")


def ids(markup: str) -> dict[str, str]:
    """The names of the elements by their ids."""
    tree = html5lib.parseFragment(markup, namespaceHTMLElements=False)
    return {element.get("id"): element.tag for element in tree.iter() if element.get("id")}


def test_a_button_is_a_button_though_wtforms_calls_it_a_yes_or_no() -> None:
    markup = fields.field(Example().send)
    assert "<button" in markup
    assert "checkbox" not in markup


def test_a_hint_and_an_error_belong_to_their_field() -> None:
    form = Example(data={"name": ""})
    form.validate()
    markup = fields.field(form.name)
    assert 'aria-describedby="name-hint name-error"' in markup
    assert "As on the door" in markup
    assert "Enter a name" in markup


def test_the_errors_lead_to_the_fields() -> None:
    form = Example(data={"text": "abcd"})
    form.validate()
    summary = fields.error_summary(form)
    for name in ("name", "text", "kind"):
        assert f'href="#{name}"' in summary
        assert ids(fields.field(form[name]))[name] in ("input", "textarea")


def test_a_form_without_faults_has_no_summary() -> None:
    assert fields.error_summary(Example()) == ""


def test_what_was_typed_cannot_become_markup() -> None:
    form = Example(data={"name": '"><script>', "text": "</textarea><script>"})
    assert "<script>" not in fields.field(form.name) + fields.field(form.text)


def test_a_kind_of_field_without_a_component_is_refused() -> None:
    with pytest.raises(fields.UnknownFieldError):
        fields.field(Example().on)
