"""The panel of filters: its boxes with their counts, the chips of what is chosen, and what nobody has told us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from locator.actions.find import Found
from locator.web.public import filters
from locator.web.public.asking import Asked
from locator.web.shared import wording

NONE: frozenset[str] = frozenset()
UNLIKELY = " app-box--none"
"""The class of a box that would leave nothing."""


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
class Question:
    """The boxes of one group, and what goes into their gaps: of each its class, and how many services there would be."""

    boxes: Boxes
    gaps: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """One fold of the panel."""

    legend: str
    questions: tuple[Question, ...]
    chosen: int
    is_open: bool


def folds(asked: Asked, found: Found) -> tuple[Fold, ...]:
    """The folds in their order; one with something chosen in it is open."""
    groups = {group.key: group for group in asked.groups}
    return tuple(_fold(panel, groups, asked, found) for panel in filters.PANELS)


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


def _fold(panel: filters.Panel, groups: Mapping[str, filters.Group], asked: Asked, found: Found) -> Fold:
    everything = asked.search.chosen
    chosen = sum(len(everything.get(key, ())) for key in panel.keys)
    is_single = len(panel.keys) == 1
    return Fold(
        legend=panel.legend,
        questions=tuple(
            _question(_boxes(groups[key], everything.get(key, NONE), is_single), found.counts.get(key, {}))
            for key in panel.keys
        ),
        chosen=chosen,
        is_open=panel.is_open or bool(chosen),
    )


@lru_cache(maxsize=1_024)
def _boxes(group: filters.Group, chosen: frozenset[str], is_single: bool) -> Boxes:
    return Boxes(group=group, chosen=chosen, hides_legend=is_single or len(group.options) == 1)


def _question(boxes: Boxes, counts: Mapping[str, int]) -> Question:
    gaps: dict[str, object] = {}
    for number, option in enumerate(boxes.group.options):
        count = counts.get(option.value, 0)
        gaps[f"count {number}"] = count
        gaps[f"class {number}"] = "" if count or option.value in boxes.chosen else UNLIKELY
    return Question(boxes=boxes, gaps=gaps)
