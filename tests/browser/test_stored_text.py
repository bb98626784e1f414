"""What somebody wrote into a listing runs nowhere, in a real browser: no dialog, no error, nobody else is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from locator.actions import indexing, proposing
from locator.directory.listing import Listing
from locator.revision import subject
from locator.roles import Role
from locator.storage import database, listings, organizations
from locator.wiring import Engine
from tests import signing
from tests.browser import organised
from tests.browser.organised import OpenAs, Organised
from tests.browser.test_html import faults
from tests.hostile import TEXTS, with_text_everywhere

RUNS = ("script", "attribute", "picture", "comment", "template", "script address", "JSON", "NUL", "one long word")
LISTINGS = {name: with_text_everywhere(TEXTS[name], f"hostile-{place}") for place, name in enumerate(RUNS)}
PROPOSED = ("name", "summary", "description", "eligibility")
AUTHOR = signing.person(
    Role.ORGANISER, "Rab Tennant", organization_ids=tuple(one.organization.id for one in LISTINGS.values())
)


def prepare(engine: Engine, _: Listing) -> None:
    """Put the listings in, with a change of each that waits."""
    with engine.store.atomic():
        for one in LISTINGS.values():
            organizations.save(engine.store, one.organization)
            listings.save(engine.store, one)
    indexing.rebuild(engine.context())
    signing.add(engine, AUTHOR)
    context = signing.as_user(engine, AUTHOR)
    for name, one in LISTINGS.items():
        owner = one.organization.id
        draft = proposing.begin(context, subject.service(one.service.id), organization_id=owner, form_key=name)
        proposing.save(context, draft.proposal.id, dict.fromkeys(PROPOSED, f"{TEXTS[name]} now"))
        proposing.send(context, draft.proposal.id)


@pytest.fixture(scope="module")
def own(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Organised]:
    with organised.served(demonstration, tmp_path_factory.mktemp("stored"), prepare) as found:
        yield found


@pytest.fixture
def open_as(browser: Browser, own: Organised) -> Iterator[OpenAs]:
    with organised.opening(browser, own) as make:
        yield make


def paths(own: Organised, name: str) -> dict[Role | None, list[str]]:
    """Where the text of this listing is shown, and to whom."""
    one = LISTINGS[name]
    store = database.open_store(own.site.data / "locator.sqlite")
    try:
        rows = store.rows("SELECT id FROM proposal WHERE subject_id = ?", (one.service.id,))
    finally:
        store.close()
    slug, service_id = one.service.slug, one.service.id
    return {
        None: [f"/services/{slug}", f"/services/{slug}/something-wrong", f"/organizations/{one.organization.slug}"],
        Role.ORGANISER: [f"/organise/listings/{service_id}/{part}" for part in ("edit", "preview", "paper", "places")],
        Role.CURATOR: [
            *(f"/curate/changes/{id_}" for (id_,) in rows),
            *(f"/curate/changes/{id_}/preview" for (id_,) in rows),
            f"/curate/listings/{service_id}/history",
        ],
    }


@pytest.mark.parametrize("name", RUNS)
def test_nothing_of_it_runs_and_every_page_is_valid(open_as: OpenAs, own: Organised, name: str, tmp_path: Path) -> None:
    dialogs: list[str] = []
    for role, addresses in paths(own, name).items():
        page = open_as(role)
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for place, path in enumerate(addresses):
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 200, path
            page.mouse.move(300, 300)
            assert page.evaluate("document.querySelectorAll('main script:not([type]), main iframe').length") == 0
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
            (tmp_path / f"{role}-{place}.html").write_bytes(answer.body())
    assert dialogs == []
    assert faults(tmp_path) == []


def test_the_card_and_the_panel_on_the_map_are_text_too(open_as: OpenAs) -> None:
    page = open_as(None)
    for path in ("/services?q=alert", "/map?near=ML1+1AB", "/curate/queue"):
        if path.startswith("/curate"):
            page = open_as(Role.CURATOR)
        page.goto(path)
        assert page.evaluate("document.querySelectorAll('main script:not([type]), main iframe').length") == 0
