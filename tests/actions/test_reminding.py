"""Whoever looks after listings gets one letter about all that are due, once for each check, however this is run."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.accounts.account import AccountStatus
from locator.actions import assuring, reminding
from locator.actions.reminding import Reminded
from locator.directory.listing import Listing
from locator.directory.service import AssuredHow, ServiceStatus
from locator.storage import audit, bounces, freshness_steps
from locator.storage.bounces import Bounce
from locator.wiring import Engine
from tests import checking, making, signing
from tests.checking import AGAIN, CURATOR, DUE, EVERY, FRESH, GROUP, LOWERED, MANAGER, TO_HIDE, WITHOUT_MAIL, later
from tests.conftest import NOW, OpenEngine, save
from tests.making import TODAY
from tests.referred import letters

NOTHING = Reminded(people=0, listings=0)


def opened(open_engine: OpenEngine, *listings: Listing) -> Engine:
    engine = open_engine(*listings)
    signing.add(engine, CURATOR)
    return engine


def receivers(engine: Engine) -> list[str]:
    return [to for to, _, _ in letters(engine, "check/")]


def test_one_letter_a_person_names_all_that_are_due(open_engine: OpenEngine) -> None:
    engine = opened(open_engine, *EVERY)
    done = reminding.remind(engine.context())
    assert done == Reminded(people=2, listings=6)
    assert sorted(receivers(engine)) == ["garden@knowetop.example.org", "office@knowetop.example.org"]
    ((_, subject, body),) = [one for one in letters(engine, "check/") if one[0] == GROUP.email]
    assert subject == "Are your 5 listings still correct?"
    for name in ("Carpet bowls", "Darning circle", "Easy walks", "Fiddle night", "Ironing bees"):
        assert f"- {name}\n" in body
    assert FRESH.service.name not in body
    assert body.count("/still-correct/") == 1
    assert "ring 01632 960000" in body


def test_what_is_thirty_months_old_is_asked_about_too(open_engine: OpenEngine) -> None:
    engine = opened(open_engine, TO_HIDE)
    assert reminding.remind(engine.context()).people == 1
    ((to, subject, body),) = letters(engine, "check/")
    assert (to, subject) == (TO_HIDE.service.email, "Is Gardening group still correct?")
    assert "We wrote to you before" not in body


def test_managers_are_written_to_and_then_nobody_else(open_engine: OpenEngine) -> None:
    engine = opened(open_engine, DUE, TO_HIDE)
    signing.add(engine, MANAGER)
    assert reminding.remind(engine.context()) == Reminded(people=1, listings=2)
    assert receivers(engine) == [MANAGER.email]


def test_a_manager_who_was_shut_out_is_not_written_to(open_engine: OpenEngine) -> None:
    engine = opened(open_engine, DUE)
    signing.add(engine, replace(MANAGER, status=AccountStatus.DISABLED))
    reminding.remind(engine.context())
    assert receivers(engine) == [GROUP.email]


def test_on_the_day_and_not_the_day_before(open_engine: OpenEngine) -> None:
    engine = opened(open_engine, DUE)
    assert reminding.remind(later(engine.context(), TODAY - timedelta(days=1))) == NOTHING
    assert reminding.remind(engine.context()).people == 1


def test_twice_at_once_and_by_four_programs_it_is_one_letter(open_engine: OpenEngine) -> None:
    engine = opened(open_engine, *EVERY)
    with ThreadPoolExecutor(4) as programs:
        done = list(programs.map(lambda _: reminding.remind(engine.context()), range(4)))
    assert (sum(one.people for one in done), sum(one.listings for one in done)) == (2, 6)
    assert len(receivers(engine)) == 2
    assert reminding.remind(engine.context()) == NOTHING


def test_it_is_asked_again_after_a_month_and_never_a_third_time(open_engine: OpenEngine) -> None:
    engine = opened(open_engine, DUE)
    days = [TODAY + timedelta(days=days) for days in range(0, 1000, 5)]
    assert sum(reminding.remind(later(engine.context(), day)).people for day in days) == 2
    assert [subject for _, subject, _ in letters(engine, "check/")] == [
        "Is Carpet bowls still correct?",
        "Please look again: is Carpet bowls still correct?",
    ]


def test_a_year_late_the_second_letter_alone_is_sent(open_engine: OpenEngine) -> None:
    engine = opened(open_engine, DUE)
    context = later(engine.context(), date(2027, 11, 24))
    assert [reminding.remind(context).people for _ in range(3)] == [1, 0, 0]


def test_after_a_check_it_begins_anew(open_engine: OpenEngine) -> None:
    engine = opened(open_engine, DUE)
    reminding.remind(engine.context())
    assuring.assure(signing.as_user(engine, CURATOR), DUE.service.id, AssuredHow.PHONE)
    assert reminding.remind(later(engine.context(), date(2026, 12, 31))) == NOTHING
    assert reminding.remind(later(engine.context(), date(2027, 4, 24))).people == 1


def test_listings_that_come_due_one_after_the_other_are_asked_about_together(open_engine: OpenEngine) -> None:
    those = [
        replace(one, service=replace(one.service, assured=replace(one.service.assured, on=date(2026, 6, day))))
        for day in range(20, 30)
        for one in (checking.checked(f"Walk {day}", 5),)
        if one.service.assured
    ]
    engine = opened(open_engine, *those)
    for days in range(-10, 40):
        reminding.remind(later(engine.context(), TODAY + timedelta(days=days)))
    assert len(receivers(engine)) <= 4
    reminded = {service_id for _, service_id, _ in freshness_steps.taken(engine.store)}
    assert reminded == {one.service.id for one in those}


def test_an_address_that_does_not_work_is_left_out_and_the_next_one_is_taken(open_engine: OpenEngine) -> None:
    engine = opened(open_engine, TO_HIDE, DUE)
    bounces.put(
        engine.store,
        Bounce(address="garden@knowetop.example.org", bounced_at=NOW, why="550 no such person", account_id=None),
    )
    reminding.remind(engine.context())
    assert receivers(engine) == [GROUP.email]


@pytest.mark.parametrize(
    "email", ["", "no address", "a@b.example\r\nBcc: everybody@example.org", "x" * 300 + "@example.org"]
)
def test_what_is_no_address_gets_no_letter(open_engine: OpenEngine, email: str) -> None:
    group = making.organization("Nobody's", email=email)
    engine = opened(open_engine, checking.checked("Whist", 6, run_by=group, email=email))
    assert reminding.remind(engine.context()) == NOTHING


@pytest.mark.parametrize("status", [ServiceStatus.INACTIVE, ServiceStatus.DEFUNCT])
def test_what_is_hidden_or_gone_is_not_asked_about(open_engine: OpenEngine, status: ServiceStatus) -> None:
    engine = opened(open_engine, checking.checked("Whist", 6, status=status))
    assert reminding.remind(engine.context()) == NOTHING


def test_a_manager_of_two_groups_gets_one_letter_with_a_link_for_each(open_engine: OpenEngine) -> None:
    engine = opened(open_engine, DUE, WITHOUT_MAIL)
    signing.add(engine, replace(MANAGER, organization_ids=(GROUP.id, checking.MUTE.id)))
    assert reminding.remind(engine.context()) == Reminded(people=1, listings=2)
    ((_, _, body),) = letters(engine, "check/")
    assert body.count("/still-correct/") == 2


def test_reminding_is_in_the_audit_trail(open_engine: OpenEngine) -> None:
    engine = opened(open_engine, AGAIN, LOWERED)
    reminding.remind(engine.context())
    for one in (AGAIN, LOWERED):
        assert [row.action for row in audit.about(engine.store, "service", one.service.id)] == ["service.remind"]


def test_names_cannot_write_headers_or_links_of_their_own(open_engine: OpenEngine) -> None:
    engine = opened(open_engine, checking.checked("Whist\r\nBcc: a@b.example\n\nhttps://evil.example", 6))
    reminding.remind(engine.context())
    ((_, subject, body),) = letters(engine, "check/")
    assert subject.isprintable()
    assert "\nhttps://evil.example" not in body


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(days=st.lists(st.integers(0, 900), min_size=1, max_size=12))
def test_whenever_it_runs_no_check_is_reminded_of_more_than_twice(engine_of_due: Engine, days: list[int]) -> None:
    with engine_of_due.store.atomic():
        for table in ("freshness_step", "mail", "one_time_link"):
            engine_of_due.store.write(f"DELETE FROM {table}")
    for day in sorted(days):
        reminding.remind(later(engine_of_due.context(), TODAY + timedelta(days=day)))
    assert 1 <= len(receivers(engine_of_due)) <= 2


@pytest.fixture
def engine_of_due(open_engine: OpenEngine) -> Engine:
    return opened(open_engine, DUE)


def test_a_listing_with_another_address_is_asked_about_there(open_engine: OpenEngine) -> None:
    engine = opened(open_engine, DUE)
    save(engine, replace(DUE, service=replace(DUE.service, email="  Bowls@Knowetop.example.org ")))
    reminding.remind(engine.context())
    assert receivers(engine) == ["bowls@knowetop.example.org"]
