"""Texts by form: what messages and the two permissions say, words of staff's own, a preview, and the way back."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer
from wtforms import Form, StringField, TextAreaField

from locator.actions import wordings
from locator.actions.wordings import CONSENT, Kept
from locator.actions.wrong import ChangedMeanwhileError, WrongError
from locator.post import texts
from locator.post.text import Words
from locator.web.curator import typed
from locator.web.shared import site

door = Blueprint("texts", __name__, url_prefix="/curate/texts")


class TextForm(Form):  # type: ignore[misc]
    """A message."""

    subject = StringField("Subject")
    body = TextAreaField("Message")


class PermissionsForm(Form):  # type: ignore[misc]
    """The two permissions."""

    subject = TextAreaField("Read out to ask for permission to refer")
    body = TextAreaField("Read out to ask for permission to share the details")


@door.get("")
def every() -> str:
    """Every text."""
    return render_template("curator/texts.html", found=wordings.every(site.context()))


@door.get("/<name>")
def one(name: str) -> Answer:
    """One text, to change."""
    found = wordings.one(site.context(), name)
    boxes = {"subject": found.words.subject, "body": found.words.body}
    return _page(found, _form(name)(data=boxes), found.number)


@door.post("/<name>")
def keep(name: str) -> Answer:
    """Show a preview, or keep it."""
    found = wordings.one(site.context(), name)
    form, seen = _form(name)(request.form), _number(request.form.get("seen", ""))
    words = Words(subject=typed.line(form.subject.data, 2000), body=typed.lines(form.body.data))
    try:
        if request.form.get("press") == "preview":
            wordings.check(name, words)
            return _page(found, form, seen, preview=words if name == CONSENT else texts.preview(words))
        wordings.change(site.context(), name, words, seen=seen)
    except WrongError as wrong:
        form[wrong.at].errors = [wrong.sentence]
        return _page(found, form, seen, status=422)
    except ChangedMeanwhileError:
        return _page(found, form, found.number, status=409)
    return redirect(f"/curate/texts/{name}?done=kept", 303)


@door.post("/<name>/back")
def back(name: str) -> Answer:
    """Use an older version, or the words that came with the site."""
    seen, number = _number(request.form.get("seen", "")), _number(request.form.get("number", ""))
    try:
        wordings.go_back(site.context(), name, number, seen=seen)
    except (WrongError, ChangedMeanwhileError):
        return redirect(f"/curate/texts/{name}?done=changed", 303)
    return redirect(f"/curate/texts/{name}?done=kept", 303)


def _page(found: Kept, form: Form, seen: int, *, preview: Words | None = None, status: int = 200) -> Answer:
    names = ("Read out to refer", "Read out to share") if found.name == CONSENT else ("Subject", "Message")
    now = tuple(zip(names, (found.words.subject, found.words.body), strict=True)) if status == 409 else ()
    page = render_template(
        "curator/text.html",
        found=found,
        form=form,
        seen=seen,
        preview=preview,
        now=now,
        has_changed=status == 409,
        names=names,
        samples=texts.SAMPLES,
        done=request.args.get("done", ""),
    )
    return make_response(page, status)


def _form(name: str) -> type[Form]:
    return PermissionsForm if name == CONSENT else TextForm


def _number(text: str) -> int:
    """The number that a form of ours carries; one that no version has where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else -1
