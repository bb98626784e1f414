"""Ids made by the program: UUID texts, the same for the same parts."""

from __future__ import annotations

from uuid import UUID, uuid4, uuid5

NAMESPACE = UUID("6f1c1a52-7e0b-5d6c-9d4e-0b7b7b6d2a11")


def made_from(*parts: object) -> str:
    """The id that belongs to these parts, today and after a reinstall."""
    return str(uuid5(NAMESPACE, "\x1f".join(str(part) for part in parts)))


def fresh() -> str:
    """An id that nothing has yet."""
    return str(uuid4())
