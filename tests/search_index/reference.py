"""A slow, obvious search over plain documents: what the index must answer, worked out without any index."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geopy.distance import geodesic

from search_index.analysis import STOP_WORDS, compounds, stem, words
from search_index.documents import Document, Point
from search_index.fields import (
    AREA_METRES,
    FAR_FLOOR,
    FIELDS,
    K1,
    NEAR_HALF_METRES,
    PREFIX_SHORTEST,
    PREFIX_WEIGHT,
    QUALITY_SHARE,
    SYNONYM_WEIGHT,
)
from search_index.query import Query, When

Way = tuple[tuple[str, ...], float]
"""Stems one after another, and what finding them is worth."""


@dataclass(frozen=True)
class Expected:
    """What must be answered: scores by id, apart for hits of all words and of some."""

    all_words: dict[str, float]
    any_word: dict[str, float]
    counts: dict[str, dict[str, int]]
    not_known: dict[str, int]


def texts(document: Document) -> Iterator[tuple[int, list[list[str]]]]:
    """For each field what stands at each position: the word, and first the joined form of a hyphenated word."""
    for number, field in enumerate(FIELDS):
        places: list[list[str]] = []
        for parts in compounds(getattr(document, field.name)):
            for part in parts:
                places.append([part])
            if len(parts) > 1 and all(part.isalpha() for part in parts):
                places[-len(parts)].append("".join(parts))
        yield number, places


def stems_of(document: Document) -> list[tuple[int, list[set[str]]]]:
    return [(number, [{stem(word) for word in place} for place in places]) for number, places in texts(document)]


class Reference:
    """Documents, searched by looking at every one."""

    def __init__(
        self, documents: Sequence[Document], cumulative: frozenset[str], synonyms: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.documents = documents
        self.cumulative = cumulative
        self.synonyms = synonyms
        self.stems = {document.id: stems_of(document) for document in documents}
        self.written = {word for one in documents for _, places in texts(one) for place in places for word in place}
        totals = [sum(len(self.stems[one.id][number][1]) for one in documents) for number in range(len(FIELDS))]
        self.means = [total / max(len(documents), 1) for total in totals]

    # words

    def times(self, document: Document, phrases: Sequence[tuple[str, ...]]) -> dict[int, int]:
        """How often one of these phrases stands in each field."""
        found = {}
        for number, places in self.stems[document.id]:
            count = 0
            for phrase in phrases:
                starts = range(len(places) - len(phrase) + 1)
                count += sum(all(one in places[start + at] for at, one in enumerate(phrase)) for start in starts)
            if count:
                found[number] = count
        return found

    def fits(self, phrases: Sequence[tuple[str, ...]]) -> dict[str, float]:
        """BM25F of phrases as if they were one word, by document."""
        holders = {one.id: times for one in self.documents if (times := self.times(one, phrases))}
        rarity = math.log(1 + (len(self.documents) - len(holders) + 0.5) / (len(holders) + 0.5))
        scores = {}
        for identity, times in holders.items():
            total = 0.0
            for number, count in times.items():
                length = len(self.stems[identity][number][1])
                norm = FIELDS[number].length_norm
                total += FIELDS[number].weight * count / (1 - norm + norm * length / self.means[number])
            scores[identity] = rarity * total / (K1 + total)
        return scores

    def best(self, ways: Sequence[Way]) -> dict[str, float]:
        scores: dict[str, float] = {}
        for phrase, weight in ways:
            for identity, score in self.fits([phrase]).items():
                scores[identity] = max(scores.get(identity, 0.0), score * weight)
        return scores

    def concepts(self, asked: Sequence[str]) -> list[dict[str, float]]:
        """For each word asked for (none quoted, none hyphenated), the documents it is found in."""
        telling = [word for word in asked if word not in STOP_WORDS] or list(asked)
        telling = list(dict.fromkeys(telling))
        found = []
        for at, word in enumerate(telling):
            scores = self.best(self.ways(telling, at))
            if not scores and at == len(telling) - 1 and len(word) >= PREFIX_SHORTEST:
                longer = self.fits([(one,) for one in self.longer(word)])
                scores = {identity: score * PREFIX_WEIGHT for identity, score in longer.items()}
            found.append(scores)
        return found

    def ways(self, telling: Sequence[str], at: int) -> list[Way]:
        ways: list[Way] = [((stem(telling[at]),), 1.0)]
        for first in (at - 1, at):
            if 0 <= first < len(telling) - 1 and telling[first] + telling[first + 1] in self.written:
                ways.append(((stem(telling[first] + telling[first + 1]),), 1.0))
        stems = [stem(word) for word in telling]
        for typed, meanings in self.synonyms.items():
            key = [stem(word) for word in words(typed) if word not in STOP_WORDS]
            spans = [
                range(start, start + len(key)) for start in range(len(stems)) if stems[start : start + len(key)] == key
            ]
            if any(at in span for span in spans):
                ways.extend((tuple(map(stem, words(meaning))), SYNONYM_WEIGHT) for meaning in meanings)
        return ways

    def longer(self, beginning: str) -> set[str]:
        """The stems of the words that start so."""
        return {stem(word) for word in self.written if word.startswith(beginning)}

    # filters

    def passes(self, document: Document, query: Query) -> bool:
        is_over = query.today is not None and document.last_day is not None and document.last_day < query.today
        return not is_over and self.passes_facets(document, query) and passes_times(document, query)

    def passes_facets(self, document: Document, query: Query) -> bool:
        for group, chosen in query.facets.items():
            has = document.facets.get(group, frozenset())
            if chosen and not (chosen <= has if group in self.cumulative else chosen & has):
                return False
        return True

    # everything

    def search(self, query: Query, asked: Sequence[str]) -> Expected:
        """What must be answered to a query with these words."""
        concepts = self.concepts(asked)
        scores: dict[str, float] = {}
        for document in self.documents:
            own = [concept[document.id] for concept in concepts if document.id in concept]
            if own or not concepts:
                scores[document.id] = (sum(own) if concepts else 1.0) * factor(document, query)
        with_all = [one for one in self.documents if all(one.id in concept for concept in concepts)]
        in_reach = [one for one in with_all if is_in_reach(one, query)]
        with_some = [one for one in self.documents if one.id in scores and one not in with_all]
        return Expected(
            all_words={one.id: scores[one.id] for one in in_reach if self.passes(one, query)},
            any_word={
                one.id: scores[one.id] for one in with_some if is_in_reach(one, query) and self.passes(one, query)
            },
            counts=self.counts(in_reach, query),
            not_known=self.not_known(in_reach, query),
        )

    def counts(self, found: Sequence[Document], query: Query) -> dict[str, dict[str, int]]:
        """How many there would be with each value chosen."""
        known: dict[str, set[str]] = {}
        for document in self.documents:
            for group, values in document.facets.items():
                if values:
                    known.setdefault(group, set()).update(values)
        counts: dict[str, dict[str, int]] = {}
        for group, values in known.items():
            for value in values:
                chosen = query.facets.get(group, frozenset()) if group in self.cumulative else frozenset()
                with_it = query._replace(facets={**query.facets, group: chosen | {value}})
                counts.setdefault(group, {})[value] = sum(self.passes(one, with_it) for one in found)
        for group, length in (("weekday", 7), ("part", 3)):
            counts[group] = {}
            for number in range(length):
                with_it = query._replace(**{f"{group}s": frozenset({number})})  # type: ignore[arg-type]
                counts[group][str(number)] = sum(self.passes(one, with_it) for one in found)
        if (today := query.today) is not None:
            spans = {"today": When(first_day=today, last_day=today), "week": When(first_day=today, last_day=today + 6)}
            with_each = {name: query._replace(when=span) for name, span in spans.items()}
            counts["when"] = {name: sum(self.passes(one, each) for one in found) for name, each in with_each.items()}
        return counts

    def not_known(self, found: Sequence[Document], query: Query) -> dict[str, int]:
        counts = {}
        for group, chosen in query.facets.items():
            for value in chosen:
                left = chosen - {value} if group in self.cumulative else frozenset()
                without = query._replace(facets={**query.facets, group: left})
                counts[f"{group}:{value}"] = self.unknown(found, query, without, {group, f"{group}:{value}"})
        untimed = query._replace(weekdays=frozenset(), parts=frozenset(), when=None)
        for group, numbers in (("weekday", query.weekdays), ("part", query.parts)):
            for number in numbers:
                counts[f"{group}:{number}"] = self.unknown(found, query, untimed, {group, f"{group}:{number}"})
        if query.when:
            counts["when"] = self.unknown(found, query, untimed, {"when"})
        return counts

    def unknown(self, found: Sequence[Document], query: Query, without: Query, keys: set[str]) -> int:
        return sum(
            self.passes(one, without) and not self.passes(one, query) and bool(keys & one.unknown) for one in found
        )


def passes_times(document: Document, query: Query) -> bool:
    if query.when:
        when = query.when
        slots = {
            ((one.day - 1) % 7, one.part) for one in document.occurrences if when.first_day <= one.day <= when.last_day
        }
    elif query.weekdays or query.parts:
        slots = set(document.slots)
    else:
        return True
    return any(
        (not query.weekdays or weekday in query.weekdays) and (not query.parts or part in query.parts)
        for weekday, part in slots
    )


def metres(query: Query, point: Point) -> float:
    assert query.origin is not None
    here = (query.origin.latitude, query.origin.longitude)
    return float(geodesic(here, (point.latitude, point.longitude)).meters)


def shown_metres(document: Document, query: Query) -> float:
    """How far the nearest point within the radius is; infinite without one."""
    distances = [metres(query, point) for point in document.points]
    limit = math.inf if query.radius_metres is None else query.radius_metres
    return min((distance for distance in distances if distance <= limit), default=math.inf)


def covers(document: Document, query: Query) -> bool:
    return query.origin is not None and bool(document.areas & query.origin.areas)


def is_in_reach(document: Document, query: Query) -> bool:
    """Within the radius, or serving the person's area; what serves only other areas is out of reach of every radius."""
    if query.origin is None or covers(document, query):
        return True
    if query.radius_metres is None:
        return bool(document.points) or not document.areas
    return shown_metres(document, query) < math.inf


def factor(document: Document, query: Query) -> float:
    quality = 1 - QUALITY_SHARE * (1 - document.quality)
    if query.origin is None:
        return quality
    distance = shown_metres(document, query)
    if covers(document, query):
        distance = min(distance, AREA_METRES)
    return quality * (FAR_FLOOR + (1 - FAR_FLOOR) * 0.5 ** (distance / NEAR_HALF_METRES))
