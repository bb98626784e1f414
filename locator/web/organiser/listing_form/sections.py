"""All sections of the form in their order: as a page shows them, and what a page sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from locator.revision.content import Content, ContentError, Json
from locator.revision.proposal import Typed
from locator.web.organiser.listing_form.joining import CostSection, JoinSection
from locator.web.organiser.listing_form.people import WaysSection, WhoSection
from locator.web.organiser.listing_form.section import Offer, Section, digest
from locator.web.organiser.listing_form.texts import BasicsSection, KindSection, StateSection

EVERY: tuple[type[Section], ...] = (
    BasicsSection,
    WaysSection,
    CostSection,
    WhoSection,
    JoinSection,
    KindSection,
    StateSection,
)
WAS = "was-"
"""Before the name of a section: the mark of what its boxes held when the page was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One section on a page: its boxes, and the mark that the page sends back."""

    form: Section
    was: str


@dataclass(slots=True, kw_only=True)
class Sent:
    """What a page sent: fields that are right, all that was typed, sections with a mistake, and sections changed elsewhere too.

    `elsewhere` is what the boxes of those sections say that were changed elsewhere: their label, and the words.
    """

    fields: dict[str, Json] = field(default_factory=dict)
    typed: dict[str, list[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    crossed: list[str] = field(default_factory=list)
    elsewhere: list[tuple[str, str]] = field(default_factory=list)


def shown(content: Content, typed: Typed, offer: Offer) -> tuple[Shown, ...]:
    """Every section as the draft has it: as it was typed where it was, else as the listing says."""
    found = []
    for kind in EVERY:
        form = _bound(kind, content, typed, offer)
        found.append(Shown(form=form, was=digest(form.boxes())))
    return tuple(found)


def sent(
    posted: MultiDict[str, str], content: Content, typed: Typed, offer: Offer, *, keeps_crossed: bool = True
) -> Sent:
    """What a page sent. A section whose boxes are as they were when the page was made says nothing, however old the page is.

    Without `keeps_crossed` a section that was changed elsewhere too says nothing either.
    """
    found = Sent()
    for kind in EVERY:
        if f"{WAS}{kind.KEY}" in posted:
            _read(kind, posted, content, typed, offer, found)
    return found if keeps_crossed else _without_crossed(found)


def check(content: Content, typed: Typed, offer: Offer, beside: Mapping[str, str] | None = None) -> tuple[Shown, ...]:
    """Every section as `shown`, with what is wrong in it said: in what was typed, and in the name, which is always needed.

    `beside` says what is wrong with a box for a reason that no box knows.
    """
    found = shown(content, typed, offer)
    for one in found:
        if isinstance(one.form, BasicsSection) or any(name in typed for name in one.form._fields):
            one.form.validate()
        for name, words in (beside or {}).items():
            if name in one.form._fields:
                one.form[name].errors = [*one.form[name].errors, words]
    return found


def _read(
    kind: type[Section], posted: MultiDict[str, str], content: Content, typed: Typed, offer: Offer, found: Sent
) -> None:
    form = kind(posted)
    form.offer(offer, content)
    mark, was = digest(form.boxes()), posted[f"{WAS}{kind.KEY}"]
    if mark == was:
        return
    kept = _bound(kind, content, typed, offer)
    if digest(kept.boxes()) not in (was, mark):
        found.crossed.append(kind.KEY)
        found.elsewhere += kept.unlike(form)
    found.typed |= form.boxes()
    if not form.validate():
        found.wrong.append(kind.KEY)
        return
    try:
        found.fields |= form.keep(content, form.content())
    except (ContentError, ValueError):
        found.wrong.append(kind.KEY)


def _without_crossed(sent: Sent) -> Sent:
    crossed = [kind for kind in EVERY if kind.KEY in sent.crossed]
    for kind in crossed:
        for name in kind.FIELDS:
            sent.fields.pop(name, None)
        for name in kind()._fields:
            sent.typed.pop(name, None)
    return sent


def _bound(kind: type[Section], content: Content, typed: Typed, offer: Offer) -> Section:
    names = list(kind()._fields)
    held: Mapping[str, Any] = {name: typed[name] for name in names if name in typed}
    form = kind(_as_posted(kind, held)) if held else kind(data=kind.data_of(content))
    form.offer(offer, content)
    return form


def _as_posted(kind: type[Section], held: Mapping[str, Any]) -> MultiDict[str, str]:
    pairs = [(name, text) for name, texts in held.items() for text in texts]
    return MultiDict([*pairs, (f"{WAS}{kind.KEY}", "")])
