"""The settlements and landmarks people name: how a name is read, and which names look like a misspelt one."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from locator.places.place import PlaceKind

_BEFORE = re.compile(r"^(near to|near|nearby|nr|close to|next to|beside|around|outside|from|in|at|by|the)\s+(?=\S)")
_REGIONS = (
    "north lanarkshire",
    "south lanarkshire",
    "lanarkshire",
    "scotland",
    "united kingdom",
    "uk",
    "great britain",
)
_STATION = re.compile(r"\b(railway|train|rail) station\b")
_STREETS = frozenset(
    [
        "street",
        "st",
        "road",
        "rd",
        "avenue",
        "ave",
        "drive",
        "dr",
        "crescent",
        "cres",
        "place",
        "pl",
        "court",
        "ct",
        "lane",
        "terrace",
        "way",
        "gardens",
        "grove",
        "square",
        "brae",
        "wynd",
        "view",
        "quadrant",
        "hospital",
        "centre",
        "center",
        "church",
        "hall",
        "house",
        "library",
        "school",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A settlement or landmark; `parent` is the town it is part of, `near` the town it is near, `postcode` stands for its point."""

    name: str
    kind: PlaceKind
    parent: str
    near: str
    postcode: str

    @property
    def shown(self) -> str:
        """The name with what tells it from others: "Plains, near Airdrie", "Abronhill, Cumbernauld"."""
        if self.near:
            return f"{self.name}, near {self.near}"
        return f"{self.name}, {self.parent}" if self.parent and self.parent not in self.name else self.name


class Names:
    """All names and other names, read once."""

    def __init__(self, entries: Iterable[tuple[str, Named]]) -> None:
        self._by_key: dict[str, Named] = {}
        self.settlements: list[Named] = []
        parts: Counter[str] = Counter()
        for name, named in entries:
            parts[named.parent] += named.parent != ""
            if name == named.name and named.kind is PlaceKind.SETTLEMENT:
                self.settlements.append(named)
            for key in _keys(name, named):
                self._by_key.setdefault(key, named)
        self._towns = tuple(town for town, _ in parts.most_common())

    def find(self, text: str) -> Named | None:
        """The place of this name, also inside an address or after "near"; None if no name fits."""
        key = plain(text)
        return next((self._by_key[one] for one in _readings(key) if one in self._by_key), None) or self._in_address(
            text
        )

    def _in_address(self, text: str) -> Named | None:
        """The named place that an address ends with, or names between its commas."""
        pieces = [plain(piece) for piece in text.split(",")]
        together = [" ".join(two) for two in pairwise(pieces)]
        for piece in (*together, *pieces) if len(pieces) > 1 else ():
            if piece in self._by_key:
                return self._by_key[piece]
        words = _without_region(" ".join(pieces)).split()
        for start in range(1, len(words)):
            before, rest = words[:start], " ".join(words[start:])
            if rest in self._by_key and (len(pieces) > 1 or _looks_like_address(before)):
                return self._by_key[rest]
        return None

    def is_wide(self, text: str) -> bool:
        """Whether this is a whole county or country, which nothing is near or far from."""
        return _without_before(plain(text)) in _REGIONS

    def like(self, text: str, limit: int) -> tuple[str, ...]:
        """The names at most two letters away from this one, the nearest first, and those that have all its words."""
        whole = _without_before(plain(text))
        if self.is_wide(text):
            return self._towns[:limit]
        key = _without_region(whole)
        found: dict[str, tuple[int, bool]] = {}
        for other, named in self._by_key.items():
            letters = _edits(key, other, most=_edits_allowed(key))
            if letters is not None:
                rank = (letters, named.kind is not PlaceKind.SETTLEMENT)
                found[named.shown] = min(rank, found.get(named.shown, rank))
        near = sorted(found, key=lambda shown: (found[shown], shown))
        return tuple(dict.fromkeys([*near, *self.beginning(text, limit)]))[:limit]

    def beginning(self, text: str, limit: int) -> tuple[str, ...]:
        """The names that begin so, then those with words that begin so; settlements before landmarks."""
        key = _without_before(plain(text))
        if not key:
            return ()
        found: dict[str, tuple[int, bool, str]] = {}
        for other, named in self._by_key.items():
            place = _place_of(key, other)
            if place is not None:
                rank = (place, named.kind is not PlaceKind.SETTLEMENT, named.shown)
                found[named.shown] = min(rank, found.get(named.shown, rank))
        return tuple(sorted(found, key=found.__getitem__))[:limit]


def read(file: Path) -> Names:
    """The names in a places.csv."""
    return _of(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def _of(text: str) -> Names:
    rows = list(csv.DictReader(text.splitlines()))
    own: dict[str, Named] = {}
    for row in rows:
        if not row["alias_of"]:
            own.setdefault(row["name"], _named(row))
    return Names((row["name"], own[row["alias_of"]] if row["alias_of"] else _named(row)) for row in rows)


def _named(row: Mapping[str, str]) -> Named:
    return Named(
        name=row["name"],
        kind=PlaceKind(row["kind"]),
        parent=row["parent"],
        near=row["near"],
        postcode=row["postcode"],
    )


def plain(text: str) -> str:
    """A name without capitals, accents, marks and doubled spaces: "Kirk o' Shotts" is "kirk o shotts"."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(one for one in letters if not unicodedata.combining(one) and one not in "'’`")
    letters = re.sub(r"[\W_]+", " ", letters.replace("&", " and ")).strip()
    return _STATION.sub("station", letters)


def _keys(name: str, named: Named) -> Iterator[str]:
    key = plain(name)
    yield key
    if key.startswith("the "):
        yield key.removeprefix("the ")
    for town in (named.parent, named.near):
        if town:
            yield plain(f"{name} {town}")
            yield plain(f"{name} near {town}")


def _readings(key: str) -> Iterator[str]:
    yield key
    yield _without_region(key)
    shorter = _without_before(key)
    yield shorter
    yield _without_region(shorter)


def _without_before(key: str) -> str:
    while key != (shorter := _BEFORE.sub("", key)):
        key = shorter
    return key


def _without_region(key: str) -> str:
    for region in _REGIONS:
        key = key.removesuffix(f" {region}")
    return key


def _looks_like_address(words: list[str]) -> bool:
    return any(word in _STREETS or word[0].isdigit() for word in words)


def _place_of(key: str, other: str) -> int | None:
    """0 where the name begins so, 1 where each word typed begins one of its words, None where neither."""
    if other.startswith(key):
        return 0
    words = other.split()
    return 1 if all(any(word.startswith(typed) for word in words) for typed in key.split()) else None


def _edits_allowed(key: str) -> int:
    return 2 if len(key) > 5 else 1


def _edits(a: str, b: str, *, most: int) -> int | None:
    """How many letters are wrong, missing, too many or swapped with the next; None if more than `most`."""
    if abs(len(a) - len(b)) > most:
        return None
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(b, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
