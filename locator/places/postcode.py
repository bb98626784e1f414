"""How people write postcodes: any spacing and case, parts of one, letters mistaken for figures. Knows the form, not which ones exist."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
INWARD = re.compile(r"[0-9][A-Z]{2}")
_INSIDE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)[\s.-]*([0-9][A-Z]{2})\b")
_BEFORE = re.compile(r"(?:\b(?:near|nearby|close to|around|round|at|in|by|to|from))?[\s,;:(]*$", re.IGNORECASE)
_FIGURE_FOR = {"O": "0", "I": "1", "L": "1", "S": "5"}
_LETTER_FOR = {"0": "O", "1": "I", "5": "S"}


@dataclass(frozen=True, slots=True)
class Postcode:
    """An outward code and as much of the inward code as was given ("", "1", "1A" or "1AB")."""

    outward: str
    inward: str = ""

    def __str__(self) -> str:
        return f"{self.outward} {self.inward}" if self.inward else self.outward

    @property
    def is_full(self) -> bool:
        """The inward code is complete."""
        return len(self.inward) == 3

    def beginnings(self) -> Iterator[Postcode]:
        """Itself if it is a part of a postcode, its sector and its outward code, each once."""
        if self.inward and not self.is_full:
            yield self
        if len(self.inward) > 1:
            yield Postcode(self.outward, self.inward[0])
        yield Postcode(self.outward)


def compact(text: str) -> str:
    """The letters and figures of a text, in capitals."""
    capitals = unicodedata.normalize("NFKC", text).upper()
    return "".join(character for character in capitals if character.isascii() and character.isalnum())


def full(text: str) -> Postcode | None:
    """The whole postcode that a text is written in the form of; None if it is not in that form."""
    letters = compact(text)
    outward, inward = letters[:-3], letters[-3:]
    return Postcode(outward, inward) if OUTWARD.fullmatch(outward) and INWARD.fullmatch(inward) else None


def inside(text: str) -> Iterator[Postcode]:
    """The whole postcodes inside a longer text, such as an address."""
    for match in _INSIDE.finditer(unicodedata.normalize("NFKC", text).upper()):
        yield Postcode(match[1], match[2])


def without_first(text: str) -> str:
    """The text without the first whole postcode in it ("lunch near ML1 1AB" is "lunch").

    >>> without_first("lunch near ml1 1ab please")
    'lunch please'
    """
    match = _INSIDE.search(unicodedata.normalize("NFKC", text).upper())
    if match is None or len(unicodedata.normalize("NFKC", text).upper()) != len(text):
        return text
    before = _BEFORE.sub("", text[: match.start()])
    return " ".join(f"{before} {text[match.end() :]}".split()).strip(" ,.;:")


def mistaken(text: str) -> Iterator[Postcode]:
    """The postcodes that may be meant where a figure was written as a letter or the other way round ("MLI IAB", "ML1 lAB")."""
    letters = compact(text)
    if not 5 <= len(letters) <= 7:
        return
    inward = _FIGURE_FOR.get(letters[-3], letters[-3]) + "".join(_LETTER_FOR.get(one, one) for one in letters[-2:])
    if INWARD.fullmatch(inward):
        for outward in _readings(letters[:-3]):
            yield Postcode(outward, inward)


def _readings(letters: str) -> Iterator[str]:
    choices = [{one, _FIGURE_FOR.get(one, one), _LETTER_FOR.get(one, one)} for one in letters]
    for reading in product(*(sorted(choice) for choice in choices)):
        outward = "".join(reading)
        if OUTWARD.fullmatch(outward):
            yield outward


def parts(text: str) -> Iterator[Postcode]:
    """The outward codes and beginnings of postcodes that a text can be, the likeliest first.

    "ML11" is the outward code ML11 before it is ML1 1; "ML1 1" is the other way round.
    """
    letters = compact(text)
    if not 2 <= len(letters) <= 6:
        return
    whole = [Postcode(letters)] if OUTWARD.fullmatch(letters) else []
    cut = [Postcode(letters[:-size], letters[-size:]) for size in (1, 2)]
    begun = [one for one in cut if OUTWARD.fullmatch(one.outward) and re.fullmatch(r"[0-9][A-Z]?", one.inward)]
    written = [compact(word) for word in re.split(r"[\s.-]+", text.strip())]
    begun.sort(key=lambda one: written != [one.outward, one.inward])
    yield from [*begun, *whole] if len(written) > 1 else [*whole, *begun]
