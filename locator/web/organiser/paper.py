"""The paper form: the same questions as on the page, in large type, empty or filled in with what the directory says."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template
from wtforms import RadioField, SelectMultipleField, TextAreaField

from locator.actions import editing
from locator.revision.content import EMPTY_SERVICE, Content
from locator.web.organiser import edit_page, living
from locator.web.organiser.listing_form import sections
from locator.web.organiser.listing_form.section import Section, is_long, named
from locator.web.shared import form_keys, site

door = Blueprint("paper", __name__)
living.follow(door)

LONG_LINES, SHORT_LINES = 4, 1
SHORT = ("phone_", "amount_", "age_")
LEFT_OUT = ("amount_3", "amount_3_for", "amount_4", "amount_4_for")
"""Two prices are enough on paper; there is room beside them for more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChoice:
    """One box to tick."""

    words: str
    is_ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: boxes to tick, or so many empty lines below what is known; a short one fills half the width."""

    words: str
    hint: str
    choices: tuple[PaperChoice, ...]
    answer: str
    lines: int
    is_short: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the form."""

    key: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """The sheet; `name`, `places` and `times` are empty on an empty one."""

    name: str
    parts: tuple[Part, ...]
    places: tuple[str, ...]
    times: tuple[str, ...]


@door.get("/paper-form")
def empty() -> str:
    """The empty form."""
    return render_template("organiser/paper.html", page=_form(EMPTY_SERVICE))


@door.get("/organise/listings/<service_id>/paper")
def filled(service_id: str) -> str:
    """The form with what the listing says."""
    context = site.context()
    draft = editing.prepare(context, service_id, form_keys.fresh())
    shown = edit_page.page(context, draft)
    places = tuple(", ".join(part for part in (one.name, one.address) if part) for one in shown.places)
    return render_template("organiser/paper.html", page=_form(draft.content, places=places, times=shown.times))


def _form(content: Content, places: tuple[str, ...] = (), times: tuple[str, ...] = ()) -> PaperForm:
    shown = sections.shown(content, {}, edit_page.offer(site.context()))
    is_empty = not content["name"]
    parts = tuple(_part(one.form, is_empty=is_empty) for one in shown)
    return PaperForm(name=content["name"], parts=parts, places=places, times=times)


def _part(form: Section, *, is_empty: bool) -> Part:
    return Part(
        key=form.KEY,
        title=form.TITLE,
        questions=tuple(_question(one, is_empty=is_empty) for one in form if one.data or one.name not in LEFT_OUT),
    )


def _question(one: RadioField | SelectMultipleField | TextAreaField, *, is_empty: bool) -> Question:
    choices: tuple[PaperChoice, ...] = ()
    answer = ""
    if is_long(one):
        answer = ", ".join(named(one))
    elif isinstance(one, RadioField | SelectMultipleField):
        choices = tuple(
            PaperChoice(words=c.label, is_ticked=bool(c.selected) and not is_empty)
            for c in one.iter_choices()
            if c.value
        )
    else:
        answer = str(one.data or "")
    lines = 0 if choices else LONG_LINES if isinstance(one, TextAreaField) else SHORT_LINES
    return Question(
        words=one.label.text,
        hint=str(one.description),
        choices=choices,
        answer=answer,
        lines=lines,
        is_short=one.name.startswith(SHORT),
    )
