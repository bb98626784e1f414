"""Handing somebody over with the keyboard alone on a phone, without a fault of accessibility on any page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from locator import settings as settings_module
from locator import wiring
from locator.accounts.account import Account
from locator.accounts.session import Stage
from locator.actions import sessions
from locator.roles import Role
from locator.storage import accounts, listings
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowing:
    """A served demonstration that allows hand-overs, the service to hand over to, and a session for each account."""

    site: Site
    slug: str
    tokens: dict[Role, str]


@pytest.fixture(scope="module")
def allowing(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Allowing]:
    folder = tmp_path_factory.mktemp("hand-over")
    data = folder / "data"
    shutil.copytree(demonstration, data, symlinks=True)
    slug, tokens = _people(data)
    settings = {"LOCATOR_NAMED_HAND_OVER": "yes", "LOCATOR_PRIVACY_EMAIL": "privacy@example.org"}
    with sites.served(data, folder / "server.log", settings=settings) as site:
        yield Allowing(site=site, slug=slug, tokens=tokens)


def _people(data: Path) -> tuple[str, dict[Role, str]]:
    """Make a nurse, an organiser of one group and an administrator, all signed in."""
    engine = wiring.Engine(replace(settings_module.from_environment({}), data=data))
    listing = next(one for one in listings.every(engine.store) if one.service.takes_referrals is not False)
    people: tuple[Account, ...] = (
        signing.person(),
        signing.person(Role.ORGANISER, "Rab Tennant", organization_ids=(listing.organization.id,)),
        signing.person(Role.ADMINISTRATOR, "Isa Lunn"),
    )
    signing.add(engine, *people)
    tokens = {one.role: sessions.begin(engine.context(), one.id, Stage.WHOLE, "Test") for one in people}
    assert accounts.user(engine.store, people[0].id)
    engine.close()
    return listing.service.slug, tokens


@pytest.fixture
def open_as(browser: Browser, allowing: Allowing) -> Iterator[object]:
    """A page of somebody who is signed in: `open_as(Role.STAFF, PHONE)`."""
    contexts, watcher = [], Watcher(home=allowing.site.url)

    def make(role: Role, size: dict[str, int], *, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=allowing.site.url,
            locale="en-GB",
            viewport=size,
            java_script_enabled=scripts,  # type: ignore[arg-type]
        )
        context.add_cookies([{"name": "session", "value": allowing.tokens[role], "url": allowing.site.url}])
        context.set_default_timeout(10_000)
        watcher.attach(context)
        contexts.append(context)
        return context.new_page()

    make.watcher = watcher  # type: ignore[attr-defined]
    yield make
    for context in contexts:
        context.close()
    watcher.check()


def choose(page: Page, group: str, label: str) -> None:
    """Choose in a group of radio buttons with the keyboard alone."""
    box = page.get_by_role("group", name=group).get_by_label(label, exact=True)
    first = page.get_by_role("group", name=group).get_by_role("radio").first
    doing.tab_to(page, first)
    page.keyboard.press("Space")
    for _ in range(8):
        if box.is_checked():
            return
        page.keyboard.press("ArrowDown")
    expect(box).to_be_checked()


def write(page: Page, label: str, text: str) -> None:
    """Go to a box with Tab and type."""
    doing.tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(text)


def press(page: Page, name: str) -> None:
    """Go to a button with Tab and press Enter."""
    doing.tab_to(page, page.get_by_role("button", name=name))
    enter(page)


def is_sound(page: Page, heading: str) -> None:
    """The page has that heading, no fault that axe finds, and nothing sticks out at its side."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert "Jean" not in page.url


