"""Passkeys in a real browser with a device made of software: by keyboard alone, on a phone, and where there are none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from locator.accounts.account import Account, AccountStatus
from locator.roles import Role
from locator.storage import accounts, database, passkeys
from locator.vault import passwords
from tests import signing
from tests.browser import axe
from tests.browser.conftest import OpenPage, opening
from tests.browser.doing import tab_to
from tests.browser.settled import enter
from tests.browser.site import Site
from tests.browser.test_signing import OVERFLOW, PASSWORD, PHONE, SMALL, WIDE
from tests.browser.watch import Watcher
from tests.conftest import NOW

NARROW = {"width": 320, "height": 640}
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def person(site: Site, request: pytest.FixtureRequest) -> Account:
    """Somebody with a password whose role asks for no phone."""
    store = database.open_store(site.data / "locator.sqlite")
    number = abs(hash(request.node.name)) % 10**9
    account = Account(
        id=signing.identifier("passkeys", request.node.name),
        email=f"passkeys.{number}@example.org",
        name="Isa Lennox",
        role=Role.CURATOR,
        status=AccountStatus.ACTIVE,
        password_hash=passwords.hashed(PASSWORD),
        created_at=NOW,
    )
    with store.atomic():
        accounts.save(store, account)
        passkeys.remove_all(store, account.id)
    store.close()
    return account


@pytest.fixture
def named(site: Site) -> Iterator[Watcher]:
    """What goes wrong at the site's name: a number has no passkeys."""
    watcher = Watcher(home=f"http://localhost:{site.port}")
    yield watcher
    watcher.check()


@pytest.fixture
def open_named(browser: Browser, named: Watcher) -> Iterator[OpenPage]:
    """Make a watched page at the site's name."""
    with opening(browser, named) as make:
        yield make


def with_device(page: Page, **other: Any) -> CDPSession:
    """Give the page's browser a device that makes passkeys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | other})
    return session


def by_password(page: Page, person: Account) -> None:
    page.goto("/sign-in?next=/account")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def look(page: Page) -> None:
    """The page as it stands fits, has targets that a thumb can hit, and breaks no rule of axe."""
    assert page.evaluate(OVERFLOW) <= 0, page.url
    assert page.evaluate(SMALL) == [], page.url
    assert axe.violations(page) == [], page.url


def add(page: Page, name: str) -> None:
    """Add a passkey by keyboard alone, from the account page on."""
    tab_to(page, page.get_by_role("button", name="Add a passkey"))
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a passkey")
    box = page.get_by_label("Name of the passkey")
    tab_to(page, box)
    page.keyboard.press("Control+A")
    page.keyboard.type(name)
    tab_to(page, page.get_by_label("Your password"))
    page.keyboard.type(PASSWORD)
    enter(page)
    expect(page.get_by_role("status")).to_have_text("Your passkey is added. You can sign in with it from now on.")


@pytest.mark.parametrize("size", [WIDE, PHONE, NARROW], ids=["wide", "phone", "narrow"])
def test_a_passkey_is_added_used_and_removed_by_keyboard_alone(
    open_named: OpenPage, person: Account, size: dict[str, int]
) -> None:
    page = open_named(viewport=size)
    with_device(page)
    by_password(page, person)
    look(page)
    add(page, "My own phone")
    look(page)
    tab_to(page, page.get_by_role("button", name="Sign out", exact=True).first)
    enter(page)
    expect(page.get_by_role("status")).to_have_text("You are signed out.")
    page.goto("/sign-in?next=/account")
    look(page)
    tab_to(page, page.get_by_role("button", name="Sign in with a passkey"))
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    tab_to(page, page.get_by_role("link", name="Rename or remove My own phone"))
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("My own phone")
    look(page)
    tab_to(page, page.get_by_role("button", name="Remove"))
    enter(page)
    expect(page.get_by_role("status")).to_have_text("The passkey is removed. It opens nothing any more.")
    expect(page.get_by_role("link", name="Rename or remove")).to_have_count(0)


def test_a_removed_passkey_opens_nothing_though_the_device_has_it_still(open_named: OpenPage, person: Account) -> None:
    page = open_named(viewport=PHONE)
    with_device(page)
    by_password(page, person)
    add(page, "My own phone")
    page.get_by_role("link", name="Rename or remove My own phone").click()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("That passkey did not let you in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_whoever_is_not_verified_is_told_that_nothing_was_done(open_named: OpenPage, person: Account) -> None:
    page = open_named(viewport=PHONE)
    with_device(page, isUserVerified=False)
    by_password(page, person)
    page.goto("/account/passkeys/new")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("alert")).to_have_text("Nothing was done. You can try again.")
    look(page)


def test_a_wrong_password_is_said_beside_the_button(open_named: OpenPage, person: Account, named: Watcher) -> None:
    named.allow(422)
    page = open_named(viewport=PHONE)
    with_device(page)
    by_password(page, person)
    page.goto("/account/passkeys/new")
    page.get_by_label("Your password").fill("not the right one")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("This is not your password")
    look(page)


def test_a_device_is_not_added_twice(open_named: OpenPage, person: Account) -> None:
    page = open_named(viewport=PHONE)
    with_device(page)
    by_password(page, person)
    add(page, "My own phone")
    page.goto("/account/passkeys/new")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("alert")).to_have_text("This device has a passkey for your account already.")


def test_without_scripts_there_is_no_button_and_the_page_says_why(open_named: OpenPage, person: Account) -> None:
    page = open_named(viewport=PHONE, java_script_enabled=False)
    by_password(page, person)
    page.goto("/account/passkeys/new")
    expect(page.get_by_text("scripts are turned off")).to_be_visible()
    expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()
    page.context.clear_cookies()
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()


def test_at_a_number_there_is_none_and_the_account_says_so(open_page: OpenPage, person: Account) -> None:
    page = open_page(viewport=PHONE)
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)
    by_password(page, person)
    expect(page.get_by_text("A passkey needs the site’s real name")).to_be_visible()
    look(page)
    page.goto("/account/passkeys/new")
    expect(page.get_by_text("A passkey needs the site’s real name")).to_be_visible()
    look(page)


def test_without_a_passkey_on_the_device_the_password_is_still_there(open_named: OpenPage, person: Account) -> None:
    page = open_named(viewport=PHONE)
    with_device(page)
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_have_text("Nothing was done. You can try again.")
    look(page)
    by_password(page, person)
