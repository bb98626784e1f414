"""What somebody wrote into a listing runs nowhere, in a real browser: no dialog, no error, nobody else is asked.

Not on a page, not on the map, and not on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from unicodedata import category

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from locator.actions import indexing, proposing
from locator.directory.listing import Listing
from locator.revision import subject
from locator.roles import Role
from locator.storage import database, listings, organizations
from locator.wiring import Engine
from tests import making, signing
from tests.browser import geometry, organised
from tests.browser.organised import Organised
from tests.browser.test_html import faults
from tests.hostile import TEXTS, with_text_everywhere

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which serves the site once."""

RUNS = ("script", "attribute", "picture", "comment", "template", "script address", "JSON", "NUL", "one long word")
TALL = {"width": 1280, "height": 1000}
A_FIELD = (55.78032, -3.8131, "ML2 9PJ", "S13003054")
"""A postcode with hardly another venue near."""
STEPS = [(north, west) for north in range(-2, 3) for west in range(-2, 3) if (north, west) != (2, -1)]
STEP = (0.0099, 0.0176)
"""1,100 metres, in degrees: further apart than pins that become a ring, and all within two miles."""


def put(one: Listing, place: int) -> Listing:
    """The listing with its venue at a place of its own around the field."""
    (site,) = one.sites
    north, west = (at + step * size for at, step, size in zip(A_FIELD[:2], STEPS[place], STEP, strict=True))
    venue = replace(site.location, id=f"venue-{place}", latitude=north, longitude=west, ward_code=A_FIELD[3])
    rules = tuple(replace(rule, id=f"rule-{place}-{number}") for number, rule in enumerate(site.schedules))
    return replace(one, sites=(replace(site, id=f"site-{place}", location=venue, schedules=rules),))


EVERY = {
    name: put(with_text_everywhere(text, f"hostile-{place}"), place) for place, (name, text) in enumerate(TEXTS.items())
}
HONEST = put(making.listing("Honest Lunch Club"), len(TEXTS))
LISTINGS = {name: EVERY[name] for name in RUNS}
RAN = "document.querySelectorAll('main script:not([type]), main iframe, main [onmouseover], main [onload]').length"
PROPOSED = ("name", "summary", "description", "eligibility")
GROUPS = tuple(one.organization.id for one in LISTINGS.values())
AUTHOR = signing.person(Role.ORGANISER, "Nan Orr", organization_ids=GROUPS)


def prepare(engine: Engine, _: Listing) -> None:
    """Put the listings in, with a change of each that waits."""
    with engine.store.atomic():
        for one in (*EVERY.values(), HONEST):
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


@pytest.fixture
def dialogs() -> list[str]:
    """What asked to be answered."""
    return []


@pytest.fixture
def page(browser: Browser, own: Organised, dialogs: list[str]) -> Iterator[Page]:
    """A watched page of somebody who is not signed in."""
    with organised.opening(browser, own) as open_as:
        opened = open_as(None, TALL)
        opened.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        yield opened


OUTLINE = "(one) => [...one.querySelectorAll('*')].map((part) => [part.tagName, ...part.getAttributeNames()].join(' '))"
LABELS = "(all) => all.map((one) => one.getAttribute('aria-label'))"
ROOM = "(one) => one.parentElement.scrollWidth - one.parentElement.clientWidth"


def by_what_they_say(page: Page) -> Iterator[tuple[str | None, Locator]]:
    """The name and the popup of one pin after another, each pressed with the map as it was at first."""
    pins = page.locator(".map-pin")
    expect(page.locator("#map-status")).to_contain_text("groups")
    for label in pins.evaluate_all(LABELS):
        page.locator("#map-back").click()
        pins.nth(pins.evaluate_all(LABELS).index(label)).click()
        popup = page.locator(".map-popup")
        expect(popup).to_have_count(1)
        yield popup.locator("h3").text_content(), popup
        page.keyboard.press("Escape")


def test_every_pin_says_it_as_text(page: Page, dialogs: list[str]) -> None:
    page.emulate_media(reduced_motion="reduce")  # else a pin may be pressed where it has just been
    page.goto(f"/map?near={A_FIELD[2].replace(' ', '+')}&radius=2")
    page.locator('#map_places[data-state="ready"]').wait_for()
    said, outlines, sideways = {}, {}, {}
    for name, popup in by_what_they_say(page):
        said[name] = popup.locator("h2").text_content()
        outlines[name], sideways[name] = popup.evaluate(OUTLINE), popup.evaluate(ROOM)
    assert said.items() >= {(text, f"{text}, {text}") for text in TEXTS.values()}
    honest = outlines[HONEST.service.name]
    assert {name for name, outline in outlines.items() if outline != honest} == set()
    assert {name for name, room in sideways.items() if room} == set()
    assert geometry.sticking_out(page) == []
    assert not page.evaluate(RAN)
    assert dialogs == []


def squeezed(text: str) -> str:
    """What is left of it when nothing counts that leaves no ink."""
    return "".join(letter for letter in text if not letter.isspace() and category(letter) != "Cc")


PRINTED = ("/services/{slug}", "/my-list", "/my-list/large-print")
LEAST_BYTES = 1000
PAPER = {"width": 680, "height": 1000}


@pytest.mark.parametrize("name", TEXTS)
def test_it_can_be_printed(page: Page, own: Organised, dialogs: list[str], name: str) -> None:
    service = EVERY[name].service
    cookie = dict(zip(("name", "value"), own.site.keep((service.id,)), strict=True))
    page.context.add_cookies([{**cookie, "url": own.site.url}])
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    for path in PRINTED:
        page.goto(path.format(slug=service.slug))
        assert squeezed(TEXTS[name]) in squeezed(page.locator("main").text_content() or "")
        assert geometry.sticking_out(page) == []
        printed = page.pdf(format="A4")
        assert printed.startswith(b"%PDF")
        assert len(printed) > LEAST_BYTES
    assert dialogs == []
