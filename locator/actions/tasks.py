"""What is to be done from time to time, whoever visits: safe to run twice, late, and beside a serving process."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from locator.actions import (
    audit_trail,
    duplicates,
    forgetting,
    link_checking,
    mailing,
    reminding,
    retention,
    unanswered,
)
from locator.actions.context import Context

MakeContext = Callable[[], Context]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task: what it is called, and what does it and answers in a few words what was done."""

    name: str
    run: Callable[[MakeContext], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of one task."""

    name: str
    words: str
    has_failed: bool = False


class TrailBrokenError(Exception):
    """The audit trail is not whole; the text says where."""


def run(make_context: MakeContext, tasks: tuple[Task, ...] | None = None) -> tuple[Done, ...]:
    """Do all tasks in order; one that fails is told of and logged, and the others are done all the same."""
    return tuple(_run(task, make_context) for task in (EVERY if tasks is None else tasks))


def remind(make_context: MakeContext) -> str:
    """Remind groups and curators of what is not answered."""
    done = unanswered.remind(make_context())
    return f"{done.groups} reminded, curators told of {done.for_curators}"


def check(make_context: MakeContext) -> str:
    """Remind those who look after listings to check them."""
    done = reminding.remind(make_context())
    return f"{done.people} written to about {done.listings} listings"


def send(make_context: MakeContext) -> str:
    """Send the messages that are due."""
    done = mailing.send_all(make_context)
    away = "; the mail server is away" if done.is_away else ""
    return f"{done.sent} sent, {done.put_off} to be tried again, {done.failed} failed{away}"


def forget(make_context: MakeContext) -> str:
    """Delete what signing in leaves behind."""
    done = forgetting.forget_old(make_context())
    return f"{done.sessions} sessions, {done.tries} tries and {done.links} links forgotten"


def clear(make_context: MakeContext) -> str:
    """Clear what has been kept as long as it may be."""
    done = [f"{one.count} {one.data_class}" for one in retention.sweep(make_context()) if one.count]
    return ", ".join(done) or "nothing was due"


def check_trail(make_context: MakeContext) -> str:
    """Check and anchor the audit trail once a day; raises TrailBrokenError, so that whoever runs the site hears of it."""
    verdict = audit_trail.anchor_daily(make_context())
    if verdict is None:
        return "checked today already"
    if not verdict.is_whole:
        raise TrailBrokenError(verdict.problem)
    return f"{verdict.rows} rows are whole"


def find_duplicates(make_context: MakeContext) -> str:
    """Compare all listings, once a day."""
    done = duplicates.find_nightly(make_context())
    return "done today already" if done is None else f"{done.new} found, {done.waiting} waiting"


def check_links(make_context: MakeContext) -> str:
    """Ask some of the websites whose week is over."""
    done = link_checking.check(make_context(), most=link_checking.MOST_IN_A_TASK)
    return "no website can be asked from here" if done.is_cut_off else f"{done.asked} asked, {done.failed} failed"


def _run(task: Task, make_context: MakeContext) -> Done:
    try:
        return Done(name=task.name, words=task.run(make_context))
    except Exception as problem:
        _log.exception("The task “%s” failed.", task.name)
        return Done(name=task.name, words=f"failed: {problem}", has_failed=True)


EVERY: tuple[Task, ...] = (
    Task(name="Groups that have not answered", run=remind),
    Task(name="Listings to check", run=check),
    Task(name="Signing in", run=forget),
    Task(name="What is kept too long", run=clear),
    Task(name="The audit trail", run=check_trail),
    Task(name="Listings that are there twice", run=find_duplicates),
    Task(name="Messages", run=send),
    Task(name="Links", run=check_links),
)
"""In this order: what is written by one is sent by the messages' turn, and what waits for others' machines comes last."""
