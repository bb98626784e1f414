"""Pointing somebody to a group in a real browser: two presses, a code in under 30 seconds, the keyboard alone, a phone."""

from __future__ import annotations

import itertools
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from locator import settings as settings_module
from locator import wiring
from locator.accounts.session import Stage
from locator.actions import sessions
from locator.directory.service import Capacity, ServiceStatus
from locator.storage import database, listings
from locator.storage.database import Store
from tests import signing
from tests.browser import axe, doing
from tests.browser.settled import enter
from tests.browser.site import Site
from tests.browser.watch import Watcher

PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 512}
KEY_MILLISECONDS = 150
CHOICE_SECONDS = 1.0
MOST_SECONDS = 30
COUNT = itertools.count()
SMALL = """() => [...document.querySelectorAll('main button, main a.govuk-button, main select, main summary, .app-choice')]
  .filter((one) => one.getBoundingClientRect().width && one.getBoundingClientRect().height < 44)
  .map((one) => one.outerHTML.slice(0, 90))"""

OpenAs = Callable[..., Page]


@pytest.fixture
def store(site: Site) -> Iterator[Store]:
    """The database that the server writes to."""
    store = database.open_store(site.data / "locator.sqlite")
    yield store
    store.close()


@pytest.fixture
def open_as_nurse(browser: Browser, site: Site, watcher: Watcher) -> Iterator[OpenAs]:
    """A page of a nurse who is signed in and new to the site: `open_as_nurse(PHONE, scripts=False)`."""
    contexts = []

    def make(size: dict[str, int], *, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=site.url,
            locale="en-GB",
            timezone_id="Europe/London",
            viewport=size,  # type: ignore[arg-type]
            java_script_enabled=scripts,
        )
        context.add_cookies([{"name": "session", "value": _signed_in(site.data), "url": site.url}])
        context.set_default_timeout(10_000)
        watcher.attach(context)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def _signed_in(data: Path) -> str:
    """The session of another nurse each time, so that tests do not see each other's work."""
    engine = wiring.Engine(replace(settings_module.from_environment({}), data=data))
    nurse = signing.person(name=f"Morag Reid {next(COUNT)}-{os.getpid()}")
    signing.add(engine, nurse)
    token = sessions.begin(engine.context(), nurse.id, Stage.WHOLE, "Test")
    engine.close()
    return token


@pytest.fixture
def slug(store: Store) -> str:
    """A group that is open, has places and takes referrals."""
    found = (one.service for one in listings.every(store))
    return next(
        one.slug
        for one in found
        if one.takes_referrals and one.status is ServiceStatus.ACTIVE and one.capacity is not Capacity.FULL
    )


@pytest.fixture
def full(store: Store) -> str:
    """A group that is full."""
    return next(one.service.slug for one in listings.every(store) if one.service.capacity is Capacity.FULL)


def logged(store: Store, page: Page) -> int:
    """How many referrals the form made whose page is open."""
    key = page.url.rpartition("/")[2]
    row = store.row("SELECT COUNT(*) FROM referral WHERE form_key = ? AND undone_at IS NULL", (key,))
    return int(row[0]) if row else 0


def point(page: Page) -> None:
    """The first press: beside a result or on a group's page."""
    page.get_by_role("link", name=re.compile("^Point somebody here")).first.click()


def log(page: Page) -> None:
    """The second press."""
    page.get_by_role("button", name="Log it: for an older person").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logged")


