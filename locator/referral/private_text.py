"""What may not stand in any text about a person: health numbers, dates of birth, and the words that go before them.

A rule that is too strict costs somebody a word; one that is too lax writes down who a person is. So two-digit years are
always refused, and a year in full only where somebody could have been born in it.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from locator.referral import chi


class Refusal(StrEnum):
    """Why a text is refused."""

    CHI = "chi"
    BIRTH = "date of birth"
    NUMBER_WORDS = "words"


YOUNGEST = 16
"""Nobody is handed over who is younger: a later year is no year of birth."""

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH = rf"(?:{_MONTHS})[a-z]{{0,6}}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_SHORT = re.compile(r"(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1\d\d(?![\d/.-])")
_WITH_YEAR = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d)\d{{1,2}}[ ]?[/.-][ ]?\d{{1,2}}[ ]?[/.-][ ]?{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}[ ]?[/.-][ ]?\d{{1,2}}[ ]?[/.-][ ]?\d{{1,2}}(?!\d)",
        rf"\b{_DAY}[ ](?:of[ ])?{_MONTH},?[ ]{_YEAR}(?!\d)",
        rf"\b{_MONTH}[ ](?:{_DAY},?[ ])?{_YEAR}(?!\d)",
    )
)
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
    found = {
        Refusal.CHI: bool(chi.find(text)),
        Refusal.BIRTH: _has_birth(text, today),
        Refusal.NUMBER_WORDS: bool(_CHI.search(text) or _WORDS.search(text)),
    }
    return tuple(refusal for refusal, is_found in found.items() if is_found)


def _has_birth(text: str, today: date) -> bool:
    if _SHORT.search(text) or _BORN.search(text):
        return True
    years = (int(match["year"]) for pattern in _WITH_YEAR for match in pattern.finditer(text))
    return any(year <= today.year - YOUNGEST for year in years)
