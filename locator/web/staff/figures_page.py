"""What the page of the programme's figures shows, and the file of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from locator.actions.context import LONDON, Context
from locator.actions.figures import UNKNOWN, Export, Measure, Programme
from locator.directory import dates
from locator.referral.quarters import SETTLES_DAYS, Quarter
from locator.referral.unmet import UnmetReason
from locator.web.shared.charts import HIDDEN, Amount, Chart, Grid, chart
from locator.web.staff.area_map import AreaMap, area_map
from locator.web.staff.log_page import NO_THEME, NOT_SAID, Choice, set_words

ADDRESS = "/figures"

_Key = TypeVar("_Key", str, tuple[str, str])

MEASURES = {
    Measure.SUPPLY: "Groups listed",
    Measure.DEMAND: "Signposts and referrals",
    Measure.UNMET: "Needs that nothing met",
    Measure.NOTHING_FOUND: "Searches that found nothing",
}
REASONS = {
    UnmetReason.NONE_EXISTS: "There is none",
    UnmetReason.TOO_FAR: "Too far away",
    UnmetReason.NO_TRANSPORT: "No transport",
    UnmetReason.FULL: "It was full",
    UnmetReason.COST: "It cost too much",
    UnmetReason.WRONG_TIME: "At the wrong time",
    UnmetReason.ACCESS: "Hard to get into",
    UnmetReason.LANGUAGE: "Language",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage:
    """The page."""

    quarter: str
    today: str
    localities: str
    settles_days: int
    keep_search_days: int
    quarters: tuple[Choice, ...]
    measures: tuple[Choice, ...]
    measure: str
    headlines: tuple[Amount, ...]
    map: AreaMap | None
    by_locality: Grid
    by_theme: Grid
    cells: Grid
    reasons: Chart
    reasons_by_locality: Grid
    trend: tuple[Chart, ...]
    csv_href: str


def measure_of(text: str) -> Measure:
    """The measure that an address names; signposts and referrals where it names none."""
    return next((one for one in Measure if one.value == text), Measure.DEMAND)


def page(context: Context, programme: Programme, measure: Measure) -> FiguresPage:
    """The page about this quarter, its map and its widest table about this measure."""
    words = _Words(context, programme)
    shown = programme.tables[measure]
    return FiguresPage(
        quarter=programme.quarter.name,
        today=dates.date_words(context.today),
        localities=set_words(programme.locality_set) if programme.locality_set else "no set of localities",
        settles_days=SETTLES_DAYS,
        keep_search_days=context.settings.keep_search_log_days,
        quarters=tuple(
            Choice(value=one.slug, text=one.name, is_chosen=one == programme.quarter) for one in programme.quarters
        ),
        measures=tuple(Choice(value=one.value, text=MEASURES[one], is_chosen=one is measure) for one in Measure),
        measure=MEASURES[measure],
        headlines=tuple(Amount(name=MEASURES[one], count=programme.tables[one].total) for one in Measure),
        map=area_map(MEASURES[measure], programme.locality_set, shown.by_locality),
        by_locality=words.measures("Locality", words.localities, "by_locality"),
        by_theme=words.measures("Theme", words.themes, "by_theme"),
        cells=words.cells(measure),
        reasons=_reasons(programme),
        reasons_by_locality=words.reasons(),
        trend=tuple(_trend(one, counts) for one, counts in programme.trend.items()),
        csv_href=f"{ADDRESS}.csv?quarter={programme.quarter.slug}",
    )


HEADER = (
    "Measure",
    "Counted for",
    "First day",
    "Last day",
    "Set of localities",
    "Locality",
    "Theme",
    "Reason",
    "Count",
    "Taken out by",
    "Taken out at",
)
ALL = "All"


def table(context: Context, export: Export) -> Iterable[tuple[str, ...]]:
    """The rows of the file, under `HEADER`: every figure of the page, each with its period and its set of localities."""
    programme, words = export.programme, _Words(context, export.programme)
    quarter = programme.quarter
    localities = programme.locality_set.name if programme.locality_set else ""
    taken = (export.by.name, f"{export.at.astimezone(LONDON):%Y-%m-%d %H:%M}")
    past = (quarter.name, quarter.first.isoformat(), quarter.last.isoformat(), localities)
    now = (f"As of {dates.date_words(context.today)}", *([context.today.isoformat()] * 2), localities)
    for measure in Measure:
        when = now if measure is Measure.SUPPLY else past
        for locality, theme, count in words.every(measure):
            yield (MEASURES[measure], *when, locality, theme, ALL, _text(count), *taken)
    for reason, count in programme.unmet_by_reason.items():
        yield (MEASURES[Measure.UNMET], *past, ALL, ALL, REASONS[reason], _text(count), *taken)
    for (reason, id_), count in programme.unmet_by_reason_and_locality.items():
        yield (MEASURES[Measure.UNMET], *past, words.localities[id_], ALL, REASONS[reason], _text(count), *taken)


def file_name(export: Export) -> str:
    """The name of the file: which quarter, and when it was taken out."""
    return f"figures-{export.programme.quarter.slug}-{export.at.astimezone(LONDON):%Y-%m-%d-%H%M}.csv"


class _Words:
    """The rows and columns of one programme under their names."""

    def __init__(self, context: Context, programme: Programme) -> None:
        self._programme = programme
        found = programme.locality_set.localities if programme.locality_set else ()
        names = {one.id: one.name for one in found}
        self.localities = {**{id_: names[id_] for id_ in programme.locality_ids}, UNKNOWN: NOT_SAID}
        self.themes = {**{one.code: one.name for one in context.reference.every_theme}, UNKNOWN: NO_THEME}

    def measures(self, heading: str, names: Mapping[str, str], side: str) -> Grid:
        """Every measure by locality or by theme."""
        tables = self._programme.tables
        return Grid(
            heading=heading,
            columns=tuple(MEASURES.values()),
            rows=tuple(
                (name, tuple(_cell(getattr(tables[one], side), id_) for one in Measure)) for id_, name in names.items()
            ),
            total=(ALL, tuple(_shown(tables[one].total) for one in Measure)),
        )

    def cells(self, measure: Measure) -> Grid:
        """One measure by locality and theme, themes down and localities across."""
        shown = self._programme.tables[measure]
        across = [*self.localities]
        return Grid(
            heading="Theme",
            columns=(*self.localities.values(), ALL),
            rows=tuple(
                (name, (*(_cell(shown.cells, (id_, code)) for id_ in across), _cell(shown.by_theme, code)))
                for code, name in self.themes.items()
            ),
            total=(ALL, (*(_cell(shown.by_locality, id_) for id_ in across), _shown(shown.total))),
        )

    def reasons(self) -> Grid:
        """Unmet need by reason and locality."""
        found = self._programme
        counts = found.unmet_by_reason_and_locality
        by_locality = found.tables[Measure.UNMET].by_locality
        return Grid(
            heading="Reason",
            columns=(*self.localities.values(), ALL),
            rows=tuple(
                (name, _texts([*(counts[reason, id_] for id_ in self.localities), found.unmet_by_reason[reason]]))
                for reason, name in REASONS.items()
            ),
            total=(ALL, _texts([*(by_locality[id_] for id_ in self.localities), found.tables[Measure.UNMET].total])),
        )

    def every(self, measure: Measure) -> Iterable[tuple[str, str, int | None]]:
        """(locality, theme, count) of every figure of a measure, sums first."""
        shown = self._programme.tables[measure]
        yield ALL, ALL, shown.total
        yield from ((self.localities[id_], ALL, count) for id_, count in shown.by_locality.items())
        yield from ((ALL, self.themes[code], count) for code, count in shown.by_theme.items())
        yield from ((self.localities[id_], self.themes[code], count) for (id_, code), count in shown.cells.items())


def _reasons(programme: Programme) -> Chart:
    amounts = [Amount(name=REASONS[reason], count=count) for reason, count in programme.unmet_by_reason.items()]
    total = Amount(name=ALL, count=programme.tables[Measure.UNMET].total)
    return chart("reasons", "Why nothing was suitable", "Reason", amounts, total=total)


def _trend(measure: Measure, counts: Mapping[Quarter, int | None]) -> Chart:
    amounts = [Amount(name=quarter.name, count=count) for quarter, count in counts.items()]
    return chart(f"trend-{measure}", MEASURES[measure], "Quarter", amounts)


def _texts(counts: Iterable[int | None]) -> tuple[str, ...]:
    return tuple(_shown(count) for count in counts)


def _cell(counts: Mapping[_Key, int | None], key: _Key) -> str:
    """The count in words; a dash where there can be none, such as groups of no locality."""
    return _shown(counts[key]) if key in counts else "–"


def _shown(count: int | None) -> str:
    return Amount(name="", count=count).text


def _text(count: int | None) -> str:
    return HIDDEN if count is None else f"{count}"
