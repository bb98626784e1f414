"""The word that somebody most likely meant by one that is found nowhere, or hardly anywhere."""

from __future__ import annotations

from search_index.fields import LITTLE, MUCH_MORE, PREFIX_SHORTEST
from search_index.snapshot import Snapshot
from search_index.spelled_right import SpelledRight
from search_index.spelling import slips_allowed
from search_index.synonyms import Synonyms


def nearest(snapshot: Snapshot, synonyms: Synonyms, right: SpelledRight, word: str) -> tuple[str, ...]:
    """The word most likely meant, or two when a space was forgotten; the word itself when nothing is near.

    A word that is spelled right stays as it is: whoever asks for "gambling" did not mean "rambling".
    """
    if word in right:
        return (word,)
    for slips in range(1, slips_allowed(word) + 1):
        if near := neighbours(snapshot, synonyms, word, slips):
            return (near[0],)
        if slips == 1 and (two := taken_apart(snapshot, word)):
            return two
    return (word,)


def neighbours(snapshot: Snapshot, synonyms: Synonyms, word: str, slips: int) -> list[str]:
    """The words just so many slips from this one, the likeliest first: same first letter, then most documents."""
    near = {other for segment in snapshot.segments for other in segment.vocabulary.near(word, slips)}
    if synonyms.typed:
        near.update(synonyms.vocabulary.near(word, slips))
    counts = {other: snapshot.count_word(other) or int(other in synonyms.typed) for other in near}
    living = [other for other, count in counts.items() if count]
    return sorted(living, key=lambda other: (other[0] != word[0], -counts[other], other)) if living else []


def taken_apart(snapshot: Snapshot, word: str) -> tuple[str, ...]:
    """The two words, found side by side, that this one is when written as one; empty where there are none."""
    halves = [(word[:at], word[at:]) for at in range(PREFIX_SHORTEST, len(word) - PREFIX_SHORTEST + 1)]
    known = [(one, other) for one, other in halves if snapshot.knows(one) and snapshot.knows(other)]
    counted = [(len(snapshot.phrase(two).rows), *two) for two in known]
    count, one, other = max(counted, default=(0, "", ""))
    return (one, other) if count else ()


def commoner_word(snapshot: Snapshot, synonyms: Synonyms, right: SpelledRight, word: str) -> str:
    """A neighbour that is found much more than a word that is hardly found and not known to be right; else the word itself."""
    count = len(snapshot.word(word).rows)
    if not 0 < count <= LITTLE or not slips_allowed(word) or word in right:
        return word
    usual = [(len(snapshot.word(other).rows), other) for other in neighbours(snapshot, synonyms, word, 1)]
    most, other = max(usual, default=(0, word))
    return other if most >= count * MUCH_MORE else word