def hand_over(page: Page, slug: str) -> None:
    """The whole way, by keyboard."""
    page.goto(f"/staff/hand-over?service={slug}")
    is_sound(page, "Before you hand somebody over")
    choose(page, "Is anybody in danger, or being harmed?", "No")
    press(page, "Continue")
    is_sound(page, "Two permissions")
    choose(page, "Did they say yes to being referred?", "Yes")
    choose(page, "Did they say yes to sharing?", "Yes")
    choose(page, "Who gave these permissions?", "The person themselves")
    choose(page, "How were they given?", "Spoken")
    press(page, "Continue")
    is_sound(page, "As little as the group needs")
    choose(page, "Who is it for?", "An older person")
    write(page, "Name", "Jean Broon")
    choose(page, "What is the best way to reach them?", "Phone: landline")
    write(page, "The number, address or email", "01698 555123")
    write(page, "What matters to them? (optional)", "Getting to the bowling")
    write(page, "Why are you handing them over?", "Unsteady on the stairs")
    press(page, "Check what you have written")
    is_sound(page, "Check before you send")
    press(page, "Send to")
    is_sound(page, "Sent")


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_a_person_is_handed_over_by_keyboard_and_read_by_the_group(
    open_as: object, allowing: Allowing, size: dict[str, int]
) -> None:
    nurse = open_as(Role.STAFF, size)  # type: ignore[operator]
    hand_over(nurse, allowing.slug)
    referral_id = nurse.url.split("/")[-2]
    nurse.goto(f"/staff/referrals/{referral_id}/person")
    is_sound(nurse, "Who was handed over")
    group = open_as(Role.ORGANISER, size)  # type: ignore[operator]
    group.goto(f"/group/referrals/{referral_id}/person")
    is_sound(group, "Who was handed over")
    expect(group.get_by_role("link", name="01698 555123")).to_have_attribute("href", "tel:+441698555123")
    assert nurse.context.cookies()[0]["name"] == "session"
    assert len(nurse.context.cookies()) == 1


def test_it_works_without_scripts_and_a_mistake_leads_to_its_box(open_as: object, allowing: Allowing) -> None:
    page = open_as(Role.STAFF, PHONE, scripts=False)  # type: ignore[operator]
    page.goto(f"/staff/hand-over?service={allowing.slug}")
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Continue").click()
    for name in ("being referred", "sharing"):
        page.get_by_role("group", name=name).get_by_label("Yes", exact=True).check()
    page.get_by_label("The person themselves").check()
    page.get_by_label("Spoken").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("An older person").check()
    page.get_by_label("Name", exact=True).fill("Jean Broon 010150 1234")
    page.get_by_role("button", name="Check what you have written").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("This looks like a CHI number")
    summary.get_by_role("link", name="This looks like a CHI number").click()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    expect(page.get_by_label("An older person")).to_be_checked()


def test_a_no_and_a_danger_lead_to_what_to_do_instead(open_as: object, allowing: Allowing) -> None:
    page = open_as(Role.STAFF, PHONE)  # type: ignore[operator]
    page.goto(f"/staff/hand-over?service={allowing.slug}")
    page.get_by_label("Yes, or I am not sure").check()
    page.get_by_role("button", name="Continue").click()
    is_sound(page, "Stop: do this instead")
    page.goto(f"/staff/hand-over?service={allowing.slug}")
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Continue").click()
    for name in ("being referred", "sharing"):
        page.get_by_role("group", name=name).get_by_label("No", exact=True).check()
    page.get_by_label("The person themselves").check()
    page.get_by_label("Spoken").check()
    page.get_by_role("button", name="Continue").click()
    is_sound(page, "Without both permissions nothing is handed over")


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_those_who_run_it_find_sound_pages(open_as: object, allowing: Allowing, size: dict[str, int]) -> None:
    nurse = open_as(Role.STAFF, PHONE)  # type: ignore[operator]
    hand_over(nurse, allowing.slug)
    reference = nurse.locator(".app-done__code").inner_text()
    page = open_as(Role.ADMINISTRATOR, size)  # type: ignore[operator]
    page.goto("/admin/open")
    is_sound(page, "Open a referral of another team")
    page.get_by_label("Reference of the referral").fill(reference)
    page.get_by_role("button", name="Continue").click()
    is_sound(page, "Why do you open it?")
    page.get_by_label("A complaint is looked into").check()
    page.get_by_role("button", name="Open it").click()
    is_sound(page, "All that is held")
    expect(page.locator("main")).to_contain_text("Jean Broon")
    page.goto("/admin/audit")
    is_sound(page, "Who did what")
    page.get_by_role("button", name="Check every row").click()
    is_sound(page, "The check")
    page.goto("/admin/erase")
    page.get_by_label("Reference of the referral").fill(reference)
    page.get_by_label("The person asked for it").check()
    page.get_by_role("button", name="Continue").click()
    is_sound(page, "Erase for ever?")
    page.get_by_role("button", name="Erase for ever").click()
    is_sound(page, "Erased")
