"""What is asked and what is answered: plain values on both sides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Sort(StrEnum):
    """The order of hits: words and distance blended, or distance alone, or the name."""

    BEST = "best"
    NEAREST = "nearest"
    NAME = "name"


class Origin(NamedTuple):
    """Where the person is, WGS84 degrees, and the codes of the areas that this place lies in."""

    latitude: float
    longitude: float
    areas: frozenset[str] = frozenset()


class When(NamedTuple):
    """Days asked for: an inclusive range of `date.toordinal()` days."""

    first_day: int
    last_day: int


class Query(NamedTuple):
    """One search.

    Values inside a facet group are alternatives, except in the groups that the index was told are cumulative (step-free
    and hearing loop: both). Groups, days, parts and dates all narrow. `radius_metres` None is any distance; whatever covers one of
    the origin's areas is inside every radius, and what covers other areas and has no venue is outside of all. With `today`
    (`date.toordinal()`) what is over by then is left out. With `close_first` the nearest order puts what is about the words before what
    only mentions them. Offset and limit run over the hits of all words, then those of any word. (Named tuples, these and
    hits: a search makes a query and twenty hits, and a frozen dataclass takes several times as long.)
    """

    words: str = ""
    origin: Origin | None = None
    radius_metres: float | None = None
    sort: Sort = Sort.BEST
    weekdays: frozenset[int] = frozenset()
    parts: frozenset[int] = frozenset()
    when: When | None = None
    today: int | None = None
    close_first: bool = False
    exact: bool = False
    offset: int = 0
    limit: int = 20
    facets: Mapping[str, frozenset[str]] = MappingProxyType({})


class Hit(NamedTuple):
    """One found document; `distance_metres` and `point_key` are None where it has no venue or no origin was given.

    Nor is a distance told beyond the radius, for what is found because it covers the area. `close` is False where it only
    mentions the words, beside others that they fit.
    """

    id: str
    score: float
    all_words: bool
    distance_metres: float | None = None
    point_key: str | None = None
    covers_area: bool = False
    close: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """What to change when too little was found, and how many hits of all words that gives.

    | kind | what to do | value |
    | --- | --- | --- |
    | word | leave this out; `words` is the query without it | the word as it was typed |
    | quotes | look for the words of a phrase anywhere; `words` is the query so | the phrase |
    | facet | leave this value out, or in a group of alternatives all that are chosen, joined by commas | the value |
    | weekday, part, when | leave them out | nothing |
    | radius | look at any distance (`nearest_beyond` is the nearest) | nothing |
    """

    kind: str
    value: str
    total: int
    group: str = ""
    words: str = ""


class Further(NamedTuple):
    """What an answer says besides, where it was asked for.

    `not_known` counts, for each chosen "group:value", the hits left out only because nothing is known. `nearest_beyond` is
    the nearest hit outside the radius, when there is one and nothing lies inside.
    """

    not_known: Mapping[str, int] = MappingProxyType({})
    ways_out: tuple[WayOut, ...] = ()
    nearest_beyond: Hit | None = None


class Answer:
    """What a query found; for reading only, since the next who asks the same is given the same.

    `total_all` counts the hits that have all the words, `total_any` those that have only some. `counts` gives for every facet
    group and value how many all-words hits there would be with that value chosen, under every other filter; the groups "weekday",
    "part" are among them. `shown_for` is the corrected text that was searched instead, `did_you_mean` a better text that was not.
    Counts and all of `Further` are worked out when they are first looked at, since many answers are used without them.
    """

    __slots__ = ("_find_further", "_further", "counts", "did_you_mean", "hits", "shown_for", "total_all", "total_any")

    def __init__(
        self,
        hits: tuple[Hit, ...],
        total_all: int,
        total_any: int,
        counts: Mapping[str, Mapping[str, int]],
        *,
        shown_for: str | None = None,
        did_you_mean: str | None = None,
        find_further: Callable[[], Further] = Further,
    ) -> None:
        """Take what was found, and what works out the rest."""
        self.hits = hits
        self.total_all = total_all
        self.total_any = total_any
        self.counts = counts
        self.shown_for = shown_for
        self.did_you_mean = did_you_mean
        self._find_further = find_further
        self._further: Further | None = None

    def __eq__(self, other: object) -> bool:
        """Whether another answer says the same in everything."""
        return self._told() == other._told() if isinstance(other, Answer) else NotImplemented

    def __repr__(self) -> str:
        return f"Answer{self._told()}"

    def _told(self) -> tuple[object, ...]:
        told = (self.hits, self.total_all, self.total_any, self.shown_for, self.did_you_mean)
        return (*told, {group: dict(counts) for group, counts in self.counts.items()}, self.further)

    @property
    def further(self) -> Further:
        """The rest of it."""
        further = self._further
        if further is None:
            further = self._further = self._find_further()
        return further

    @property
    def not_known(self) -> Mapping[str, int]:
        """For each chosen "group:value", the hits left out only because nothing is known."""
        return self.further.not_known

    @property
    def ways_out(self) -> tuple[WayOut, ...]:
        """What to change where little was found."""
        return self.further.ways_out

    @property
    def nearest_beyond(self) -> Hit | None:
        """The nearest hit outside the radius, where nothing lies inside."""
        return self.further.nearest_beyond
