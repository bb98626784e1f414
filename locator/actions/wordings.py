"""The texts of messages and of the two permissions: what they say now, words of staff's own, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from locator.actions import audit
from locator.actions.context import Context
from locator.actions.permission import NotYoursError, require
from locator.actions.wrong import ChangedMeanwhileError, WrongError
from locator.post import texts
from locator.post.text import Text, Words
from locator.post.texts import TEXTS
from locator.referral import consent
from locator.referral.person import CONSENT_VERSION, PermissionKind
from locator.roles import Permission
from locator.storage import accounts, wordings
from locator.storage.wordings import Wording

CONSENT = "consent"
"""The name of the two permissions: the subject is what is read out to ask for the one, the body for the other."""

MOST_PERMISSION = 600
_TWO_PERMISSIONS = Text(
    title="The two permissions of a named hand-over",
    when="Read out before a person’s details are passed on. Which version was read out is kept with each hand-over.",
    words=Words(subject=consent.words(PermissionKind.REFER), body=consent.words(PermissionKind.SHARE)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a text, and who wrote it ("" where nobody knows)."""

    wording: Wording
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One text: the words in force, the number of the newest version (0: never changed), and all versions, the newest first."""

    name: str
    text: Text
    words: Words
    number: int
    is_own: bool
    versions: tuple[Version, ...] = ()


def own(context: Context) -> Mapping[str, Words]:
    """The words of staff's own that are in force, by name; for whoever writes a message."""
    found = wordings.newest(context.store)
    return {name: _words(one) for name, one in found.items() if not one.is_default and name != CONSENT}


def every(context: Context) -> tuple[Kept, ...]:
    """Every text, the permissions first; without their versions."""
    require(context, Permission.SET_UP)
    newest = wordings.newest(context.store)
    return tuple(_kept(name, text, newest.get(name)) for name, text in _all().items())


def one(context: Context, name: str) -> Kept:
    """One text with its versions; raises NotYoursError."""
    require(context, Permission.SET_UP)
    text = _all().get(name)
    if text is None:
        raise NotYoursError
    with context.store.snapshot():
        found = wordings.of(context.store, name)
        people = {one.id: one.name for one in accounts.every(context.store)}
    versions = tuple(Version(wording=one, by=people.get(one.account_id or "", "")) for one in found)
    kept = _kept(name, text, found[0] if found else None)
    return Kept(name=name, text=text, words=kept.words, number=kept.number, is_own=kept.is_own, versions=versions)


def check(name: str, words: Words) -> None:
    """Raise WrongError for words that cannot be used."""
    if name == CONSENT:
        for at, said in (("subject", words.subject), ("body", words.body)):
            if not 0 < len(said) <= MOST_PERMISSION:
                raise WrongError(at, f"Type what is read out, in {MOST_PERMISSION} letters or fewer")
        return
    found = texts.problem(_all()[name], words)
    if found is not None:
        raise WrongError(*found)


def change(context: Context, name: str, words: Words, *, seen: int) -> None:
    """Use these words from now on, as a new version; sent twice it is one. Raises WrongError, ChangedMeanwhileError or NotYoursError."""
    require(context, Permission.SET_UP)
    with context.store.atomic():
        now = one(context, name)
        check(name, words)
        if words != now.words:
            _add(context, now, words, seen=seen)


def go_back(context: Context, name: str, number: int, *, seen: int) -> None:
    """Use an older version again, or (0) the words of the release. Raises ChangedMeanwhileError or NotYoursError."""
    require(context, Permission.SET_UP)
    with context.store.atomic():
        now = one(context, name)
        if number == 0:
            if now.is_own:
                _add(context, now, now.text.words, seen=seen, is_default=True)
            return
        older = next((_words(each.wording) for each in now.versions if each.wording.number == number), None)
        if older is None:
            raise NotYoursError
        check(name, older)
        if older != now.words:
            _add(context, now, older, seen=seen)


def permissions(context: Context) -> tuple[str, Mapping[PermissionKind, str]]:
    """The version of the two permissions that is read out now, and its words."""
    newest = wordings.newest(context.store).get(CONSENT)
    if newest is None or newest.is_default:
        return CONSENT_VERSION, consent.WORDS[CONSENT_VERSION]
    return _version(newest), _permissions(newest)


def permissions_of(context: Context, version: str) -> Mapping[PermissionKind, str] | None:
    """The words of a version of the two permissions, however old; None for one that there never was."""
    if version in consent.WORDS:
        return consent.WORDS[version]
    found = (one for one in wordings.of(context.store, CONSENT) if _version(one) == version)
    return next((_permissions(one) for one in found), None)


def _add(context: Context, now: Kept, words: Words, *, seen: int, is_default: bool = False) -> None:
    if seen != now.number:
        raise ChangedMeanwhileError
    made = Wording(
        name=now.name,
        number=now.number + 1,
        subject=words.subject,
        body=words.body,
        is_default=is_default,
        made_at=context.now,
        account_id=context.user.id if context.user else None,
    )
    wordings.add(context.store, made)
    audit.note(context, "wording.change", "wording", f"{made.name}/{made.number}")


def _all() -> dict[str, Text]:
    return {CONSENT: _TWO_PERMISSIONS, **TEXTS}


def _kept(name: str, text: Text, newest: Wording | None) -> Kept:
    is_own = newest is not None and not newest.is_default
    words = _words(newest) if newest is not None and is_own else text.words
    return Kept(name=name, text=text, words=words, number=newest.number if newest else 0, is_own=is_own)


def _words(one: Wording) -> Words:
    return Words(subject=one.subject, body=one.body)


def _permissions(one: Wording) -> Mapping[PermissionKind, str]:
    return {PermissionKind.REFER: one.subject, PermissionKind.SHARE: one.body}


def _version(one: Wording) -> str:
    """The day on which it was written and its number: "2026-11-25/1"."""
    return f"{one.made_at.date().isoformat()}/{one.number}"
