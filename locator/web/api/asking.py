"""What a program asks of a list, read from the address; what cannot be read is refused with a sentence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from locator.actions.open_data import Asked

USUAL_SIZE, MOST_SIZE = 50, 200
MOST_LETTERS = 400
FARTHEST_METRES = 2_000_000.0
"""Farther than from one end of Great Britain to the other."""


class BadParameterError(Exception):
    """Something in the address means nothing; the text says what would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which page of how many records; `is_whole` is all of them, one a line."""

    number: int
    size: int
    is_whole: bool


def paging(given: Mapping[str, str]) -> Paging:
    """The page that is asked for."""
    return Paging(
        number=_whole(given, "page", 1),
        size=min(_whole(given, "per_page", USUAL_SIZE), MOST_SIZE),
        is_whole=given.get("format", "").lower() == "ndjson",
    )


def asked(given: Mapping[str, str]) -> Asked:
    """What a list is narrowed by."""
    return Asked(
        search=words(given),
        organization_id=given.get("organization_id") or None,
        term_id=given.get("taxonomy_term_id") or None,
        taxonomy_id=given.get("taxonomy_id") or None,
        modified_after=_moment(given, "modified_after"),
        postcode=given.get("postcode", "")[:MOST_LETTERS],
        metres=_metres(given, "proximity"),
        is_full=flag(given, "full") or flag(given, "full_service"),
        is_minimal=flag(given, "minimal"),
    )


def words(given: Mapping[str, str]) -> str:
    """The words that are looked for."""
    return given.get("search", "")[:MOST_LETTERS]


def flag(given: Mapping[str, str], name: str) -> bool:
    """Whether something is switched on."""
    return given.get(name, "").strip().lower() in ("true", "1", "yes")


def _whole(given: Mapping[str, str], name: str, otherwise: int) -> int:
    text = given.get(name, "").strip()
    if not text:
        return otherwise
    if not (text.isascii() and text.isdecimal() and len(text) < 10) or int(text) < 1:
        raise BadParameterError(f"“{name}” must be a whole number from 1 on.")
    return int(text)


def _metres(given: Mapping[str, str], name: str) -> float | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        metres = float(text)
    except ValueError:
        metres = math.nan
    if not 0 <= metres <= FARTHEST_METRES:
        raise BadParameterError(f"“{name}” must be a number of metres.")
    return metres


def _moment(given: Mapping[str, str], name: str) -> datetime | None:
    text = given.get(name, "").strip().replace(" ", "+")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadParameterError(f"“{name}” must be a date, or a date and time, like 2026-11-24T10:00:00Z.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
