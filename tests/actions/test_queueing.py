"""Everything that waits for a curator is in one list, the longest first, and in the list of its area."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from locator.actions import duplicates, proposing, queueing, reporting
from locator.actions.context import Context
from locator.actions.permission import NotAllowedError
from locator.actions.queueing import Item, Kind
from locator.directory.report import ReportKind
from locator.revision import subject
from locator.storage import account_localities
from locator.wiring import Engine
from tests import changing, making, referred, signing
from tests.changing import CURATOR, GROUP, NURSE, ORGANISER, sent
from tests.conftest import NOW, OpenEngine, save
from tests.signing import as_user
from tests.web.village import FRESH, LUNCH, SHED

CHECKED_SHED = replace(SHED, service=replace(SHED.service, assured=FRESH))
LATE_AFTER = 14
"""Days in which nine are working days: from Tuesday, 24 November to Tuesday, 8 December 2026, with St Andrew's Day between."""
FREE = {"is_free": True, "options": []}


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(LUNCH, CHECKED_SHED)
    signing.add(engine, *changing.EVERYBODY)
    return engine


def waiting(engine: Engine, locality: str = "") -> tuple[Item, ...]:
    return queueing.items(as_user(engine, CURATOR), locality)


def report(engine: Engine, slug: str, **earlier: float) -> None:
    context = engine.context()
    at = replace(context, now=context.now - timedelta(**earlier))
    reporting.something_wrong(at, slug=slug, kind=ReportKind.TIMES, message="", form_key=f"{slug}{earlier}")


def late(engine: Engine, days: int = 0) -> Context:
    """A curator on the day on which groups have not answered for nine working days, or some days later."""
    return referred.later(as_user(engine, CURATOR), days=LATE_AFTER + days)


def test_an_empty_queue_is_empty(engine: Engine) -> None:
    assert waiting(engine) == ()


def test_a_change_says_who_waits_and_since_when(engine: Engine) -> None:
    found = sent(as_user(engine, ORGANISER), {"summary": "Soup."})
    (item,) = waiting(engine)
    assert (item.kind, item.title) == (Kind.CHANGE, "Tuesday Lunch Club")
    assert item.who_waits == "Rab Tennant, Knowetop Friends"
    assert (item.since, item.href) == (NOW, f"/curate/changes/{found.id}")


def test_what_a_trusted_organiser_published_is_there_to_be_looked_at(engine: Engine) -> None:
    changing.trust(engine)
    sent(as_user(engine, ORGANISER), {"cost": FREE, "summary": "Soup."})
    assert sorted(one.kind for one in waiting(engine)) == [Kind.CHANGE, Kind.PUBLISHED]


def test_drafts_are_not_in_the_queue(engine: Engine) -> None:
    proposing.begin(as_user(engine, ORGANISER), changing.SUBJECT, organization_id=GROUP, form_key="d")
    assert waiting(engine) == ()


def test_all_kinds_stand_in_one_list_the_longest_first(engine: Engine) -> None:
    report(engine, LUNCH.service.slug, days=3)
    report(engine, SHED.service.slug, days=9)
    sent(as_user(engine, ORGANISER), {"summary": "Soup."})
    assert [(one.kind, one.title) for one in waiting(engine)] == [
        (Kind.REPORT, "Airdrie Men's Shed"),
        (Kind.REPORT, "Tuesday Lunch Club"),
        (Kind.CHANGE, "Tuesday Lunch Club"),
    ]


def test_a_group_that_has_not_answered_is_one_thing_whatever_the_number_of_referrals(engine: Engine) -> None:
    references = [referred.refer(engine, key=f"key-{number}").reference for number in range(3)]
    (item,) = queueing.items(late(engine))
    assert (item.kind, item.title, item.who_waits) == (Kind.REFERRAL, "Tuesday Lunch Club", "Staff, with 3 referrals")
    assert item.since.date() == NOW.date()
    assert not any(str(reference) in repr(item) for reference in references)


def test_a_group_that_may_still_answer_by_itself_waits_for_no_curator(engine: Engine) -> None:
    referred.refer(engine)
    assert waiting(engine) == ()
    assert queueing.items(late(engine, days=-1)) == ()


