"""Where curators begin: what waits, what is stale, where nothing is, what people look for, and how it has gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from flask import Blueprint, render_template

from locator.actions import overview, queueing
from locator.actions.cards import Card as Event
from locator.actions.context import Context
from locator.actions.overview import Overview
from locator.actions.queueing import Kind
from locator.directory import dates
from locator.directory.listing import Listing
from locator.directory.over_time import WITHIN_MONTHS
from locator.web.curator import queue, queue_way
from locator.web.shared import site, wording
from locator.web.shared.charts import Amount, Chart, Grid, chart

door = Blueprint("curate", __name__)

NO_NEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Something that waits: what, how many, and where."""

    title: str
    count: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """What people typed or looked at, and how often."""

    text: str
    count: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A locality, and the themes of which nothing is listed there, each with the need that nothing met."""

    locality: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """A coming event."""

    name: str
    href: str
    when: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """The page; `queue` is what the curators' queue adds."""

    queue: tuple[Card, ...]
    cards: tuple[Card, ...]
    stale: Grid
    supply: Grid
    gaps: tuple[Gap, ...]
    quarter: str
    nothing_found: tuple[Times, ...]
    wanted: tuple[Times, ...]
    looked_at: tuple[Times, ...]
    events: tuple[EventLine, ...]
    checked: Grid
    checked_chart: Chart


@door.get("/curate")
def page() -> str:
    """The page."""
    context = site.context()
    return render_template("curator/overview.html", page=_page(context, overview.of_today(context)))


def queue_cards(context: Context) -> tuple[Card, ...]:
    """The section of the queue: how much of each kind waits for a decision."""
    counts = Counter(one.kind for one in queueing.items(context))
    kinds = (Kind.CHANGE, Kind.PUBLISHED, Kind.CLAIM, Kind.REPORT, Kind.REFERRAL, Kind.DUPLICATE)
    return tuple(
        Card(title=queue.KINDS[kind], count=counts[kind], href=f"{queue_way.QUEUE}?kind={kind}")
        for kind in kinds
        if counts[kind]
    )


def _page(context: Context, found: Overview) -> OverviewPage:
    names = _Names(context, found)
    return OverviewPage(
        queue=queue_cards(context),
        cards=(
            Card(title="Groups to phone", count=found.to_do.calls, href="/curate/calls"),
            Card(title="Hide or keep", count=found.to_do.to_hide, href="/curate/hiding"),
            Card(title="Letters that came back", count=found.to_do.bounced, href="/curate/bounces"),
        ),
        stale=names.grid(found.stale.cells, found.stale.by_locality, found.stale.by_theme, found.stale.total),
        supply=names.grid(found.supply.cells, found.supply.by_locality, found.supply.by_theme, found.supply.total),
        gaps=names.gaps(),
        quarter=found.unmet[0].name if found.unmet else "",
        nothing_found=_words(found.nothing_found),
        wanted=_words(found.wanted),
        looked_at=tuple(_looked_at(listing, count) for listing, count in found.looked_at),
        events=tuple(_event(one) for one in found.events),
        checked=_checked(found),
        checked_chart=_chart(found),
    )


class _Names:
    """The localities and themes of one page under their names."""

    def __init__(self, context: Context, found: Overview) -> None:
        self._found = found
        localities = found.locality_set.localities if found.locality_set else ()
        self._localities = {one.id: one.name for one in sorted(localities, key=lambda one: one.name)}
        self._themes = {one.code: one.name for one in context.reference.every_theme}

    def grid(
        self,
        cells: Mapping[tuple[str, str], int | None],
        by_locality: Mapping[str, int | None],
        by_theme: Mapping[str, int | None],
        total: int | None,
    ) -> Grid:
        """Themes down, localities across."""
        return Grid(
            heading="Theme",
            columns=(*self._localities.values(), "All"),
            rows=tuple(
                (name, _texts([*(cells.get((id_, code), 0) for id_ in self._localities), by_theme.get(code, 0)]))
                for code, name in self._themes.items()
            ),
            total=("All", _texts([*(by_locality.get(id_, 0) for id_ in self._localities), total])),
        )

    def gaps(self) -> tuple[Gap, ...]:
        """The localities with a theme of which nothing is listed."""
        found = (
            Gap(
                locality=name,
                themes=tuple(
                    self._with_need(id_, code)
                    for code in self._themes
                    if not self._found.supply.cells.get((id_, code), 0)
                ),
            )
            for id_, name in self._localities.items()
        )
        return tuple(one for one in found if one.themes)

    def _with_need(self, locality_id: str, code: str) -> str:
        """ "Transport (needs that nothing met: 7)", or "hidden" for a small number."""
        need = self._found.unmet[1].cells.get((locality_id, code), NO_NEED) if self._found.unmet else NO_NEED
        if need == NO_NEED:
            return self._themes[code]
        return f"{self._themes[code]} (needs that nothing met: {Amount(name='', count=need).text})"


def _texts(counts: Sequence[int | None]) -> tuple[str, ...]:
    return tuple(Amount(name="", count=count).text for count in counts)


def _words(found: Sequence[tuple[str, int]]) -> tuple[Times, ...]:
    return tuple(Times(text=text, count=count, href=f"/services?q={quote_plus(text)}") for text, count in found)


def _looked_at(listing: Listing, count: int) -> Times:
    return Times(text=listing.service.name, count=count, href=f"/services/{listing.service.slug}")


def _event(card: Event) -> EventLine:
    listing, session, at = card.listing, card.next_session, card.site
    return EventLine(
        name=listing.service.name,
        href=f"/services/{listing.service.slug}",
        when=wording.session(session) if session else "",
        where=at.location.name if at else "",
    )


def _checked(found: Overview) -> Grid:
    """The months down, the newest first; what is said of each is how many had been checked lately."""
    *rows, now = found.checked
    return Grid(
        heading="At the end of",
        columns=tuple(f"Within {months} months" for months in WITHIN_MONTHS),
        rows=tuple((dates.month_words(one.on), _texts(one.counts)) for one in reversed(rows)),
        total=("Today", _texts(now.counts)),
    )


def _chart(found: Overview) -> Chart:
    """The bars: those that had been checked within six months."""
    *rows, now = found.checked
    amounts = [Amount(name=dates.month_words(one.on), count=one.counts[1]) for one in rows]
    amounts.append(Amount(name="Today", count=now.counts[1]))
    return chart("checked", "Checked within 6 months", "At the end of", amounts, most_bars=len(amounts))
