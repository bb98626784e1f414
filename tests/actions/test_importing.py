"""A file brings listings in, twice as often as once, and never writes over what somebody has said since."""

from __future__ import annotations

import pytest

from locator.actions import deciding, find, importing, revising
from locator.actions.importing import Outcome, Taken
from locator.actions.permission import NotAllowedError
from locator.actions.terminal import at_terminal
from locator.directory.service import AssuredHow
from locator.exchange.listing_table import Line
from locator.revision import subject as subjects
from locator.revision.proposal import ProposalState
from locator.revision.subject import WayIn
from locator.storage import identifiers, listings, proposals
from locator.wiring import Engine
from tests import changing, signing
from tests.changing import CURATOR, NURSE
from tests.conftest import OpenEngine
from tests.signing import as_user
from tests.web.village import LUNCH

CELLS = {
    "reference": "z-1",
    "group": "Zither Friends",
    "name": "Zither Circle",
    "summary": "Zithers for beginners.",
    "phone": "01632 960123",
    "joining": "Turn up",
    "cost": "£2.50",
    "cost for": "a session",
    "themes": "active",
    "place": "Zither Hall",
    "street": "1 Main Street",
    "town": "Motherwell",
    "postcode": "ML1 1AB",
    "days": "Tuesdays",
    "how often": "first and third of the month",
    "from": "10",
    "to": "11.30am",
    "starts": "5 January 2027",
}
SUBJECT = subjects.service(identifiers.made_from("imported", "VANL", "z-1"))


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*changing.LISTINGS)
    signing.add(engine, *changing.EVERYBODY)
    return engine


def take(engine: Engine, *, is_trial: bool = False, **cells: str) -> Taken:
    told: list[Taken] = []
    line = Line(number=2, cells={**CELLS, **cells})
    importing.take_in(at_terminal(engine.context()), (line,), source="VANL", is_trial=is_trial, tell=told.append)
    return told[0]


def content(engine: Engine) -> dict[str, object]:
    found = revising.content_of(engine.context(), SUBJECT)
    assert found is not None
    return found


def test_a_line_becomes_a_listing_that_is_found_with_its_place_and_times(engine: Engine) -> None:
    taken = take(engine)
    assert (taken.outcome, taken.words) == (Outcome.NEW, ())
    (card,) = find.search(engine.context(), find.Search(words="zither")).cards
    listing = card.listing
    assert listing.sites[0].location.name == "Zither Hall"
    assert listing.sites[0].schedules[0].rrule == "FREQ=MONTHLY;BYDAY=1TU,3TU"
    assert listing.service.costs[0].amount_pence == 250
    assert listing.service.imported_on == engine.context().today
    assert listing.service.assured is not None
    assert (listing.service.assured.how, listing.service.assured.by) == (AssuredHow.IMPORT, "VANL")
    assert [one.way_in for one in revising.history(engine.context(), SUBJECT)] == [WayIn.IMPORT]


def test_the_same_line_again_changes_nothing(engine: Engine) -> None:
    take(engine)
    assert take(engine).outcome is Outcome.SAME
    assert len(revising.history(engine.context(), SUBJECT)) == 1
    assert len(engine.store.rows("SELECT id FROM location WHERE name = 'Zither Hall'")) == 1


def test_a_line_that_changed_changes_the_listing(engine: Engine) -> None:
    take(engine)
    assert take(engine, summary="Zithers for all.").outcome is Outcome.CHANGED
    assert content(engine)["summary"] == "Zithers for all."


def test_what_somebody_has_put_right_since_is_not_written_over(engine: Engine) -> None:
    take(engine)
    curator = as_user(engine, CURATOR)
    revising.publish(curator, SUBJECT, {"summary": "Put right."}, way_in=WayIn.CURATOR)
    assert take(engine).outcome is Outcome.SAME
    taken = take(engine, summary="From the new file.", description="New.")
    assert taken.outcome is Outcome.WAITING
    assert content(engine)["summary"] == "Put right."
    assert content(engine)["description"] == "New."
    (waiting,) = deciding.waiting(curator)
    assert {one.name: one.after for one in waiting.fields} == {"summary": "From the new file."}
    take(engine, summary="From the new file.", description="New.")
    assert len(deciding.waiting(curator)) == 1
    changing.approved(curator, waiting)
    assert content(engine)["summary"] == "From the new file."


def test_a_listing_that_is_there_already_waits_for_a_curator(engine: Engine) -> None:
    site = LUNCH.sites[0].location
    taken = take(
        engine,
        name=f"The {LUNCH.service.name}",
        group=LUNCH.organization.name,
        phone=LUNCH.phones[0].number,
        place=site.name,
        postcode=site.address.postal_code,
    )
    assert taken.outcome is Outcome.WAITING
    assert LUNCH.service.name in taken.words[0]
    assert revising.content_of(engine.context(), SUBJECT) is None
    (waiting,) = proposals.of_subject(engine.store, SUBJECT)
    assert waiting.state is ProposalState.WAITING


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("name", ""),
        ("reference", ""),
        ("phone", "ring Jean"),
        ("email", "nobody"),
        ("website", "javascript:alert(1)"),
        ("joining", "climb in"),
        ("cost", "a lot"),
        ("themes", "unicorns"),
        ("areas", "Atlantis"),
        ("postcode", "ZZ99 9ZZ"),
        ("place", ""),
        ("days", "someday"),
        ("how often", "now and then"),
        ("from", "late"),
        ("starts", "31 June 2027"),
        ("starts", "7 March 2099"),
        ("to", "9am"),
    ],
)
def test_a_line_that_cannot_be_read_is_not_taken_and_the_column_is_named(
    engine: Engine, column: str, text: str
) -> None:
    taken = take(engine, **{column: text})
    assert taken.outcome is Outcome.WRONG
    assert any(words.startswith(column) for words in taken.words)
    assert revising.content_of(engine.context(), SUBJECT) is None


def test_a_trial_says_what_would_be_and_keeps_nothing(engine: Engine) -> None:
    before = engine.store.rows("SELECT COUNT(*) FROM audit")
    assert take(engine, is_trial=True).outcome is Outcome.NEW
    assert tuple(listings.by_ids(engine.store, (SUBJECT.id,), unpublished=True)) == ()
    assert engine.store.rows("SELECT COUNT(*) FROM audit") == before


def test_nobody_takes_a_file_in_who_may_not(engine: Engine) -> None:
    with pytest.raises(NotAllowedError):
        importing.take_in(as_user(engine, NURSE), (Line(number=2, cells=CELLS),), source="VANL")
