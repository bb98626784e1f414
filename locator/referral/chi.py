"""Find what looks like a CHI number, so that it can be refused: ten digits, the first six a date of birth.

CHI: day, month and year of birth, two digits, one digit that is odd for men and even for women, and a check digit by
modulus 11 with the weights 10 to 2 (Public Health Scotland, phsmethods `chi_check`). What only looks like one, with a
wrong check digit, is refused too: it is a mistyped one far more often than anything else.
"""

from __future__ import annotations

import re
import unicodedata

_GAP = r"[\W_]{0,3}"
_TEN = re.compile(rf"(?<!\d)(?=(\d(?:{_GAP}\d){{9}})(?!\d))")
_NINE = re.compile(rf"(?<!\d)(?=([1-9](?:{_GAP}\d){{8}})(?!\d))")
"""Seen ahead and not taken, so that one number does not hide another that begins inside it."""

_PAIRS = re.compile(r"\d\d([\W_]+)\d\d([\W_]+)\d\d[\W_]+\d\d[\W_]+\d\d")
_NO_DIGITS = re.compile(r"\D+")
_LIKE_DIGITS = str.maketrans("OoIl", "0011")
_NEAR_DIGITS = re.compile(r"(?<![^\W_])[\dOoIl]++(?![^\W_])")
"""A run of digits, and of the letters that people type for noughts and ones, with no other letter beside it."""
_LONGEST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of the months; of years in two digits each fourth is a leap year, in one century or the other."""
_WEIGHTS = range(10, 1, -1)


def find(text: str) -> tuple[str, ...]:
    """The parts of the text that look like a CHI number, as they stand there: any digits of Unicode, up to three signs between.

    Nine digits are one that lost its nought in a spreadsheet, where the check digit says so.
    """
    plain = _NEAR_DIGITS.sub(_meant, "".join(map(_digit, text)))
    ten = (m.span(1) for m in _TEN.finditer(plain) if _is_like_one(m[1]))
    nine = (m.span(1) for m in _NINE.finditer(plain) if is_valid(f"0{_digits(m[1])}"))
    return tuple(text[start:end] for start, end in sorted({*ten, *nine}))


def begins_with_a_day(digits: str) -> bool:
    """Whether the first six of these digits are a day, a month and a year."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    return 1 <= month <= 12 and 1 <= day <= (_LONGEST[month - 1] if month != 2 or year % 4 else 29)


def is_valid(digits: str) -> bool:
    """Whether ten digits are a CHI number, its check digit included."""
    if not begins_with_a_day(digits):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def _is_like_one(written: str) -> bool:
    """Whether these ten digits are one; two by two they are hours more often ("9.15-10.45, 13.00")."""
    digits = _digits(written)
    pairs = _PAIRS.fullmatch(written)
    return begins_with_a_day(digits) if pairs is None else is_valid(digits) and pairs[1] == pairs[2]


def _digit(letter: str) -> str:
    """The digit that the letter is; a sign for what cannot be seen, so that it is a gap and places stay as they are."""
    value = unicodedata.digit(letter, None)
    if value is not None:
        return str(value)
    return " " if unicodedata.category(letter) in ("Cf", "Mn") else letter


def _meant(run: re.Match[str]) -> str:
    """The digits that were meant; a word of letters alone stays."""
    return run.group().translate(_LIKE_DIGITS) if _digits(run.group()) else run.group()


def _digits(text: str) -> str:
    return _NO_DIGITS.sub("", text)
