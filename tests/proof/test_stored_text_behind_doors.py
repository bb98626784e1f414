"""What somebody wrote is text on the pages of organisers and curators too, in mail, and in what waits to be approved."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from flask import Flask

from locator.actions import proposing, reminding, reporting, revising
from locator.directory.report import ReportKind
from locator.post.message import Message
from locator.revision import subject
from locator.revision.subject import WayIn
from locator.roles import Role
from tests import checking, making, signing
from tests.hostile import TEXTS, with_text_everywhere
from tests.proof.conftest import NewSite
from tests.web.page import Page
from tests.web.visitor import Visitor

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which makes the site once."""

PROPOSED = ("name", "summary", "description", "status_note", "joining_details", "who_may_refer", "eligibility")
OURS = ("/", "#", "?", "http://localhost", "https:", "tel:", "sms:", "mailto:")


def key(name: str) -> str:
    """The slug of the listing with that text."""
    return f"hostile-{name.lower().replace(' ', '-')}"


LISTINGS = {name: with_text_everywhere(text, key(name)) for name, text in TEXTS.items()}
ORGANISER = signing.person(
    Role.ORGANISER, "Rab Tennant", organization_ids=tuple(one.organization.id for one in LISTINGS.values())
)
CURATOR = signing.person(Role.CURATOR, "Effie Gunn")


@pytest.fixture(scope="module")
def changes() -> dict[str, str]:
    """The id of the change that waits, by the name of its text."""
    return {}


@pytest.fixture(scope="module")
def site(new_site: NewSite, changes: dict[str, str]) -> Flask:
    """A listing of each text, a change of every text field that waits, and a report about each."""
    app = new_site(*LISTINGS.values(), making.listing("Honest Lunch Club"))
    engine = app.extensions["locator"]
    signing.add(engine, ORGANISER, CURATOR)
    context = signing.as_user(engine, ORGANISER)
    for name, one in LISTINGS.items():
        draft = proposing.begin(
            context, subject.service(one.service.id), organization_id=one.organization.id, form_key=name
        )
        proposing.save(context, draft.proposal.id, dict.fromkeys(PROPOSED, f"{TEXTS[name]} now"))
        changes[name] = proposing.send(context, draft.proposal.id)[-1].id
        reporting.something_wrong(
            engine.context(), slug=key(name), kind=ReportKind.OTHER, message=TEXTS[name][:900], form_key=name
        )
    return app


@pytest.fixture(scope="module")
def organiser(site: Flask) -> Visitor:
    return signing.sign_in(site, ORGANISER)


@pytest.fixture(scope="module")
def curator(site: Flask) -> Visitor:
    return signing.sign_in(site, CURATOR)


def is_only_text(page: Page) -> bool:
    """Nothing of the text became an element, an attribute, or an address that we did not make."""
    for element in page.every():
        assert not [name for name in element.attrib if name.startswith("on")], page.path
        assert element.tag not in {"iframe", "object", "embed", "base"}, page.path
    assert [one for one in page.links() if not one.startswith(OURS)] == [], page.path
    assert "alert(1)" not in "".join(
        one.text or "" for one in page.every("script") if one.get("type") != "application/ld+json"
    )
    return True


BY_NAME = pytest.mark.parametrize("name", TEXTS)
OF_ORGANISERS = ("edit", "preview", "paper", "places", "times", "figures")


@BY_NAME
def test_the_pages_of_a_group_show_it_as_text(organiser: Visitor, changes: dict[str, str], name: str) -> None:
    service_id = LISTINGS[name].service.id
    paths = [f"/organise/listings/{service_id}/{part}" for part in OF_ORGANISERS]
    about = f"/organise/organizations/{LISTINGS[name].organization.id}/edit"
    for path in (*paths, about, f"/organise/changes/{changes[name]}"):
        assert is_only_text(organiser.get(path))


def test_the_lists_of_a_group_show_all_of_them_as_text(organiser: Visitor) -> None:
    for path in ("/organise", "/organise/changes", "/organise/new", "/organise/people"):
        assert is_only_text(organiser.get(path))


@BY_NAME
def test_a_curator_sees_from_and_to_and_the_history_as_text(
    curator: Visitor, changes: dict[str, str], name: str
) -> None:
    one = LISTINGS[name]
    for path in (
        f"/curate/changes/{changes[name]}",
        f"/curate/changes/{changes[name]}/preview",
        f"/curate/listings/{one.service.id}/history",
        f"/curate/organizations/{one.organization.id}/history",
        f"/curate/venues/{one.sites[0].location.id}/history",
        f"/curate/venues/{one.sites[0].location.id}",
    ):
        assert is_only_text(curator.get(path))


@pytest.mark.parametrize(
    "path", ["", "/queue", "/listings", "/venues", "/many", "/links", "/calls", "/freshness", "/hiding", "/bounces"]
)
def test_the_lists_of_curators_show_all_of_them_as_text(curator: Visitor, path: str) -> None:
    assert is_only_text(curator.get(f"/curate{path}"))


@BY_NAME
def test_a_reminder_is_one_letter_with_our_headers_and_its_page_shows_text(new_site: NewSite, name: str) -> None:
    due = with_text_everywhere(TEXTS[name], email="group@knowetop.example.org", assured=checking.DUE.service.assured)
    app = new_site(due)
    engine = app.extensions["locator"]
    reminding.remind(engine.context())
    rows = engine.store.rows("SELECT id, to_address, subject, body FROM mail")
    assert len(rows) == 1
    for id_, recipient, title, body in rows:
        assert title == " ".join(title.split())
        wire = Message(id=id_, to=recipient, subject=title, body=body).wire("locator@example.org")
        told = message_from_bytes(wire, policy=policy.default)
        assert "Bcc" not in told
        assert told["To"] == recipient
        assert not told.defects
    (token,) = checking.tokens(engine)
    assert is_only_text(Visitor(app).get(f"/still-correct/{token}"))


def test_what_is_typed_with_control_characters_is_kept_without_them(site: Flask) -> None:
    engine = site.extensions["locator"]
    one = LISTINGS["SQL"]
    context = signing.as_user(engine, CURATOR)
    revising.publish(
        context, subject.service(one.service.id), {"summary": "Soup\x00 and\x1b tea\x85."}, way_in=WayIn.CURATOR
    )
    content = revising.content_of(context, subject.service(one.service.id))
    assert content is not None
    assert content["summary"] == "Soup and tea."
