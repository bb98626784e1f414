"""A group answers by its link and its account, and the team follows up, by keyboard and on a phone, on sound pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from locator import settings as settings_module
from locator import wiring
from locator.accounts.session import Stage
from locator.actions import referring, sessions
from locator.actions.referring import Pointing
from locator.referral.referral import ForWhom, Level, Referral
from locator.roles import Role
from locator.storage import listings
from tests import signing
from tests.browser import axe, doing
from tests.browser import site as sites
from tests.browser.settled import enter
from tests.browser.site import Site
from tests.browser.watch import Watcher

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which serves the site once."""

PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}
SIZES = pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
SMALLEST_TARGET = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """A served demonstration, referrals with the links of their groups, not yet used, and a session for each role."""

    site: Site
    referrals: list[tuple[Referral, str]]
    tokens: dict[Role, str]


OpenAs = Callable[..., Page]


@pytest.fixture(scope="module")
def answering(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answering]:
    folder = tmp_path_factory.mktemp("answering")
    data = folder / "data"
    shutil.copytree(demonstration, data, symlinks=True)
    made, tokens = _prepared(data)
    with sites.served(data, folder / "server.log") as site:
        yield Answering(site=site, referrals=made, tokens=tokens)


def _prepared(data: Path) -> tuple[list[tuple[Referral, str]], dict[Role, str]]:
    engine = wiring.Engine(replace(settings_module.from_environment({}), data=data))
    listing = next(one for one in listings.every(engine.store) if one.service.email)
    people = (
        signing.person(),
        signing.person(Role.ORGANISER, "Rab Tennant", organization_ids=(listing.organization.id,)),
        signing.person(Role.CURATOR, "Effie Gunn"),
        signing.person(Role.ADMINISTRATOR, "Isa Lunn"),
    )
    signing.add(engine, *people)
    made = []
    for number in range(10):
        asked = Pointing(
            form_key=f"answering-{number}",
            slugs=(listing.service.slug,),
            level=Level.CODED,
            for_whom=ForWhom.BOTH,
        )
        (one,) = referring.point(signing.as_user(engine, people[0]), asked)
        row = engine.store.row("SELECT body FROM mail WHERE dedupe_key = ?", (f"asked/{one.id}",))
        found = re.search(r"/answer/[\w-]+", row[0] if row else "")
        assert found
        made.append((one, found[0]))
    tokens = {one.role: sessions.begin(engine.context(), one.id, Stage.WHOLE, "Test") for one in people}
    engine.close()
    return made, tokens


@pytest.fixture
def open_as(browser: Browser, answering: Answering) -> Iterator[OpenAs]:
    """A page of somebody: `open_as(Role.STAFF, PHONE)`, or `open_as(None, PHONE)` for somebody who is not signed in.

    `refused` is a status above 400 that the test is about.
    """
    contexts, watcher = [], Watcher(home=answering.site.url)

    def make(role: Role | None, size: dict[str, int], *, scripts: bool = True, refused: int = 200) -> Page:
        watcher.allow(refused)
        context = browser.new_context(
            base_url=answering.site.url,
            locale="en-GB",
            viewport=size,  # type: ignore[arg-type]
            java_script_enabled=scripts,
        )
        if role:
            context.add_cookies([{"name": "session", "value": answering.tokens[role], "url": answering.site.url}])
        context.set_default_timeout(10_000)
        watcher.attach(context)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    watcher.check()


