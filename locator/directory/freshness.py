"""How long ago a listing was checked with its group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from locator.directory.service import Service

DUE_AFTER_MONTHS = 3
"""Open Referral UK advises to check a listing within this time."""
OLD_AFTER_MONTHS = 6


class Level(StrEnum):
    """Fresh; due for another check; old, so that people are warned; unknown, never checked."""

    FRESH = "fresh"
    DUE = "due"
    OLD = "old"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """The level, the day of the last check and the whole months since (None: never checked)."""

    level: Level
    on: date | None = None
    months: int | None = None


def of(service: Service, today: date) -> Freshness:
    """How fresh the service's last check is; exactly six months is not yet old."""
    return _since(service.assured.on, today) if service.assured else Freshness(level=Level.UNKNOWN)


@lru_cache(maxsize=8_192)
def _since(on: date, today: date) -> Freshness:
    since = relativedelta(max(today, on), on)
    return Freshness(level=_level(on, today), on=on, months=since.years * 12 + since.months)


def _level(on: date, today: date) -> Level:
    if today > on + relativedelta(months=OLD_AFTER_MONTHS):
        return Level.OLD
    return Level.DUE if today > on + relativedelta(months=DUE_AFTER_MONTHS) else Level.FRESH
