"""What the log's page shows, and how it is asked for in the address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar
from urllib.parse import urlencode

from locator.actions.context import LONDON, Context
from locator.actions.log import Asked, Export, Log
from locator.directory import dates
from locator.directory.locality import LocalitySet, Theme
from locator.referral.log import LogRow
from locator.referral.referral import ForWhom, Level
from locator.referral.states import State
from locator.roles import Permission
from locator.web.shared.charts import Amount, Chart, chart
from locator.web.shared.paging import Paging, paging

ADDRESS = "/staff/log"
NOT_SAID = "Not said"
NO_THEME = "No theme"
LEVELS = {Level.SIGNPOST: "Signpost", Level.CODED: "Coded referral", Level.NAMED: "Named hand-over"}
FOR_WHOM = {
    ForWhom.OLDER_PERSON: "Older person",
    ForWhom.CARER: "Carer",
    ForWhom.BOTH: "Older person and carer",
}
MOST_YEARS = 10

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTHS_BEFORE = 2

_Choice = TypeVar("_Choice", Level, State)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One entry of a list to choose from."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """A list to choose from; with a name it is a group inside a longer one."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Select:
    """One list of the form of filters."""

    name: str
    label: str
    groups: tuple[Choices, ...]

    @property
    def narrowed_to(self) -> str:
        """What was chosen, with the label; "" where nothing was."""
        chosen = [one.text for group in self.groups for one in group.choices if one.is_chosen and one.value]
        return f"{self.label}: {chosen[0]}" if chosen else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the table; `href` leads to what happened since, "" for a signpost, which is done when it is made."""

    on: str
    href: str
    group: str
    organization: str
    theme: str
    locality: str
    level: str
    for_whom: str
    how: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """The page."""

    team: str
    period: str
    counted_by: str
    first: str
    last: str
    wrong: tuple[tuple[str, str], ...]
    selects: tuple[Select, ...]
    narrowed_to: str
    total: int
    lines: tuple[Line, ...]
    charts: tuple[Chart, ...]
    page: int
    pages: int
    paging: Paging | None
    csv_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the address asks for; `wrong` is what is wrong with it, by box."""

    asked: Asked
    wrong: tuple[tuple[str, str], ...]


def question(given: Mapping[str, str], today: date) -> Question:
    """What an address asks for; days that are none give way to this month and the two before."""
    begins = _month_before(today, _MONTHS_BEFORE)
    first, wrong_first = _day(given.get("from", ""), begins, "from", "first")
    last, wrong_last = _day(given.get("to", ""), today, "to", "last")
    wrong = (*wrong_first, *wrong_last)
    if not wrong and (first > last or (last - first).days > MOST_YEARS * 366):
        wrong = (("from", f"Give a first day that is before the last, and not over {MOST_YEARS} years before"),)
        first, last = begins, today
    asked = Asked(
        first=first,
        last=last,
        team=given.get("team", "")[:64],
        is_mine=given.get("who") == "me",
        locality_id=given.get("locality", "")[:128],
        theme_code=given.get("theme", "")[:64],
        service_id=given.get("service", "")[:64],
        level=_member(Level, given.get("level", "")),
        state=_member(State, given.get("outcome", "")),
        page=_page(given.get("page", "")),
    )
    return Question(asked=asked, wrong=wrong)


def page(context: Context, log: Log, wrong: tuple[tuple[str, str], ...]) -> LogPage:
    """The page of this log."""
    asked, words, selects = log.asked, _Words(context), _selects(context, log)
    return LogPage(
        team=log.team_name,
        period=dates.range_words(asked.first, asked.last),
        counted_by=dates.joined([set_words(one) for one in log.locality_sets]) or "no set of localities",
        first=asked.first.isoformat(),
        last=asked.last.isoformat(),
        wrong=wrong,
        selects=selects,
        narrowed_to="; ".join(text for one in selects if (text := one.narrowed_to)),
        total=log.total,
        lines=tuple(words.line(row) for row in log.rows),
        charts=_charts(log, words),
        page=asked.page,
        pages=log.pages,
        paging=paging(asked.page, log.pages, lambda number: _href(ADDRESS, asked, number)),
        csv_href=_href(f"{ADDRESS}.csv", asked, 1),
    )


