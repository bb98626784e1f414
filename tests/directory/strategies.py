"""Rules, schedules and listings that hypothesis makes up."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from locator.directory import recurrence
from locator.directory.recurrence import BadRuleError
from locator.directory.schedule import Gap, Schedule

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _list_of(values: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(values.map(str), min_size=1, max_size=most, unique=True).map(",".join)


def _is_legal(rule: str) -> bool:
    try:
        return bool(recurrence.parts(rule))
    except BadRuleError:
        return False


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A legal rule in the usual order of its parts."""
    frequency = draw(st.sampled_from(["WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY", "DAILY", "YEARLY"]))
    numbered = st.tuples(st.sampled_from(["", "1", "2", "3", "4", "-1"]), st.sampled_from(CODES)).map("".join)
    plain = st.sampled_from(CODES)
    options = {
        "INTERVAL": st.integers(1, 6).map(str),
        "COUNT": st.integers(1, 60).map(str),
        "UNTIL": st.dates(date(2026, 1, 1), date(2028, 1, 1)).map(lambda day: day.strftime("%Y%m%d")),
        "BYMONTH": _list_of(st.integers(1, 12)),
        "BYMONTHDAY": _list_of(st.integers(1, 31) | st.just(-1)),
        "BYDAY": _list_of(numbered if frequency in ("MONTHLY", "YEARLY") else plain),
        "WKST": plain,
    }
    chosen = draw(st.sets(st.sampled_from(sorted(options)), max_size=3))
    parts: dict[str, str | int | None] = {"FREQ": frequency}
    parts |= {name: draw(options[name]) for name in sorted(chosen)}
    rule = recurrence.text(parts)
    if rule is None or not _is_legal(rule):
        return f"FREQ={frequency}"
    return rule


SOON = st.dates(date(2025, 6, 1), date(2027, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@st.composite
def schedules(draw: st.DrawFn, ids: st.SearchStrategy[str]) -> Schedule:
    """A schedule of any shape, with exceptions that often fall on its days."""
    starts_on = draw(st.dates(date(2025, 6, 1), date(2026, 12, 31)))
    rule = draw(st.none() | rules())
    near = SOON
    if rule is not None:
        days = list(recurrence.dates(rule, starts_on, starts_on, date(2027, 12, 31)))[:200]
        near = st.sampled_from(days) | SOON if days else SOON
    gaps = st.tuples(near, st.integers(0, 60), st.text(max_size=8)).map(
        lambda gap: Gap(starts_on=gap[0], ends_on=gap[0] + timedelta(days=gap[1]), reason=gap[2])
    )
    return Schedule(
        id=draw(ids),
        starts_on=starts_on,
        rrule=rule,
        opens_at=draw(st.none() | TIMES),
        closes_at=draw(st.none() | TIMES),
        ends_on=draw(st.none() | near),
        cancelled=tuple(draw(st.lists(near, max_size=3))),
        extra=tuple(draw(st.lists(near, max_size=3))),
        gaps=tuple(draw(st.lists(gaps, max_size=2))),
        notes=draw(st.text(max_size=10)),
    )
