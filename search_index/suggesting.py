"""Suggestions while somebody types: names that start so, phrases that are common in names, and words in common use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from search_index.analysis import STOP_WORDS, shown_words, words
from search_index.correcting import nearest, taken_apart
from search_index.fields import MOST_LETTERS
from search_index.snapshot import Snapshot
from search_index.spelled_right import SpelledRight
from search_index.synonyms import Synonyms

SHORTEST_WORD = 3
"""Words of any field, beside names, are suggested from so many letters on."""

LONGEST_PHRASE = 3
"""Words that a suggested phrase goes on for at most, the one being typed included."""

COMMON = 2
"""A phrase or word is common when so many documents have it."""


def suggest(snapshot: Snapshot, synonyms: Synonyms, right: SpelledRight, text: str, limit: int) -> tuple[str, ...]:
    """At most so many suggestions, none twice; where nothing starts like the text, for the text put right."""
    typed = words(text[:MOST_LETTERS])
    if not typed or limit < 1:
        return ()
    found = _first(_suggestions(snapshot, synonyms, typed, limit), limit)
    if not found:
        better = tuple(part for word in typed for part in nearest(snapshot, synonyms, right, word))
        found = _first(_suggestions(snapshot, synonyms, better, limit), limit) if better != typed else ()
    return found


def _suggestions(snapshot: Snapshot, synonyms: Synonyms, typed: tuple[str, ...], limit: int) -> Iterator[str]:
    """Names that start so first, but when there are many, only half of them before the phrases; then other names."""
    names, phrases = _from_names(snapshot, " " + " ".join(typed))
    others = [*phrases, *_everyday(synonyms, typed), *_words(snapshot, typed)]
    before = max(limit - len(others), (limit + 1) // 2)
    return chain(names[:before], others, names[before:], _names_with(snapshot, typed))


def _from_names(snapshot: Snapshot, typed: str) -> tuple[list[str], list[str]]:
    """The names that start with what was typed, and the common phrases in names that do, most common first."""
    starting: dict[str, str] = {}
    phrases: Counter[str] = Counter()
    for plain, name in snapshot.living_names(typed):
        if plain.startswith(typed):
            starting[plain] = min(name, starting.get(plain, name))
        phrases.update(set(_phrases(name, typed)))
    common = sorted((-count, phrase) for phrase, count in phrases.items() if count >= COMMON)
    return [name for _, name in sorted(starting.items())], [phrase for _, phrase in common]


def _names_with(snapshot: Snapshot, typed: tuple[str, ...]) -> Iterator[str]:
    """The names that have all the words in any order, the last one begun."""
    *before, last = typed
    for plain, name in sorted(snapshot.living_names(f" {last}")):
        if all(f" {word} " in f"{plain} " for word in before):
            yield name


def _phrases(name: str, typed: str) -> Iterator[str]:
    """The stretches of a name that start with what was typed and end in a telling word."""
    shown = list(shown_words(name))
    for start in range(len(shown)):
        plain = "".join(f" {' '.join(parts)}" for parts, _ in shown[start:])
        if not plain.startswith(typed):
            continue
        covered = 0
        for end in range(start, len(shown)):
            covered += sum(1 + len(part) for part in shown[end][0])
            if covered >= len(typed) and not STOP_WORDS.issuperset(shown[end][0]):
                yield " ".join(text for _, text in shown[start : end + 1])
            if covered >= len(typed) and end - start + 1 >= LONGEST_PHRASE:
                break


def _everyday(synonyms: Synonyms, typed: tuple[str, ...]) -> list[str]:
    """What people say, that stands for other words in listings."""
    beginning = " ".join(typed)
    return [key for key in synonyms.keys if key.startswith(beginning)] if len(beginning) >= SHORTEST_WORD else []


def _words(snapshot: Snapshot, typed: tuple[str, ...]) -> list[str]:
    """Common words of any field that finish the last one, after the words before it."""
    *before, last = typed
    if len(last) < SHORTEST_WORD:
        return []
    counted = sorted((-snapshot.count_word(word), word) for word in snapshot.words_from(last))
    common = [word for count, word in counted if -count >= COMMON and not _is_left_out(snapshot, word)]
    return [" ".join((*before, word)) for word in common if _go_together(snapshot, (*before, word))]


def _is_left_out(snapshot: Snapshot, word: str) -> bool:
    """Whether a word says nothing, or is only how a hyphenated one is kept ("dropin")."""
    return word in STOP_WORDS or bool(taken_apart(snapshot, word))


def _go_together(snapshot: Snapshot, together: tuple[str, ...]) -> bool:
    """Whether some document has all these words."""
    found = snapshot.tables.live
    for word in together:
        found &= snapshot.word_rows(word)
    return bool(found)


def _first(suggestions: Iterable[str], limit: int) -> tuple[str, ...]:
    """The first of them, each once, however it is written."""
    kept: dict[tuple[str, ...], str] = {}
    for suggestion in suggestions:
        kept.setdefault(words(suggestion), suggestion)
        if len(kept) == limit:
            break
    return tuple(kept.values())