HEADER = (
    "Date",
    "Time",
    "Group",
    "Run by",
    "Theme",
    "Locality",
    "Set of localities",
    "Level",
    "For",
    "How they were told",
    "What happened",
    "Why closed",
    "Team",
    "Taken out by",
    "Taken out at",
)


def table(context: Context, export: Export) -> Iterable[tuple[str, ...]]:
    """The rows of the file, under `HEADER`; each says by which localities it was counted, and who took it out and when."""
    words = _Words(context)
    taken = (export.log.team_name, export.by.name, f"{export.at.astimezone(LONDON):%Y-%m-%d %H:%M}")
    for row in export.rows:
        at = row.created_at.astimezone(LONDON)
        yield (
            f"{at:%Y-%m-%d}",
            f"{at:%H:%M}",
            row.service_name,
            row.organization_name,
            words.theme(row.theme_code),
            words.locality(row.locality_id),
            words.locality_set(row.locality_id),
            LEVELS[row.level],
            FOR_WHOM[row.for_whom],
            row.how.value,
            row.state.value,
            row.closed_reason.value if row.closed_reason else "",
            *taken,
        )


def file_name(export: Export) -> str:
    """The name of the file: whose log, and when it was taken out."""
    return f"log-{export.log.team_slug}-{export.at.astimezone(LONDON):%Y-%m-%d-%H%M}.csv"


def set_words(one: LocalitySet) -> str:
    """The set and its days: "the six localities (to 31 March 2026)"."""
    ends = f"to {dates.date_words(one.valid_to)}" if one.valid_to else f"from {dates.date_words(one.valid_from)}"
    return f"{one.name[:1].lower()}{one.name[1:]} ({ends})"


class _Words:
    """What codes and ids are called."""

    def __init__(self, context: Context) -> None:
        self._may_open = context.user is not None and context.user.can(Permission.SEE_TEAM)
        self._themes = {one.code: one.name for one in context.reference.every_theme}
        sets = context.reference.locality_sets
        self._localities = {one.id: one.name for group in sets for one in group.localities}
        self._sets = {one.id: group.name for group in sets for one in group.localities}

    def theme(self, code: str) -> str:
        return self._themes.get(code, NO_THEME)

    def locality(self, locality_id: str) -> str:
        return self._localities.get(locality_id, NOT_SAID)

    def locality_set(self, locality_id: str) -> str:
        return self._sets.get(locality_id, "")

    def line(self, row: LogRow) -> Line:
        """One row of the table."""
        reason = f": {row.closed_reason}" if row.closed_reason else ""
        return Line(
            on=dates.date_words(row.created_at.astimezone(LONDON).date()),
            href=f"/staff/referrals/{row.referral_id}" if self._may_open and row.level is not Level.SIGNPOST else "",
            group=row.service_name,
            organization=row.organization_name,
            theme=self.theme(row.theme_code),
            locality=self.locality(row.locality_id),
            level=LEVELS[row.level],
            for_whom=FOR_WHOM[row.for_whom],
            how=_capital(row.how.value),
            outcome=_capital(f"{row.state}{reason}"),
        )


def _charts(log: Log, words: _Words) -> tuple[Chart, ...]:
    """By month, group, theme, each set of localities, and what happened."""
    total = Amount(name="All", count=log.total)
    months = [Amount(name=_month(month), count=count) for month, count in log.by_month.items()]
    groups = [Amount(name=one.name, count=one.count) for one in log.by_service]
    themes = [Amount(name=words.theme(code), count=count) for code, count in log.by_theme.items()]
    states = [Amount(name=_capital(state), count=count) for state, count in log.by_state.items()]
    return (
        chart("months", "By month", "Month", months, total=total, most_bars=24),
        chart("groups", "By group", "Group", groups, total=total),
        chart("themes", "By theme", "Theme", _most_first(themes), total=total),
        *_by_locality(log, words),
        chart("outcomes", "By what happened", "What happened", _most_first(states), total=total),
    )


