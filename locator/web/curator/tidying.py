"""What somebody typed into a box, fit to be kept and shown again: characters that no page can show are left out."""

from __future__ import annotations


def one_line(text: str, most: int) -> str:
    """Words on one line."""
    return " ".join(lines(text, most).split())


def lines(text: str, most: int) -> str:
    """Text with its line breaks."""
    plain = text.replace("\r\n", "\n")[:most]
    return "".join(letter for letter in plain if letter.isprintable() or letter in "\n\t")


def number(text: str, otherwise: int = 0) -> int:
    """A number of ours that an address or a form brings back; `otherwise` for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise
