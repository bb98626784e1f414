"""Words within one or two slips of a typed one: edit distance to a whole vocabulary at once, in numpy.

The distance is the restricted Damerau-Levenshtein ("optimal string alignment") distance: a letter missing, a letter too
many, a wrong letter, or two neighbours swapped, each counts one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
import numpy.typing as npt

SHORTEST = 3
LONGEST = 24
TWO_SLIPS_FROM = 6
"""From so many letters on, two slips are forgiven; before, one."""

FEW_WORDS = 1_000
_FAR = 99


def slips_allowed(word: str) -> int:
    """How many slips are looked for in a word; 0 for words too short or long to guess at, and for numbers."""
    if not word.isalpha() or not SHORTEST <= len(word) <= LONGEST:
        return 0
    return 2 if len(word) >= TWO_SLIPS_FROM else 1


class Vocabulary:
    """Words laid out for finding those near a typed one."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take folded words; those with digits, and those too short or too long, are never offered."""
        self.words = [word for word in words if word.isalpha() and SHORTEST <= len(word) <= LONGEST]

    def near(self, word: str, slips: int) -> list[str]:
        """The words just so many slips away: one, found by what is left without a letter, or two, by comparing all."""
        return self._one_slip_from(word) if slips == 1 else self._further(word, slips)

    def _one_slip_from(self, word: str) -> list[str]:
        """Two words one slip apart are the same once some letter is taken out of one of them, or one out of each."""
        marks = {hash(shorter) for shorter in _shortened(word)}
        if len(self.words) <= FEW_WORDS:
            found = {number for mark in marks for number in self._few_shortened.get(mark, ())}
        else:
            found = self._look_up(np.fromiter(marks, dtype=np.int64))
        return [self.words[number] for number in sorted(found) if _is_one_slip(word, self.words[number])]

    def _look_up(self, wanted: npt.NDArray[np.int64]) -> set[int]:
        marks, numbers = self._many_shortened
        starts = marks.searchsorted(wanted)
        found: set[int] = set()
        for start in starts[marks[np.minimum(starts, len(marks) - 1)] == wanted].tolist():
            end = start + 1
            while end < len(marks) and marks[end] == marks[start]:
                end += 1
            found.update(numbers[start:end].tolist())
        return found

    @cached_property
    def _few_shortened(self) -> dict[int, list[int]]:
        """For every word with each letter in turn taken out, as a hash, the numbers of the words."""
        found: dict[int, list[int]] = {}
        for number, word in enumerate(self.words):
            for shorter in _shortened(word):
                found.setdefault(hash(shorter), []).append(number)
        return found

    @cached_property
    def _many_shortened(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
        """The same in two arrays, which take a tenth of the memory: hashes in order, and the number of the word."""
        marks = [(hash(shorter), number) for number, word in enumerate(self.words) for shorter in set(_shortened(word))]
        hashes = np.array([mark for mark, _ in marks], dtype=np.int64)
        order = hashes.argsort()
        return hashes[order], np.array([number for _, number in marks], dtype=np.int32)[order]

    @cached_property
    def _laid_out(self) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int16], npt.NDArray[np.uint32]]:
        """The letters, the length and the set of letters of each word."""
        letters = _letters(self.words)
        return letters, np.array([len(word) for word in self.words], dtype=np.int16), _signatures(letters)

    def _further(self, word: str, slips: int) -> list[str]:
        if not self.words:
            return []
        every, lengths, signatures = self._laid_out
        letters = _letters([word])
        is_close = np.abs(lengths - len(word)) <= slips
        # a slip changes the set of letters by two at most (one gone, one come)
        is_close &= np.bitwise_count(signatures ^ _signatures(letters)[0]) <= 2 * slips
        lines = is_close.nonzero()[0]
        found = _distances(letters[0, : len(word)], every[lines], lengths[lines])
        return [self.words[line] for line in lines[found == slips].tolist()]


def _shortened(word: str) -> list[str]:
    """The word itself, and the word with each letter in turn taken out."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]


def _is_one_slip(one: str, other: str) -> bool:
    """Whether exactly one slip lies between two words."""
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    if len(one) == len(other):
        is_swapped = rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:]
        return one != other and (rest[1:] == other_rest[1:] or is_swapped)
    return rest[1:] == other_rest if len(one) > len(other) else rest == other_rest[1:]


def _letters(words: list[str]) -> npt.NDArray[np.uint32]:
    return np.array(words, dtype=f"<U{LONGEST}").view(np.uint32).reshape(len(words), LONGEST)


def _signatures(letters: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    flags = np.where(letters > 0, np.uint32(1) << (letters & np.uint32(31)), np.uint32(0)).astype(np.uint32)
    result: npt.NDArray[np.uint32] = np.bitwise_or.reduce(flags, axis=1)
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
