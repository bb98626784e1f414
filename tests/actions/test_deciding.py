"""Curators decide on changes: what they approve is public, what they refuse never is, and nothing is trampled on."""

from __future__ import annotations

import pytest

from locator.actions import deciding, find, proposing, revising
from locator.actions.carrying_out import CannotUndoError
from locator.actions.deciding import BaseMovedError, MovedOnError, ReasonMissingError, Seen
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.revision import proposal as rules
from locator.revision import subject, version
from locator.revision.content import EMPTY_SERVICE
from locator.revision.proposal import ProposalState
from locator.revision.subject import WayIn
from locator.wiring import Engine
from tests import changing, signing
from tests.changing import CURATOR, GROUP, ORGANISER, SECOND_CURATOR, SUBJECT, approved, public, sent
from tests.conftest import OpenEngine
from tests.referred import letters
from tests.signing import as_user

FREE = {"is_free": True, "options": []}
NOT_KNOWN = {"is_free": None, "options": []}
PHONE = {"number": "01698 555777", "description": "", "kind": None}


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*changing.LISTINGS)
    signing.add(engine, *changing.EVERYBODY)
    return engine


def waiting(engine: Engine, key: str = "form-1", **fields: object) -> rules.Proposal:
    return sent(as_user(engine, ORGANISER), fields or {"summary": "Soup.", "cost": FREE}, key)


def test_what_is_approved_is_public_and_its_organiser_is_told(engine: Engine) -> None:
    proposal = approved(as_user(engine, CURATOR), waiting(engine))
    assert (proposal.state, proposal.version_number) == (ProposalState.APPROVED, 2)
    assert (public(engine, "summary"), public(engine, "cost")) == ("Soup.", FREE)
    ((to, words, body),) = letters(engine, "decided/")
    assert (to, words) == (ORGANISER.email, "Your change to Lunch Club is made".replace("Lunch Club", name(engine)))
    assert f"/organise/changes/{proposal.id}" in body


def name(engine: Engine) -> str:
    return str(public(engine, "name"))


def test_some_fields_can_be_approved_and_the_rest_refused_with_a_reason(engine: Engine) -> None:
    found, before = waiting(engine), public(engine, "cost")
    curator = as_user(engine, CURATOR)
    with pytest.raises(ReasonMissingError):
        approved(curator, found, only={"summary"})
    proposal = approved(curator, found, only={"summary"}, reason="The hall charges £2.")
    assert (proposal.state, proposal.refused_fields) == (ProposalState.PARTLY_APPROVED, ("cost",))
    assert (public(engine, "summary"), public(engine, "cost")) == ("Soup.", before)
    assert "Why: The hall charges £2." in letters(engine, "decided/")[0][2]


def test_a_curator_can_put_right_and_approve(engine: Engine) -> None:
    proposal = approved(as_user(engine, CURATOR), waiting(engine), edits={"summary": "Soup, and songs."})
    assert public(engine, "summary") == "Soup, and songs."
    assert {one.name: one.after for one in proposal.fields}["summary"] == "Soup, and songs."


def test_what_is_refused_needs_a_reason_and_changes_nothing(engine: Engine) -> None:
    found, curator, before = waiting(engine), as_user(engine, CURATOR), public(engine, "summary")
    seen = deciding.look(curator, found.id).seen
    with pytest.raises(ReasonMissingError):
        deciding.refuse(curator, found.id, seen, "  ")
    proposal = deciding.refuse(curator, found.id, seen, "We phoned, and it is not so.")
    assert proposal.state is ProposalState.REFUSED
    assert public(engine, "summary") == before
    assert revising.history(curator, SUBJECT)[-1].number == 1
    assert "We phoned, and it is not so." in letters(engine, "decided/")[0][2]


def test_of_two_curators_the_second_is_shown_what_the_first_has_done(engine: Engine) -> None:
    found, first, second = waiting(engine), as_user(engine, CURATOR), as_user(engine, SECOND_CURATOR)
    seen = deciding.look(second, found.id).seen
    approved(first, found)
    with pytest.raises(MovedOnError) as moved:
        deciding.refuse(second, found.id, seen, "No.")
    assert moved.value.proposal.decided_by == CURATOR.id
    assert public(engine, "summary") == "Soup."
    assert len(letters(engine, "decided/")) == 1


