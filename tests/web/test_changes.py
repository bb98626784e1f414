"""One change as a page: side by side, taken whole or in part, put right, refused, taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from locator.actions import deciding, proposing, revising
from locator.revision import subject
from locator.revision.content import EMPTY
from locator.revision.proposal import ProposalState
from locator.revision.subject import WayIn
from locator.storage import proposals
from locator.web.curator import change_page, change_words
from tests import changing, signing
from tests.changing import CURATOR, GROUP, ORGANISER, SECOND_CURATOR, SUBJECT, public, sent
from tests.referred import letters
from tests.signing import as_user
from tests.web import curating, looking
from tests.web.curating import engine_of, form_of, press, send
from tests.web.page import Page, words
from tests.web.visitor import Visitor

FREE = {"is_free": True, "options": []}


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(*changing.LISTINGS)
    signing.add(engine_of(made), *changing.EVERYBODY)
    return made


@pytest.fixture
def curator(app: Flask) -> Visitor:
    return curating.curator(app)


@pytest.fixture
def path(app: Flask) -> str:
    found = sent(as_user(engine_of(app), ORGANISER), {"summary": "Soup, a pudding and a blether.", "cost": FREE})
    return f"/curate/changes/{found.id}"


def state(app: Flask, path: str) -> ProposalState:
    found = proposals.by_id(engine_of(app).store, path.rpartition("/")[2])
    assert found is not None
    return found.state


def test_the_words_cover_every_state_way_and_kind() -> None:
    assert set(change_words.STATES) == set(ProposalState)
    assert set(change_words.WAYS) == set(WayIn)
    assert {name for fields in EMPTY.values() for name in fields} >= change_page.SIMPLE


def test_from_and_to_stand_side_by_side_with_the_words_that_differ_marked(curator: Visitor, path: str) -> None:
    page = curator.get(path)
    assert page.heading == "Change: Tuesday Lunch Club"
    assert {"Public now", "Asked for"} == set(page.texts("h3"))
    assert page.texts("del")[0] == "[taken out: main course]"
    assert page.texts("ins")[0] == "[new: pudding]"
    assert "Rab Tennant, from their account, 24 November 2026, 10am" in page.text
    assert "Free" in page.text


def test_approving_publishes_and_tells_the_organiser(app: Flask, curator: Visitor, path: str) -> None:
    assert press(curator, path, "approve").status_code == 303
    assert state(app, path) is ProposalState.APPROVED
    assert public(engine_of(app), "cost") == FREE
    assert len(letters(engine_of(app), "decided/")) == 1


def test_what_is_not_ticked_needs_a_reason_and_is_left_out(app: Flask, curator: Visitor, path: str) -> None:
    before = public(engine_of(app), "cost")
    answer = press(curator, path, "approve", take="summary")
    again = Page(path, answer.get_data(as_text=True))
    looking.at_page(again)
    assert answer.status_code == 422
    assert again.title.startswith("Error: ")
    assert form_of(again, path)["take"] == ["summary"]
    press(curator, path, "approve", take="summary", reason="The hall charges £2.")
    assert state(app, path) is ProposalState.PARTLY_APPROVED
    assert public(engine_of(app), "cost") == before


def test_a_text_is_put_right_on_the_page(app: Flask, curator: Visitor, path: str) -> None:
    press(curator, path, "approve", **{"edit-summary": "Soup and a pudding.\r\n"})
    assert public(engine_of(app), "summary") == "Soup and a pudding."
    assert state(app, path) is ProposalState.APPROVED


def test_what_nobody_asked_for_cannot_be_slipped_in(app: Flask, curator: Visitor, path: str) -> None:
    before = public(engine_of(app), "name")
    press(curator, path, "approve", **{"edit-name": "Mine now", "take": ["summary", "cost", "name"]})
    assert public(engine_of(app), "name") == before


def test_an_emptied_name_is_refused_in_a_sentence(app: Flask, curator: Visitor) -> None:
    found = sent(as_user(engine_of(app), ORGANISER), {"name": "Wednesday Lunch Club"}, "name")
    answer = press(curator, f"/curate/changes/{found.id}", "approve", **{"edit-name": "  "})
    assert answer.status_code == 422
    assert "Name is empty." in answer.text
    assert public(engine_of(app), "name") == "Tuesday Lunch Club"


def test_refusing_takes_a_ready_sentence_and_own_words(app: Flask, curator: Visitor, path: str) -> None:
    assert press(curator, path, "refuse").status_code == 422
    press(curator, path, "refuse", ready=change_words.REASONS[0], reason="Mairi said so.")
    found = proposals.by_id(engine_of(app).store, path.rpartition("/")[2])
    assert found is not None
    assert found.reason == f"{change_words.REASONS[0]} Mairi said so."
    assert "Mairi said so." in letters(engine_of(app), "decided/")[0][2]


def test_pressed_twice_it_is_decided_once(app: Flask, curator: Visitor, path: str) -> None:
    form = form_of(curator.get(path), path)
    answers = [send(curator, path, form, "approve") for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert len(letters(engine_of(app), "decided/")) == 1


def test_the_second_of_two_curators_sees_how_it_stands(app: Flask, curator: Visitor, path: str) -> None:
    other = curating.curator(app, SECOND_CURATOR)
    form = form_of(other.get(path), path)
    press(curator, path, "approve")
    answer = send(other, path, form, "refuse", reason="No.")
    page = Page(path, answer.get_data(as_text=True))
    looking.at_page(page)
    assert answer.status_code == 409
    assert "This is how it stands now." in page.text
    assert "Approved: Effie Gunn" in page.text
    assert state(app, path) is ProposalState.APPROVED


def test_a_base_that_has_moved_is_shown_in_three_columns(app: Flask, curator: Visitor, path: str) -> None:
    form = form_of(curator.get(path), path)
    revising.publish(as_user(engine_of(app), CURATOR), SUBJECT, {"summary": "Broth."}, way_in=WayIn.CURATOR)
    answer = send(curator, path, form, "approve")
    page = Page(path, answer.get_data(as_text=True))
    looking.at_page(page)
    assert answer.status_code == 409
    assert page.texts("h3")[:3] == ["When it was asked for", "Public now", "Asked for"]
    assert "Broth." in page.text
    assert public(engine_of(app), "summary") == "Broth."
    assert press(curator, path, "approve").status_code == 303
    assert public(engine_of(app), "summary") == "Soup, a pudding and a blether."


def test_what_a_trusted_organiser_published_can_be_put_back(app: Flask, curator: Visitor) -> None:
    engine = engine_of(app)
    before = public(engine, "cost")
    changing.trust(engine)
    path = f"/curate/changes/{sent(as_user(engine, ORGANISER), {'cost': FREE}).id}"
    page = curator.get(path)
    assert "Trusted" in page.text
    assert page.texts("h3") == ["Before", "Public now"]
    press(curator, path, "refuse", reason="It is £3.")
    assert public(engine, "cost") == before


def test_what_was_published_over_is_shown_and_stays_as_it_is(app: Flask, curator: Visitor) -> None:
    engine = engine_of(app)
    changing.trust(engine)
    organiser = as_user(engine, ORGANISER)
    first, second = (
        sent(organiser, {"cost": cost}, key) for key, cost in (("a", FREE), ("b", FREE | {"is_free": None}))
    )
    path = f"/curate/changes/{first.id}"
    page = curator.get(path)
    assert page.texts("h3") == ["Before", "Published first", "Public now"]
    assert "Something newer was published since." in page.text
    assert press(curator, path, "approve").status_code == 303
    assert public(engine, "cost") == FREE | {"is_free": None}
    assert curator.get(f"/curate/changes/{second.id}").texts("h3") == ["Before", "Public now"]


def test_a_decision_that_was_built_on_cannot_be_undone_in_passing(app: Flask, curator: Visitor, path: str) -> None:
    press(curator, path, "approve")
    revising.publish(as_user(engine_of(app), CURATOR), SUBJECT, {"summary": "Broth."}, way_in=WayIn.CURATOR)
    answer = press(curator, path, action=f"{path}/undo")
    assert answer.status_code == 409
    assert "In one sentence" in answer.text
    assert public(engine_of(app), "summary") == "Broth."


def test_undoing_twice_undoes_once(app: Flask, curator: Visitor, path: str) -> None:
    press(curator, path, "approve")
    form = form_of(curator.get(path), f"{path}/undo")
    assert [send(curator, f"{path}/undo", form).status_code for _ in range(2)] == [303, 303]
    assert state(app, path) is ProposalState.WAITING


def test_the_listing_can_be_seen_as_it_would_be(app: Flask, curator: Visitor, path: str) -> None:
    page = curator.get(curator.get(path).link("See the page as it would be"))
    assert page.heading == "Tuesday Lunch Club"
    assert "Soup, a pudding and a blether." in page.text
    assert curator.raw(f"{path}/preview").headers["Cache-Control"] == "no-store"
    assert "noindex" in page.source
    assert "pudding" not in Visitor(app).get("/services/tuesday-lunch-club").text


def test_a_new_listing_shows_the_new_place_that_it_needs(app: Flask, curator: Visitor) -> None:
    context = as_user(engine_of(app), ORGANISER)
    hall = proposing.begin(context, subject.location("new-hall"), organization_id=GROUP, form_key="hall")
    proposing.save(context, hall.proposal.id, {"name": "New Hall"})
    proposing.send(context, hall.proposal.id)
    new = proposing.begin_new(context, organization_id=GROUP, form_key="new")
    venues = [{"location_id": "new-hall", "description": ""}]
    proposing.save(context, new.proposal.id, {"name": "Zither Circle", "venues": venues})
    (found,) = proposing.send(context, new.proposal.id)
    path = f"/curate/changes/{found.id}"
    page = curator.get(path)
    assert page.heading == "Change: Zither Circle"
    assert "A new place comes with it" in page.text
    assert "New Hall (new)" in page.text
    answer = press(curator, path, "approve")
    assert answer.status_code == 422
    assert "Point on the map is not known" in answer.text
    assert curator.get(f"{path}/preview", 422).heading == "Change: Zither Circle"


def test_other_changes_of_the_same_listing_are_told(app: Flask, curator: Visitor, path: str) -> None:
    other = proposing.begin(as_user(engine_of(app), CURATOR), SUBJECT, organization_id=GROUP, form_key="c")
    with engine_of(app).store.atomic():
        proposals.change(engine_of(app).store, other.proposal)
        engine_of(app).store.write(
            "UPDATE proposal SET state = 'waiting', sent_at = created_at WHERE id = ?", (other.proposal.id,)
        )
    assert f"/curate/changes/{other.proposal.id}" in curator.get(path).links()


@pytest.mark.parametrize("field", ["step", "number"])
@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 40, "²"])
def test_a_number_that_is_none_decides_nothing(app: Flask, curator: Visitor, path: str, field: str, value: str) -> None:
    assert press(curator, path, "approve", **{field: value}).status_code == 409
    assert state(app, path) is ProposalState.WAITING


def test_hostile_text_stays_text(app: Flask, curator: Visitor) -> None:
    hostile = "</textarea><script>alert(1)</script>"
    found = sent(as_user(engine_of(app), ORGANISER), {"description": hostile, "website": "javascript:alert(1)"}, "h")
    page = curator.get(f"/curate/changes/{found.id}")
    assert hostile in page.text
    assert [words(one) for one in page.every("textarea") if one.get("name") == "edit-description"] == [hostile]


def test_drafts_and_unknown_changes_are_not_there(app: Flask, curator: Visitor) -> None:
    draft = proposing.begin(as_user(engine_of(app), ORGANISER), SUBJECT, organization_id=GROUP, form_key="draft")
    for id_ in (draft.proposal.id, "nothing"):
        curator.get(f"/curate/changes/{id_}", 404)
        assert curator.post(f"/curate/changes/{id_}", {"press": "approve"}).status_code == 404
        assert curator.post(f"/curate/changes/{id_}/undo").status_code == 404


def test_a_change_needs_the_form_of_the_page(app: Flask, curator: Visitor, path: str) -> None:
    seen = deciding.look(as_user(engine_of(app), CURATOR), path.rpartition("/")[2]).seen
    fields = {"press": "approve", "take": "summary", "step": str(seen.step), "number": str(seen.number)}
    assert curator.post(path, {**fields, "form_token": "forged"}).status_code == 403
    assert signing.sign_in(app, ORGANISER).post(path, fields).status_code == 403
    assert state(app, path) is ProposalState.WAITING
