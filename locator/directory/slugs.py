"""The part of an address that names a listing: "Men's Shed & Café" -> "mens-shed-and-cafe"."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80
WITHOUT_LETTERS = "listing"
"""The slug of a name that has no letter or digit which an address can show."""

_APOSTROPHES = re.compile("['’‘ʼ`´]")
_OTHERS = re.compile("[^a-z0-9]+")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})


def slug_for(name: str) -> str:
    """The slug of a name: small letters, digits and single hyphens, cut after a whole word."""
    plain = _APOSTROPHES.sub("", name.casefold().replace("&", " and ").translate(_LETTERS))
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
    slug = _OTHERS.sub("-", _APOSTROPHES.sub("", ascii_only)).strip("-")
    return _cut(slug) or WITHOUT_LETTERS


def _cut(slug: str) -> str:
    if len(slug) <= LONGEST:
        return slug
    whole = slug[: LONGEST + 1].rpartition("-")[0]
    return whole or slug[:LONGEST]
