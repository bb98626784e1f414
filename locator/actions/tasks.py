"""What is to be done from time to time, whoever visits: safe to run twice, late, and beside a serving process."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from locator.accounts.session import ABSOLUTE, IDLE
from locator.actions import mailing, unanswered
from locator.actions.context import Context
from locator.storage import answer_links, sessions

MakeContext = Callable[[], Context]

LINKS_KEPT = timedelta(days=30)
"""How long a link that has ended can still say so, instead of being unknown."""

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


def forget_links(make_context: MakeContext) -> str:
    """Delete links for answers that ended long ago."""
    context = make_context()
    return f"{answer_links.forget_ended(context.store, context.now - LINKS_KEPT)} forgotten"


def end_sessions(make_context: MakeContext) -> str:
    """Delete sessions that are over."""
    context = make_context()
    ended = sessions.end_older(context.store, seen_before=context.now - IDLE, created_before=context.now - ABSOLUTE)
    return f"{ended} ended"


def _run(task: Task, make_context: MakeContext) -> Done:
    try:
        return Done(name=task.name, words=task.run(make_context))
    except Exception as problem:
        _log.exception("The task “%s” failed.", task.name)
        return Done(name=task.name, words=f"failed: {problem}", has_failed=True)


EVERY: tuple[Task, ...] = (
    Task(name="Groups that have not answered", run=remind),
    Task(name="Links that have ended", run=forget_links),
    Task(name="Sessions that are over", run=end_sessions),
    Task(name="Messages", run=send),
)
"""In this order: what is written by one is sent by the last."""
