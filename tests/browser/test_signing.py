"""The way in, in a real browser: by keyboard alone, on a phone, with and without scripts, and nothing that axe minds."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Page, expect

from locator.accounts.account import Account, AccountStatus
from locator.actions import demonstration_people
from locator.actions.demonstration import identifier
from locator.roles import Role
from locator.storage import accounts, database
from locator.storage.database import Store
from locator.vault import passwords
from tests import signing
from tests.browser import axe
from tests.browser.conftest import OpenPage
from tests.browser.doing import tab_to
from tests.browser.settled import enter
from tests.browser.site import Site
from tests.browser.watch import Watcher
from tests.conftest import NOW

PASSWORD = demonstration_people.PASSWORD
PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}
ADMIN_PAGES = ("/admin", "/admin/teams", "/admin/teams/new", "/admin/accounts", "/admin/accounts/new")
OWN_PAGES = ("/account", "/account/password", "/account/second-factor", "/account/recovery-codes")

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('main button, main input:not([type=hidden]), main select, main summary')]
  .filter((one) => one.getBoundingClientRect().width && !one.matches('.govuk-radios__input'))
  .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 90))"""


@pytest.fixture
def store(site: Site) -> Iterator[Store]:
    """The database that the server writes to."""
    store = database.open_store(site.data / "locator.sqlite")
    yield store
    store.close()


@pytest.fixture
def newcomer(store: Store, request: pytest.FixtureRequest) -> Account:
    """Somebody with a password, who has not yet set a phone up."""
    number = abs(hash(request.node.name)) % 10**9
    account = Account(
        id=signing.identifier("newcomer", request.node.name),
        email=f"newcomer.{number}@example.org",
        name="Isa Lennox",
        role=Role.STAFF,
        team_id=identifier("team", "demo-nurses"),
        status=AccountStatus.ACTIVE,
        password_hash=passwords.hashed(PASSWORD),
        created_at=NOW,
    )
    with store.atomic():
        accounts.save(store, account)
    return account


