"""An organiser edits a listing: whatever was typed is kept, nothing is public before it is approved, and nothing is lost."""

from __future__ import annotations

import pytest
from flask import Flask

from locator.actions import merging, revising
from locator.actions.merging import Asked
from locator.revision import subject
from locator.revision.proposal import ProposalState
from locator.revision.subject import WayIn
from locator.storage import proposals
from locator.web import create_app
from locator.web.organiser.listing_form import sections
from locator.wiring import Engine
from tests import changing, making, signing
from tests.changing import CURATOR, GROUP, ORGANISER, STRANGER, SUBJECT, public
from tests.conftest import OpenEngine, save
from tests.signing import SignedInVisitor
from tests.web import filled
from tests.web.page import Page
from tests.web.village import LUNCH
from tests.web.visitor import Visitor

TWIN = making.listing("Lunch Club on Tuesdays", run_by=LUNCH.organization, summary="Twin.")
EDIT = f"/organise/listings/{LUNCH.service.id}/edit"


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*changing.LISTINGS)
    signing.add(engine, *changing.EVERYBODY)
    return engine


@pytest.fixture
def app(engine: Engine) -> Flask:
    return create_app(engine)


@pytest.fixture
def organiser(app: Flask) -> SignedInVisitor:
    visitor = signing.sign_in(app, ORGANISER)
    assert isinstance(visitor, SignedInVisitor)
    return visitor


def edited(page: Page, **changes: object) -> dict[str, object]:
    """What the page would send after these boxes were changed."""
    return {**filled.boxes(page, EDIT), "deed": "save", **changes}


def draft_of(engine: Engine) -> proposals.Proposal:
    (found,) = proposals.of_subject(engine.store, SUBJECT)
    return found


def test_looking_at_the_page_keeps_nothing(organiser: SignedInVisitor, engine: Engine) -> None:
    page = organiser.get(EDIT)
    assert page.heading == f"Change {LUNCH.service.name}"
    assert proposals.of_subject(engine.store, SUBJECT) == ()


def test_a_page_that_is_sent_as_it_came_changes_nothing(organiser: SignedInVisitor, engine: Engine) -> None:
    answer = organiser.post(EDIT, edited(organiser.get(EDIT)))
    assert answer.status_code == 303
    assert draft_of(engine).fields == ()


def test_what_was_typed_is_saved_and_public_only_after_it_is_approved(
    organiser: SignedInVisitor, engine: Engine
) -> None:
    organiser.post(EDIT, edited(organiser.get(EDIT), summary="Soup and songs.", cost="free"))
    page = organiser.get(EDIT)
    assert filled.boxes(page, EDIT)["summary"] == ["Soup and songs."]
    answer = organiser.post(EDIT, edited(page, deed="send"))
    assert answer.status_code == 303
    assert "Thank you" in organiser.get(answer.location).heading
    assert public(engine, "summary") != "Soup and songs."
    changing.approved(signing.as_user(engine, CURATOR), draft_of(engine))
    assert public(engine, "summary") == "Soup and songs."
    assert public(engine, "cost")["is_free"]
    assert "Soup and songs." in organiser.get(f"/services/{LUNCH.service.slug}").text


@pytest.mark.parametrize(
    ("box", "typed", "words"),
    [
        ("name", "  ", "Type the name of the group or activity"),
        ("phone_1", "ring me", "Give one telephone number, in figures"),
        ("email", "nobody", "Give an email address with an @ in it"),
        ("website", "javascript:alert(1)", "Give the address of the website, like www.example.org"),
        ("amount_1", "a lot", "Type an amount, such as 3.50"),
        ("age_from", "old", "Type an age in years, such as 60"),
        ("summary", "x" * 301, "Write 300 letters or fewer"),
    ],
)
def test_what_is_not_right_is_kept_as_it_was_typed_and_said_in_plain_words(
    organiser: SignedInVisitor, engine: Engine, box: str, typed: str, words: str
) -> None:
    answer = organiser.post(EDIT, edited(organiser.get(EDIT), deed="send", **{box: typed}))
    assert answer.status_code == 422
    page = Page(EDIT, answer.get_data(as_text=True))
    assert words in page.text
    assert filled.boxes(organiser.get(EDIT), EDIT)[box] == [typed]
    assert draft_of(engine).state is ProposalState.DRAFT


