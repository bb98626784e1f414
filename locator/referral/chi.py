"""Find what looks like a CHI number, so that it can be refused: ten digits, the first six a date of birth.

CHI: day, month and year of birth, two digits, one digit that is odd for men and even for women, and a check digit by
modulus 11 with the weights 10 to 2 (Public Health Scotland, phsmethods `chi_check`). What only looks like one, with a
wrong check digit, is refused too: it is a mistyped one far more often than anything else.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_TEN = re.compile(r"(?<!\d)\d(?:[ \t.\-/–—]{0,2}\d){9}(?!\d)")
_WEIGHTS = range(10, 1, -1)


def find(text: str) -> tuple[str, ...]:
    """The parts of the text that look like a CHI number, as they stand there (any digits of Unicode, gaps allowed)."""
    plain = "".join(_digit(letter) for letter in text)
    return tuple(text[m.start() : m.end()] for m in _TEN.finditer(plain) if looks_like_one(_digits(m.group())))


def looks_like_one(digits: str) -> bool:
    """Whether ten digits begin with a day, a month and a year."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    return any(_is_day(century + year, month, day) for century in (1900, 2000))


def is_valid(digits: str) -> bool:
    """Whether ten digits are a CHI number, its check digit included."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return looks_like_one(digits) and (11 - total % 11) % 11 == int(digits[9])


def _digit(letter: str) -> str:
    value = unicodedata.digit(letter, None)
    return letter if value is None else str(value)


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
