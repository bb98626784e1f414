"""What may not stand in any text about a person: health numbers, dates of birth, and the words that go before them.

A rule that is too strict costs somebody a word; one that is too lax writes down who a person is. So two-digit years are
refused wherever they are no hour and no day of a list, and a year in full only where somebody could have been born in it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum

from locator.referral import chi


class Refusal(StrEnum):
    """Why a text is refused."""

    CHI = "chi"
    CHI_TOGETHER = "chi in two boxes"
    BIRTH = "date of birth"
    NUMBER_WORDS = "words"


YOUNGEST = 16
"""Nobody is handed over who is younger: a later year is no year of birth."""

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH = rf"\b(?:{_MONTHS})[a-z]{{0,6}}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_SIGN = r"[ ]?[-/.|\\][ ]?"
_GAP = r"[ ]?[-/.|\\ ][ ]?"
_ALONE = r"(?<!\d)(?<!\d[ /.-])"
_ENDS = r"(?![ /.-]?\d)"
_NO_TIME = r"(?!\d|[ ]?(?:am|pm|o'clock|o’clock|noon)\b|[:.]\d)"
_SHORT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d/.-])\d{{1,2}}({_SIGN})\d{{1,2}}\1\d\d(?![\d/.-])",
        rf"\b{_DAY}[ ](?:of[ ])?{_MONTH},?[ ](?:['’]\d\d|0\d|2[5-9]|[3-9]\d){_NO_TIME}",
        rf"{_MONTH}[ ](?:{_DAY},?[ ])?['’]\d\d{_NO_TIME}",
        rf"{_MONTH}[ ]{_DAY},[ ](?:3[2-9]|[4-9]\d){_NO_TIME}",
    )
)
_RUN = re.compile(rf"{_ALONE}(\d\d)[ ]?(\d\d)[ ]?(\d\d){_ENDS}")
_RUNS_WITH_YEAR = tuple(
    re.compile(rf"{_ALONE}{pattern}{_ENDS}") for pattern in (rf"\d{{4}}{_YEAR}", rf"{_YEAR}(?:0\d|1[0-2])[0-3]\d")
)
_WITH_YEAR = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d)\d{{1,2}}{_GAP}\d{{1,2}}{_GAP}{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}{_GAP}\d{{1,2}}{_GAP}\d{{1,2}}(?!\d)",
        rf"(?<![\d/.-])(?:0?[1-9]|1[0-2]){_SIGN}{_YEAR}(?!\d)",
        rf"\b{_DAY}[ ](?:of[ ])?{_MONTH},?[ ]{_YEAR}(?!\d)",
        rf"{_MONTH}[ ](?:{_DAY},?[ ])?{_YEAR}(?!\d)",
    )
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_BORN = re.compile(r"\b(?:born|birth\w*|dob)\b.{0,20}?\d", re.IGNORECASE | re.DOTALL)
_WORDS = re.compile(
    r"\bchi\s*(?:number|no\b|nr\b)|\bnhs\s*(?:number|no\b|nr\b)|\bcommunity health index\b|\bhospital\s+number\b|\bd\.?o\.?b\b|\bdate\s+of\s+birth\b"
    r"|\bnational\s+insurance\b|\b[a-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d]\b",
    re.IGNORECASE,
)
_CHI = re.compile(r"(?<!TAI[ -])\bCHI\b")
"""In capitals: Chi is a name, and tai chi a class that people are handed over to."""


def refusals(text: str, today: date) -> tuple[Refusal, ...]:
    """Why the text is refused, the gravest first; empty where it may stand."""
    plain = _plain(text)
    found = {
        Refusal.CHI: bool(chi.find(text)),
        Refusal.BIRTH: _has_birth(plain, today),
        Refusal.NUMBER_WORDS: bool(_CHI.search(plain) or _WORDS.search(plain)),
    }
    return tuple(refusal for refusal, is_found in found.items() if is_found)


def _plain(text: str) -> str:
    """The text in plain letters, digits, spaces and dashes, without what cannot be seen."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    seen = (letter for letter in plain if unicodedata.category(letter) != "Cf")
    return " ".join("".join(str(unicodedata.digit(letter, letter)) for letter in seen).split())


def _has_birth(text: str, today: date) -> bool:
    if _BORN.search(text) or any(pattern.search(text) for pattern in _SHORT):
        return True
    if any(chi.begins_with_a_day("".join(found.groups())) for found in _RUN.finditer(text)):
        return True
    with_year = (*_WITH_YEAR, *_RUNS_WITH_YEAR)
    years = (int(match["year"]) for pattern in with_year for match in pattern.finditer(text))
    return any(year <= today.year - YOUNGEST for year in years)
