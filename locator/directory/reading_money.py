"""Read an amount of money as people write it: "£3.50", "3.5", "50p", "free"."""

from __future__ import annotations

import re

MOST_PENCE = 1_000_000
_POUNDS = re.compile(r"£?\s*(\d{1,5})(?:[.,](\d{1,2}))?\s*(?:pounds?)?", re.IGNORECASE)
_PENCE = re.compile(r"(\d{1,5})\s*(?:p|pence)", re.IGNORECASE)
_FREE = frozenset({"free", "nothing", "none", "no charge", "nil"})


class NotMoneyError(ValueError):
    """This text is no amount of money."""


def pence(text: str) -> int:
    """The amount in pence; raises NotMoneyError.

    >>> pence("£3.5"), pence("50p"), pence("free"), pence("1,20")
    (350, 50, 0, 120)
    """
    plain = " ".join(text.split()).lower()
    if plain in _FREE:
        return 0
    if found := _PENCE.fullmatch(plain):
        return _checked(int(found[1]))
    if found := _POUNDS.fullmatch(plain):
        return _checked(int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")))
    raise NotMoneyError(text[:50])


def written(amount_pence: int) -> str:
    """The amount as somebody would type it: "3.50", "3", "0.50"."""
    whole, rest = divmod(amount_pence, 100)
    return f"{whole}.{rest:02}" if rest else str(whole)


def _checked(amount: int) -> int:
    if amount > MOST_PENCE:
        raise NotMoneyError(str(amount))
    return amount
