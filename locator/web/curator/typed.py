"""What somebody typed, without what nobody can see."""

from __future__ import annotations


def line(text: str | None, most: int = 200) -> str:
    """One line: single spaces, nothing that cannot be seen, at most so many letters.

    >>> line("  Dalziel\\t Hall\\x00 ")
    'Dalziel Hall'
    """
    return " ".join(_visible(" ".join((text or "").split())).split())[:most].strip()


def lines(text: str | None) -> str:
    """Several lines, with one kind of line end."""
    found = (text or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_visible(one.replace("\t", " ")).strip() for one in found).strip()


def _visible(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())