def is_within(page: Page) -> bool:
    """Whether nothing of the page sticks out at the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("start", ["/services?q=lunch&near=ML1+1AB", "/services/{slug}"], ids=["result", "group"])
def test_it_is_logged_in_two_presses(
    open_as_nurse: OpenAs, store: Store, slug: str, size: dict[str, int], start: str, *, scripts: bool
) -> None:
    page = open_as_nurse(size, scripts=scripts)
    page.goto(start.format(slug=slug))
    point(page)
    log(page)
    assert logged(store, page) == 1


def test_all_of_my_list_is_logged_in_two_presses(open_as_nurse: OpenAs, store: Store) -> None:
    page = open_as_nurse(PHONE)
    page.goto("/services?q=walking")
    names = doing.names(doing.results(page))[:3]
    for name in names:
        doing.keep(page, name)
    page.goto("/my-list")
    page.get_by_role("link", name="Point somebody to all of these").click()
    log(page)
    assert logged(store, page) == 3


def test_a_coded_referral_takes_less_than_half_a_minute_at_the_speed_of_a_person(
    open_as_nurse: OpenAs, store: Store
) -> None:
    page = open_as_nurse(WIDE)
    page.goto("/staff")
    begun = time.monotonic()
    page.keyboard.press("/")
    page.keyboard.type("balance", delay=KEY_MILLISECONDS)
    page.keyboard.press("Tab", delay=KEY_MILLISECONDS)
    page.keyboard.type("ML1 1AB", delay=KEY_MILLISECONDS)
    enter(page, delay=KEY_MILLISECONDS)
    page.wait_for_url("**/services?*")
    time.sleep(CHOICE_SECONDS)
    point(page)
    time.sleep(CHOICE_SECONDS)
    page.get_by_label("Ask the group to answer").check()
    time.sleep(CHOICE_SECONDS)
    page.get_by_text("Say a little more, if you can").click()
    time.sleep(CHOICE_SECONDS)
    page.get_by_label("Falls, or afraid of falling").check()
    time.sleep(CHOICE_SECONDS)
    log(page)
    seconds = time.monotonic() - begun
    reference = page.locator(".app-reference").inner_text()
    assert re.fullmatch(r"P-[A-Z2-9]{4,}", reference)
    found = store.row("SELECT outward_code, locality_id FROM referral WHERE reference = ?", (reference,))
    assert found == ("ML1", "consortia-2026/motherwell")
    assert seconds < MOST_SECONDS, f"{seconds:.1f} seconds"


def test_the_keyboard_alone_logs_undoes_and_finds_a_reference(open_as_nurse: OpenAs, slug: str) -> None:
    page = open_as_nurse(WIDE)
    page.goto(f"/services/{slug}")
    doing.tab_to(page, page.get_by_role("link", name=re.compile("^Point somebody here")))
    enter(page)
    doing.tab_to(page, page.get_by_label("Ask the group to answer"))
    page.keyboard.press("Space")
    doing.tab_to(page, page.get_by_role("button", name="Log it: for a carer"))
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Logged")
    reference = page.locator(".app-reference").inner_text()
    doing.tab_to(page, page.get_by_role("link", name="Your work").last)
    enter(page)
    doing.tab_to(page, page.get_by_label("Open a reference"), most=120)
    page.keyboard.type(reference.lower().replace("-", " "))
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(reference)
    page.goto("/staff")
    doing.tab_to(page, page.get_by_role("link", name=re.compile("^See or undo")))
    enter(page)
    doing.tab_to(page, page.get_by_role("button", name="Undo"))
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Taken back")
    page.goto("/staff")
    expect(page.get_by_text(reference)).to_have_count(0)


def test_the_slash_goes_to_the_search_box_takes_nothing_from_who_types_and_can_be_turned_off(
    open_as_nurse: OpenAs,
) -> None:
    page = open_as_nurse(WIDE)
    page.goto("/staff")
    what, near = page.locator("#q"), page.locator("#near")
    page.keyboard.press("/")
    expect(what).to_be_focused()
    expect(what).to_have_value("")
    near.focus()
    page.keyboard.press("/")
    expect(near).to_have_value("/")
    page.get_by_label("Press / to come to the search box").uncheck()
    page.reload()
    page.keyboard.press("/")
    expect(what).not_to_be_focused()


def test_a_double_click_logs_once(open_as_nurse: OpenAs, store: Store, slug: str) -> None:
    page = open_as_nurse(PHONE, scripts=False)
    page.goto(f"/services/{slug}")
    point(page)
    page.get_by_role("button", name="Log it: for an older person").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logged")
    assert logged(store, page) == 1


def test_going_back_shows_what_was_logged_and_logs_nothing(open_as_nurse: OpenAs, store: Store, slug: str) -> None:
    page = open_as_nurse(PHONE)
    page.goto(f"/services/{slug}")
    point(page)
    log(page)
    place = page.url
    page.go_back()
    if page.url != place:  # some browsers show the form as it was
        log(page)
    assert page.url == place
    assert logged(store, page) == 1


def test_two_tabs_of_one_form_log_once(open_as_nurse: OpenAs, store: Store, slug: str) -> None:
    page = open_as_nurse(WIDE)
    page.goto(f"/services/{slug}")
    point(page)
    other = page.context.new_page()
    other.goto(page.url)
    log(page)
    log(other)
    assert other.url == page.url
    assert logged(store, page) == 1


def test_a_lost_answer_is_asked_for_again_and_nothing_is_logged_twice(
    open_as_nurse: OpenAs, store: Store, slug: str
) -> None:
    page = open_as_nurse(PHONE)
    page.goto(f"/services/{slug}")
    point(page)
    form = page.url

    def lose(route: Route) -> None:
        headers = {**route.request.headers, "Sec-Fetch-Site": "same-origin"}
        assert route.fetch(headers=headers, max_redirects=0).status == 303
        route.abort()

    page.route("**/staff/signpost", lose, times=1)
    page.get_by_role("button", name="Log it: for an older person").click(no_wait_after=True)
    page.wait_for_timeout(500)
    page.goto(form)
    expect(page.get_by_role("heading", level=1)).to_have_text("Logged")
    assert logged(store, page) == 1


def test_nothing_found_is_counted_in_one_press(open_as_nurse: OpenAs, store: Store) -> None:
    page = open_as_nurse(PHONE)
    page.goto("/services?q=xyzzyplugh&near=ML6+0AA")
    assert axe.violations(page) == []
    page.get_by_role("button", name="There is no such group").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, that is noted")
    key = page.url.rpartition("/")[2]
    found = store.row("SELECT reason, locality_id FROM unmet_need WHERE form_key = ?", (key,))
    assert found == ("none exists", "consortia-2026/airdrie")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Taken back")


def test_a_full_group_is_counted_in_one_press(open_as_nurse: OpenAs, store: Store, full: str) -> None:
    page = open_as_nurse(PHONE)
    page.goto(f"/services/{full}")
    page.get_by_role("button", name="Full, and nothing else suits").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, that is noted")
    key = page.url.rpartition("/")[2]
    assert store.row("SELECT reason FROM unmet_need WHERE form_key = ?", (key,)) == ("full",)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_keyboard_alone_goes_from_a_result_to_its_referral_on_a_phone(
    open_as_nurse: OpenAs, *, scripts: bool
) -> None:
    page = open_as_nurse(PHONE, scripts=scripts)
    page.goto("/services?q=strength+balance&near=ML1+1AB")
    doing.tab_to(page, page.get_by_role("link", name=re.compile("^Point somebody here")).first, most=90)
    enter(page)
    doing.tab_to(page, page.get_by_label("Told them"))
    page.keyboard.press("ArrowDown")
    doing.tab_to(page, page.get_by_label("Ask the group to answer"))
    page.keyboard.press("Space")
    doing.tab_to(page, page.get_by_role("button", name="Log it: for a carer"))
    enter(page)
    expect(page.get_by_role("status")).to_contain_text(
        "For a carer. Gave them a print-out. Lives near ML1, Motherwell."
    )
    doing.tab_to(page, page.locator(".app-reference"))
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^P-\w{4,}: "))


@pytest.mark.parametrize("size", [PHONE, WIDE, NARROW], ids=["360 px", "1280 px", "320 px"])
def test_no_page_has_a_fault_or_sticks_out(
    open_as_nurse: OpenAs, slug: str, full: str, watcher: Watcher, size: dict[str, int]
) -> None:
    watcher.allow(422)
    page = open_as_nurse(size)

    def look() -> None:
        assert axe.violations(page) == [], page.url
        assert is_within(page), page.url
        assert page.evaluate(SMALL) == [], page.url

    for path in (f"/services/{slug}", f"/services/{full}", "/services?q=lunch&near=ML1+1AB&day=tue&cost=free"):
        page.goto(path)
        look()
    page.goto(f"/staff/signpost?service={slug}&service={full}")
    look()
    page.get_by_text("Say a little more, if you can").click()
    look()
    page.locator("#near").fill("Nowhereville")
    page.get_by_role("button", name="Log it: for both of them").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look()
    page.goto(f"/staff/signpost?service={slug}")
    page.get_by_label("Ask the group to answer").check()
    log(page)
    look()
    page.locator(".app-reference").click()
    look()
    for path in ("/staff", "/staff?no=such", "/staff?all=1", "/staff/unmet"):
        page.goto(path)
        look()
