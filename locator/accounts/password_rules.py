"""Which passwords are taken: long ones that are not what everybody takes. Nothing is asked of their letters (NIST SP 800-63B)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

LEAST = 15
MOST = 256

_LEAST_OWN = 8
"""So many letters must be left once what everybody takes is struck out."""
_LEAST_DIFFERENT = 6
_SHORTEST_PART = 4
_AS_LETTERS = str.maketrans("0134578@$!", "oleastbasi")


class PasswordProblem(StrEnum):
    """Why a password is not taken."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    ABOUT_YOU = "about you"


def problem(password: str, common: Collection[str], *, about: Iterable[str] = ()) -> PasswordProblem | None:
    """What is wrong with the password; None where it can be taken.

    `common` are passwords and parts of them in small letters; `about` is what others know of the person.
    """
    if len(password) < LEAST:
        return PasswordProblem.SHORT
    if len(password) > MOST:
        return PasswordProblem.LONG
    if _is_weak(_without(password.lower(), common)):
        return PasswordProblem.COMMON
    known = _parts(about)
    if known and _is_weak(_without(password.lower(), [*known, *common])):
        return PasswordProblem.ABOUT_YOU
    return None


def _without(text: str, parts: Iterable[str]) -> str:
    """The least that is left of the text without these parts, read as it stands and with digits for letters ("p4ssw0rd")."""
    known, as_letters = frozenset(parts), text.translate(_AS_LETTERS)
    lengths = {len(part) for part in known}
    left = [""]
    """What is left of the first so many letters."""
    for end, letter in enumerate(text, start=1):
        starts = [end - length for length in lengths if length <= end]
        struck_out = [left[at] for at in starts if text[at:end] in known or as_letters[at:end] in known]
        left.append(min((left[-1] + letter, *struck_out), key=lambda rest: len(_own(rest))))
    return left[-1]


def _is_weak(rest: str) -> bool:
    own = _own(rest)
    return len(own) < _LEAST_OWN or len(set(own)) < _LEAST_DIFFERENT


def _own(rest: str) -> str:
    return "".join(rest.split())


def _parts(texts: Iterable[str]) -> set[str]:
    words = (word for text in texts for word in text.lower().replace("@", " ").replace(".", " ").split())
    return {word for word in words if len(word) >= _SHORTEST_PART}
