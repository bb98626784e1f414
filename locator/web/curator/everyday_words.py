"""Everyday words: the list, one word with a trial, taking it away, and switching one of the release off."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer
from wtforms import Form, StringField, TextAreaField

from locator.actions import everyday_words
from locator.actions.everyday_words import Trial
from locator.actions.permission import NotYoursError
from locator.actions.wrong import ChangedMeanwhileError, WrongError
from locator.directory.everyday_word import EverydayWord
from locator.web.curator import narrowing, typed
from locator.web.shared import site
from locator.web.shared.paging import Paging, page_number, paging

PATH = "/curate/words"
PER_PAGE = 50

door = Blueprint("everyday_words", __name__, url_prefix=PATH)

TOLD = {
    "kept": "That is kept. Searches use it now.",
    "gone": "That word is gone.",
    "off": "That word is switched off.",
    "on": "That word is switched on.",
}


class WordForm(Form):  # type: ignore[misc]
    """A word, what it also finds, and what to try it on."""

    word = StringField("When somebody types", description="What people say, such as: wheelies")
    finds = TextAreaField("it also finds", description="Words that stand in listings, one in each line")
    asked = StringField("Try it on this search", description="If you leave this empty, the word itself is tried")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsPage:
    """The words that fit, ours and one page of those of the release, and what has just been done."""

    own: tuple[EverydayWord, ...]
    release: tuple[EverydayWord, ...]
    paging: Paging | None
    page: int
    pages: int
    looked_for: str
    told: str


@door.get("")
def every() -> str:
    """The words."""
    looked_for = typed.line(request.args.get("q"), 60)
    fitting = [one for one in everyday_words.every(site.context()) if _fits(one, looked_for.lower())]
    release = tuple(one for one in fitting if not one.is_own)
    pages = max(1, -(-len(release) // PER_PAGE))
    number = min(page_number(request.args.get("page", "")), pages)
    page = WordsPage(
        own=tuple(one for one in fitting if one.is_own),
        release=release[(number - 1) * PER_PAGE : number * PER_PAGE],
        paging=paging(number, pages, lambda to: f"{narrowing.address(PATH, q=looked_for, page=to)}#release"),
        page=number,
        pages=pages,
        looked_for=looked_for,
        told=TOLD.get(request.args.get("done", ""), ""),
    )
    return render_template("curator/words.html", page=page)


@door.get("/one")
def one() -> Answer:
    """One word of ours to change, or an empty form."""
    word = request.args.get("word", "")
    if not word:
        return _page(WordForm(), before="", seen="")
    found = everyday_words.own(site.context(), word)
    return _page(WordForm(data=_boxes(found)), before=word, seen=everyday_words.state(found))


@door.post("/one")
def keep() -> Answer:
    """Try it, or keep it."""
    form, before, seen = WordForm(request.form), request.form.get("before", ""), request.form.get("seen", "")
    word, finds = form.word.data or "", (form.finds.data or "").splitlines()
    try:
        if request.form.get("press") == "keep":
            everyday_words.keep(site.context(), before=before, seen=seen, word=word, finds=finds)
            return redirect("/curate/words?done=kept", 303)
        found = everyday_words.try_keeping(
            site.context(), before=before, word=word, finds=finds, asked=form.asked.data or ""
        )
        return _page(form, before=before, seen=seen, found=found)
    except WrongError as wrong:
        form[wrong.at].errors = [wrong.sentence]
        return _page(form, before=before, seen=seen, status=422)
    except ChangedMeanwhileError:
        return _meanwhile(form, before)


@door.post("/remove")
def remove() -> Answer:
    """Take a word of ours away."""
    word = request.form.get("word", "")
    try:
        everyday_words.remove(site.context(), word, request.form.get("seen", ""))
    except ChangedMeanwhileError:
        return _meanwhile(WordForm(data=_boxes(everyday_words.own(site.context(), word))), word)
    return redirect("/curate/words?done=gone", 303)


@door.route("/switch", methods=["GET", "POST"])
def switch() -> Answer:
    """What would be found without a word of the release, or with it again; and the switch."""
    word = request.values.get("word", "")
    if request.method == "POST":
        is_off = request.form.get("to") == "off"
        everyday_words.switch(site.context(), word, is_off=is_off)
        return redirect(f"{narrowing.address(PATH, q=word, done='off' if is_off else 'on')}#release", 303)
    there = [one for one in everyday_words.every(site.context()) if one.word == word and not one.is_own]
    if not there:
        abort(404)
    is_off = not there[0].is_off
    found = everyday_words.try_switching(site.context(), word, "", is_off=is_off)
    return make_response(render_template("curator/word_switch.html", word=word, is_off=is_off, found=found))


def _meanwhile(form: WordForm, before: str) -> Answer:
    """The form with what was typed, and what it says now; a word that has gone is added anew."""
    try:
        there = everyday_words.own(site.context(), before)
    except NotYoursError:
        return _page(form, before="", seen="", now="", status=409)
    return _page(form, before=before, seen=everyday_words.state(there), now=_said(there), status=409)


def _page(
    form: WordForm, *, before: str, seen: str, found: Trial | None = None, now: str | None = None, status: int = 200
) -> Answer:
    heading = f"“{before}”" if before else "Add a word"
    page = render_template(
        "curator/word.html", form=form, heading=heading, before=before, seen=seen, found=found, now=now
    )
    return make_response(page, status)


def _boxes(one: EverydayWord) -> dict[str, str]:
    return {"word": one.word, "finds": "\n".join(one.finds), "asked": ""}


def _said(one: EverydayWord) -> str:
    return f"“{one.word}” also finds {', '.join(one.finds)}"


def _fits(one: EverydayWord, looked_for: str) -> bool:
    return any(looked_for in text for text in (one.word, *one.finds))
