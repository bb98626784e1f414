"""For curators: the websites that do not open any more, and the listings that lead there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template, url_for

from locator.actions import link_checking
from locator.actions.context import LONDON
from locator.actions.link_checking import BrokenLink
from locator.directory import contact
from locator.directory.link_check import LinkCheck, Outcome, Website
from locator.web.shared import site, wording

door = Blueprint("broken_links", __name__)

WORDS: Mapping[Outcome, str] = {
    Outcome.THERE: "It opens",
    Outcome.GONE: "The page is not there any more",
    Outcome.FAILS: "The website has a fault",
    Outcome.NO_HOST: "There is no website with this name",
    Outcome.NO_ANSWER: "The website does not answer",
    Outcome.BAD_CERTIFICATE: "Browsers warn people not to open it: its certificate is wrong or out of date",
    Outcome.NOT_A_WEBSITE: "Something answers, but it is not a website",
    Outcome.TOO_MANY_REDIRECTS: "It sends people round and round",
    Outcome.REFUSED: "The address is written wrongly, or is not for the public",
    Outcome.NOT_ASKED: "It could not be checked",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page that shows the link."""

    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One broken link; `href` is empty where it cannot be opened at all."""

    website: str
    href: str
    what: str
    since: str
    checked: str
    shown: tuple[Shown, ...]


@door.get("/curate/links")
def page() -> str:
    """The table."""
    lines = tuple(_line(one) for one in link_checking.broken(site.context()))
    return render_template("curator/links.html", lines=lines)


def _line(one: BrokenLink) -> Line:
    check = one.check
    since = check.first_failed_at or check.checked_at
    return Line(
        website=check.url.removeprefix("https://").removeprefix("http://"),
        href=contact.web_link(check.url),
        what=_words(check),
        since=_day(since),
        checked=_day(check.checked_at),
        shown=tuple(_shown(owner) for owner in one.owners),
    )


def _day(at: datetime) -> str:
    return wording.day_with_year(at.astimezone(LONDON))


def _words(check: LinkCheck) -> str:
    return f"{WORDS[check.outcome]} ({check.detail})" if check.detail.isdecimal() else WORDS[check.outcome]


def _shown(owner: Website) -> Shown:
    endpoint = "services.service" if owner.kind == "service" else "services.organization"
    return Shown(name=owner.name, href=url_for(endpoint, slug=owner.slug))
