"""Which passwords are taken: long ones that are not what everybody takes. Nothing is asked of their letters (NIST SP 800-63B)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def problem(password: str, common: Sequence[str], *, about: Iterable[str] = ()) -> PasswordProblem | None:
    """What is wrong with the password; None where it can be taken.

    `common` are passwords and parts of them in small letters, the longest first; `about` is what others know of the person.
    """
    if len(password) < LEAST:
        return PasswordProblem.SHORT
    if len(password) > MOST:
        return PasswordProblem.LONG
    if _is_weak(_without(password.lower(), common)):
        return PasswordProblem.COMMON
    known = sorted(_parts(about), key=len, reverse=True)
    if known and _is_weak(_without(password.lower(), [*known, *common])):
        return PasswordProblem.ABOUT_YOU
    return None


def _without(text: str, parts: Sequence[str]) -> str:
    """What is left of the text without these parts, read as it stands and with digits for letters ("p4ssw0rd")."""
    as_letters = text.translate(_AS_LETTERS)
    for part in parts:
        at = max(text.find(part), as_letters.find(part))
        while at >= 0:
            blank = " " * len(part)
            text = text[:at] + blank + text[at + len(part) :]
            as_letters = as_letters[:at] + blank + as_letters[at + len(part) :]
            at = max(text.find(part), as_letters.find(part))
    return text


def _is_weak(rest: str) -> bool:
    own = [letter for letter in rest if not letter.isspace()]
    return len(own) < _LEAST_OWN or len(set(own)) < _LEAST_DIFFERENT


def _parts(texts: Iterable[str]) -> set[str]:
    words = (word for text in texts for word in text.lower().replace("@", " ").replace(".", " ").split())
    return {word for word in words if len(word) >= _SHORTEST_PART}
