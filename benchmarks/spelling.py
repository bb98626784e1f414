"""Words within one letter of a mistyped one, for engines that have no fuzzy search of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


def _shortened(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


class Neighbours:
    """All known words, found again by what is left of them when one letter is taken out."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_rest: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            for rest in _shortened(word):
                self._by_rest[rest].append(word)

    def of(self, word: str) -> list[str]:
        """The known words that one letter left out, put in, changed or swapped makes of this one, and itself."""
        near = {other for rest in _shortened(word) for other in self._by_rest.get(rest, ())}
        return sorted(other for other in near if one_apart(word, other))


def one_apart(word: str, other: str) -> bool:
    """Whether at most one letter is missing, added, changed, or swapped with its neighbour."""
    if word == other:
        return True
    if abs(len(word) - len(other)) > 1:
        return False
    at = next(
        (place for place, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other))
    )
    if len(word) == len(other):
        swapped = word[at : at + 2] == other[at : at + 2][::-1] and word[at + 2 :] == other[at + 2 :]
        return swapped or word[at + 1 :] == other[at + 1 :]
    longer, shorter = (word, other) if len(word) > len(other) else (other, word)
    return longer[at + 1 :] == shorter[at:]
