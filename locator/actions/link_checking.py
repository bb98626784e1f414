"""Ask the websites of the directory whether they are there, and show curators those that are not."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from locator.actions import audit
from locator.actions.context import Context
from locator.actions.permission import require
from locator.directory import contact, link_check, made_up
from locator.directory.link_check import LinkCheck, Outcome, Website
from locator.probing.prober import Answer, Prober
from locator.roles import Permission
from locator.storage import link_checks

BETWEEN_QUESTIONS_SECONDS = 1.0
"""To one host: it is somebody's small server."""

MOST_NOT_ASKED = 5
"""When so many could not be asked and none could, the fault is ours, and we try another time."""

MOST_IN_A_TASK = 30
"""In one run of a timer: ten seconds each at most, so that the other tasks get their turn."""


Tell = Callable[[str, Answer], None]
"""Hears each answer as it comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was done: how many were asked, how many of them failed; `is_cut_off` where nobody can be asked from here."""

    asked: int = 0
    failed: int = 0
    is_cut_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenLink:
    """A link that failed on different days, and who shows it."""

    check: LinkCheck
    owners: tuple[Website, ...]


class _Round:
    """One round of questions: what was asked, what failed, and what could not be asked at all."""

    def __init__(self, context: Context, prober: Prober, tell: Tell) -> None:
        self._context = context
        self._prober = prober
        self._tell = tell
        self._held: list[str] = []
        self._asked = self._failed = 0
        self._has_reached_one = False

    @property
    def is_hopeless(self) -> bool:
        return not self._has_reached_one and len(self._held) >= MOST_NOT_ASKED

    def ask(self, url: str) -> None:
        answer = self._prober.ask(url)
        self._tell(url, answer)
        self._asked += 1
        self._failed += answer.outcome is not Outcome.THERE
        self._has_reached_one |= answer.outcome not in (Outcome.NOT_ASKED, Outcome.REFUSED)
        if answer.outcome is Outcome.NOT_ASKED:
            self._held.append(url)
        else:
            _keep(self._context, url, answer)

    def ended(self) -> Checked:
        if self._held and not self._has_reached_one:
            return Checked(is_cut_off=True)
        for url in self._held:
            _keep(self._context, url, Answer(outcome=Outcome.NO_ANSWER))
        if self._context.user is not None:
            with self._context.store.atomic():
                audit.note(self._context, "links.check")
        return Checked(asked=self._asked, failed=self._failed)


def check(
    context: Context,
    *,
    everything: bool = False,
    most: int | None = None,
    pause: Callable[[float], None] = time.sleep,
    tell: Tell = lambda _url, _answer: None,
) -> Checked:
    """Ask the links whose week is over (or everything), one after another, and keep each answer as it comes.

    What could not be asked counts as a failure only where another could be: else the fault may be ours.
    """
    if context.prober is None:
        return Checked()
    turn, host = _Round(context, context.prober, tell), ""
    for url in _to_ask(context, everything=everything)[:most]:
        if not everything and not _is_due(context, url):
            continue
        if _host(url) == host:
            pause(BETWEEN_QUESTIONS_SECONDS)
        host = _host(url)
        turn.ask(url)
        if turn.is_hopeless:
            break
    return turn.ended()


def broken(context: Context) -> tuple[BrokenLink, ...]:
    """The links that are broken, the longest first, with the listings and the groups that show them."""
    require(context, Permission.CURATE)
    with context.store.snapshot():
        found = [one for one in link_checks.failing(context.store) if one.is_broken]
        shown = _shown(context)
    return tuple(BrokenLink(check=one, owners=shown[one.url]) for one in found if one.url in shown)


def _to_ask(context: Context, *, everything: bool) -> tuple[str, ...]:
    """The links that are due, all of one host together, in another order each day; those that nobody shows are forgotten.

    Another order, so that some that cannot be asked never keep the others from their turn.
    """
    with context.store.atomic():
        shown, known = _shown(context), link_checks.by_url(context.store)
        link_checks.forget(context.store, tuple(url for url in known if url not in shown))
    due = [url for url in shown if everything or link_check.is_due(known.get(url), context.now)]
    real = [url for url in due if not made_up.is_made_up(_host(url))]
    return tuple(sorted(real, key=lambda url: (_turn(context, _host(url)), url)))


def _shown(context: Context) -> dict[str, tuple[Website, ...]]:
    """Who shows which link."""
    found: dict[str, list[Website]] = {}
    for website in link_checks.websites(context.store):
        found.setdefault(contact.web_link(website.text) or website.text.strip(), []).append(website)
    return {url: tuple(owners) for url, owners in found.items()}


def _is_due(context: Context, url: str) -> bool:
    """Whether nobody else has asked it meanwhile."""
    return link_check.is_due(link_checks.one(context.store, url), context.now)


def _keep(context: Context, url: str, answer: Answer) -> None:
    with context.store.atomic():
        before = link_checks.one(context.store, url)
        link_checks.save(context.store, link_check.noted(before, url, answer.outcome, answer.detail, context.now))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _turn(context: Context, host: str) -> str:
    return hashlib.sha256(f"{context.today} {host}".encode()).hexdigest()
