"""Words within one or two slips of a typed one: edit distance to a whole vocabulary at once, in numpy.

The distance is the restricted Damerau-Levenshtein ("optimal string alignment") distance: a letter missing, a letter too
many, a wrong letter, or two neighbours swapped, each counts one.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

SHORTEST = 3
LONGEST = 24
TWO_SLIPS_FROM = 6
"""From so many letters on, two slips are forgiven; before, one."""

_FAR = 99


def slips_allowed(word: str) -> int:
    """How many slips are looked for in a word; 0 for words too short or long to guess at, and for numbers."""
    if not word.isalpha() or not SHORTEST <= len(word) <= LONGEST:
        return 0
    return 2 if len(word) >= TWO_SLIPS_FROM else 1


class Vocabulary:
    """Words laid out for comparing a typed one with all of them."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take folded words; those with digits, and those too short or too long, are never offered."""
        self.words = [word for word in words if word.isalpha() and SHORTEST <= len(word) <= LONGEST]
        self._letters = _letters(self.words)
        self._lengths = np.array([len(word) for word in self.words], dtype=np.int16)
        self._signatures = _signatures(self._letters)

    def near(self, word: str, most: int) -> list[tuple[int, str]]:
        """The words at most so many slips away, with how many."""
        if not self.words or not most:
            return []
        letters = _letters([word])
        is_close = np.abs(self._lengths - len(word)) <= most
        # a slip changes the set of letters by two at most (one gone, one come)
        is_close &= np.bitwise_count(self._signatures ^ _signatures(letters)[0]) <= 2 * most
        lines = is_close.nonzero()[0]
        if not len(lines):
            return []
        compare = _one_slip if most == 1 else _distances
        found = compare(letters[0, : len(word)], self._letters[lines], self._lengths[lines]).tolist()
        return [(slips, self.words[line]) for line, slips in zip(lines.tolist(), found, strict=True) if slips <= most]


def _letters(words: list[str]) -> npt.NDArray[np.uint32]:
    return np.array(words, dtype=f"<U{LONGEST}").view(np.uint32).reshape(len(words), LONGEST)


def _signatures(letters: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    flags = np.where(letters > 0, np.uint32(1) << (letters & np.uint32(31)), np.uint32(0)).astype(np.uint32)
    result: npt.NDArray[np.uint32] = np.bitwise_or.reduce(flags, axis=1)
    return result


def _one_slip(
    word: npt.NDArray[np.uint32], others: npt.NDArray[np.uint32], lengths: npt.NDArray[np.int16]
) -> npt.NDArray[np.int16]:
    """The distance where it is 0 or 1, else _FAR: what two words share from both ends leaves one letter, or two swapped."""
    size = len(word)
    starts = _same_letters(others[:, :size] == word)
    back = lengths[:, None] - 1 - np.arange(size)
    ends = _same_letters((np.take_along_axis(others, np.maximum(back, 0), axis=1) == word[::-1]) & (back >= 0))
    is_one = (starts + ends >= np.maximum(lengths, size) - 1) & (abs(lengths - size) <= 1)
    for line in ((lengths == size) & (starts + ends == size - 2)).nonzero()[0].tolist():
        at = starts[line]
        is_one[line] = others[line, at] == word[at + 1] and others[line, at + 1] == word[at]
    return np.where(starts + (lengths == size) > size, 0, np.where(is_one, 1, _FAR)).astype(np.int16)


def _same_letters(is_same: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """How many letters are the same before the first that is not."""
    result: npt.NDArray[np.intp] = np.where(is_same.all(axis=1), is_same.shape[1], is_same.argmin(axis=1))
    return result


def _distances(
    word: npt.NDArray[np.uint32], others: npt.NDArray[np.uint32], lengths: npt.NDArray[np.int16]
) -> npt.NDArray[np.int16]:
    """The classic table, a line for each letter of the word, for all the others side by side."""
    if not len(others):
        return np.empty(0, dtype=np.int16)
    width = int(lengths.max())
    others = others[:, :width]
    steps = np.arange(width + 1, dtype=np.int16)
    before: npt.NDArray[np.int16] | None = None
    line = np.broadcast_to(steps, (len(others), width + 1)).copy()
    for number, letter in enumerate(word):
        is_same = others == letter
        following = np.empty_like(line)
        following[:, 0] = number + 1
        following[:, 1:] = np.minimum(line[:, 1:] + 1, line[:, :-1] + ~is_same)
        if before is not None:
            is_swapped = is_same[:, :-1] & (others[:, 1:] == word[number - 1])
            swapped = np.where(is_swapped, before[:, :-2] + 1, _FAR)
            following[:, 2:] = np.minimum(following[:, 2:], swapped)
        # a letter too many: the best of all starts to the left, each one step dearer
        following = np.minimum.accumulate(following - steps, axis=1) + steps
        before, line = line, following
    result: npt.NDArray[np.int16] = line[np.arange(len(others)), lengths]
    return result
