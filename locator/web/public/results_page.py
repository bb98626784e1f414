"""The results page: a search and what it found, as words and addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from locator.actions import find, urgent_help
from locator.actions.context import Context
from locator.actions.find import RADII_MILES, Found
from locator.directory import dates
from locator.directory.contact import tel_link
from locator.web.public import panel
from locator.web.public.asking import Address, Asked
from locator.web.public.panel import Link, Panel
from locator.web.shared import wording
from locator.web.shared.card_view import CardView, view, views
from locator.web.shared.paging import Paging, paging
from locator.wiring import CUMULATIVE

WAY = (("Find", ""),)
RADII = (*((str(n), f"Within {wording.counted(n, 'mile')}") for n in RADII_MILES), ("any", "Any distance"))
MOST_LITTLE_MILES = 25
SORTS = (("nearest", "Nearest first"), ("best", "Best match"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One entry of a select box."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPage:
    """What the results page shows; `mentioning` are groups that only mention the words, in a list by distance."""

    found: Found
    asked: Asked
    title: str
    heading: str
    cards: tuple[CardView, ...]
    mentioning: tuple[CardView, ...]
    other_cards: tuple[CardView, ...]
    panel: Panel
    chips: tuple[Link, ...]
    clear_href: str
    not_known: tuple[str, ...]
    radii: tuple[Choice, ...]
    sorts: tuple[Choice, ...]
    paging: Paging | None
    instead: Link | None
    did_you_mean: Link | None
    ways_out: tuple[Link, ...]
    beyond: CardView | None
    map_href: str
    here: str
    looked_further: int | None

    @property
    def is_search(self) -> bool:
        """Whether anything was asked for, so that what is shown came up in a search."""
        search = self.found.search
        return bool(search.words or search.near or any(search.chosen.values()))

    @property
    def shown_ids(self) -> tuple[str, ...]:
        """The ids of the services on this page."""
        return tuple(card.listing.service.id for card in (*self.found.cards, *self.found.other_cards))

    @property
    def has_filters(self) -> bool:
        """There is something to narrow down, or a filter to take away."""
        return bool(self.found.total or self.chips)

    @property
    def way(self) -> tuple[tuple[str, str], ...]:
        """The way from the front page to this one: always the same object."""
        return WAY

    @property
    def helplines(self) -> tuple[Link, ...]:
        """Whom to ring now, where the words tell of danger or despair."""
        return tuple(
            Link(text=f"{one.name}: {one.phone}, {one.open}", href=tel_link(one.phone))
            for one in urgent_help.for_search(self.asked.search.words)
        )

    @property
    def is_beyond_close(self) -> bool:
        """Whether the nearest one outside the distance may be called only a little further away."""
        beyond = self.found.nearest_beyond
        return beyond is not None and (beyond.distance_miles or 0) <= MOST_LITTLE_MILES

    @property
    def panel_gaps(self) -> dict[str, object]:
        """What comes into the gaps of the panel."""
        return panel.filling(self.panel, self.found)

    @property
    def terminated(self) -> str:
        """The month in which the postcode went out of use ("June 1996"), "" if nobody knows."""
        month = self.found.place.terminated if self.found.place else None
        if not month:
            return ""
        return f"{dates.MONTHS[int(month[5:7]) - 1]} {month[:4]}"

    def near_href(self, name: str) -> str:
        """The same search near another place."""
        return self.asked.address.having("near", name).link()

    def sort_href(self, sort: str) -> str:
        """The same search in another order."""
        return self.asked.address.having("sort", sort).link()


def page(context: Context, asked: Asked, kept: Collection[str]) -> ResultsPage:
    """The page for what was asked; when nothing lies within the usual distance it looks further, and says so."""
    found = find.search(context, asked.search)
    looked_further = None
    if _may_look_further(asked, found):
        looked_further = asked.search.radius_miles
        quiet = replace(context, log_search=lambda row: None)
        found = find.search(quiet, replace(asked.search, radius_miles=None))
    address = asked.address
    return ResultsPage(
        found=found,
        asked=asked,
        title=_title(asked, found),
        heading=_heading(asked, found),
        cards=views([card for card in found.cards if card.is_close], kept),
        mentioning=views([card for card in found.cards if not card.is_close], kept),
        other_cards=views(found.other_cards, kept),
        panel=panel.panel(asked),
        chips=panel.chips(asked),
        clear_href=address.without(*(group.key for group in asked.groups)).link(),
        not_known=panel.not_known(asked, found),
        radii=_radii(asked, looked_further),
        sorts=_choices(SORTS, found.sort),
        paging=paging(found.page, found.pages, lambda number: address.link(page=number)),
        instead=_instead(asked, found),
        did_you_mean=_mean(asked, found),
        ways_out=_ways_out(asked, found),
        beyond=view(found.nearest_beyond, kept) if found.nearest_beyond else None,
        map_href=address.at("/map").link(),
        here=address.link(page=found.page),
        looked_further=looked_further,
    )


def _may_look_further(asked: Asked, found: Found) -> bool:
    return bool(found.place) and not asked.radius and not found.total and found.nearest_beyond is not None


def _place(asked: Asked, found: Found) -> str:
    if not found.place:
        return ""
    name, _, town = found.place.name.partition(", near ")
    return f" near {name} (near {town})" if town else f" near {name}"


def _title(asked: Asked, found: Found) -> str:
    if found.unknown_place:
        return wording.no_place(found.unknown_place)
    number = f", page {found.page} of {found.pages}" if found.page > 1 else ""
    return f"{_heading(asked, found)}{number}"


def _heading(asked: Asked, found: Found) -> str:
    words = found.shown_for or asked.search.words
    subject = f" for “{words}”" if words else ""
    number = wording.counted(found.total, "group") if found.total else "No groups found"
    return f"{number}{subject}{_place(asked, found)}"


def _radii(asked: Asked, looked_further: int | None) -> tuple[Choice, ...]:
    now = "any" if looked_further or asked.radius == "any" else str(asked.search.radius_miles or asked.radius or "5")
    return _choices(RADII, now)


@lru_cache(maxsize=32)
def _choices(texts: tuple[tuple[str, str], ...], now: str) -> tuple[Choice, ...]:
    """The entries of a select box; the same objects for the same choice."""
    return tuple(Choice(value=value, text=text, is_chosen=value == now) for value, text in texts)


def _instead(asked: Asked, found: Found) -> Link | None:
    if not found.shown_for:
        return None
    return Link(text=asked.search.words, href=asked.address.having("exact", "1").link())


def _mean(asked: Asked, found: Found) -> Link | None:
    if not found.did_you_mean:
        return None
    return Link(text=found.did_you_mean, href=asked.address.without("exact").having("q", found.did_you_mean).link())


def _ways_out(asked: Asked, found: Found) -> tuple[Link, ...]:
    """What to change when too little was found, and how many that gives."""
    words = found.shown_for or asked.search.words
    links = []
    for way in found.ways_out:
        if way.kind == "facet":
            text, address = _without_filter(asked, way.group, way.value)
        else:
            text, address = _without(asked.address, way.kind, way.value, way.words)
        links.append(Link(text=f"{text} ({wording.counted(way.total, 'group')})", href=address.link()))
    return tuple(links) if links or found.total else tuple(_wide_out(asked, found, words))


def _wide_out(asked: Asked, found: Found, words: str) -> Iterator[Link]:
    """What to change when no single change would help: all the filters at once, then the words too."""
    free = asked.address.without(*(group.key for group in asked.groups))
    if asked.search.chosen:
        yield Link(text="Take all filters away and look at any distance", href=free.having("radius", "any").link())
    if words:
        yield Link(text=f"See everything{_place(asked, found)}", href=free.without("q", "exact", "radius").link())


def _without(address: Address, kind: str, value: str, words: str) -> tuple[str, Address]:
    """A word fewer, no quotation marks, any distance, or any date."""
    if kind == "radius":
        return "Look at any distance", address.having("radius", "any")
    if kind == "when":
        return "Look at any date", address.without("when")
    fewer = address.having("q", words) if words else address.without("q")
    if kind == "quotes":
        return f"Look for “{value}” without the quotation marks", fewer
    return f"Leave out “{value}”", fewer


def _without_filter(asked: Asked, group: str, value: str) -> tuple[str, Address]:
    """One value fewer where all are asked for together, else none of the group's."""
    chosen = frozenset({value}) if group in CUMULATIVE else asked.search.chosen.get(group, frozenset())
    address = asked.address
    for one in chosen:
        address = address.without(group, value=one)
    return f"Leave out “{'”, “'.join(panel.labels(asked, group, chosen))}”", address
