"""What is remembered of a search: nothing about the person."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

REMOVED = "*"
"""What stands in the place of what was cut out."""

_SHORTEST_NUMBER = 6
"""Digits: a date of birth or a local telephone number has six, CHI and NHS numbers ten, other telephone numbers more."""

_POSTCODE = re.compile(r"(?<![^\W_])([a-z]{1,2}\d[a-z\d]?)[\W_]{0,3}\d[a-z]{2}(?![^\W_])", re.IGNORECASE)
_NUMBER = re.compile(rf"[+(]{{0,3}}(?:\d[\W_]{{0,3}}){{{_SHORTEST_NUMBER - 1},}}\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRow:
    """One search: its words (`scrubbed`), at most the outward code of the place, the filters as JSON, what was found."""

    at: datetime
    words: str
    outward_code: str = ""
    filters: str = "{}"
    radius_miles: int | None = None
    sort: str = "best"
    total: int = 0
    total_other: int = 0


def scrubbed(words: str) -> str:
    """The words without what could lead to a person.

    E-mail addresses and runs of six digits or more, however they are spaced, are cut out: CHI and NHS numbers, dates
    of birth, telephone numbers. Full postcodes lose their last half. Cutting too much is better than too little.
    """
    text = " ".join(_visible(unicodedata.normalize("NFKC", words)).split())
    while (shorter := _cut(text)) != text:
        text = shorter
    return text


def _cut(text: str) -> str:
    return _NUMBER.sub(REMOVED, _POSTCODE.sub(r"\1", _without_addresses(text)))


def _visible(text: str) -> str:
    """The text without invisible characters, which would hide a number from a pattern."""
    kept = (character for character in text if unicodedata.category(character) not in ("Cf", "Mn"))
    return "".join(" " if unicodedata.category(character) == "Cc" else character for character in kept)


def _without_addresses(text: str) -> str:
    """The text without the words that hold an @, nor the two beside one that stands alone."""
    tokens = text.split(" ")
    gone = {place for place, token in enumerate(tokens) if "@" in token}
    for place in tuple(gone):
        gone |= {place - 1} if tokens[place].startswith("@") else set()
        gone |= {place + 1} if tokens[place].endswith("@") else set()
    return " ".join(REMOVED if place in gone else token for place, token in enumerate(tokens))
