"""Many listings at once: what was looked at is what is done, all or nothing, and it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from locator.actions import bulk_changes, find, referring, revising
from locator.actions.bulk_changes import Filter, Line
from locator.actions.context import Context
from locator.actions.find import Search
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.actions.referring import Pointing
from locator.actions.wrong import ChangedMeanwhileError, WrongError
from locator.directory.listing import Listing
from locator.directory.service import Assurance, AssuredHow, ServiceStatus
from locator.referral.referral import ForWhom, Level
from locator.revision import bulk, subject
from locator.revision.bulk import Deed, DeedKind, Outcome, Skip
from locator.revision.subject import WayIn
from locator.roles import Role
from locator.storage import listings, organizations
from locator.wiring import Engine
from tests import making, signing
from tests.conftest import OpenEngine, save
from tests.noted import deeds

CURATOR = signing.person(Role.CURATOR)
OTHERS = making.organization("Clyde Carers")
LUNCH = making.listing("Lunch Club", terms=making.themes("social"), takes_referrals=True)
CHOIR = making.listing("Choir", terms=making.themes("social", "active"))
WALKERS = making.listing(
    "Walkers",
    sites=(making.site(making.venue(making.AIRDRIE, "Airdrie Hall"), making.weekly("MO")),),
    terms=making.themes("active"),
    run_by=OTHERS,
    assured=Assurance(on=making.TODAY - timedelta(days=10), by="us", how=AssuredHow.PHONE),
)
GONE = making.listing("Old Club", status=ServiceStatus.DEFUNCT)
HIDDEN = making.listing("Secret Club", status=ServiceStatus.INACTIVE)
CHECK = Deed(kind=DeedKind.CHECK, assured={"on": "2026-11-23", "by": "the Locator team", "how": "phone"})
CLOSE = Deed(kind=DeedKind.CLOSE, note="Closed until Easter")
HIDE = Deed(kind=DeedKind.HIDE)
SOCIAL = Filter(theme_code="social")


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    made = open_engine(LUNCH, CHOIR, WALKERS, GONE, HIDDEN)
    signing.add(made, CURATOR)
    return made


@pytest.fixture
def context(engine: Engine) -> Context:
    return signing.as_user(engine, CURATOR)


def do(context: Context, wanted: Filter, deed: Deed, *, key: str = "one", left_out: tuple[str, ...] = ()) -> str:
    seen = bulk_changes.plan(context, wanted, deed).mark
    return bulk_changes.do(context, wanted, deed, seen=seen, left_out=left_out, form_key=key, details={"what": "x"})


def now(context: Context, listing: Listing) -> Listing:
    return listings.by_ids(context.store, (listing.service.id,), unpublished=True)[0]


def names(lines: tuple[Line, ...]) -> list[str]:
    return [line.listing.service.name for line in lines]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), ["Choir", "Lunch Club", "Old Club", "Secret Club", "Walkers"]),
        (Filter(words="clyde WALK"), ["Walkers"]),
        (SOCIAL, ["Choir", "Lunch Club"]),
        (Filter(organization_id=OTHERS.id), ["Walkers"]),
        (Filter(status=ServiceStatus.INACTIVE), ["Secret Club"]),
        (Filter(locality_id="consortia-2026/airdrie"), ["Walkers"]),
        (Filter(checked_before=making.TODAY), ["Choir", "Lunch Club", "Old Club", "Secret Club", "Walkers"]),
        (Filter(checked_before=making.TODAY - timedelta(days=10), theme_code="active"), ["Choir"]),
        (Filter(theme_code="nothing"), []),
    ],
    ids=str,
)
def test_listings_are_chosen_by_every_part_of_the_filter(context: Context, wanted: Filter, found: list[str]) -> None:
    assert [one.service.name for one in bulk_changes.choose(context, wanted)] == found


def test_a_plan_says_what_changes_and_what_does_not_and_writes_nothing(context: Context) -> None:
    plan = bulk_changes.plan(context, Filter(), CLOSE)
    assert names(plan.changing) == ["Choir", "Lunch Club", "Walkers"]
    assert [(line.listing.service.name, line.skip) for line in plan.skipped] == [
        ("Old Club", Skip.OVER),
        ("Secret Club", Skip.HIDDEN),
    ]
    assert plan.changing[0].before == {"status": "active", "status_note": ""}
    assert now(context, LUNCH) == LUNCH


def test_a_check_is_written_down_with_who_and_how(context: Context) -> None:
    do(context, SOCIAL, CHECK)
    assured = Assurance(on=date(2026, 11, 23), by="the Locator team", how=AssuredHow.PHONE)
    assert [now(context, one).service.assured for one in (LUNCH, CHOIR)] == [assured, assured]
    assert now(context, WALKERS).service.assured == WALKERS.service.assured


def test_a_theme_that_was_given_is_searched_by_at_once(engine: Engine, context: Context) -> None:
    do(context, Filter(words="lunch"), Deed(kind=DeedKind.GIVE, taxonomy="theme", code="active"))
    found = find.search(engine.context(), Search(chosen={"theme": frozenset({"active"})}))
    assert {card.listing.service.name for card in found.cards} == {"Lunch Club", "Choir", "Walkers"}


def test_listings_move_to_another_group(context: Context) -> None:
    do(context, SOCIAL, Deed(kind=DeedKind.MOVE, organization_id=OTHERS.id))
    assert now(context, LUNCH).organization == OTHERS
    assert len(listings.of_organization(context.store, OTHERS.id)) == 3


def test_hidden_listings_are_found_no_more_and_come_back(engine: Engine, context: Context) -> None:
    deed_id = do(context, SOCIAL, HIDE)
    assert find.search(engine.context(), Search(words="lunch")).total == 0
    bulk_changes.undo(context, deed_id)
    assert find.search(engine.context(), Search(words="lunch")).total == 1


def test_nothing_is_hidden_while_people_wait_for_it(engine: Engine, context: Context) -> None:
    nurse = signing.person()
    signing.add(engine, nurse)
    asked = Pointing(form_key="form-key-1", slugs=(LUNCH.service.slug,), level=Level.CODED, for_whom=ForWhom.CARER)
    referring.point(signing.as_user(engine, nurse), asked)
    plan = bulk_changes.plan(context, SOCIAL, HIDE)
    assert names(plan.changing) == ["Choir"]
    assert [line.skip for line in plan.skipped] == [Skip.REFERRALS]


def test_what_was_left_out_stays(context: Context) -> None:
    do(context, SOCIAL, CLOSE, left_out=(CHOIR.service.id,))
    assert now(context, CHOIR) == CHOIR
    assert now(context, LUNCH).service.status_note == "Closed until Easter"


def test_leaving_everything_out_does_nothing(context: Context) -> None:
    with pytest.raises(WrongError):
        do(context, SOCIAL, CLOSE, left_out=(CHOIR.service.id, LUNCH.service.id))
    assert bulk_changes.recent(context) == ()


def test_a_double_click_does_it_once(engine: Engine, context: Context) -> None:
    seen = bulk_changes.plan(context, SOCIAL, CLOSE).mark
    ids = {
        bulk_changes.do(context, SOCIAL, CLOSE, seen=seen, left_out=(), form_key="one", details={}) for _ in range(2)
    }
    assert len(ids) == 1
    assert deeds(engine).count("bulk.close") == 1
    assert len(bulk_changes.recent(context)) == 1


def test_what_changed_after_it_was_looked_at_stops_it(engine: Engine, context: Context) -> None:
    seen = bulk_changes.plan(context, SOCIAL, CLOSE).mark
    save(engine, making.listing("Tea Dance", terms=making.themes("social")))
    with pytest.raises(ChangedMeanwhileError):
        bulk_changes.do(context, SOCIAL, CLOSE, seen=seen, left_out=(), form_key="one", details={})
    assert now(context, LUNCH) == LUNCH


def test_taking_back_brings_every_field_back(context: Context) -> None:
    for number, deed in enumerate((CHECK, CLOSE, HIDE, Deed(kind=DeedKind.MOVE, organization_id=OTHERS.id))):
        before = [now(context, one) for one in (LUNCH, CHOIR)]
        deed_id = do(context, SOCIAL, deed, key=str(number))
        assert [now(context, one) for one in (LUNCH, CHOIR)] != before
        bulk_changes.undo(context, deed_id)
        assert [now(context, one) for one in (LUNCH, CHOIR)] == before


def test_what_somebody_changed_since_is_kept_and_said(context: Context) -> None:
    deed_id = do(context, SOCIAL, CLOSE)
    note = {"status_note": "Closed until June"}
    revising.publish(context, subject.service(LUNCH.service.id), note, way_in=WayIn.CURATOR)
    bulk_changes.undo(context, deed_id)
    found = bulk_changes.result(context, deed_id)
    assert {listing.service.name: item.outcome for item, listing in found.items} == {
        "Choir": Outcome.UNDONE,
        "Lunch Club": Outcome.KEPT,
    }
    assert now(context, LUNCH).service.status_note == "Closed until June"


def test_a_deed_is_taken_back_once(engine: Engine, context: Context) -> None:
    deed_id = do(context, SOCIAL, CLOSE)
    bulk_changes.undo(context, deed_id)
    do(context, SOCIAL, CLOSE, key="two")
    bulk_changes.undo(context, deed_id)
    assert now(context, LUNCH).service.status is ServiceStatus.TEMPORARILY_CLOSED
    assert deeds(engine).count("bulk.undo") == 1


def test_every_change_has_a_version_and_taking_back_makes_another(context: Context) -> None:
    deed_id = do(context, SOCIAL, CLOSE)
    bulk_changes.undo(context, deed_id)
    said = [one.content["status"] for one in revising.history(context, subject.service(LUNCH.service.id))]
    assert said == ["active", "temporarily closed", "active"]


def test_all_or_nothing(context: Context) -> None:
    seen = bulk_changes.plan(context, SOCIAL, CLOSE).mark
    broken = replace(context, now=context.now.replace(tzinfo=None))
    with pytest.raises(ValueError, match="time zone"):
        bulk_changes.do(broken, SOCIAL, CLOSE, seen=seen, left_out=(), form_key="one", details={})
    assert now(context, LUNCH) == LUNCH
    assert bulk_changes.recent(context) == ()


def test_more_than_the_most_is_done_in_turns(engine: Engine, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_changes, "MOST", 2)
    assert bulk.MOST == 500
    plan = bulk_changes.plan(context, Filter(), CLOSE)
    assert (names(plan.changing), plan.beyond) == (["Choir", "Lunch Club"], 1)
    do(context, Filter(), CLOSE)
    assert names(bulk_changes.plan(context, Filter(), CLOSE).changing) == ["Walkers"]


@pytest.mark.parametrize(
    ("deed", "at"),
    [
        (replace(CHECK, assured={"on": "soon", "by": "us", "how": "phone"}), "on"),
        (replace(CHECK, assured={"on": "2026-11-25", "by": "us", "how": "phone"}), "on"),
        (replace(CHECK, assured={"on": "2026-11-24", "by": "us", "how": "guessing"}), "how"),
        (replace(CHECK, assured={"on": "2026-11-24", "by": "", "how": "phone"}), "by"),
        (replace(CHECK, assured={"on": "2026-11-24", "by": "x" * 101, "how": "phone"}), "by"),
        (Deed(kind=DeedKind.CHECK), "on"),
        (Deed(kind=DeedKind.GIVE, taxonomy="theme", code="nothing"), "term"),
        (Deed(kind=DeedKind.TAKE, taxonomy="nothing", code="social"), "term"),
        (Deed(kind=DeedKind.CLOSE), "note"),
        (Deed(kind=DeedKind.CLOSE, note="x" * 301), "note"),
        (Deed(kind=DeedKind.MOVE, organization_id="nobody"), "group"),
    ],
)
def test_a_deed_that_lacks_something_says_what(context: Context, deed: Deed, at: str) -> None:
    with pytest.raises(WrongError) as wrong:
        bulk_changes.plan(context, SOCIAL, deed)
    assert wrong.value.at == at


def test_a_deed_that_is_not_there_is_nobodys(context: Context) -> None:
    with pytest.raises(NotYoursError):
        bulk_changes.result(context, "nothing")
    with pytest.raises(NotYoursError):
        bulk_changes.undo(context, "nothing")


def test_nobody_but_a_curator_may(engine: Engine, context: Context) -> None:
    seen, deed_id = bulk_changes.plan(context, SOCIAL, HIDE).mark, do(context, SOCIAL, CLOSE)
    organiser = signing.person(Role.ORGANISER, organization_ids=(making.organization().id,))
    with engine.store.atomic():
        organizations.save(engine.store, OTHERS)
    signing.add(engine, organiser)
    theirs = signing.as_user(engine, organiser)
    tries: list[Callable[[], object]] = [
        lambda: bulk_changes.choose(theirs, SOCIAL),
        lambda: bulk_changes.groups(theirs),
        lambda: bulk_changes.plan(theirs, SOCIAL, CLOSE),
        lambda: bulk_changes.do(theirs, SOCIAL, HIDE, seen=seen, left_out=(), form_key="x", details={}),
        lambda: bulk_changes.result(theirs, deed_id),
        lambda: bulk_changes.recent(theirs),
        lambda: bulk_changes.undo(theirs, deed_id),
    ]
    for deed in tries:
        with pytest.raises(NotAllowedError):
            deed()
    assert now(context, LUNCH).service.status is ServiceStatus.TEMPORARILY_CLOSED
