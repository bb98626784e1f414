"""The cycle of checking: after how many months a group is asked again, phoned, marked, and asked about for good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache

from dateutil.relativedelta import relativedelta

MOST_MONTHS = 36
"""Nobody waits longer than this before anything happens."""


class CycleError(Exception):
    """The months are no cycle: they must grow, from 1 to 36."""


class Stage(IntEnum):
    """How far a listing has come since it was last checked; each stage holds until the next, the last for ever."""

    FRESH = 0
    REMIND = 1
    REMIND_AGAIN = 2
    CALL = 3
    LOWERED = 4
    """Ranked lower and marked for everybody."""
    HIDE = 5
    """A curator is asked whether to hide it; it is never hidden by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """After how many months each stage begins; raises CycleError for months that do not grow."""

    remind_months: int = 5
    again_months: int = 6
    call_months: int = 7
    lower_months: int = 9
    hide_months: int = 12

    def __post_init__(self) -> None:
        """Refuse what is no cycle."""
        if any(later <= earlier for earlier, later in zip((0, *self.months), self.months, strict=False)):
            raise CycleError("Each number of months must be larger than the one before.")
        if self.hide_months > MOST_MONTHS:
            raise CycleError(f"No number of months may be larger than {MOST_MONTHS}.")

    @property
    def months(self) -> tuple[int, ...]:
        """The months of the stages after the first, in their order."""
        return (self.remind_months, self.again_months, self.call_months, self.lower_months, self.hide_months)


DEFAULT = Cycle()
"""What holds where nobody has chosen otherwise."""


def shortest(cycles: Iterable[Cycle]) -> Cycle:
    """The cycle in which each stage begins as early as in any of these; the default where there are none."""
    months = [astuple(one) for one in cycles]
    if not months:
        return DEFAULT
    remind, again, call, lower, hide = (min(stage) for stage in zip(*months, strict=True))
    return Cycle(remind_months=remind, again_months=again, call_months=call, lower_months=lower, hide_months=hide)


@lru_cache(maxsize=8_192)
def stage(since: date, cycle: Cycle, today: date) -> Stage:
    """How far a listing has come that was last checked, or first listed, on that day."""
    return max(one for one in Stage if one is Stage.FRESH or begins(since, cycle, one) <= today)


def begins(since: date, cycle: Cycle, which: Stage) -> date:
    """The day on which a stage begins; a month without that day ends it early."""
    months = (0, *cycle.months)[which]
    return since + relativedelta(months=months)
