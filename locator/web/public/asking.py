"""The address of a search: read into a Search, and written again with one thing changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from locator.actions import find
from locator.actions.context import Context
from locator.actions.find import RADII_MILES, Search
from locator.web.public import filters
from locator.web.shared.paging import page_number

MOST_LETTERS = 200
MOST_PLACE_LETTERS = 80
USUAL_RADIUS_MILES = 5
_RADII = frozenset((*map(str, RADII_MILES), "any"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A search as pairs of name and value, in the order that addresses have them; the page is apart."""

    path: str
    pairs: tuple[tuple[str, str], ...]

    def link(self, *, page: int = 1) -> str:
        """The address itself, or that of another page of it."""
        pairs = (*self.pairs, ("page", str(page))) if page > 1 else self.pairs
        return f"{self.path}?{'&'.join(map(_encoded, pairs))}" if pairs else self.path

    def without(self, *names: str, value: str | None = None) -> Address:
        """The address without these names, or without this one value of them."""
        left = tuple(p for p in self.pairs if p[0] not in names or (value is not None and p[1] != value))
        return Address(path=self.path, pairs=left)

    def having(self, name: str, value: str) -> Address:
        """The address with this one value of the name."""
        return Address(path=self.path, pairs=(*self.without(name).pairs, (name, value)))

    def at(self, path: str) -> Address:
        """The same search on another page, such as the map."""
        return Address(path=path, pairs=self.pairs)


@lru_cache(maxsize=1_024)
def _encoded(pair: tuple[str, str]) -> str:
    """One pair as an address has it; a page links to its own search a dozen times."""
    return urlencode((pair,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for, of the filters that there are; `radius` is "5", "any", or "" when the person chose none."""

    search: Search
    radius: str
    address: Address
    groups: tuple[filters.Group, ...]


def read(context: Context, args: MultiDict[str, str], path: str = "/services") -> Asked:
    """What the address asks; names and values that no filter has are left out, so no address is wrong."""
    first = args.to_dict()
    words = tidy(first.get("q", ""), MOST_LETTERS)
    near = tidy(first.get("near", ""), MOST_PLACE_LETTERS)
    words, near = find.apart(context, words, near)
    radius = first.get("radius", "") if first.get("radius", "") in _RADII else ""
    sort = first.get("sort", "") if first.get("sort", "") in ("best", "nearest") else ""
    exact = first.get("exact", "") == "1"
    groups = filters.groups(context)
    chosen = _chosen(groups, args, context.reference.successors)
    fixed = [("q", words), ("near", near), ("radius", radius), ("sort", sort), ("exact", "1" if exact else "")]
    return Asked(
        search=Search(
            words=words,
            near=near,
            radius_miles=_miles(radius, near),
            sort=sort,
            chosen=chosen,
            exact=exact,
            page=page_number(first.get("page", "")),
        ),
        radius=radius,
        groups=groups,
        address=Address(
            path=path,
            pairs=(*(pair for pair in fixed if pair[1]), *_pairs(chosen, (group.key for group in groups))),
        ),
    )


def tidy(text: str, most: int) -> str:
    """What was typed on one line, without control characters, cut to the most letters that are read."""
    beginning = text[: 4 * most]
    if not beginning.isprintable():
        beginning = "".join(letter if letter.isprintable() else " " for letter in beginning)
    return " ".join(beginning.split())[:most].strip()


def _chosen(
    groups: Iterable[filters.Group], args: MultiDict[str, str], successors: Mapping[tuple[str, str], str]
) -> dict[str, frozenset[str]]:
    """The values of each filter that there is; an old address may have one that is a part of another now."""
    asked = (
        (group, frozenset(successors.get((group.key, value), value) for value in args.getlist(group.key)))
        for group in groups
        if group.key in args
    )
    found = {group.key: values & {option.value for option in group.options} for group, values in asked}
    return {key: values for key, values in found.items() if values}


def _pairs(chosen: Mapping[str, frozenset[str]], order: Iterable[str]) -> list[tuple[str, str]]:
    return [(key, value) for key in order for value in sorted(chosen.get(key, ()))]


def _miles(radius: str, near: str) -> int | None:
    if radius == "any" or not near:
        return None
    return int(radius) if radius else USUAL_RADIUS_MILES