def test_a_page_made_before_something_else_was_published_decides_nothing(engine: Engine) -> None:
    found, curator = waiting(engine), as_user(engine, CURATOR)
    revising.publish(curator, SUBJECT, {"description": "New."}, way_in=WayIn.CURATOR)
    seen = deciding.look(curator, found.id).seen
    revising.publish(curator, SUBJECT, {"summary": "Broth."}, way_in=WayIn.CURATOR)
    with pytest.raises(BaseMovedError):
        deciding.approve(curator, found.id, seen)
    hand = deciding.look(curator, found.id)
    assert hand.moved == ("summary",)
    deciding.approve(curator, found.id, hand.seen)
    assert (public(engine, "summary"), public(engine, "description")) == ("Soup.", "New.")


def test_a_decision_can_be_undone_and_taken_again(engine: Engine) -> None:
    curator, before = as_user(engine, CURATOR), public(engine, "summary")
    found = approved(curator, waiting(engine))
    undone = deciding.undo(curator, found.id, deciding.look(curator, found.id).seen)
    assert (undone.state, undone.version_number) == (ProposalState.WAITING, None)
    assert public(engine, "summary") == before
    approved(curator, undone)
    assert public(engine, "summary") == "Soup."
    assert [one.number for one in revising.history(curator, SUBJECT)] == [1, 2, 3, 4]


def test_a_refusal_can_be_undone(engine: Engine) -> None:
    curator, found = as_user(engine, CURATOR), waiting(engine)
    refused = deciding.refuse(curator, found.id, deciding.look(curator, found.id).seen, "No.")
    undone = deciding.undo(curator, refused.id, deciding.look(curator, refused.id).seen)
    assert (undone.state, undone.reason) == (ProposalState.WAITING, "")


