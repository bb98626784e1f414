"""A check is kept with who and how, changes nothing that the listing says, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from locator.actions import assuring, find, revising
from locator.actions.assuring import CheckedSinceError
from locator.actions.find import Search
from locator.actions.permission import NotAllowedError, NotSignedInError, NotYoursError
from locator.directory.listing import Listing
from locator.directory.service import Assurance, AssuredHow
from locator.revision.subject import WayIn
from locator.storage import audit, changes
from locator.wiring import Engine
from tests import changing, signing
from tests.changing import CURATOR, NURSE, ORGANISER, STRANGER, SUBJECT
from tests.conftest import OpenEngine
from tests.making import TODAY
from tests.signing import as_user
from tests.web.village import LUNCH

SERVICE = LUNCH.service.id


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*changing.LISTINGS)
    signing.add(engine, *changing.EVERYBODY)
    return engine


def now(engine: Engine) -> Listing:
    return assuring.one(engine.context(), SERVICE)


@pytest.mark.parametrize("how", AssuredHow)
def test_a_curator_says_how_and_the_listing_says_it_from_then_on(engine: Engine, how: AssuredHow) -> None:
    content = revising.content_of(engine.context(), SUBJECT)
    check = assuring.assure(as_user(engine, CURATOR), SERVICE, how, note="Spoke to Mairi.")
    found = now(engine).service
    assert found.assured == Assurance(on=TODAY, by="the Locator team", how=how)
    assert found.content_changed_on == LUNCH.service.content_changed_on
    assert revising.content_of(engine.context(), SUBJECT) == content
    assert (check.account_id, check.way_in, check.note) == (CURATOR.id, WayIn.CURATOR, "Spoke to Mairi.")
    assert audit.about(engine.store, "service", SERVICE)[-1].action == "service.assure"


def test_every_process_sees_it_at_the_next_search(engine: Engine, open_engine: OpenEngine) -> None:
    other = open_engine()
    find.search(other.context(), Search(words="lunch"))
    head = changes.head(engine.store)
    assuring.assure(as_user(engine, CURATOR), SERVICE, AssuredHow.PHONE)
    assert changes.head(engine.store) == head + 1
    (card,) = find.search(other.context(), Search(words="lunch")).cards
    assert card.freshness.since == TODAY


def test_the_same_form_checks_once(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    first = assuring.assure(curator, SERVICE, AssuredHow.PHONE, form_key="key")
    assert assuring.assure(curator, SERVICE, AssuredHow.VISIT, form_key="key") == first
    assert len(assuring.history(curator, SERVICE)) == 1


def test_an_organiser_speaks_for_their_own_group_and_for_no_other(engine: Engine) -> None:
    check = assuring.assure(as_user(engine, ORGANISER), SERVICE, AssuredHow.GROUP, by="the Queen")
    assert check.assurance.by == LUNCH.organization.name
    assert check.way_in is WayIn.ACCOUNT
    with pytest.raises(NotYoursError):
        assuring.assure(as_user(engine, STRANGER), SERVICE, AssuredHow.GROUP)
    with pytest.raises(NotAllowedError):
        assuring.assure(as_user(engine, ORGANISER), SERVICE, AssuredHow.VISIT)


def test_nobody_else_checks_anything_or_takes_it_back(engine: Engine) -> None:
    assuring.assure(as_user(engine, CURATOR), SERVICE, AssuredHow.PHONE, form_key="key")
    before = now(engine)
    with pytest.raises(NotSignedInError):
        assuring.assure(engine.context(), SERVICE, AssuredHow.GROUP)
    with pytest.raises(NotAllowedError):
        assuring.assure(as_user(engine, NURSE), SERVICE, AssuredHow.GROUP)
    for account in (NURSE, ORGANISER):
        with pytest.raises(NotAllowedError):
            assuring.undo(as_user(engine, account), "key")
    assert now(engine) == before


def test_what_was_taken_back_is_as_it_was_and_stays_in_the_history(engine: Engine) -> None:
    curator, before = as_user(engine, CURATOR), now(engine)
    assuring.assure(curator, SERVICE, AssuredHow.PHONE, form_key="key")
    for _ in range(2):
        assert assuring.undo(curator, "key").undone_at == curator.now
    assert now(engine) == before
    (kept,) = assuring.history(curator, SERVICE)
    assert kept.undone_at is not None


def test_a_first_check_taken_back_leaves_it_never_checked(engine: Engine) -> None:
    with engine.store.atomic():
        engine.store.write("UPDATE service SET assured_date = NULL, assured_by = NULL, assured_how = NULL")
    curator = as_user(engine, CURATOR)
    assuring.assure(curator, SERVICE, AssuredHow.PHONE, form_key="key")
    assuring.undo(curator, "key")
    assert now(engine).service.assured is None


def test_a_check_that_was_followed_by_another_is_not_taken_back(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    assuring.assure(curator, SERVICE, AssuredHow.PHONE, form_key="first")
    later = replace(curator, now=curator.now + timedelta(minutes=1))
    assuring.assure(later, SERVICE, AssuredHow.VISIT, form_key="second")
    with pytest.raises(CheckedSinceError):
        assuring.undo(later, "first")
    assuring.undo(later, "second")
    assert assuring.undo(later, "first").undone_at is not None


def test_two_checks_that_say_the_same_are_taken_back_in_turn(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    for key in ("first", "second"):
        assuring.assure(curator, SERVICE, AssuredHow.PHONE, form_key=key)
    with pytest.raises(CheckedSinceError):
        assuring.undo(curator, "first")
    for key in ("second", "first"):
        assuring.undo(curator, key)
    assert now(engine).service.assured == LUNCH.service.assured


def test_what_is_not_there_is_not_found(engine: Engine) -> None:
    with pytest.raises(NotYoursError):
        assuring.assure(as_user(engine, CURATOR), "nothing", AssuredHow.PHONE)
    with pytest.raises(NotYoursError):
        assuring.undo(as_user(engine, CURATOR), "nothing")
