"""What somebody wrote into a listing runs nowhere, in a real browser: no dialog, no error, nobody else is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from locator.actions import indexing, proposing
from locator.directory.listing import Listing
from locator.revision import subject
from locator.roles import Role
from locator.storage import database, listings, organizations
from locator.wiring import Engine
from tests import signing
from tests.browser import geometry, organised
from tests.browser.organised import Organised
from tests.browser.test_html import faults
from tests.hostile import TEXTS, with_text_everywhere

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which serves the site once."""

RUNS = ("script", "attribute", "picture", "comment", "template", "script address", "JSON", "NUL", "one long word")
LISTINGS = {name: with_text_everywhere(TEXTS[name], f"hostile-{place}") for place, name in enumerate(RUNS)}
RAN = "document.querySelectorAll('main script:not([type]), main iframe, main [onmouseover], main [onload]').length"
PROPOSED = ("name", "summary", "description", "eligibility")
GROUPS = tuple(one.organization.id for one in LISTINGS.values())
AUTHOR = signing.person(Role.ORGANISER, "Nan Orr", organization_ids=GROUPS)


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
    with organised.served(demonstration, tmp_path_factory.mktemp("stored"), prepare, GROUPS) as found:
        yield found


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


@dataclass(kw_only=True)
class Seen:
    """What came of looking at every page: the pages, and what went wrong."""

    pages: Path
    dialogs: list[str] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)

    def look(self, page: Page, path: str) -> None:
        """Open it, move over it, and keep it."""
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        page.mouse.move(300, 300)
        if page.evaluate(RAN):
            self.elements.append(path)
        self.sideways += [f"{path}: {one}" for one in geometry.sticking_out(page)]
        (self.pages / f"{path.strip('/').replace('/', '+')}.html").write_bytes(answer.body())


@pytest.fixture(scope="module")
def seen(browser: Browser, own: Organised, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Every page of every text, looked at; what goes wrong in the browser fails it (tests/browser/watch.py)."""
    found = Seen(pages=tmp_path_factory.mktemp("pages"))
    with organised.opening(browser, own) as open_as:
        opened = {role: open_as(role) for role in (None, Role.ORGANISER, Role.CURATOR)}
        for page in opened.values():
            page.on("dialog", lambda dialog: (found.dialogs.append(dialog.message), dialog.dismiss()))
        for name in RUNS:
            for role, addresses in paths(own, name).items():
                for path in addresses:
                    found.look(opened[role], path)
        for path in ("/services?q=alert", "/map?near=ML1+1AB"):
            opened[None].goto(path)
        opened[Role.CURATOR].goto("/curate/queue")
    return found


def test_nothing_of_it_runs_and_nothing_of_it_becomes_part_of_a_page(seen: Seen) -> None:
    assert seen.dialogs == []
    assert seen.elements == []


def test_no_page_becomes_wider_than_the_window(seen: Seen) -> None:
    assert not seen.sideways, "\n".join(seen.sideways)


def test_every_page_that_shows_it_is_valid(seen: Seen) -> None:
    assert [one for one in faults(seen.pages) if "appears to be written in" not in one] == []