def try_as(page: Page, name: str) -> None:
    """Sign in as somebody of the demonstration, with one press."""
    page.goto("/sign-in?next=/account")
    page.get_by_role("button", name=f"Sign in as {name}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    expect(page.get_by_role("link", name=name)).to_be_visible()


def fresh_code(secret: str) -> str:
    """A code that has some seconds to live."""
    if time.time() % 30 > 25:
        time.sleep(6)
    return pyotp.TOTP(secret).now()


def keys(page: Page, text: str) -> None:
    page.keyboard.type(text)
    enter(page)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_newcomer_gets_in_by_keyboard_alone(open_page: OpenPage, newcomer: Account, size: dict[str, int]) -> None:
    page = open_page(viewport=size)
    page.goto("/sign-in?next=/about")
    tab_to(page, page.get_by_label("Email address"))
    page.keyboard.type(newcomer.email)
    page.keyboard.press("Tab")
    keys(page, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Set your phone up")
    secret = re.sub(r"\s", "", page.locator(".app-secret").inner_text())
    assert page.locator(".app-phone__code").evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0
    tab_to(page, page.get_by_label("Code that the app shows"))
    keys(page, fresh_code(secret))
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    tab_to(page, page.get_by_role("button", name="Show my codes"))
    enter(page)
    expect(page.locator(".app-codes__one")).to_have_count(10)
    tab_to(page, page.get_by_role("button", name="I have written them down"))
    enter(page)
    expect(page).to_have_url(re.compile("/about$"))
    tab_to(page, page.get_by_role("button", name="Sign out"))
    enter(page)
    expect(page.get_by_role("status")).to_have_text("You are signed out.")


def test_a_code_from_the_phone_lets_in_without_scripts(open_page: OpenPage, store: Store) -> None:
    curator = accounts.by_email(store, "curator@demonstration.example")
    assert curator is not None
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto("/sign-in?next=/account")
    page.get_by_label("Email address").fill(curator.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(fresh_code(demonstration_people.SECRET))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_a_wrong_password_leads_back_to_the_box_and_a_password_is_not_sent_back(
    open_page: OpenPage, watcher: Watcher
) -> None:
    watcher.allow(422)
    page = open_page(viewport=PHONE)
    page.goto("/sign-in")
    page.get_by_label("Email address").fill("nobody.at.all@example.org")
    page.get_by_label("Password").fill("not the right one")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_label("Email address")).to_have_value("nobody.at.all@example.org")
    expect(page.get_by_label("Password")).to_have_value("")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Password")).to_be_focused()
    assert axe.violations(page) == []


@pytest.mark.parametrize("name", ["Morag Reid", "Elsie Gow", "Tom Ross"])
def test_a_person_of_the_demonstration_is_tried_with_one_press(open_page: OpenPage, name: str) -> None:
    try_as(open_page(viewport=PHONE), name)


@pytest.mark.parametrize("size", [WIDE, PHONE, {"width": 320, "height": 640}], ids=["wide", "phone", "narrow"])
def test_every_page_of_the_way_in_fits_and_axe_minds_nothing(
    open_page: OpenPage, size: dict[str, int], watcher: Watcher
) -> None:
    watcher.allow(410)
    page = open_page(viewport=size)
    for path in ("/sign-in", "/forgotten", "/forgotten/sent", "/reset/none"):
        page.goto(path)
        look(page)
    page.goto("/sign-in")
    page.get_by_label("Email address").fill("lead@demonstration.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    for path in ("/sign-in/code", "/sign-in/recovery"):
        page.goto(path)
        look(page)


@pytest.mark.parametrize("size", [WIDE, PHONE, {"width": 320, "height": 640}], ids=["wide", "phone", "narrow"])
def test_every_page_of_accounts_fits_and_axe_minds_nothing(open_page: OpenPage, size: dict[str, int]) -> None:
    page = open_page(viewport=size)
    try_as(page, "Tom Ross")
    nurse, team = identifier("account", "nurse"), identifier("team", "demo-link-workers")
    for path in (
        *OWN_PAGES,
        *ADMIN_PAGES,
        f"/admin/accounts/{nurse}",
        f"/admin/accounts/{nurse}/phone",
        f"/admin/teams/{team}",
    ):
        page.goto(path)
        look(page)


def test_somebody_is_invited_by_keyboard_alone(
    open_page: OpenPage, store: Store, request: pytest.FixtureRequest
) -> None:
    page, email = open_page(viewport=PHONE), f"invited.{abs(hash(request.node.name)) % 10**9}@example.org"
    try_as(page, "Tom Ross")
    page.goto("/admin/accounts/new")
    tab_to(page, page.get_by_label("Name"))
    page.keyboard.type("Peter Invited")
    page.keyboard.press("Tab")
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Team", exact=True))
    page.keyboard.type("Moth")
    tab_to(page, page.get_by_label("Your own password"))
    keys(page, PASSWORD)
    expect(page.get_by_role("status")).to_have_text("The invitation is on its way.")
    made = accounts.by_email(store, email)
    assert made is not None
    assert (made.role, made.status) == (Role.STAFF, AccountStatus.INVITED)


def look(page: Page) -> None:
    """The page as it stands fits, has targets that a thumb can hit, and breaks no rule of axe."""
    assert page.evaluate(OVERFLOW) <= 0, page.url
    assert page.evaluate(SMALL) == [], page.url
    assert axe.violations(page) == [], page.url


def test_a_password_can_be_looked_at_and_pasted(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    page.goto("/sign-in")
    box = page.get_by_label("Password", exact=True)
    box.focus()
    page.keyboard.insert_text(PASSWORD)
    page.get_by_role("button", name="Show password").click()
    expect(box).to_have_attribute("type", "text")
    expect(box).to_have_value(PASSWORD)
    page.get_by_role("button", name="Hide password").click()
    expect(box).to_have_attribute("type", "password")
