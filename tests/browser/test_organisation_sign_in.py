"""Signing in by the organisation's provider, in a real browser: over there and back by keyboard, and what axe minds."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from locator.accounts.account import Account, AccountStatus
from locator.actions.demonstration import identifier
from locator.roles import Role
from locator.storage import accounts, database
from tests import signing
from tests.browser import axe
from tests.browser import site as sites
from tests.browser.doing import tab_to
from tests.browser.settled import enter
from tests.browser.site import Site
from tests.browser.watch import Watcher
from tests.conftest import NOW
from tests.identity.provider import CLIENT, SECRET
from tests.identity.running import Running, running

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which serves the site once."""

SECONDS_TO_FIND = 10_000
SIZES = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BUTTON = "Sign in with NHS Lanarkshire"

OpenOffice = Callable[[str], Page]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A served demonstration that an organisation's people sign in to, and the organisation."""

    site: Site
    organisation: Running

    def invite(self, name: str) -> Account:
        """Somebody who was invited and has not been here yet."""
        account = Account(
            id=signing.identifier("invited", name),
            email=f"{name.replace(' ', '.')}@example.org".lower(),
            name=name,
            role=Role.STAFF,
            team_id=identifier("team", "demo-nurses"),
            status=AccountStatus.INVITED,
            created_at=NOW,
        )
        store = database.open_store(self.site.data / "locator.sqlite")
        with store.atomic():
            accounts.save(store, account)
        store.close()
        return account

    def vouches_for(self, email: str, sub: str) -> None:
        """This person, with a second factor, at this moment."""
        self.organisation.vouches_for(email, sub, amr=["pwd", "mfa"])
        self.organisation.tell(now=0)


@pytest.fixture(scope="module")
def office(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The site and the provider, each in a process of its own."""
    data = tmp_path_factory.mktemp("office") / "data"
    shutil.copytree(demonstration, data, symlinks=True)
    with running() as organisation:
        settings = {
            "LOCATOR_IDENTITY_ISSUER": organisation.issuer,
            "LOCATOR_IDENTITY_CLIENT_ID": CLIENT,
            "LOCATOR_IDENTITY_CLIENT_SECRET": SECRET,
            "LOCATOR_IDENTITY_NAME": "NHS Lanarkshire",
        }
        with sites.served(data, data.parent / "server.log", settings=settings) as served:
            yield Office(site=served, organisation=organisation)


@pytest.fixture
def open_office(browser: Browser, office: Office) -> Iterator[OpenOffice]:
    """Make a watched page of this site; the only other host that may be asked is the provider's page with the button."""
    watcher, contexts = Watcher(home=office.site.url), []

    def make(size: str) -> Page:
        context = browser.new_context(base_url=office.site.url, locale="en-GB", viewport=SIZES[size])
        context.set_default_timeout(SECONDS_TO_FIND)
        watcher.attach(context)
        contexts.append(context)
        watcher.allow(403)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    there = f"asked another host: {office.organisation.issuer}/authorize?"
    watcher.faults = [fault for fault in watcher.faults if not fault.startswith(there)]
    watcher.check()


def go_there(page: Page, answer: str = "Continue") -> None:
    """By keyboard alone from our page to the organisation's, and press its button."""
    tab_to(page, page.get_by_role("button", name=BUTTON))
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to your organisation")
    tab_to(page, page.get_by_role("button", name=answer))
    enter(page)


def look(page: Page, heading: str) -> None:
    """This is the page with that heading, it fits, and axe minds nothing."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert axe.violations(page) == []
    assert page.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize("size", SIZES)
def test_somebody_invited_gets_in_by_keyboard_alone(office: Office, open_office: OpenOffice, size: str) -> None:
    account, page = office.invite(f"Isa {size.title()}"), open_office(size)
    office.vouches_for(account.email, account.id)
    page.goto("/sign-in?next=/account")
    look(page, "Sign in")
    box = page.get_by_role("button", name=BUTTON).bounding_box()
    assert box is not None
    assert box["height"] >= 44
    go_there(page)
    expect(page).to_have_url(re.compile("/account$"))
    look(page, "Your account")
    tab_to(page, page.get_by_role("button", name="Sign out"))
    enter(page)
    expect(page.get_by_role("status")).to_have_text("You are signed out.")


@pytest.mark.parametrize("size", SIZES)
def test_somebody_whom_nobody_invited_reads_whom_to_ask(office: Office, open_office: OpenOffice, size: str) -> None:
    page = open_office(size)
    office.vouches_for("stranger@example.org", "stranger")
    page.goto("/sign-in")
    go_there(page)
    look(page, "Ask to be invited")
    tab_to(page, page.get_by_role("link", name="Sign in another way"))
    enter(page)
    look(page, "Sign in")


@pytest.mark.parametrize("size", SIZES)
def test_somebody_who_cancels_reads_that_they_can_try_again(office: Office, open_office: OpenOffice, size: str) -> None:
    page = open_office(size)
    office.vouches_for("stranger@example.org", "stranger")
    page.goto("/sign-in?next=/account")
    go_there(page, "Cancel")
    expect(page.get_by_role("status")).to_contain_text("did not let you in")
    look(page, "Sign in")
    expect(page.get_by_role("button", name=BUTTON)).to_have_attribute("href", "/sign-in/organisation?next=/account")
