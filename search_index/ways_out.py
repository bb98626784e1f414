"""What to leave out when little was found, and how much would then be found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from search_index.counting import PART, WEEKDAY, WHEN
from search_index.query import WayOut
from search_index.question import Question


def find(question: Question, total: int) -> tuple[WayOut, ...]:
    """The single changes that find more than `total`: first words, then filters, then the radius."""
    ways = [*_by_yield(_fewer_words(question)), *_by_yield(_fewer_filters(question)), *_wider(question)]
    return tuple(way for way in ways if way.total > total)


def _by_yield(ways: Iterator[WayOut]) -> list[WayOut]:
    return sorted(ways, key=lambda way: -way.total)


def _fewer_words(question: Question) -> Iterator[WayOut]:
    among = question.reach & question.narrowing.passing
    for concept in question.wording.concepts:
        if len(question.wording.concepts) > 1:
            total = (question.with_all_words(left_out=concept) & among).bit_count()
            yield WayOut(kind="word", value=concept.label, total=total)


def _fewer_filters(question: Question) -> Iterator[WayOut]:
    among = question.with_all_words() & question.reach
    narrowing = question.narrowing
    for group, values in narrowing.facets.items():
        if group in narrowing.cumulative:
            for value in sorted(values):
                passing = narrowing.without_value(group, value).passing
                yield WayOut(kind="facet", group=group, value=value, total=(passing & among).bit_count())
        elif values:
            passing = narrowing.without_group(group).passing
            yield WayOut(kind="facet", group=group, value=",".join(sorted(values)), total=(passing & among).bit_count())
    lifted = {
        WEEKDAY: (narrowing.weekdays, replace(narrowing, weekdays=frozenset())),
        PART: (narrowing.parts, replace(narrowing, parts=frozenset())),
        WHEN: (narrowing.when, replace(narrowing, when=None)),
    }
    for kind, (chosen, less) in lifted.items():
        if chosen:
            yield WayOut(kind=kind, value="", total=(less.passing & among).bit_count())


def _wider(question: Question) -> Iterator[WayOut]:
    if question.around is not None and question.around.radius_metres != np.inf:
        found = question.with_all_words() & question.narrowing.passing & question.around.anywhere
        yield WayOut(kind="radius", value="", total=found.bit_count())
