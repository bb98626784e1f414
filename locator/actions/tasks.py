"""What is to be done from time to time, whoever visits: safe to run twice, late, and beside a serving process."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from locator.actions import audit_trail, forgetting, mailing, retention, unanswered
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


def _run(task: Task, make_context: MakeContext) -> Done:
    try:
        return Done(name=task.name, words=task.run(make_context))
    except Exception as problem:
        _log.exception("The task “%s” failed.", task.name)
        return Done(name=task.name, words=f"failed: {problem}", has_failed=True)


EVERY: tuple[Task, ...] = (
    Task(name="Groups that have not answered", run=remind),
    Task(name="Signing in", run=forget),
    Task(name="What is kept too long", run=clear),
    Task(name="The audit trail", run=check_trail),
    Task(name="Messages", run=send),
)
"""In this order: what is written by one is sent by the last."""
