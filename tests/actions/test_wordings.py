"""Texts of staff's own: used at once, every version kept, and the words that were read out can always be looked up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from locator.actions import hand_over, wordings
from locator.actions.context import Context
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.actions.wordings import CONSENT
from locator.actions.wrong import ChangedMeanwhileError, WrongError
from locator.post.text import Words
from locator.post.texts import TEXTS
from locator.referral import consent
from locator.referral.person import CONSENT_VERSION, PermissionKind
from locator.roles import Role
from locator.storage import hand_overs
from locator.wiring import Engine
from tests import handing, referred, signing
from tests.conftest import OpenEngine
from tests.noted import deeds

CURATOR = signing.person(Role.CURATOR, "Isla Kerr")
OWN = Words(subject="Can you help, {group}?", body="Reference {reference}.\n\n{link}\n\nUntil {until}.")
SPOKEN = Words(subject="May I ask them?", body="May I tell them who you are?")


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    made = open_engine(*referred.LISTINGS, handing.LISTING)
    signing.add(made, CURATOR, *referred.EVERYBODY)
    handing.allow(made)
    return made


@pytest.fixture
def context(engine: Engine) -> Context:
    return signing.as_user(engine, CURATOR)


def change(context: Context, name: str, words: Words) -> None:
    wordings.change(context, name, words, seen=wordings.one(context, name).number)


def test_words_of_our_own_are_sent(engine: Engine, context: Context) -> None:
    change(context, "asked", OWN)
    made = referred.refer(engine)
    ((_, subject, body),) = referred.letters(engine, f"asked/{made.id}")
    assert subject == f"Can you help, {referred.LUNCH.service.name}?"
    assert body.startswith(f"Reference {made.reference}.\n\nhttp")


def test_every_version_is_kept_with_who_wrote_it(engine: Engine, context: Context) -> None:
    change(context, "asked", OWN)
    wordings.go_back(context, "asked", 0, seen=1)
    wordings.go_back(context, "asked", 1, seen=2)
    found = wordings.one(context, "asked")
    assert [(one.wording.number, one.wording.is_default, one.by) for one in found.versions] == [
        (3, False, "Isla Kerr"),
        (2, True, "Isla Kerr"),
        (1, False, "Isla Kerr"),
    ]
    assert (found.words, found.is_own) == (OWN, True)
    assert deeds(engine) == ["wording.change"] * 3


def test_back_to_the_words_of_the_release_is_back_to_the_newest_of_them(context: Context) -> None:
    change(context, "asked", OWN)
    wordings.go_back(context, "asked", 0, seen=1)
    assert wordings.one(context, "asked").words == TEXTS["asked"].words
    assert "asked" not in wordings.own(context)


def test_a_double_click_keeps_one_version(engine: Engine, context: Context) -> None:
    for _ in range(2):
        wordings.change(context, "asked", OWN, seen=0)
    for _ in range(2):
        wordings.go_back(context, "asked", 0, seen=1)
    assert deeds(engine) == ["wording.change"] * 2


def test_who_changes_what_somebody_else_has_changed_is_told(context: Context) -> None:
    change(context, "asked", OWN)
    with pytest.raises(ChangedMeanwhileError):
        wordings.change(context, "asked", Words(subject="Mine", body=OWN.body), seen=0)
    with pytest.raises(ChangedMeanwhileError):
        wordings.go_back(context, "asked", 0, seen=0)
    assert wordings.one(context, "asked").words == OWN


def test_words_that_nobody_could_use_are_refused(engine: Engine, context: Context) -> None:
    for name, words in (("asked", Words(subject="Hello", body="No link")), (CONSENT, Words(subject="", body="x"))):
        with pytest.raises(WrongError):
            change(context, name, words)
    assert deeds(engine) == []


def test_the_permissions_that_were_read_out_are_recorded_and_can_be_looked_up(engine: Engine, context: Context) -> None:
    change(context, CONSENT, SPOKEN)
    version, words = wordings.permissions(context)
    assert words == {PermissionKind.REFER: SPOKEN.subject, PermissionKind.SHARE: SPOKEN.body}
    made = hand_over.send(handing.as_(engine), handing.asked(text_version=version))
    change(context, CONSENT, Words(subject="Another", body="Text"))
    (recorded,) = {one.text_version for one in hand_overs.permissions(engine.store, made.id)}
    assert recorded == version
    assert wordings.permissions_of(context, recorded) == words


def test_the_version_on_the_page_counts_even_where_a_newer_one_came_meanwhile(engine: Engine, context: Context) -> None:
    change(context, CONSENT, SPOKEN)
    made = hand_over.send(handing.as_(engine), handing.asked(text_version=CONSENT_VERSION))
    assert {one.text_version for one in hand_overs.permissions(engine.store, made.id)} == {CONSENT_VERSION}


def test_a_version_that_there_never_was_is_not_recorded(engine: Engine, context: Context) -> None:
    made = hand_over.send(handing.as_(engine), handing.asked(text_version="2031-01-01/9"))
    assert {one.text_version for one in hand_overs.permissions(engine.store, made.id)} == {CONSENT_VERSION}
    assert wordings.permissions_of(context, "2031-01-01/9") is None
    assert wordings.permissions_of(context, CONSENT_VERSION) == consent.WORDS[CONSENT_VERSION]


def test_a_text_or_version_that_is_not_there_is_nobodys(context: Context) -> None:
    with pytest.raises(NotYoursError):
        wordings.one(context, "nothing")
    with pytest.raises(NotYoursError):
        wordings.go_back(context, "asked", 7, seen=0)


def test_only_curators_and_administrators_may(engine: Engine) -> None:
    for account in (referred.NURSE, handing.ORGANISER):
        theirs = signing.as_user(engine, account)
        tries: list[Callable[[], object]] = [
            lambda theirs=theirs: wordings.every(theirs),  # type: ignore[misc]
            lambda theirs=theirs: wordings.change(theirs, "asked", OWN, seen=0),  # type: ignore[misc]
            lambda theirs=theirs: wordings.go_back(theirs, "asked", 0, seen=0),  # type: ignore[misc]
        ]
        for deed in tries:
            with pytest.raises(NotAllowedError):
                deed()
    assert wordings.every(signing.as_user(engine, handing.ADMINISTRATOR))
