"""A served demonstration of its own with a session for each kind of person, and watched pages of them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from locator import settings as settings_module
from locator import wiring
from locator.accounts.account import Account
from locator.accounts.session import Stage
from locator.actions import sessions
from locator.directory.listing import Listing
from locator.roles import Role
from locator.storage import listings
from locator.wiring import Engine
from tests import signing
from tests.browser import site as sites
from tests.browser.site import Site
from tests.browser.watch import Watcher

PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}
NAMES = {Role.ORGANISER: "Rab Tennant", Role.CURATOR: "Effie Gunn"}
SECONDS_TO_FIND = 10_000

OpenAs = Callable[..., Page]
Prepare = Callable[[Engine, Listing], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organised:
    """The site, the listing that the organiser looks after, and the session of each person."""

    site: Site
    listing: Listing
    people: dict[Role, Account]
    tokens: dict[Role, str]

    @property
    def edit(self) -> str:
        """The address of the page where the listing is changed."""
        return f"/organise/listings/{self.listing.service.id}/edit"


def open_engine(data: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Engine:
    """The engine over a data folder, as another process would open it, with the right time or another."""
    return wiring.Engine(replace(settings_module.from_environment({}), data=data), clock=clock)


@contextmanager
def served(
    demonstration: Path, folder: Path, prepare: Prepare | None = None, more: tuple[str, ...] = ()
) -> Iterator[Organised]:
    """A server over a copy of the demonstration, once `prepare` has put into it what the tests need.

    The organiser looks after the group of a usual listing, and after these `more`.
    """
    data = folder / "data"
    shutil.copytree(demonstration, data, symlinks=True)
    engine = open_engine(data)
    listing = next(one for one in listings.every(engine.store) if _is_usual(one))
    if prepare:
        prepare(engine, listing)
    groups = {Role.ORGANISER: (listing.organization.id, *more)}
    people = {role: signing.person(role, name, organization_ids=groups.get(role, ())) for role, name in NAMES.items()}
    signing.add(engine, *people.values())
    tokens = {role: sessions.begin(engine.context(), one.id, Stage.WHOLE, "Test") for role, one in people.items()}
    engine.close()
    with sites.served(data, folder / "server.log") as site:
        yield Organised(site=site, listing=listing, people=people, tokens=tokens)


@contextmanager
def served_later(own: Organised, days: int, log: Path) -> Iterator[Organised]:
    """The same directory served by another process whose clock is so many days fast, with sessions of that day."""
    engine = open_engine(own.site.data, lambda: datetime.now(UTC) + timedelta(days=days))
    tokens = {role: sessions.begin(engine.context(), one.id, Stage.WHOLE, "Test") for role, one in own.people.items()}
    engine.close()
    site = Site(port=sites.free_port(), data=own.site.data)
    command = [sys.executable, "-m", "tests.browser.later_server", str(site.data), str(site.port), str(days)]
    with sites.running(site, command, log, folder=sites.CHECKOUT):
        yield replace(own, site=site, tokens=tokens)


@contextmanager
def opening(browser: Browser, organised: Organised) -> Iterator[OpenAs]:
    """A way to open pages: `open_as(Role.ORGANISER, PHONE)`, or `open_as(None, PHONE)` for somebody who is not signed in.

    `refused` are statuses above 400 that the test is about.
    """
    contexts, watcher = [], Watcher(home=organised.site.url)

    def make(
        role: Role | None, size: dict[str, int] = WIDE, *, scripts: bool = True, refused: tuple[int, ...] = ()
    ) -> Page:
        watcher.allow(*refused)
        how: dict[str, Any] = {"viewport": size, "java_script_enabled": scripts}
        context = browser.new_context(base_url=organised.site.url, locale="en-GB", timezone_id="Europe/London", **how)
        if role:
            context.add_cookies([{"name": "session", "value": organised.tokens[role], "url": organised.site.url}])
        context.set_default_timeout(SECONDS_TO_FIND)
        watcher.attach(context)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    watcher.check()


def _is_usual(listing: Listing) -> bool:
    """At one place, on days that are known, with an address to write to."""
    service = listing.service
    return bool(service.email and len(listing.sites) == 1 and listing.sites[0].schedules)
