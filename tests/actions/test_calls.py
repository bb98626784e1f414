"""The call list has every listing that somebody must phone about, the longest first, and loses none by waiting."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from locator.actions import assuring, bounces, calls
from locator.actions.assuring import CheckedSinceError
from locator.actions.calls import Why
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.directory.service import AssuredHow
from locator.storage import audit
from locator.wiring import Engine
from tests import checking, making, signing
from tests.checking import CURATOR, DUE, EVERY, FRESH, MANAGER, NURSE, SECOND_CURATOR, TO_CALL, WITHOUT_MAIL, later
from tests.conftest import OpenEngine, save
from tests.making import AIRDRIE, TODAY
from tests.signing import as_user

MOTHERWELL = "consortia-2026/motherwell"
SERVICE = TO_CALL.service.id


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*EVERY)
    signing.add(engine, CURATOR, SECOND_CURATOR, NURSE, MANAGER)
    return engine


def names(engine: Engine, days: int = 0, locality: str = "") -> list[str]:
    context = later(as_user(engine, CURATOR), TODAY + timedelta(days=days))
    return [one.stale.listing.service.name for one in calls.due(context, locality)]


def test_the_longest_unchecked_comes_first_and_thirty_months_are_still_there(engine: Engine) -> None:
    assert names(engine) == ["Ironing bees", "Gardening group", "Fiddle night", "Easy walks", "Hymn singing"]


def test_a_hundred_years_later_it_is_still_there(engine: Engine) -> None:
    assert set(names(engine, days=36_500)) == {one.service.name for one in EVERY}


def test_it_says_why_and_whom_to_ring(engine: Engine) -> None:
    found = {one.stale.listing.service.name: one for one in calls.due(as_user(engine, CURATOR))}
    assert found["Easy walks"].why is Why.UNCHECKED
    assert found["Hymn singing"].why is Why.NO_EMAIL
    assert found["Hymn singing"].phone == checking.MUTE.phones[0].number
    assert [one.id for one in found["Easy walks"].localities] == [MOTHERWELL]


def test_it_can_be_narrowed_to_a_locality(engine: Engine) -> None:
    save(
        engine, checking.checked("Jigsaws", 8, sites=(making.site(making.venue(AIRDRIE, "Gartlea"), making.weekly()),))
    )
    assert names(engine, locality="consortia-2026/airdrie") == ["Jigsaws"]
    assert "Jigsaws" not in names(engine, locality=MOTHERWELL)


@pytest.mark.parametrize("how", [AssuredHow.PHONE, AssuredHow.VISIT])
def test_once_checked_it_is_off_the_list_and_back_after_an_undo(engine: Engine, how: AssuredHow) -> None:
    curator = as_user(engine, CURATOR)
    for _ in range(2):
        calls.checked(curator, SERVICE, how, "form-key")
    assert "Easy walks" not in names(engine)
    done = calls.done(curator, "form-key")
    assert done
    assert (done.name, done.how, done.is_undone) == ("Easy walks", how, False)
    for _ in range(2):
        calls.undo(curator, "form-key")
    assert "Easy walks" in names(engine)
    assert len(assuring.history(curator, SERVICE)) == 1


def test_without_an_answer_it_comes_again_in_three_days_with_the_try(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    for _ in range(2):
        calls.no_answer(curator, SERVICE, "form-key")
    assert [("Easy walks" in names(engine, days=days)) for days in range(4)] == [False, False, False, True]
    late = later(curator, TODAY + timedelta(days=3))
    (one,) = [one for one in calls.due(late) if one.stale.listing == TO_CALL]
    assert len(one.tries) == 1
    calls.undo(curator, "form-key")
    assert "Easy walks" in names(engine)


def test_a_bounce_brings_even_a_fresh_listing_until_it_is_checked(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    bounces.came_back(curator, FRESH.organization.email or "")
    assert "Bingo" in names(engine)
    later_today = replace(curator, now=curator.now + timedelta(hours=1))
    calls.checked(later_today, FRESH.service.id, AssuredHow.PHONE, "form-key")
    assert "Bingo" not in names(engine)
    tomorrow = later(curator, TODAY + timedelta(days=1))
    bounces.works_again(tomorrow, FRESH.organization.email or "")
    bounces.came_back(tomorrow, FRESH.organization.email or "")
    assert "Bingo" in names(engine, days=1)


def test_with_a_bounce_and_no_other_address_it_is_due_before_its_time(engine: Engine) -> None:
    assert "Carpet bowls" not in names(engine)
    bounces.came_back(as_user(engine, CURATOR), DUE.organization.email or "")
    assert "Carpet bowls" in names(engine)


def test_what_another_curator_checked_since_is_not_undone(engine: Engine) -> None:
    curator, second = as_user(engine, CURATOR), as_user(engine, SECOND_CURATOR)
    calls.checked(curator, SERVICE, AssuredHow.PHONE, "first")
    calls.checked(replace(second, now=second.now + timedelta(minutes=1)), SERVICE, AssuredHow.VISIT, "second")
    with pytest.raises(CheckedSinceError):
        calls.undo(curator, "first")


def test_nobody_else_sees_the_list_or_presses_anything(engine: Engine) -> None:
    for account in (NURSE, MANAGER):
        person = as_user(engine, account)
        for act in (
            lambda person=person: calls.due(person),
            lambda person=person: calls.checked(person, SERVICE, AssuredHow.PHONE, "k"),
            lambda person=person: calls.no_answer(person, SERVICE, "k"),
            lambda person=person: calls.undo(person, "k"),
            lambda person=person: calls.done(person, "k"),
        ):
            with pytest.raises(NotAllowedError):
                act()


def test_what_is_not_there_is_not_found(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    assert calls.done(curator, "nothing") is None
    for act in (
        lambda: calls.checked(curator, "nothing", AssuredHow.PHONE, "k"),
        lambda: calls.no_answer(curator, "nothing", "k"),
        lambda: calls.undo(curator, "nothing"),
    ):
        with pytest.raises(NotYoursError):
            act()


def test_every_press_is_in_the_audit_trail(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    calls.no_answer(curator, WITHOUT_MAIL.service.id, "one")
    calls.undo(curator, "one")
    calls.checked(curator, WITHOUT_MAIL.service.id, AssuredHow.PHONE, "two")
    actions = [row.action for row in audit.about(engine.store, "service", WITHOUT_MAIL.service.id)]
    assert actions == ["service.no_answer", "service.no_answer_undone", "service.assure"]
