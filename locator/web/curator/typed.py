"""What somebody typed, without what nobody can see."""

from __future__ import annotations


def line(text: str | None, most: int = 200) -> str:
    """One line: single spaces, nothing that cannot be seen, at most so many letters.

    >>> line("  Dalziel\\t Hall\\x00 ")
    'Dalziel Hall'
    """
    return " ".join(_visible(" ".join((text or "").split())).split())[:most].strip()


def lines(text: str | None, most: int = 5_000) -> str:
    """Several lines, with one kind of line end, at most so many letters."""
    found = (text or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_visible(one.replace("\t", " ")).strip() for one in found)[:most].strip()


def number(text: str, otherwise: int = 0) -> int:
    """A number of ours that an address or a form brings back; `otherwise` for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def _visible(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())
