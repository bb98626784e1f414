"""What to leave out when little was found, and how much would then be found."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from operator import and_

from search_index.analysis import STOP_WORDS
from search_index.bits import Bits
from search_index.counting import WHEN
from search_index.parsing import Asked, parse, write
from search_index.query import WayOut
from search_index.question import Question
from search_index.tables import PART, WEEKDAY


def find(question: Question, total: int) -> tuple[WayOut, ...]:
    """The single changes that find more than `total`: first words, then filters, then the radius."""
    ways = [*_by_yield(_fewer_words(question)), *_by_yield(_fewer_filters(question)), *_wider(question)]
    return tuple(way for way in ways if way.total > total)


def _by_yield(ways: Iterator[WayOut]) -> list[WayOut]:
    return sorted(ways, key=lambda way: -way.total)


def _fewer_words(question: Question) -> Iterator[WayOut]:
    """Each thing asked for left out, and each quoted phrase without its quotes."""
    among = question.within_reach & question.passing
    asked = question.wording.asked
    telling = list(dict.fromkeys(concept.asked for concept in question.wording.concepts))
    for one in telling:
        others = question.with_all_words(left_out=one)
        if one.is_phrase:
            loose = write(parse(write(asked).replace(f'"{one.shown}"', one.shown)))
            yield WayOut(kind="quotes", value=one.shown, words=loose, total=_loosely(question, others, one).bit_count())
        if len(telling) > 1:
            rest = write(other for other in asked if other != one)
            yield WayOut(kind="word", value=one.shown, words=rest, total=(others & among).bit_count())


def _loosely(question: Question, others: Bits, phrase: Asked) -> Bits:
    """The hits with the other things asked for and with all the words of a phrase, wherever they stand."""
    words = (question.snapshot.word(part).bits for part in phrase.parts if part not in STOP_WORDS)
    found = reduce(and_, words, others & question.passing)
    return question.around.inside(found) if question.around else found


def _fewer_filters(question: Question) -> Iterator[WayOut]:
    among = question.with_all_words() & question.within_reach
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
    if question.around is not None and question.around.radius_metres != math.inf:
        found = question.with_all_words() & question.passing
        yield WayOut(kind="radius", value="", total=question.around.without_radius().inside(found).bit_count())
