"""Which of many listings to compare at all: those that share a number, a postcode or a rare word, never all with all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from locator.directory import like_names, likeness
from locator.directory.likeness import Likeness, Sketch

MOST_TOGETHER = 40
"""A sign that more listings have than this tells them apart too little: it counts only together with a word of the name."""

STEM_LETTERS = 5
"""Two spellings of one word mostly begin alike."""

Key = tuple[str, ...]
Pair = tuple[Sketch, Sketch, Likeness]


class Known:
    """Listings that others are compared with, found by what they share."""

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        """Take the listings."""
        self._sketches = {one.id: one for one in sketches}
        stems = Counter(stem for one in self._sketches.values() for stem in _stems(one))
        self._rare = frozenset(stem for stem, count in stems.items() if count <= MOST_TOGETHER)
        self._blocks: dict[Key, list[str]] = defaultdict(list)
        for one in self._sketches.values():
            for key in self._keys(one):
                self._blocks[key].append(one.id)

    def alike(self, asked: Sketch) -> tuple[tuple[Sketch, Likeness], ...]:
        """The listings that are likely the same as this one, the likeliest first; never itself."""
        ids = {
            id_
            for key in self._keys(asked)
            for id_ in self._blocks.get(key, ())
            if len(self._blocks[key]) <= MOST_TOGETHER
        }
        found = [(self._sketches[id_], likeness.of(asked, self._sketches[id_])) for id_ in ids if id_ != asked.id]
        likely = [one for one in found if one[1].is_likely]
        return tuple(sorted(likely, key=lambda one: (-one[1].score, one[0].id)))

    def candidates(self) -> set[tuple[str, str]]:
        """The pairs of ids that are worth comparing, the smaller id first."""
        blocks = (ids for ids in self._blocks.values() if len(ids) <= MOST_TOGETHER)
        return {pair for ids in blocks for pair in combinations(sorted(set(ids)), 2)}

    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that are likely the same, by ids."""
        found = []
        for first_id, second_id in sorted(self.candidates()):
            first, second = self._sketches[first_id], self._sketches[second_id]
            likely = likeness.of(first, second)
            if likely.is_likely:
                found.append((first, second, likely))
        return tuple(found)

    def _keys(self, one: Sketch) -> Iterator[Key]:
        stems = _stems(one)
        yield ("name", " ".join(sorted(like_names.read(one.name).words)))
        yield from (("word", stem) for stem in stems if stem in self._rare)
        for sign in (*one.phones, *one.postcodes, *one.locations):
            yield ("sign", sign)
            yield from (("sign", sign, stem) for stem in stems)


def pairs(sketches: Sequence[Sketch]) -> tuple[Pair, ...]:
    """The pairs of these listings that are likely the same."""
    return Known(sketches).pairs()


def _stems(one: Sketch) -> tuple[str, ...]:
    """How the telling words of the name begin."""
    words = like_names.read(one.name).words
    return tuple(dict.fromkeys(word[:STEM_LETTERS] for word in words if like_names.weight(word) > like_names.TELLING))
