"""What is said of a group itself is changed by its people and by curators, and stands on every page of its listings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from locator.actions import revising
from locator.directory.organization import Phone
from locator.revision import subject
from locator.revision.proposal import ProposalState
from locator.revision.subject import WayIn
from locator.storage import proposals
from locator.web import create_app
from locator.wiring import Engine
from tests import changing, signing
from tests.changing import CURATOR, GROUP, ORGANISER, STRANGER
from tests.conftest import OpenEngine
from tests.signing import SignedInVisitor
from tests.web import filled
from tests.web.page import Page
from tests.web.village import LUNCH, SHED

OWNER = replace(
    LUNCH.organization, phones=(Phone(id="office", number="01632 960777"),), email="office@knowetop.example.org"
)
ABOUT, EDIT = f"/organise/organizations/{GROUP}/edit", f"/organise/listings/{LUNCH.service.id}/edit"
SUBJECT = subject.organization(GROUP)


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(SHED, replace(LUNCH, organization=OWNER))
    signing.add(engine, *changing.EVERYBODY)
    return engine


@pytest.fixture
def app(engine: Engine) -> Flask:
    return create_app(engine)


def of(app: Flask, account: object = ORGANISER) -> SignedInVisitor:
    visitor = signing.sign_in(app, account)  # type: ignore[arg-type]
    assert isinstance(visitor, SignedInVisitor)
    return visitor


def typed(visitor: SignedInVisitor, **changes: object) -> dict[str, object]:
    return {**filled.boxes(visitor.get(ABOUT)), **changes}


def says(engine: Engine, name: str) -> object:
    return (revising.content_of(engine.context(), SUBJECT) or {})[name]


def numbers(engine: Engine) -> list[str]:
    return [one["number"] for one in (revising.content_of(engine.context(), SUBJECT) or {})["phones"]]


def asked(engine: Engine) -> list[proposals.Proposal]:
    return list(proposals.of_subject(engine.store, SUBJECT))


def test_a_wrong_number_of_the_group_is_put_right_once_a_curator_has_looked(app: Flask, engine: Engine) -> None:
    organiser = of(app)
    assert "01632 960777, office@knowetop.example.org" in organiser.get(EDIT).text
    assert organiser.get("/organise").link(f"Change the name, phone number or email of {OWNER.name}") == ABOUT
    answer = organiser.post(ABOUT, typed(organiser, phone_1="01632 960778"))
    assert answer.status_code == 303
    assert "Thank you" in organiser.get(answer.location).heading
    (sent,) = asked(engine)
    assert ([one.name for one in sent.fields], numbers(engine)) == (["phones"], ["01632 960777"])
    changing.approved(signing.as_user(engine, CURATOR), sent)
    page = organiser.get(f"/organizations/{OWNER.slug}").text
    assert "01632 960778" in page
    assert "01632 960777" not in page


def test_of_a_trusted_person_the_number_is_public_at_once_and_the_address_waits(app: Flask, engine: Engine) -> None:
    changing.trust(engine)
    organiser = of(app)
    organiser.post(ABOUT, typed(organiser, phone_1="01632 960778", email="new@example.org"))
    assert sorted(one.state for one in asked(engine)) == [ProposalState.PUBLISHED, ProposalState.WAITING]
    assert (numbers(engine), says(engine, "email")) == (["01632 960778"], OWNER.email)


def test_a_curator_changes_it_at_once(app: Flask, engine: Engine) -> None:
    curator = of(app, CURATOR)
    assert curator.post(ABOUT, typed(curator, name="Knowetop Neighbours")).status_code == 303
    assert says(engine, "name") == "Knowetop Neighbours"


def test_another_group_s_people_find_no_such_page(app: Flask, engine: Engine) -> None:
    sent = typed(of(app), name="Ours now")
    stranger = of(app, STRANGER)
    assert stranger.client.get(ABOUT, base_url="http://localhost").status_code == 404
    assert stranger.post(ABOUT, {**sent, "form_token": stranger.form_token}).status_code == 404
    assert of(app, CURATOR).client.get("/organise/organizations/x/edit", base_url="http://localhost").status_code == 404
    assert asked(engine) == []


@pytest.mark.parametrize(
    ("box", "text", "words"),
    [
        ("name", " ", "Type the name of the group"),
        ("phone_1", "ring me", "Give one telephone number, in figures"),
        ("email", "nobody", "Give an email address with an @ in it"),
        ("website", "javascript:alert(1)", "Give the address of the website, like www.example.org"),
    ],
)
def test_what_is_not_right_is_kept_as_it_was_typed(app: Flask, engine: Engine, box: str, text: str, words: str) -> None:
    organiser = of(app)
    answer = organiser.post(ABOUT, typed(organiser, **{box: text}))
    page = Page(ABOUT, answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert words in page.text
    assert filled.boxes(page)[box] == [text]
    assert asked(engine) == []


def test_what_was_changed_meanwhile_is_shown_and_not_written_over(app: Flask, engine: Engine) -> None:
    organiser = of(app)
    stale = typed(organiser, description="Neighbours <all>.")
    revising.publish(signing.as_user(engine, CURATOR), SUBJECT, {"email": "new@example.org"}, way_in=WayIn.CURATOR)
    answer = organiser.post(ABOUT, stale)
    page = Page(ABOUT, answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert "new@example.org" in page.text
    assert asked(engine) == []
    again = {**filled.boxes(page), "email": "new@example.org"}
    assert organiser.post(ABOUT, again).status_code == 303
    assert [one.name for one in asked(engine)[0].fields] == ["description"]


def test_sent_twice_it_is_asked_for_once_and_nothing_new_is_said_to_be_nothing(app: Flask, engine: Engine) -> None:
    organiser = of(app)
    sent = typed(organiser, phone_1="01632 960778")
    first, second = (organiser.post(ABOUT, sent).location for _ in range(2))
    assert (first, second) == (f"/organise/changes/{asked(engine)[0].id}?sent=yes", first.partition("?")[0])
    assert len(asked(engine)) == 1
    curator = of(app, CURATOR)
    assert curator.post(ABOUT, typed(curator)).status_code == 422
    assert "Nothing is different" in curator.post(ABOUT, typed(curator)).get_data(as_text=True)


def test_a_group_that_is_called_something_else_is_found_by_that(app: Flask, engine: Engine) -> None:
    curator = of(app, CURATOR)
    curator.post(ABOUT, typed(curator, name="Aardvark Neighbours"))
    assert LUNCH.service.name in curator.get("/services?q=aardvark").text
    assert "Aardvark Neighbours" in curator.get(f"/services/{LUNCH.service.slug}").text