def test_one_mistake_does_not_keep_the_other_sections_from_being_saved(
    organiser: SignedInVisitor, engine: Engine
) -> None:
    organiser.post(EDIT, edited(organiser.get(EDIT), amount_1="a lot", summary="Soup."))
    assert {one.name: one.after for one in draft_of(engine).fields} == {"summary": "Soup."}


def test_a_stale_page_takes_nothing_back_that_another_window_has_saved(
    organiser: SignedInVisitor, engine: Engine
) -> None:
    first, second = organiser.get(EDIT), organiser.get(EDIT)
    organiser.post(EDIT, edited(first, summary="Soup."))
    organiser.post(EDIT, edited(second, eligibility="Anyone."))
    assert {one.name: one.after for one in draft_of(engine).fields} == {"summary": "Soup.", "eligibility": "Anyone."}


def test_the_same_section_changed_in_two_windows_is_shown_before_anything_goes_on(
    organiser: SignedInVisitor, engine: Engine
) -> None:
    first, second = organiser.get(EDIT), organiser.get(EDIT)
    organiser.post(EDIT, edited(first, summary="Soup."))
    answer = organiser.post(EDIT, edited(second, summary="Stew.", deed="send"))
    assert answer.status_code == 409
    page = Page(EDIT, answer.get_data(as_text=True))
    assert "You changed the same part in another window." in page.text
    assert "One sentence about it Soup." in page.text
    assert filled.boxes(page, EDIT)["summary"] == ["Stew."]
    assert draft_of(engine).state is ProposalState.DRAFT


