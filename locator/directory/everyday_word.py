"""What people say and what it also finds: "falls" finds "strength and balance" and "slippers"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 60
MOST_FINDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class EverydayWord:
    """A word or a few, and what it also finds; `is_own` where staff added it, `is_off` for one of the release that is not used."""

    word: str
    finds: tuple[str, ...]
    is_own: bool
    is_off: bool = False


def in_force(words: Iterable[EverydayWord]) -> dict[str, tuple[str, ...]]:
    """What each word finds, by word, without those that are off; the release's own come first."""
    found: dict[str, dict[str, None]] = {}
    for one in sorted(words, key=lambda one: (one.word, one.is_own)):
        if not one.is_off:
            found.setdefault(one.word, {}).update(dict.fromkeys(one.finds))
    return {word: tuple(finds) for word, finds in found.items()}


def plain(text: str) -> str:
    """The text as it is kept: small letters, single spaces."""
    return " ".join(text.lower().split())


def with_one(words: Iterable[EverydayWord], before: str, wanted: EverydayWord | None) -> tuple[EverydayWord, ...]:
    """The words with the staff's own word `before` ("" for none) replaced by the wanted one, or taken away for None."""
    gone = {before, wanted.word if wanted else before}
    kept = [one for one in words if not (one.is_own and one.word in gone)]
    return (*kept, wanted) if wanted else tuple(kept)


def switched(words: Iterable[EverydayWord], word: str, *, is_off: bool) -> tuple[EverydayWord, ...]:
    """The words with the release's own word of this name switched on or off."""
    return tuple(
        EverydayWord(word=one.word, finds=one.finds, is_own=False, is_off=is_off)
        if one.word == word and not one.is_own
        else one
        for one in words
    )
