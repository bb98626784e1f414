"""How long ago a listing was checked with its group, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from locator.directory import cycle as cycles
from locator.directory.cycle import DEFAULT, Cycle, Stage
from locator.directory.service import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """The stage, the day it is counted from, the whole months since, and whether it was ever checked.

    The day is that of the last check; where there never was one, the day on which the listing is first known to be there.
    """

    stage: Stage
    since: date
    months: int
    is_checked: bool

    @property
    def is_lowered(self) -> bool:
        """Whether it is ranked lower, and everybody is told to ask first."""
        return self.stage >= Stage.LOWERED


def of(service: Service, today: date, cycle: Cycle = DEFAULT) -> Freshness:
    """How fresh the service is by this cycle."""
    return _made(since(service), today, cycle, service.assured is not None)


def since(service: Service) -> date:
    """The day that a service's freshness is counted from."""
    if service.assured is not None:
        return service.assured.on
    return min(day for day in (service.content_changed_on, service.imported_on) if day is not None)


@lru_cache(maxsize=8_192)
def _made(on: date, today: date, cycle: Cycle, is_checked: bool) -> Freshness:
    passed = relativedelta(max(today, on), on)
    return Freshness(
        stage=cycles.stage(on, cycle, today),
        since=on,
        months=passed.years * 12 + passed.months,
        is_checked=is_checked,
    )
