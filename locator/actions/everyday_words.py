"""Everyday words that staff add, change, take away and switch off; each can be tried before it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from locator.actions import audit, find, indexing
from locator.actions.context import Context
from locator.actions.find import Search
from locator.actions.permission import NotYoursError, require
from locator.actions.wrong import WrongError, check, mark
from locator.directory import everyday_word
from locator.directory.everyday_word import LONGEST, MOST_FINDS, EverydayWord
from locator.roles import Permission
from locator.storage import listings, synonyms

SHOWN = 10
"""How many of each side a trial names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What a search finds: how many have all of its words, how many only some, and the first of them by name."""

    total: int
    total_other: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One search before and after a change that is not made yet."""

    asked: str
    before: Side
    after: Side


def every(context: Context) -> tuple[EverydayWord, ...]:
    """Every word, by word; those of the release that are off too."""
    require(context, Permission.CURATE)
    return synonyms.words(context.store)


def own(context: Context, word: str) -> EverydayWord:
    """The staff's own word; raises NotYoursError."""
    found = _own(every(context), word)
    if found is None:
        raise NotYoursError
    return found


def state(one: EverydayWord | None) -> str:
    """What a form carries to tell whether somebody else changed the word meanwhile."""
    return mark(one.word, *one.finds) if one else ""


def keep(context: Context, *, before: str, seen: str, word: str, finds: Sequence[str]) -> EverydayWord:
    """Add a word (`before` is ""), or change what `before` says; sent twice it is done once.

    Raises WrongError, or ChangedMeanwhileError where it is no longer what was `seen`.
    """
    require(context, Permission.CURATE)
    wanted = _wanted(word, finds)
    with context.store.atomic():
        words = synonyms.words(context.store)
        there, old = _own(words, wanted.word), _own(words, before)
        if there == wanted and (old is None or before == wanted.word):
            return wanted
        if there is not None and before != wanted.word:
            raise WrongError("word", f"“{wanted.word}” is in the list already. Change it there")
        if before:
            check(seen, state(old))
            synonyms.put(context.store, before, ())
        synonyms.put(context.store, wanted.word, wanted.finds)
        audit.note(context, "word.change" if before else "word.add", "synonym", wanted.word)
    return wanted


def remove(context: Context, word: str, seen: str) -> None:
    """Take a word of staff's own away; sent twice it is done once. Raises ChangedMeanwhileError."""
    require(context, Permission.CURATE)
    with context.store.atomic():
        there = _own(synonyms.words(context.store), word)
        if there is None:
            return
        check(seen, state(there))
        synonyms.put(context.store, word, ())
        audit.note(context, "word.remove", "synonym", word)


def switch(context: Context, word: str, *, is_off: bool) -> None:
    """Switch what the release says of a word off or on again. Raises NotYoursError for a word that it does not have."""
    require(context, Permission.CURATE)
    with context.store.atomic():
        if not any(one.word == word and not one.is_own for one in synonyms.words(context.store)):
            raise NotYoursError
        change = synonyms.switch_off if is_off else synonyms.switch_on
        if change(context.store, word):
            audit.note(context, "word.switch_off" if is_off else "word.switch_on", "synonym", word)


def try_keeping(context: Context, *, before: str, word: str, finds: Sequence[str], asked: str) -> Trial:
    """What a search would find if this were kept; nothing is written. Raises WrongError."""
    wanted = _wanted(word, finds)
    return _trial(context, everyday_word.with_one(every(context), before, wanted), asked.strip() or wanted.word)


def try_removing(context: Context, word: str, asked: str) -> Trial:
    """What a search would find without this word of staff's own."""
    return _trial(context, everyday_word.with_one(every(context), word, None), asked.strip() or word)


def try_switching(context: Context, word: str, asked: str, *, is_off: bool) -> Trial:
    """What a search would find if what the release says of a word were switched off, or on."""
    return _trial(context, everyday_word.switched(every(context), word, is_off=is_off), asked.strip() or word)


def _trial(context: Context, words: Iterable[EverydayWord], asked: str) -> Trial:
    now = everyday_word.in_force(every(context))
    return Trial(
        asked=asked,
        before=_side(context, asked, now),
        after=_side(context, asked, everyday_word.in_force(words)),
    )


def _side(context: Context, asked: str, words: dict[str, tuple[str, ...]]) -> Side:
    query = find.query_for(context, Search(words=asked[:200]), None)
    answer = indexing.search(context, query, synonyms=words)
    found = listings.by_ids(context.store, [hit.id for hit in answer.hits[:SHOWN]])
    return Side(
        total=answer.total_all,
        total_other=answer.total_any,
        names=tuple(one.service.name for one in found),
    )


def _own(words: Iterable[EverydayWord], word: str) -> EverydayWord | None:
    return next((one for one in words if one.is_own and one.word == word), None)


def _wanted(word: str, finds: Sequence[str]) -> EverydayWord:
    """What was typed, as it is kept; raises WrongError."""
    typed = everyday_word.plain(word)
    found = tuple(dict.fromkeys(text for one in finds if (text := everyday_word.plain(one))))
    if not _is_usable(typed):
        raise WrongError("word", f"Type what people say, in {LONGEST} letters or fewer")
    if not found:
        raise WrongError("finds", "Type at least one word that stands in listings")
    if len(found) > MOST_FINDS:
        raise WrongError("finds", f"Type {MOST_FINDS} lines or fewer")
    too_long = next((text for text in found if not _is_usable(text)), None)
    if too_long is not None:
        raise WrongError("finds", f"Use letters and numbers, at most {LONGEST} in a line")
    if typed in found:
        raise WrongError("finds", f"Leave “{typed}” out of what it also finds: it finds itself already")
    return EverydayWord(word=typed, finds=found, is_own=True)


def _is_usable(text: str) -> bool:
    return 0 < len(text) <= LONGEST and text.isprintable() and any(letter.isalnum() for letter in text)
