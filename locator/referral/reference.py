"""The reference of a referral: "P-7K3M", random, and easy to read out and to write down."""

from __future__ import annotations

import secrets

LETTERS = "23456789BCDFGHJKLMNPQRSTVWXYZ"
"""No vowels, so that it is never a word; nothing that looks like something else."""

LENGTH = 4


def fresh(length: int = LENGTH) -> str:
    """A new reference; it says nothing about anybody."""
    return "P-" + "".join(secrets.choice(LETTERS) for _ in range(length))


def tidy(text: str) -> str:
    """What somebody typed, as references are kept: "p 7k3m" is "P-7K3M"."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    return f"P-{letters.removeprefix('P')}"
