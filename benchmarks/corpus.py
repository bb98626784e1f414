"""Seeded listings: the same number and seed always make the same documents."""

from __future__ import annotations

import bisect
import itertools
import pickle
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import vocabulary
from search_index.documents import Document, Occurrence, Point

SEED = 20261122
FIRST_DAY = 739_950
INVENTED = 6_000
FIELDS = ("name", "organization", "theme", "summary", "description", "who_for", "venue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """What every listing of one corpus is drawn from."""

    chance: random.Random
    invented: Sequence[str]
    cumulative: Sequence[float]
    theme_words: Sequence[str]

    def filler(self) -> str:
        """One everyday (invented) word, as rare as its rank (Zipf's law)."""
        return self.invented[bisect.bisect(self.cumulative, self.chance.random() * self.cumulative[-1])]

    def text(self, own: Sequence[str], length: int) -> str:
        """A run of words: a few of the theme, fewer of other themes, small words, the rest invented."""
        words = []
        for _ in range(length):
            draw = self.chance.random()
            if draw < 0.12:
                words.append(self.chance.choice(own))
            elif draw < 0.15:
                words.append(self.chance.choice(self.theme_words))
            elif draw < 0.40:
                words.append(self.chance.choice(vocabulary.GLUE))
            else:
                words.append(self.filler())
        return " ".join(words).capitalize() + "."


def _writer(seed: int) -> Writer:
    return Writer(
        chance=random.Random(seed),
        invented=vocabulary.invented_words(INVENTED, seed),
        cumulative=tuple(itertools.accumulate(1 / rank for rank in range(20, INVENTED + 20))),
        theme_words=vocabulary.theme_words(),
    )


def _facets(chance: random.Random, theme: str, town: str) -> dict[str, frozenset[str]]:
    chosen = {
        "theme": {theme} | ({chance.choice(tuple(vocabulary.THEMES))} if chance.random() < 0.3 else set()),
        "who": set(chance.sample(tuple(vocabulary.AUDIENCES), chance.choice((1, 1, 2)))),
        "cost": {"free"} if chance.random() < 0.45 else set(),
        "access": {value for value in ("step-free", "toilet", "hearing-loop", "parking") if chance.random() < 0.5},
        "transport": {"offered"} if chance.random() < 0.15 else set(),
        "referrals": {"taken"} if chance.random() < 0.4 else set(),
        "capacity": {chance.choice(("has-places", "has-places", "waiting-list", "full"))},
        "locality": {"consortia-2026/" + town.lower()},
        "delivery": {chance.choice(("venue", "venue", "venue", "home", "phone", "online"))},
    }
    return {group: frozenset(values) for group, values in chosen.items() if values}


def _times(chance: random.Random) -> tuple[frozenset[tuple[int, int]], tuple[Occurrence, ...]]:
    slots = frozenset((chance.randrange(7), chance.randrange(3)) for _ in range(chance.choice((1, 1, 1, 2, 3))))
    coming = sorted((FIRST_DAY + week * 7 + weekday, part) for weekday, part in slots for week in range(8))
    return slots, tuple(Occurrence(day=day, part=part) for day, part in coming)


def _point(chance: random.Random, number: int, town: vocabulary.Town) -> Point:
    spread = 0.012 + 0.002 * town.weight
    latitude = round(town.latitude + chance.gauss(0, spread), 5)
    longitude = round(town.longitude + chance.gauss(0, spread * 1.8), 5)
    return Point(key=f"venue-{number}", latitude=latitude, longitude=longitude)


def document(number: int, writer: Writer) -> Document:
    """The listing with this number; its place in the order of drawing matters, so make them from 0 upwards."""
    chance = writer.chance
    theme = chance.choice(tuple(vocabulary.THEMES))
    own = vocabulary.THEMES[theme]
    town = chance.choices(vocabulary.TOWNS, [town.weight for town in vocabulary.TOWNS])[0]
    slots, occurrences = _times(chance)
    facets = _facets(chance, theme, town.name)
    return Document(
        id=str(number),
        name=f"{town.name} {chance.choice(own)} {chance.choice(vocabulary.KINDS)}".capitalize(),
        organization=f"{chance.choice(vocabulary.ORGANIZATION_STARTS)} {chance.choice(vocabulary.ORGANIZATION_ENDS)}",
        theme=theme,
        summary=writer.text(own, chance.randint(8, 16)),
        description=writer.text(own, chance.randint(30, 120)),
        who_for=", ".join(vocabulary.AUDIENCES[who] for who in sorted(facets["who"])),
        venue=f"{town.name} {chance.choice(vocabulary.VENUE_ENDS)}",
        points=(_point(chance, number, town),),
        facets=facets,
        slots=slots,
        occurrences=occurrences,
    )


def generate(count: int, seed: int = SEED) -> Iterator[Document]:
    """That many documents, one at a time."""
    writer = _writer(seed)
    for number in range(count):
        yield document(number, writer)


def write(documents: Iterable[Document], file: Path) -> None:
    """Keep documents in a file, one pickle after the other, so that no engine pays for making them."""
    with file.open("wb") as stream:
        for each in documents:
            pickle.dump(each, stream, pickle.HIGHEST_PROTOCOL)


def read(file: Path) -> Iterator[Document]:
    """The documents of a file that `write` made, one at a time, never all in memory."""
    with file.open("rb") as stream:
        while True:
            try:
                yield pickle.load(stream)
            except EOFError:
                return


def body(document: Document) -> str:
    """All searched words in one text, for engines that are given one field."""
    return " . ".join(getattr(document, field) for field in FIELDS)


def labels(document: Document) -> tuple[str, ...]:
    """Everything that is counted, as "group:value", with the weekdays and the parts of the day."""
    found = {f"{group}:{value}" for group, values in document.facets.items() for value in values}
    found |= {f"weekday:{weekday}" for weekday, _ in document.slots} | {f"part:{part}" for _, part in document.slots}
    return tuple(sorted(found))