def test_what_was_published_over_cannot_be_undone_in_passing(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    found = approved(curator, waiting(engine))
    revising.publish(curator, SUBJECT, {"summary": "Broth."}, way_in=WayIn.CURATOR)
    with pytest.raises(CannotUndoError) as refused:
        deciding.undo(curator, found.id, deciding.look(curator, found.id).seen)
    assert refused.value.fields == ("summary",)
    assert public(engine, "cost") == FREE


def test_what_a_trusted_organiser_published_is_looked_at_and_can_be_taken_back(engine: Engine) -> None:
    changing.trust(engine)
    curator, before = as_user(engine, CURATOR), public(engine, "cost")
    found = waiting(engine, cost=FREE)
    assert [one.id for one in deciding.waiting(curator)] == [found.id]
    refused = deciding.refuse(curator, found.id, deciding.look(curator, found.id).seen, "It costs £3.")
    assert refused.state is ProposalState.REFUSED
    assert public(engine, "cost") == before
    assert deciding.waiting(curator) == ()


def test_an_older_version_is_restored_as_a_new_one(engine: Engine) -> None:
    curator, before = as_user(engine, CURATOR), revising.content_of(engine.context(), SUBJECT)
    approved(curator, waiting(engine))
    with pytest.raises(BaseMovedError):
        deciding.restore(curator, SUBJECT, 1, seen_number=1)
    assert deciding.restore(curator, SUBJECT, 1, seen_number=2) == 3
    assert revising.content_of(engine.context(), SUBJECT) == before
    with pytest.raises(NotYoursError):
        deciding.restore(curator, SUBJECT, 9, seen_number=3)


def test_history_replays_to_what_is_public(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    for number in range(4):
        approved(curator, waiting(engine, f"form-{number}", summary=f"Soup {number}.", takes_referrals=number % 2 == 0))
    played = dict(EMPTY_SERVICE)
    for changes in version.changes(revising.history(curator, SUBJECT)):
        played = rules.applied(played, changes)
    assert played == revising.content_of(engine.context(), SUBJECT)


def test_a_new_group_and_a_new_venue_are_approved_with_the_listing_that_needs_them(engine: Engine) -> None:
    curator, context = as_user(engine, CURATOR), as_user(engine, ORGANISER)
    point = {"latitude": 55.79, "longitude": -3.99, "ward_code": None}
    hall = subject.location("new-hall")
    draft = proposing.begin(context, hall, organization_id=GROUP, form_key="hall")
    proposing.save(context, draft.proposal.id, {"name": "New Hall", "point": point})
    proposing.send(context, draft.proposal.id)
    new = proposing.begin_new(context, organization_id=GROUP, form_key="new")
    venues = [{"location_id": "new-hall", "description": ""}]
    proposing.save(context, new.proposal.id, {"name": "Zither Circle", "venues": venues, "deliveries": ["venue"]})
    (found,) = proposing.send(context, new.proposal.id)
    assert [one.subject for one in deciding.look(curator, found.id).needs] == [hall]
    approved(curator, found)
    content = revising.content_of(context, found.subject)
    assert content is not None
    assert content["venues"] == venues
    assert revising.number_of(context, hall) == 1


def test_undoing_a_new_listing_hides_it_and_approving_it_again_shows_it(engine: Engine) -> None:
    curator, context = as_user(engine, CURATOR), as_user(engine, ORGANISER)
    draft = proposing.begin_new(context, organization_id=GROUP, form_key="new")
    proposing.save(context, draft.proposal.id, {"name": "Zither Circle"})
    (found,) = proposing.send(context, draft.proposal.id)
    done = approved(curator, found)
    undone = deciding.undo(curator, done.id, deciding.look(curator, done.id).seen)
    status = "SELECT status FROM service WHERE id = ?"
    assert engine.store.rows(status, (found.subject.id,)) == [("inactive",)]
    approved(curator, undone)
    assert engine.store.rows(status, (found.subject.id,)) == [("active",)]


def test_only_curators_decide_and_drafts_are_nobody_elses(engine: Engine) -> None:
    found = waiting(engine)
    for deed in (deciding.approve, deciding.undo):
        with pytest.raises(NotAllowedError):
            deed(as_user(engine, ORGANISER), found.id, Seen(step=2, number=1))
    with pytest.raises(NotAllowedError):
        deciding.restore(as_user(engine, ORGANISER), SUBJECT, 1, seen_number=1)
    draft = proposing.begin(as_user(engine, ORGANISER), SUBJECT, organization_id=GROUP, form_key="d")
    with pytest.raises(NotYoursError):
        deciding.look(as_user(engine, CURATOR), draft.proposal.id)


def test_an_approved_change_is_found_by_its_new_words_in_every_process(engine: Engine, open_engine: OpenEngine) -> None:
    other = open_engine()
    asked = find.Search(words="accordion")
    assert find.search(other.context(), asked).total == 0
    approved(as_user(engine, CURATOR), waiting(engine, summary="Accordion evenings."))
    assert find.search(other.context(), asked).total == 1


def published_twice(engine: Engine) -> tuple[rules.Proposal, rules.Proposal]:
    """A trusted organiser has said that it is free, with another number to ring, and then that nobody knows what it costs."""
    changing.trust(engine)
    return waiting(engine, "form-1", cost=FREE, phones=[PHONE]), waiting(engine, "form-2", cost=NOT_KNOWN)


def test_looking_at_what_was_published_leaves_what_was_published_over_it_since(engine: Engine) -> None:
    first, _ = published_twice(engine)
    curator = as_user(engine, CURATOR)
    assert approved(curator, first).state is ProposalState.APPROVED
    assert public(engine, "cost") == NOT_KNOWN
    assert revising.number_of(curator, SUBJECT) == 3


def test_what_is_left_out_of_what_was_published_is_put_back_unless_it_was_published_over(engine: Engine) -> None:
    before = public(engine, "phones")
    first, _ = published_twice(engine)
    approved(as_user(engine, CURATOR), first, only=(), reason="Nobody answers there.")
    assert (public(engine, "phones"), public(engine, "cost")) == (before, NOT_KNOWN)


def test_what_was_published_is_put_right_where_a_curator_says_so(engine: Engine) -> None:
    first, _ = published_twice(engine)
    approved(as_user(engine, CURATOR), first, edits={"cost": FREE | {"is_free": False}})
    assert public(engine, "cost") == {"is_free": False, "options": []}