def is_sound(page: Page, heading: str | re.Pattern[str]) -> None:
    """The page has that heading, no fault that axe finds, nothing sticks out, and every button is big enough for a thumb."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    for button in page.locator("main button:visible, main summary:visible").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= SMALLEST_TARGET, button.inner_text()


def press(page: Page, name: str) -> None:
    """Go to a button with Tab and press Enter."""
    doing.tab_to(page, page.get_by_role("button", name=name, exact=True), most=90)
    enter(page)


def unfold(page: Page, name: str) -> None:
    """Go to a fold with Tab and open it."""
    doing.tab_to(page, page.locator("summary").filter(has_text=name).first, most=90)
    enter(page)


def choose(page: Page, group: str, label: str) -> None:
    """Go to a group of radio buttons with Tab and choose with the arrows."""
    box = page.get_by_role("group", name=group).get_by_label(label, exact=True)
    doing.tab_to(page, page.get_by_role("group", name=group).get_by_role("radio").first, most=90)
    page.keyboard.press("Space")
    for _ in range(10):
        if box.is_checked():
            return
        page.keyboard.press("ArrowDown")
    expect(box).to_be_checked()


@SIZES
def test_a_group_says_yes_by_its_link_with_the_keyboard(
    open_as: OpenAs, answering: Answering, size: dict[str, int]
) -> None:
    _, link = answering.referrals.pop()
    page = open_as(None, size)
    for _ in range(3):
        page.goto(link)
    is_sound(page, "Can your group help?")
    press(page, "Yes, we can help")
    is_sound(page, "Thank you")
    page.go_back()
    page.reload()
    is_sound(page, "Thank you")
    assert page.context.cookies() == []


def test_a_group_says_no_with_a_reason_on_a_phone_without_scripts(open_as: OpenAs, answering: Answering) -> None:
    _, link = answering.referrals.pop()
    page = open_as(None, PHONE, scripts=False, refused=422)
    page.goto(link)
    page.get_by_role("button", name="Sorry, we cannot help").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_visible()
    summary.get_by_role("link").first.click()
    page.get_by_label("The group is full").check()
    page.get_by_role("button", name="Sorry, we cannot help").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    expect(page.locator("main")).to_contain_text("Your group is full")


def test_a_link_that_does_not_work_says_what_to_do(open_as: OpenAs, answering: Answering) -> None:
    _, link = answering.referrals[0]
    page = open_as(None, PHONE, refused=404)
    page.goto(f"{link}x")
    is_sound(page, "This link does not work")


@SIZES
def test_a_group_answers_from_its_account_with_the_keyboard(
    open_as: OpenAs, answering: Answering, size: dict[str, int]
) -> None:
    made, _ = answering.referrals.pop()
    page = open_as(Role.ORGANISER, size)
    page.goto("/group")
    is_sound(page, "Referrals to your group")
    doing.tab_to(page, page.get_by_role("link", name=re.compile(made.reference or "")), most=90)
    enter(page)
    is_sound(page, f"Referral {made.reference}")
    press(page, "Put on our waiting list")
    expect(page.locator("main")).to_contain_text("on your group’s waiting list")
    unfold(page, "Sorry, we cannot help")
    choose(page, "Why", "The group is full")
    press(page, "Sorry, we cannot help")
    is_sound(page, f"Referral {made.reference}")
    expect(page.locator("main")).to_contain_text("It is closed. Your group is full.")


@SIZES
def test_the_team_moves_a_referral_on_and_writes_down_what_came_of_it_with_the_keyboard(
    open_as: OpenAs, answering: Answering, size: dict[str, int]
) -> None:
    made, _ = answering.referrals.pop()
    page = open_as(Role.STAFF, size)
    page.goto(f"/staff/logged/{made.form_key}")
    is_sound(page, "Logged")
    page.goto(f"/staff/referrals/{made.id}")
    is_sound(page, re.compile("."))
    press(page, "The group said yes")
    expect(page.locator(".app-state")).to_contain_text("said yes")
    doing.tab_to(page, page.get_by_role("link", name="Write down how it went"), most=90)
    enter(page)
    is_sound(page, f"What came of {made.reference}")
    choose(page, "Did the person go?", "Yes")
    choose(page, "Feeling lonely or cut off as a carer", "A little better")
    press(page, "Write it down")
    expect(page.get_by_role("status")).to_contain_text("It is written down.")
    page.goto(f"/staff/referrals/{made.id}/sheet")
    is_sound(page, "How have things been?")


@SIZES
@pytest.mark.parametrize(
    ("role", "path", "heading"),
    [
        (Role.CURATOR, "/waiting", "Groups that have not answered"),
        (Role.ADMINISTRATOR, "/admin/mail", "Messages"),
        (Role.ADMINISTRATOR, "/admin", "Run the site"),
        (Role.STAFF, "/staff", "Your work"),
    ],
)
def test_the_pages_of_those_who_look_after_it_are_sound(
    open_as: OpenAs, role: Role, path: str, heading: str, size: dict[str, int]
) -> None:
    page = open_as(role, size)
    page.goto(path)
    is_sound(page, heading)


def test_the_demonstration_sends_nothing_and_shows_every_word(open_as: OpenAs, answering: Answering) -> None:
    page = open_as(Role.ADMINISTRATOR, PHONE)
    page.goto("/admin/mail")
    expect(page.locator("main")).to_contain_text("Nothing is sent in the demonstration.")
    expect(page.get_by_role("heading", name=re.compile(r"^Sent \([1-9]"))).to_be_visible()
    unfold(page, "Read it")
    expect(page.locator("pre:visible").first).to_contain_text("There is nothing about the person in this message.")
    assert list((answering.site.data / "mail").glob("*.eml"))