def test_what_nobody_has_checked_for_a_year_is_there_to_be_hidden_or_kept(engine: Engine) -> None:
    save(engine, SHED)
    (item,) = waiting(engine)
    assert (item.kind, item.href) == (Kind.HIDE, f"/curate/hiding/{SHED.service.id}")
    assert item.since < NOW


def test_what_somebody_waits_for_comes_before_what_the_program_asks(engine: Engine) -> None:
    save(engine, SHED)
    report(engine, LUNCH.service.slug, days=3)

    first, last = waiting(engine)

    assert (first.kind, last.kind) == (Kind.REPORT, Kind.HIDE)
    assert last.since < first.since


def test_two_listings_that_may_be_one_are_there_to_be_looked_at(engine: Engine) -> None:
    venue = LUNCH.sites[0].location
    twin = making.listing(
        "Tuesday lunch club.",
        slug="the-lunch",
        run_by=LUNCH.organization,
        sites=(making.site(venue, making.weekly()),),
        assured=FRESH,
    )
    save(engine, twin)
    duplicates.find_all(engine.context())
    (item,) = waiting(engine, "motherwell")
    assert item.kind is Kind.DUPLICATE
    assert {LUNCH.service.id, twin.service.id} == set(item.href.partition("?first=")[2].split("&second="))


def test_a_locality_shows_its_own_and_what_belongs_to_none(engine: Engine) -> None:
    report(engine, LUNCH.service.slug, days=1)
    report(engine, SHED.service.slug, days=2)
    draft = proposing.begin(
        as_user(engine, ORGANISER), subject.location("hall"), organization_id=GROUP, form_key="hall-form"
    )
    proposing.save(as_user(engine, ORGANISER), draft.proposal.id, {"name": "A hall somewhere"})
    proposing.send(as_user(engine, ORGANISER), draft.proposal.id)
    assert [one.title for one in waiting(engine, "airdrie")] == ["Airdrie Men's Shed", "A hall somewhere (new)"]
    assert [one.title for one in waiting(engine, "motherwell")] == ["Tuesday Lunch Club", "A hall somewhere (new)"]
    assert len(waiting(engine, "no-such-place")) == 3


def test_mine_are_those_of_the_curators_own_localities(engine: Engine) -> None:
    report(engine, LUNCH.service.slug, days=1)
    report(engine, SHED.service.slug, days=2)
    assert len(waiting(engine, "mine")) == 2
    context = engine.context()
    (airdrie,) = (one.id for one in context.reference.localities(context.today) if one.slug == "airdrie")
    with engine.store.atomic():
        account_localities.save(engine.store, CURATOR.id, [airdrie])
    assert [one.title for one in waiting(engine, "mine")] == ["Airdrie Men's Shed"]


def test_a_new_listing_is_in_the_locality_where_it_would_meet(engine: Engine) -> None:
    context = as_user(engine, ORGANISER)
    draft = proposing.begin_new(context, organization_id=GROUP, form_key="new")
    venues = [{"location_id": SHED.sites[0].location.id, "description": ""}]
    proposing.save(context, draft.proposal.id, {"name": "Zither Circle", "venues": venues})
    proposing.send(context, draft.proposal.id)
    assert [one.title for one in waiting(engine, "airdrie")] == ["Zither Circle (new)"]
    assert waiting(engine, "motherwell") == ()


def test_after_one_comes_the_next_and_at_the_end_the_first_again() -> None:
    every = [
        Item(
            kind=Kind.REFERRAL if number == 2 else Kind.REPORT,
            title=str(number),
            who_waits="",
            since=NOW + timedelta(hours=number),
            href=f"/{number}",
            localities=frozenset(),
        )
        for number in range(4)
    ]
    after = [queueing.following(every, one.since, one.href) for one in every]
    assert [one.title if one else None for one in after] == ["1", "3", "3", "0"]
    assert queueing.following(every[:1], every[0].since, every[0].href) is None


def test_the_queue_is_for_curators(engine: Engine) -> None:
    for account in (NURSE, ORGANISER):
        with pytest.raises(NotAllowedError):
            queueing.items(as_user(engine, account))