def test_pressed_twice_it_is_sent_once(organiser: SignedInVisitor, engine: Engine) -> None:
    organiser.post(EDIT, edited(organiser.get(EDIT), summary="Soup."))
    sent = edited(organiser.get(EDIT), deed="send")
    answers = [organiser.post(EDIT, sent) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert {one.location.partition("?")[0] for one in answers} == {f"/organise/changes/{draft_of(engine).id}"}


def test_the_script_is_told_when_it_was_saved_and_does_not_cross_itself(
    organiser: SignedInVisitor, engine: Engine
) -> None:
    sent = edited(organiser.get(EDIT), summary="So")
    headers = {"X-Saved-By-Script": "yes"}
    told = organiser.post(EDIT, sent, headers=headers).get_json()
    assert told["saved"].startswith("Saved at 10am")
    organiser.post(EDIT, {**sent, **told["was"], "summary": "Soup."}, headers=headers)
    assert {one.name: one.after for one in draft_of(engine).fields} == {"summary": "Soup."}


def test_the_script_never_writes_over_what_another_window_has_saved(organiser: SignedInVisitor, engine: Engine) -> None:
    first, second = organiser.get(EDIT), organiser.get(EDIT)
    organiser.post(EDIT, edited(first, summary="Soup."))
    both = edited(second, summary="Stew.", eligibility="Anyone.")
    told = organiser.post(EDIT, both, headers={"X-Saved-By-Script": "yes"}).get_json()
    assert "another window" in told["saved"]
    assert "was-basics" not in told["was"]
    assert {one.name: one.after for one in draft_of(engine).fields} == {"summary": "Soup.", "eligibility": "Anyone."}
    answer = organiser.post(EDIT, both | told["was"])
    assert answer.status_code == 409
    assert "One sentence about it Soup." in Page(EDIT, answer.get_data(as_text=True)).text


def test_a_section_that_is_folded_says_what_it_says_and_the_one_that_lacks_something_is_open(
    organiser: SignedInVisitor,
) -> None:
    organiser.post(EDIT, edited(organiser.get(EDIT), cost="pay", amount_1="3.50", amount_1_for="a lunch"))
    page = organiser.get(EDIT)
    assert "There is a cost · £3.50 a lunch" in page.text
    parts = {part.get("id"): part.get("open") for part in page.every("details") if part.get("id")}
    assert list(parts.values()).count(None) >= len(parts) - 1


def test_the_preview_shows_the_page_as_it_would_be_and_is_kept_by_nobody(organiser: SignedInVisitor) -> None:
    organiser.post(EDIT, edited(organiser.get(EDIT), summary="Soup and songs."))
    preview = f"/organise/listings/{LUNCH.service.id}/preview"
    assert "Soup and songs." in organiser.get(preview).text
    assert organiser.raw(preview).headers["Cache-Control"] == "no-store"


def test_another_group_is_told_that_there_is_nothing(app: Flask, engine: Engine) -> None:
    stranger = signing.sign_in(app, STRANGER)
    for path in (
        EDIT,
        f"/organise/listings/{LUNCH.service.id}/preview",
        f"/organise/listings/{LUNCH.service.id}/places",
    ):
        assert stranger.get(path, 404)
    assert stranger.post(EDIT, {"form_key": "x", "was-basics": "", "name": "Mine"}).status_code == 404
    assert stranger.get("/organise/listings/no-such-listing/edit", 404)
    assert proposals.of_subject(engine.store, SUBJECT) == ()


def test_fields_that_the_form_does_not_have_change_nothing(organiser: SignedInVisitor, engine: Engine) -> None:
    odd = {"organization_id": "mine", "slug": "mine", "assured_date": "2026-11-24", "state": "approved", "step": "9"}
    organiser.post(EDIT, edited(organiser.get(EDIT), summary="Soup.", **odd))
    found = draft_of(engine)
    assert [one.name for one in found.fields] == ["summary"]
    assert (found.organization_id, found.state) == (GROUP, ProposalState.DRAFT)


def test_what_people_ask_about_is_said_until_it_is_there(organiser: SignedInVisitor) -> None:
    nothing = dict.fromkeys(("cost", "amount_1", "amount_1_for", "amount_2", "amount_2_for", "cost_details"), "")
    organiser.post(EDIT, edited(organiser.get(EDIT), **nothing))
    assert "People ask about cost. Say if it is free." in organiser.get(EDIT).text
    organiser.post(EDIT, edited(organiser.get(EDIT), cost="free"))
    assert "People ask about cost. Say if it is free." not in organiser.get(EDIT).text


def test_a_place_that_the_directory_has_is_offered_before_a_new_one(organiser: SignedInVisitor, engine: Engine) -> None:
    places = f"/organise/listings/{LUNCH.service.id}/places"
    other = changing.LISTINGS[1].sites[0].location
    page = organiser.get(f"{places}?q={other.name.replace(' ', '+')}")
    assert other.name in page.text
    sent = {**filled.boxes(page, f"{places}/add"), "location": other.id}
    assert organiser.post(f"{places}/add", sent).status_code == 303
    assert {one["location_id"] for one in draft_of(engine).fields[0].after} >= {other.id}


def test_a_new_place_waits_with_the_listing(organiser: SignedInVisitor, engine: Engine) -> None:
    places = f"/organise/listings/{LUNCH.service.id}/places"
    page = organiser.get(f"{places}?q=Nowhere+Hall")
    new = {**filled.boxes(page, f"{places}/new"), "name": "Nowhere Hall", "postal_code": "ML1 1AB"}
    assert organiser.post(f"{places}/new", {**new, "postal_code": "ZZ99 9ZZ"}).status_code == 422
    for _ in range(2):
        assert organiser.post(f"{places}/new", new).status_code == 303
    assert "Nowhere Hall" in organiser.get(places).text
    assert engine.store.rows("SELECT id FROM location WHERE name = 'Nowhere Hall'") == []
    page = organiser.get(EDIT)
    organiser.post(EDIT, edited(page, deed="send"))
    changing.approved(signing.as_user(engine, CURATOR), draft_of(engine))
    assert len(engine.store.rows("SELECT id FROM location WHERE name = 'Nowhere Hall'")) == 1
    assert "Nowhere Hall" in organiser.get(f"/services/{LUNCH.service.slug}").text


def test_a_new_listing_is_begun_filled_in_and_sent(organiser: SignedInVisitor, engine: Engine) -> None:
    begin = filled.boxes(organiser.get("/organise/new"), "") | {"group": GROUP}
    first, second = (organiser.post("/organise/new", begin) for _ in range(2))
    assert first.status_code == 303
    assert first.location == second.location
    path = first.location
    page = organiser.get(path)
    sent = {**filled.boxes(page, path), "deed": "send", "name": "Zither Circle", "summary": "Zithers."}
    answer = organiser.post(path, sent)
    assert answer.status_code == 303
    found = next(one for one in proposals.of_account(engine.store, ORGANISER.id) if one.is_new)
    assert revising.content_of(engine.context(), found.subject) is None
    changing.approved(signing.as_user(engine, CURATOR), found)
    assert organiser.get("/services/zither-circle").heading == "Zither Circle"


def test_a_curator_types_in_a_form_of_a_new_group_and_it_is_there_at_once(app: Flask, engine: Engine) -> None:
    curator = signing.sign_in(app, CURATOR)
    begin = filled.boxes(curator.get("/organise/new"), "") | {
        "group": "",
        "new_group": "Zither Friends",
        "came": "paper",
    }
    path = curator.post("/organise/new", begin).location
    sent = {**filled.boxes(curator.get(path), path), "deed": "send", "name": "Zither Circle"}
    assert curator.post(path, sent).status_code == 303
    assert curator.get("/services/zither-circle").heading == "Zither Circle"
    assert engine.store.rows("SELECT DISTINCT way_in FROM version WHERE way_in = 'paper'") == [("paper",)]
    assert curator.get("/organizations/zither-friends").heading == "Zither Friends"


def test_changes_are_listed_and_can_be_taken_back(organiser: SignedInVisitor, engine: Engine) -> None:
    organiser.post(EDIT, edited(organiser.get(EDIT), summary="Soup.", deed="send"))
    found = draft_of(engine)
    assert LUNCH.service.name in organiser.get("/organise/changes").text
    assert organiser.post(f"/organise/changes/{found.id}/withdraw").status_code == 303
    assert "You took this back." in organiser.get(f"/organise/changes/{found.id}").text
    assert draft_of(engine).state is ProposalState.WITHDRAWN


def test_the_paper_form_asks_the_same_questions(app: Flask, organiser: SignedInVisitor) -> None:
    empty = Visitor(app).get("/paper-form")
    asked = [words for part in sections.EVERY for words in (one.label.text for one in part())]
    assert [words for words in asked if words not in empty.text] == []
    filled_in = organiser.get(f"/organise/listings/{LUNCH.service.id}/paper")
    assert LUNCH.service.summary in filled_in.text
    assert LUNCH.service.summary not in empty.text


def test_what_was_typed_outlives_the_session(app: Flask, organiser: SignedInVisitor, engine: Engine) -> None:
    typed = edited(organiser.get(EDIT), summary="Soup &\r\n<songs>.")
    organiser.client.delete_cookie("session", domain="localhost")
    answer = organiser.post(EDIT, typed)
    assert answer.status_code == 409
    kept = filled.boxes(Page(EDIT, answer.get_data(as_text=True)), EDIT)
    assert kept["summary"] == ["Soup &\r\n<songs>."]
    assert proposals.of_subject(engine.store, SUBJECT) == ()
    again = signing.sign_in(app, ORGANISER)
    answer = again.client.post(EDIT, data=kept, base_url="http://localhost")
    assert answer.status_code == 409
    ready = filled.boxes(Page(EDIT, answer.get_data(as_text=True)), EDIT)
    assert again.client.post(EDIT, data=ready, base_url="http://localhost").status_code == 303
    assert {one.name: one.after for one in draft_of(engine).fields} == {"summary": "Soup & <songs>."}


def test_a_section_that_nobody_touched_keeps_nobody_from_sending(organiser: SignedInVisitor, engine: Engine) -> None:
    odd = {"phones": [{"number": "ask Jean", "kind": "voice", "extension": None, "description": None}]}
    revising.publish(engine.context(), SUBJECT, odd, way_in=WayIn.IMPORT)
    answer = organiser.post(EDIT, edited(organiser.get(EDIT), summary="Soup.", deed="send"))
    assert answer.status_code == 303
    assert draft_of(engine).state is ProposalState.WAITING


def merge_into_twin(engine: Engine) -> None:
    save(engine, TWIN)
    curator, twin = signing.as_user(engine, CURATOR), TWIN.service.id
    numbers = [revising.number_of(curator, subject.service(id_)) for id_ in (twin, LUNCH.service.id)]
    asked = Asked(
        first_id=twin,
        second_id=LUNCH.service.id,
        first_number=numbers[0],
        second_number=numbers[1],
        choices={},
        form_key="merge",
    )
    merging.merge(curator, asked)


def test_a_listing_that_was_merged_while_somebody_changed_it_is_changed_where_it_is_now(
    organiser: SignedInVisitor, engine: Engine
) -> None:
    open_page = organiser.get(EDIT)
    merge_into_twin(engine)
    answer = organiser.post(EDIT, edited(open_page, summary="Soup and songs.", deed="send"))
    assert answer.status_code == 409
    shown = Page(EDIT, answer.get_data(as_text=True))
    assert "Your group had two pages about one thing" in shown.text
    assert filled.boxes(shown)["summary"] == ["Soup and songs."]
    twin = f"/organise/listings/{TWIN.service.id}"
    assert organiser.post(f"{twin}/edit", {**filled.boxes(shown), "deed": "send"}).status_code == 303
    (sent,) = proposals.of_subject(engine.store, subject.service(TWIN.service.id))
    assert sent.state is ProposalState.WAITING
    assert proposals.of_subject(engine.store, SUBJECT) == ()
    assert f"It is a part of {TWIN.service.name} now" in organiser.get("/organise").text


def test_the_merged_listing_of_one_group_does_not_open_that_of_another(app: Flask, engine: Engine) -> None:
    merge_into_twin(engine)
    stranger = signing.sign_in(app, STRANGER)
    assert stranger.client.get(EDIT, base_url="http://localhost").status_code == 404


TIMES = f"/organise/listings/{LUNCH.service.id}/times"


def test_times_that_were_changed_meanwhile_are_shown_and_not_written_over(
    organiser: SignedInVisitor, engine: Engine
) -> None:
    stale = filled.boxes(organiser.get(TIMES))
    elsewhere = {**filled.boxes(organiser.get(TIMES)), "sessions-0-weekdays": ["4"], "sessions-0-starts_on": ""}
    assert organiser.post(TIMES, elsewhere).status_code == 303
    typed = {**stale, "sessions-0-notes": "Come to the side door."}
    answer = organiser.post(TIMES, typed)
    shown = Page(TIMES, answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert "These days and times were changed since you opened this page." in shown.text
    assert "Every Friday" in shown.text
    assert filled.boxes(shown)["sessions-0-notes"] == ["Come to the side door."]
    assert filled.boxes(organiser.get(TIMES))["sessions-0-weekdays"] == ["4"]
    assert organiser.post(TIMES, filled.boxes(shown)).status_code == 303
    assert filled.boxes(organiser.get(TIMES))["sessions-0-notes"] == ["Come to the side door."]


def test_a_look_at_what_it_says_does_not_make_an_old_page_of_times_new(organiser: SignedInVisitor) -> None:
    stale = filled.boxes(organiser.get(TIMES))
    organiser.post(TIMES, {**stale, "sessions-0-weekdays": ["4"], "sessions-0-starts_on": ""})
    answer = organiser.post(TIMES, {**stale, "sessions-0-notes": "Ring twice.", "sessions-check": "1"})
    again = filled.boxes(Page(TIMES, answer.get_data(as_text=True)))
    assert organiser.post(TIMES, again).status_code == 409


def test_days_and_times_are_read_back_before_they_are_kept(organiser: SignedInVisitor, engine: Engine) -> None:
    boxes = filled.boxes(organiser.get(TIMES), TIMES)
    sent = {**boxes, "sessions-0-closes_at": "half past 2"}
    checked = organiser.post(TIMES, {**sent, "sessions-check": "1"})
    assert checked.status_code == 200
    assert proposals.of_subject(engine.store, SUBJECT) == ()
    assert "2.30pm" in Page(TIMES, checked.get_data(as_text=True)).text
    assert organiser.post(TIMES, sent).status_code == 303
    (change,) = draft_of(engine).fields
    assert (change.name, change.after[0]["closes_at"]) == ("sessions", "14:30")
    assert "2.30pm" in organiser.get(EDIT).text


def test_a_time_that_cannot_be_read_is_kept_on_the_page(organiser: SignedInVisitor, engine: Engine) -> None:
    sent = {**filled.boxes(organiser.get(TIMES), TIMES), "sessions-0-opens_at": "sometime"}
    answer = organiser.post(TIMES, sent)
    assert answer.status_code == 422
    assert "sometime" in str(filled.boxes(Page(TIMES, answer.get_data(as_text=True)), TIMES)["sessions-0-opens_at"])
    assert proposals.of_subject(engine.store, SUBJECT) == ()


def test_a_change_says_what_was_changed_and_what_was_left_out(organiser: SignedInVisitor, engine: Engine) -> None:
    organiser.post(EDIT, edited(organiser.get(EDIT), summary="Soup and songs.", eligibility="Anyone.", deed="send"))
    path = f"/organise/changes/{draft_of(engine).id}"
    text = organiser.get(path).text
    assert f"Before: {LUNCH.service.summary}" in text
    assert "You asked for: Soup and songs." in text
    curator = signing.as_user(engine, CURATOR)
    changing.approved(curator, draft_of(engine), only={"summary"}, reason="Only over 60s.")
    text = organiser.get(path).text
    assert "Who can come Not made" in text
    assert "Why: Only over 60s." in text


def test_what_is_known_of_getting_in_waits_with_the_listing(organiser: SignedInVisitor, engine: Engine) -> None:
    hall = LUNCH.sites[0].location
    path = f"/organise/listings/{LUNCH.service.id}/places/{hall.id}"
    sent = filled.boxes(organiser.get(path)) | {
        "step_free": ["yes"],
        "parking": ["no"],
        "details": ["Knock twice for Ina."],
    }
    assert organiser.post(path, sent).status_code == 303
    assert filled.boxes(organiser.get(path))["details"] == ["Knock twice for Ina."]
    answer = organiser.post(EDIT, edited(organiser.get(EDIT), deed="send"))
    assert answer.status_code == 303
    (found,) = proposals.of_subject(engine.store, subject.location(hall.id))
    assert found.state is ProposalState.WAITING
    assert "Knock twice for Ina." not in organiser.get(f"/services/{LUNCH.service.slug}").text
    changing.approved(signing.as_user(engine, CURATOR), found)
    assert "Knock twice for Ina." in organiser.get(f"/services/{LUNCH.service.slug}").text
    assert organiser.get(f"/organise/listings/{LUNCH.service.id}/places/no-such-place", 404)


def test_a_new_listing_that_may_be_there_already_is_asked_about_before_it_is_sent(
    organiser: SignedInVisitor, engine: Engine
) -> None:
    path = organiser.post("/organise/new", filled.boxes(organiser.get("/organise/new")) | {"group": GROUP}).location
    alike = {"name": f"The {LUNCH.service.name}", "phone_1": LUNCH.phones[0].number, "deed": "send"}
    answer = organiser.post(path, {**filled.boxes(organiser.get(path), path), **alike})
    assert answer.status_code == 409
    page = Page(path, answer.get_data(as_text=True))
    assert page.heading == "Do we have it already?"
    assert LUNCH.service.name in page.text
    send = path.replace("/edit", "/send")
    assert organiser.post(send, filled.boxes(page, send)).status_code == 303
    new = [one for one in proposals.of_account(engine.store, ORGANISER.id) if one.is_new]
    assert [one.state for one in new] == [ProposalState.WAITING]


def test_a_place_from_a_page_older_than_what_was_sent_begins_another_change(
    organiser: SignedInVisitor, engine: Engine
) -> None:
    places = f"/organise/listings/{LUNCH.service.id}/places"
    other = changing.LISTINGS[1].sites[0].location
    organiser.post(EDIT, edited(organiser.get(EDIT), summary="Soup."))
    stale = filled.boxes(organiser.get(f"{places}?q={other.name.replace(' ', '+')}"), f"{places}/add")
    organiser.post(EDIT, edited(organiser.get(EDIT), deed="send"))
    answer = organiser.post(f"{places}/add", {**stale, "location": other.id})
    assert answer.status_code == 303
    assert other.name in organiser.get(places).text


def test_what_is_said_of_getting_in_from_an_old_page_is_not_lost(organiser: SignedInVisitor, engine: Engine) -> None:
    path = f"/organise/listings/{LUNCH.service.id}/places/{LUNCH.sites[0].location.id}"
    stale = filled.boxes(organiser.get(path))
    organiser.post(path, {**stale, "details": "Knock twice."})
    organiser.post(EDIT, edited(organiser.get(EDIT), deed="send"))
    organiser.post(path, {**stale, "details": "Knock three times."})
    assert filled.boxes(organiser.get(path))["details"] == ["Knock three times."]


def test_what_is_typed_into_a_page_older_than_what_was_sent_is_kept(organiser: SignedInVisitor, engine: Engine) -> None:
    organiser.post(EDIT, edited(organiser.get(EDIT), summary="Soup."))
    stale = organiser.get(EDIT)
    organiser.post(EDIT, edited(organiser.get(EDIT), deed="send"))
    answer = organiser.post(EDIT, edited(stale, eligibility="Anyone."))
    assert answer.location.startswith(EDIT)
    boxes = filled.boxes(organiser.get(EDIT), EDIT)
    assert (boxes["summary"], boxes["eligibility"]) == (["Soup."], ["Anyone."])
    again = organiser.post(EDIT, {**edited(stale), "deed": "send"})
    assert again.location.startswith("/organise/changes/")
