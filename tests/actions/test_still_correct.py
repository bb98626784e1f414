"""The link in a reminder opens the listings of one group to one address; looking changes nothing, and a press checks one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from locator.actions import assuring, forgetting, reminding, still_correct
from locator.actions.still_correct import LinkEndedError, LinkUnknownError
from locator.directory.service import Assurance, AssuredHow, ServiceStatus
from locator.revision.subject import WayIn
from locator.storage import assurances
from locator.wiring import Engine
from tests import checking, making, signing
from tests.checking import AGAIN, CURATOR, DUE, FRESH, GROUP, LOWERED, later
from tests.conftest import OpenEngine, save
from tests.making import TODAY

OTHER = checking.checked("Quilting", 6, run_by=making.organization("Other Group", email="other@example.org"))


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(FRESH, DUE, AGAIN, LOWERED, OTHER)
    signing.add(engine, CURATOR)
    reminding.remind(engine.context())
    return engine


@pytest.fixture
def token(engine: Engine) -> str:
    """The link to Broomknoll Friends."""
    found = {still_correct.look(engine.context(), one).organization: one for one in checking.tokens(engine)}
    return found[GROUP.name]


def names(engine: Engine, token: str) -> list[str]:
    return [one.listing.service.name for one in still_correct.look(engine.context(), token).due]


def test_the_longest_unchecked_comes_first_as_the_public_sees_it(engine: Engine, token: str) -> None:
    found = still_correct.look(engine.context(), token)
    assert names(engine, token) == ["Fiddle night", "Darning circle", "Carpet bowls"]
    assert found.shown
    assert found.shown.listing == LOWERED
    chosen = still_correct.look(engine.context(), token, DUE.service.slug)
    assert chosen.shown
    assert chosen.shown.listing == DUE


def test_looking_ten_times_changes_nothing(engine: Engine, token: str) -> None:
    before = "\n".join(engine.store.connection.iterdump())
    for _ in range(10):
        still_correct.look(engine.context(), token)
    assert "\n".join(engine.store.connection.iterdump()) == before


def test_a_press_checks_that_listing_by_the_group_and_says_until_when(engine: Engine, token: str) -> None:
    check = still_correct.all_correct(engine.context(), token, LOWERED.service.slug)
    assert check
    assert (check.way_in, check.account_id) == (WayIn.LINK, None)
    found = assuring.one(engine.context(), LOWERED.service.id).service
    assert found.assured == Assurance(on=TODAY, by=GROUP.name, how=AssuredHow.GROUP)
    assert names(engine, token) == ["Darning circle", "Carpet bowls"]
    (checked,) = still_correct.look(engine.context(), token).checked
    assert (checked.name, checked.until) == ("Fiddle night", date(2027, 4, 24))


def test_pressed_by_four_at_once_it_is_one_check(engine: Engine, token: str) -> None:
    with ThreadPoolExecutor(4) as hands:
        list(hands.map(lambda _: still_correct.all_correct(engine.context(), token, DUE.service.slug), range(4)))
    assert len(assurances.of_service(engine.store, DUE.service.id)) == 1


@pytest.mark.parametrize("listing", [FRESH, OTHER])
def test_a_link_checks_nothing_that_is_not_due_or_not_this_groups(engine: Engine, token: str, listing: object) -> None:
    service = listing.service  # type: ignore[attr-defined]
    assert still_correct.all_correct(engine.context(), token, service.slug) is None
    assert not still_correct.is_asked(engine.context(), token, service.slug)
    assert assurances.of_service(engine.store, service.id) == ()
    shown = still_correct.look(engine.context(), token, service.slug).shown
    assert shown
    assert shown.listing == LOWERED


def test_an_address_that_the_group_no_longer_has_opens_nothing(engine: Engine, token: str) -> None:
    for one in (DUE, AGAIN, LOWERED):
        save(engine, replace(one, organization=replace(GROUP, email="new@example.org")))
    assert names(engine, token) == []
    assert still_correct.all_correct(engine.context(), token, DUE.service.slug) is None


def test_what_was_hidden_meanwhile_is_not_shown(engine: Engine, token: str) -> None:
    save(engine, replace(LOWERED, service=replace(LOWERED.service, status=ServiceStatus.INACTIVE)))
    assert names(engine, token) == ["Darning circle", "Carpet bowls"]
    assert still_correct.all_correct(engine.context(), token, LOWERED.service.slug) is None


def test_after_thirty_days_the_link_has_ended_and_later_it_is_forgotten(engine: Engine, token: str) -> None:
    late = later(engine.context(), TODAY + timedelta(days=30))
    for act in (still_correct.look, still_correct.all_correct, still_correct.is_asked):
        with pytest.raises(LinkEndedError):
            act(late, token, DUE.service.slug)
    forgetting.forget_old(later(engine.context(), TODAY + timedelta(days=70)))
    with pytest.raises(LinkUnknownError):
        still_correct.look(late, token)


@pytest.mark.parametrize("forged", ["", "x", "\ud800", "a" * 5000])
def test_a_forged_link_is_unknown(engine: Engine, forged: str) -> None:
    with pytest.raises(LinkUnknownError):
        still_correct.look(engine.context(), forged)


def test_what_was_checked_and_taken_back_is_asked_again(engine: Engine, token: str) -> None:
    check = still_correct.all_correct(engine.context(), token, DUE.service.slug)
    assert check
    assuring.undo(signing.as_user(engine, CURATOR), check.form_key)
    assert "Carpet bowls" in names(engine, token)
    assert still_correct.look(engine.context(), token).checked == ()
