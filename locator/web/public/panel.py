"""The panel of filters: its boxes with their counts, the chips of what is chosen, and what nobody has told us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from locator.actions.find import Found
from locator.web.public import filters
from locator.web.public.asking import Asked
from locator.web.shared import wording

NONE: frozenset[str] = frozenset()
NO_COUNTS: Mapping[str, int] = {}
NO_CLASS, UNLIKELY = Markup(""), Markup(" app-box--none")
"""The further class of a box, and that of one which would leave nothing."""

Choice = frozenset[tuple[str, frozenset[str]]]
NOTHING: Choice = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead somewhere."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Boxes:
    """The boxes of one group to tick; the same object for the same choice, so that what is made of it is remembered."""

    group: filters.Group
    chosen: frozenset[str]
    hides_legend: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """One fold of the panel."""

    legend: str
    questions: tuple[Boxes, ...]
    chosen: int
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """All folds in their order; the same object for the same choice, so that what is made of it is remembered.

    `gaps` names, for the group and value of each box, the two gaps that it leaves: for its further class, and for how many
    services there would be.
    """

    folds: tuple[Fold, ...]
    gaps: tuple[tuple[str, str, bool, str, str], ...]


def panel(asked: Asked) -> Panel:
    """The panel for what was chosen; a fold with something chosen in it is open."""
    chosen = asked.search.chosen
    return _panel(asked.groups, frozenset(chosen.items()) if chosen else NOTHING)


def filling(made: Panel, found: Found) -> dict[str, object]:
    """What comes into the gaps of the panel."""
    filled: dict[str, object] = {}
    counts = found.counts
    key, values = "", NO_COUNTS
    for group, value, is_chosen, class_gap, count_gap in made.gaps:
        if group != key:
            key, values = group, counts.get(group, NO_COUNTS)
        count = values.get(value, 0)
        filled[count_gap] = count
        filled[class_gap] = NO_CLASS if count or is_chosen else UNLIKELY
    return filled


def chips(asked: Asked) -> tuple[Link, ...]:
    """What is chosen, each with the address without it."""
    return tuple(
        Link(text=option.label, href=asked.address.without(group.key, value=option.value).link())
        for group in asked.groups
        for option in group.options
        if option.value in asked.search.chosen.get(group.key, ())
    )


def labels(asked: Asked, key: str, values: frozenset[str]) -> tuple[str, ...]:
    """What these values of a group are called, in the order of the panel."""
    groups = {group.key: group.options for group in asked.groups}
    return tuple(option.label for option in groups.get(key, ()) if option.value in values)


def not_known(asked: Asked, found: Found) -> tuple[str, ...]:
    """Who has not told us, so that nobody takes silence for a no."""
    lines = []
    for key, count in found.not_known.items():
        name, _, value = key.partition(":")
        for label in labels(asked, name, frozenset({value})) if count else ():
            verb = "has" if count == 1 else "have"
            lines.append(f"{wording.counted(count, 'more group')} {verb} not told us about “{label}”.")
    return tuple(lines)


@lru_cache(maxsize=256)
def _panel(groups: tuple[filters.Group, ...], pairs: Choice) -> Panel:
    by_key, chosen = {group.key: group for group in groups}, dict(pairs)
    folds = tuple(_fold(one, by_key, chosen) for one in filters.PANELS)
    return Panel(
        folds=folds,
        gaps=tuple(
            (one.key, one.value, one.value in boxes.chosen, f"class {one.key}{number}", f"count {one.key}{number}")
            for fold in folds
            for boxes in fold.questions
            for number, one in enumerate(boxes.group.options)
        ),
    )


def _fold(one: filters.Panel, groups: Mapping[str, filters.Group], chosen: Mapping[str, frozenset[str]]) -> Fold:
    count = sum(len(chosen.get(key, ())) for key in one.keys)
    is_single = len(one.keys) == 1
    return Fold(
        legend=one.legend,
        questions=tuple(_boxes(groups[key], chosen.get(key, NONE), is_single) for key in one.keys),
        chosen=count,
        is_open=one.is_open or bool(count),
    )


def _boxes(group: filters.Group, chosen: frozenset[str], is_single: bool) -> Boxes:
    return Boxes(group=group, chosen=chosen, hides_legend=is_single or len(group.options) == 1)