def _by_locality(log: Log, words: _Words) -> Iterable[Chart]:
    """One chart for each set: counts of two sets never stand beside each other."""
    for one in log.locality_sets:
        ids = sorted((locality.id for locality in one.localities), key=words.locality)
        amounts = [Amount(name=words.locality(id_), count=log.by_locality.get(id_, 0)) for id_ in ids]
        unknown = Amount(name=NOT_SAID, count=log.by_locality.get("", 0))
        last = one is log.locality_sets[-1]
        yield chart(
            f"by-{one.id}", f"By locality: {set_words(one)}", "Locality", [*amounts, *([unknown] if last else [])]
        )


def _selects(context: Context, log: Log) -> tuple[Select, ...]:
    asked, reference = log.asked, context.reference
    return (
        _select("who", "Who made it", [("", f"All of {log.team_name}"), ("me", "Me")], "me" if asked.is_mine else ""),
        Select(
            name="locality",
            label="Locality",
            groups=(
                Choices(name="", choices=(Choice(value="", text="Every locality", is_chosen=not asked.locality_id),)),
                *(_localities(one, asked.locality_id) for one in reference.locality_sets[::-1]),
            ),
        ),
        _select("theme", "Theme", [("", "Every theme"), *_theme_pairs(reference.every_theme)], asked.theme_code),
        _select("service", "Group", [("", "Every group"), *log.services], asked.service_id),
        _select("level", "Level", [("", "Every level"), *LEVELS.items()], asked.level or ""),
        _select("outcome", "What happened", [("", "Anything"), *((s, _capital(s)) for s in State)], asked.state or ""),
    )


def _theme_pairs(themes: Iterable[Theme]) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in themes]


def _localities(one: LocalitySet, chosen: str) -> Choices:
    found = sorted(one.localities, key=lambda locality: locality.name)
    return Choices(
        name=_capital(set_words(one)),
        choices=tuple(Choice(value=place.id, text=place.name, is_chosen=place.id == chosen) for place in found),
    )


def _select(name: str, label: str, pairs: Iterable[tuple[str, str]], chosen: str) -> Select:
    choices = tuple(Choice(value=str(value), text=text, is_chosen=value == chosen) for value, text in pairs)
    return Select(name=name, label=label, groups=(Choices(name="", choices=choices),))


def _href(address: str, asked: Asked, number: int) -> str:
    given = {
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "who": "me" if asked.is_mine else "",
        "locality": asked.locality_id,
        "theme": asked.theme_code,
        "service": asked.service_id,
        "level": asked.level or "",
        "outcome": asked.state or "",
        "page": str(number) if number > 1 else "",
    }
    return f"{address}?{urlencode({name: value for name, value in given.items() if value})}"


def _day(text: str, otherwise: date, box: str, which: str) -> tuple[date, tuple[tuple[str, str], ...]]:
    if not text:
        return otherwise, ()
    try:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        day = date.fromisoformat(text)
    except ValueError:
        return otherwise, ((box, f"Give the {which} day as a date, such as 2026-04-01"),)
    if not 2000 <= day.year <= 2100:
        return otherwise, ((box, f"Give a {which} day from 2000 to 2100"),)
    return day, ()


def _member(kind: type[_Choice], text: str) -> _Choice | None:
    return next((one for one in kind if one.value == text), None)


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _month_before(today: date, months: int) -> date:
    first = today.replace(day=1)
    for _ in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def _month(text: str) -> str:
    year, number = text.split("-")
    return f"{dates.MONTHS[int(number) - 1]} {year}"


def _most_first(amounts: Iterable[Amount]) -> list[Amount]:
    return sorted(amounts, key=lambda one: (-(one.count or 0), one.name))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
