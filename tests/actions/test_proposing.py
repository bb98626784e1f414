"""A change is a draft that is saved as it is written, then waits; what is public stays as it was until it is approved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locator.actions import proposing, revising
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.actions.proposing import AlreadySentError, NothingChangedError
from locator.revision import subject
from locator.revision.content import ContentError
from locator.revision.proposal import ProposalState
from locator.revision.subject import WayIn
from locator.storage import proposals
from locator.wiring import Engine
from tests import changing, signing
from tests.changing import CURATOR, GROUP, NURSE, ORGANISER, STRANGER, SUBJECT, public, sent
from tests.conftest import OpenEngine
from tests.signing import as_user

FREE = {"is_free": True, "options": []}


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*changing.LISTINGS)
    signing.add(engine, *changing.EVERYBODY)
    return engine


def test_a_draft_keeps_what_each_page_sent_and_changes_nothing_public(engine: Engine) -> None:
    context = as_user(engine, ORGANISER)
    before = public(engine, "summary")
    draft = proposing.begin(context, SUBJECT, organization_id=GROUP, form_key="form-1")
    proposing.save(context, draft.proposal.id, {"summary": "Soup and songs."})
    proposing.save(context, draft.proposal.id, {"cost": FREE})
    again = proposing.begin(context, SUBJECT, organization_id=GROUP, form_key="another tab")
    assert again.proposal.id == draft.proposal.id
    assert (again.content["summary"], again.content["cost"]) == ("Soup and songs.", FREE)
    assert public(engine, "summary") == before


def test_a_change_that_waits_is_not_found_and_not_public(engine: Engine) -> None:
    proposal = sent(as_user(engine, ORGANISER), {"summary": "Bagpipes for beginners."})
    assert proposal.state is ProposalState.WAITING
    assert public(engine, "summary") != "Bagpipes for beginners."
    assert revising.number_of(engine.context(), SUBJECT) == 1


def test_a_field_that_is_put_back_is_no_change(engine: Engine) -> None:
    context = as_user(engine, ORGANISER)
    draft = proposing.begin(context, SUBJECT, organization_id=GROUP, form_key="form-1")
    proposing.save(context, draft.proposal.id, {"summary": "Soup."})
    after = proposing.save(context, draft.proposal.id, {"summary": public(engine, "summary")})
    assert after.proposal.fields == ()
    with pytest.raises(NothingChangedError):
        proposing.send(context, draft.proposal.id)


def test_pressed_twice_it_is_sent_once(engine: Engine) -> None:
    context = as_user(engine, ORGANISER)
    first = sent(context, {"summary": "Soup."})
    assert proposing.send(context, first.id) == (first,)
    assert len(proposals.of_subject(engine.store, SUBJECT)) == 1
    with pytest.raises(AlreadySentError):
        proposing.save(context, first.id, {"summary": "Stew."})


def test_who_sends_again_starts_from_what_they_sent_and_replaces_it(engine: Engine) -> None:
    context = as_user(engine, ORGANISER)
    first = sent(context, {"summary": "Soup."})
    draft = proposing.begin(context, SUBJECT, organization_id=GROUP, form_key="form-2")
    assert draft.content["summary"] == "Soup."
    proposing.save(context, draft.proposal.id, {"description": "We sing."})
    (second,) = proposing.send(context, draft.proposal.id)
    older = proposals.by_id(engine.store, first.id)
    assert older is not None
    assert (older.state, older.reason) == (ProposalState.WITHDRAWN, proposing.REPLACED)
    assert {one.name for one in second.fields} == {"summary", "description"}


def test_a_trusted_organiser_publishes_small_fields_at_once_and_the_rest_waits(engine: Engine) -> None:
    changing.trust(engine)
    context = as_user(engine, ORGANISER)
    waiting = sent(context, {"summary": "Soup.", "cost": FREE})
    states = {one.state: {f.name for f in one.fields} for one in proposals.of_subject(engine.store, SUBJECT)}
    assert states == {ProposalState.WAITING: {"summary"}, ProposalState.PUBLISHED: {"cost"}}
    assert waiting.state is ProposalState.WAITING
    assert public(engine, "cost") == FREE
    assert revising.history(context, SUBJECT)[-1].account_id == ORGANISER.id


def test_without_trust_even_small_fields_wait(engine: Engine) -> None:
    assert sent(as_user(engine, ORGANISER), {"cost": FREE}).state is ProposalState.WAITING
    assert public(engine, "cost") != FREE


def test_a_curators_own_change_is_public_at_once(engine: Engine) -> None:
    proposal = sent(as_user(engine, CURATOR), {"summary": "Soup."})
    assert proposal.state is ProposalState.APPROVED
    assert public(engine, "summary") == "Soup."


def test_an_organiser_of_another_group_is_told_that_there_is_nothing_and_the_try_is_written_down(
    engine: Engine,
) -> None:
    mine = sent(as_user(engine, ORGANISER), {"summary": "Soup."})
    stranger = as_user(engine, STRANGER)
    for deed in (
        lambda: proposing.begin(stranger, SUBJECT, organization_id=GROUP, form_key="x"),
        lambda: proposing.look(stranger, mine.id),
        lambda: proposing.save(stranger, mine.id, {"summary": "Mine now."}),
        lambda: proposing.send(stranger, mine.id),
        lambda: proposing.withdraw(stranger, mine.id),
    ):
        with pytest.raises(NotYoursError):
            deed()
    rows = engine.store.rows("SELECT account_id FROM audit WHERE action = 'service.not_yours'")
    assert rows == [(STRANGER.id,)] * 5


def test_a_group_cannot_name_itself_for_the_listing_of_another(engine: Engine) -> None:
    with engine.store.atomic():
        engine.store.write(
            "INSERT INTO organization (id, slug, name) VALUES ('theirs', 'theirs', 'Theirs')",
        )
        engine.store.write(
            "INSERT INTO account_organization (account_id, organization_id) VALUES (?, 'theirs')", (STRANGER.id,)
        )
    with pytest.raises(NotYoursError):
        proposing.begin(as_user(engine, STRANGER), SUBJECT, organization_id="theirs", form_key="x")


def test_nobody_but_a_curator_moves_a_listing_to_another_group(engine: Engine) -> None:
    context = as_user(engine, ORGANISER)
    draft = proposing.begin(context, SUBJECT, organization_id=GROUP, form_key="form-1")
    with pytest.raises(ContentError):
        proposing.save(context, draft.proposal.id, {"organization_id": "theirs"})


def test_staff_change_nothing(engine: Engine) -> None:
    with pytest.raises(NotAllowedError):
        proposing.begin(as_user(engine, NURSE), SUBJECT, organization_id=GROUP, form_key="x")


def test_a_new_listing_is_nowhere_until_it_is_approved(engine: Engine) -> None:
    context = as_user(engine, ORGANISER)
    draft = proposing.begin_new(context, organization_id=GROUP, form_key="new-1")
    assert proposing.begin_new(context, organization_id=GROUP, form_key="new-1").proposal.id == draft.proposal.id
    proposing.save(context, draft.proposal.id, {"name": "Zither Circle", "summary": "Zithers."})
    (proposal,) = proposing.send(context, draft.proposal.id)
    assert proposal.is_new
    assert revising.content_of(context, proposal.subject) is None
    assert engine.store.rows("SELECT id FROM service WHERE name = 'Zither Circle'") == []
    changing.approved(as_user(engine, CURATOR), proposal)
    assert engine.store.rows("SELECT slug, status FROM service WHERE name = 'Zither Circle'") == [
        ("zither-circle", "active")
    ]


def test_a_change_can_be_taken_back_until_it_is_decided(engine: Engine) -> None:
    context = as_user(engine, ORGANISER)
    proposal = sent(context, {"summary": "Soup."})
    assert proposing.withdraw(context, proposal.id).state is ProposalState.WITHDRAWN
    assert proposing.withdraw(context, proposal.id).state is ProposalState.WITHDRAWN


def test_somebody_who_came_by_a_link_is_known_to_have_done_so(engine: Engine) -> None:
    context = as_user(engine, ORGANISER)
    assert context.user is not None
    by_link = replace(context, user=replace(context.user, by_link=True))
    assert proposing.begin(by_link, SUBJECT, organization_id=GROUP, form_key="x").proposal.way_in is WayIn.LINK


def test_a_draft_says_which_fields_somebody_else_has_changed_meanwhile(engine: Engine) -> None:
    context = as_user(engine, ORGANISER)
    draft = proposing.begin(context, SUBJECT, organization_id=GROUP, form_key="form-1")
    proposing.save(context, draft.proposal.id, {"summary": "Mine.", "eligibility": "Mine too."})
    revising.publish(as_user(engine, CURATOR), SUBJECT, {"summary": "Theirs."}, way_in=WayIn.CURATOR)
    again = proposing.look(context, draft.proposal.id)
    assert again.moved == ("summary",)
    assert again.content["summary"] == "Mine."


def test_a_venue_is_for_the_groups_that_meet_there(engine: Engine) -> None:
    location_id = changing.LISTINGS[0].sites[0].location.id
    context = as_user(engine, ORGANISER)
    draft = proposing.begin(context, subject.location(location_id), organization_id=GROUP, form_key="v")
    assert draft.current["name"] == changing.LISTINGS[0].sites[0].location.name
    with pytest.raises(NotYoursError):
        proposing.begin(as_user(engine, STRANGER), subject.location(location_id), organization_id="x", form_key="v2")


def test_the_key_of_somebody_elses_form_begins_ones_own_draft(engine: Engine) -> None:
    theirs = sent(as_user(engine, CURATOR), {"summary": "Soup."}, "their-form")
    mine = proposing.begin(as_user(engine, ORGANISER), SUBJECT, organization_id=GROUP, form_key="their-form")
    assert mine.proposal.id != theirs.id
    assert mine.proposal.account_id == ORGANISER.id
    assert mine.proposal.state is ProposalState.DRAFT


def test_a_group_that_nobody_has_asked_for_is_nobodys(engine: Engine) -> None:
    with pytest.raises(NotYoursError):
        proposing.begin_new(as_user(engine, STRANGER), organization_id="no-such-group", form_key="x")
