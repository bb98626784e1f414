"""One section of the form: what its boxes hold, and what they say of the listing."""

from __future__ import annotations

import hashlib
import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from wtforms import Field, Form, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from locator.actions.reference import Reference
from locator.directory.locality import Locality
from locator.revision.content import Content, Json
from locator.revision.proposal import Typed

YES_NO = {"yes": True, "no": False, "": None}
LONG_LIST = 14
"""More boxes to tick than these make a page that nobody reads."""

LONGEST_SAID = 90
"""Letters of what a box says that are enough to know it again."""

YES_NO_WORDS = {"yes": "Yes", "no": "No", "": "We do not know"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a section's choices are made of."""

    reference: Reference
    localities: tuple[Locality, ...]


class Section(Form):  # type: ignore[misc]
    """A section; `FIELDS` are the fields of the content that it is about.

    Boxes that few need (`RARE`) are folded away under the words `MORE` as long as there is nothing in them. `SAID` are the
    words that stand before what a box holds where that alone says too little.
    """

    KEY: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    FIELDS: ClassVar[tuple[str, ...]] = ()
    RARE: ClassVar[tuple[str, ...]] = ()
    MORE: ClassVar[str] = ""
    SAID: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def data_of(cls, content: Content) -> dict[str, Json]:
        """What the boxes hold for this content."""
        raise NotImplementedError

    def offer(self, offer: Offer, content: Content) -> None:
        """Fill the lists to choose from; what the content has stays on offer."""

    def content(self) -> dict[str, Json]:
        """What the boxes say, once they are right."""
        raise NotImplementedError

    def keep(self, before: Content, fields: dict[str, Json]) -> dict[str, Json]:
        """The fields with what the listing had besides and no box shows."""
        return fields

    @property
    def often(self) -> list[Field]:
        """The boxes that everybody sees."""
        return [one for one in self if one.name not in self.RARE]

    @property
    def rare(self) -> list[Field]:
        """The boxes that are folded away."""
        return [one for one in self if one.name in self.RARE]

    @property
    def has_rare(self) -> bool:
        """Whether there is something in a box that would be folded away, or something wrong with it."""
        return any(one.errors or any(_held(one)) for one in self.rare)

    @property
    def said(self) -> list[str]:
        """What the boxes say now, in a few words each, for whoever has not opened the section."""
        found = [(one.name, _said(one)) for one in self]
        return [f"{self.SAID[name]}: {words}" if name in self.SAID else words for name, words in found if words]

    def unlike(self, other: Section) -> list[tuple[str, str]]:
        """The boxes that hold something else than the other's do: their label, and the words in them here."""
        theirs = other.boxes()
        found = [one for one in self if digest({"": _held(one)}) != digest({"": theirs[one.name]})]
        return [(one.label.text, _words(one) or "(empty)") for one in found]

    def boxes(self) -> dict[str, list[str]]:
        """What each box holds as text, whether it is right or not."""
        return {one.name: _held(one) for one in self}


def digest(boxes: Typed) -> str:
    """A short mark of what the boxes hold: two pages with the same mark say the same."""
    plain = sorted((name, [_plain(text) for text in texts if _plain(text)]) for name, texts in boxes.items())
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:16]


def most(letters: int) -> Length:
    """A box that takes so many letters."""
    return Length(max=letters, message=f"Write {letters:,} letters or fewer")


def chosen(field: SelectMultipleField) -> list[str]:
    """What was ticked of what was on offer, in the order of the offer."""
    ticked = set(field.data or ())
    return [one.value for one in field.choices if one.value in ticked]


def named(field: SelectMultipleField) -> list[str]:
    """The words of what is ticked."""
    ticked = set(field.data or ())
    return [str(one.label) for one in field.choices if one.value in ticked]


def is_long(field: Field) -> bool:
    """Whether there is so much to choose from that it is better folded away."""
    return isinstance(field, SelectMultipleField) and len(field.choices) > LONG_LIST


def choices(words: Mapping[str, str]) -> list[SelectChoice]:
    """The choices with these values and words."""
    return [SelectChoice(value=value, label=label) for value, label in words.items()]


def from_yes_no(answer: bool | None) -> str:
    """The choice for yes, no or not known."""
    return "" if answer is None else "yes" if answer else "no"


def terms(offer: Offer, taxonomy: str, kept: Sequence[str]) -> list[SelectChoice]:
    """The terms to choose from: those of the taxonomy, and whatever the listing has already."""
    found = {term.code: term.name for term in offer.reference.terms.get(taxonomy, ())}
    return choices(
        found | {code: offer.reference.names.get((taxonomy, code), code) for code in kept if code not in found}
    )


def _held(field: Field) -> list[str]:
    if isinstance(field, SelectMultipleField):
        return [str(value) for value in field.data or ()]
    if hasattr(field, "_value"):
        return [str(field._value())]
    return [] if field.data is None else [str(field.data)]


def _said(field: Field) -> str:
    words = _words(field)
    return (
        words
        if isinstance(field, RadioField | SelectMultipleField)
        else textwrap.shorten(words, LONGEST_SAID, placeholder=" …")
    )


def _words(field: Field) -> str:
    if isinstance(field, SelectMultipleField):
        return ", ".join(named(field))
    if isinstance(field, RadioField):
        return next((str(one.label) for one in field.iter_choices() if one.selected and one.value), "")
    return str(field.data or "")


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def only(boxes: Mapping[str, Sequence[str]], names: Sequence[str]) -> dict[str, list[str]]:
    """The boxes with these names."""
    return {name: list(boxes[name]) for name in names if name in boxes}
