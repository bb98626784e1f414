"""Clear each class of data once its time is over: what is due today is done today, and what was missed is done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from locator.accounts.session import ABSOLUTE
from locator.actions import erasure, moving, telling
from locator.actions.context import Context
from locator.referral.opening import EraseReason
from locator.referral.referral import Level, Referral
from locator.storage import backups, referrals, retention
from locator.storage.retention import Step

MAIL_FOLDER = "mail"
REPLACED_DAYS = 7
"""How long the database is kept that a restore has put aside."""

OVERDUE = timedelta(days=2)
"""How long a sweep, meant for every day, may be away before somebody is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """What one run did with one class of data, or would do; `period` is how long it is kept."""

    data_class: str
    period: timedelta
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DataClass:
    """A class of data, how long it is kept, and the function that clears what is older, or counts it where `is_dry`."""

    name: str
    period: timedelta
    work: Callable[[Context, timedelta, bool], int]


def sweep(context: Context, *, is_dry: bool = False) -> tuple[Cleared, ...]:
    """Clear what is due, class by class, and note it; a dry run changes nothing else. Safe to repeat and to run late."""
    if not is_dry:
        erasure.replay(context)
    done = tuple(
        Cleared(data_class=one.name, period=one.period, count=one.work(context, one.period, is_dry))
        for one in classes(context)
    )
    _note(context, done, is_dry=is_dry)
    if not is_dry:
        erasure.fold(context)
    return done


def is_overdue(context: Context) -> bool:
    """Whether there are referrals, and nothing was cleared for longer than a day and a night."""
    oldest, last = retention.oldest_referral(context.store), retention.last_run(context.store)
    limit = context.now - OVERDUE
    return oldest is not None and oldest < limit and (last is None or last < limit)


def classes(context: Context) -> tuple[DataClass, ...]:
    """Every class of data that has an end, in the order in which they are cleared."""
    own = context.settings
    days = {
        "coded references": (own.keep_coded_days, retention.CODED),
        "who logged what": (own.keep_staff_link_days, retention.STAFF_LINK),
        "searches": (own.keep_search_log_days, retention.SEARCH_LOG),
        "reports of mistakes": (own.keep_report_days, retention.REPORTS),
        "tries to sign in": (own.keep_tries_days, retention.TRIES),
        "links that work once": (own.keep_tries_days, retention.LINKS),
        "claims": (own.keep_report_days, retention.CLAIMS),
        "claims without an address": (own.keep_tries_days, retention.UNPROVEN_CLAIMS),
        "drafts": (own.keep_report_days, retention.DRAFTS),
        "people who look after nothing": (own.keep_report_days, retention.IDLE_KEEPERS),
        "messages": (own.keep_mail_days, retention.MAILS),
        "shared lists": (0, retention.SHARED_LISTS),
        "listings as they were": (1, retention.SNAPSHOTS),
    }
    return (
        DataClass(name="abandoned referrals", period=timedelta(days=own.keep_abandoned_days), work=_abandoned),
        DataClass(name="named details", period=timedelta(days=own.keep_named_days), work=_named),
        *(DataClass(name=name, period=timedelta(days=n), work=_stepping(steps)) for name, (n, steps) in days.items()),
        DataClass(name="sessions", period=ABSOLUTE, work=_stepping(retention.SESSIONS)),
        DataClass(name="mail files", period=timedelta(days=own.keep_mail_days), work=_mail_files),
        DataClass(name="replaced databases", period=timedelta(days=REPLACED_DAYS), work=_replaced),
    )


def _stepping(steps: tuple[Step, ...]) -> Callable[[Context, timedelta, bool], int]:
    def work(context: Context, period: timedelta, is_dry: bool) -> int:
        before = context.now - period
        return retention.due(context.store, steps, before) if is_dry else retention.clear(context.store, steps, before)

    return work


def _abandoned(context: Context, period: timedelta, is_dry: bool) -> int:
    """Close what nobody has moved for so long; a hand-over's details are erased with it."""
    found = retention.abandoned(context.store, context.now - period)
    for referral_id in () if is_dry else found:
        with context.store.atomic():
            referral = referrals.by_id(context.store, referral_id)
            if referral is None:
                continue
            if referral.level is Level.NAMED:
                erasure.forget(context, referral, EraseReason.ABANDONED)
            else:
                _lapse(context, referral)
    return len(found)


def _lapse(context: Context, referral: Referral) -> None:
    made = moving.close_by_program(context, referral)
    closed = replace(referral, state=made.to_state, state_at=made.moved_at, closed_reason=made.closed_reason)
    telling.of_move(context, closed, made)


def _named(context: Context, period: timedelta, is_dry: bool) -> int:
    found = retention.named_at_their_end(context.store, context.now - period)
    for referral_id in () if is_dry else found:
        with context.store.atomic():
            referral = referrals.by_id(context.store, referral_id)
            if referral and referral.erased_at is None:
                erasure.forget(context, referral, EraseReason.ENDED)
    return len(found)


def _mail_files(context: Context, period: timedelta, is_dry: bool) -> int:
    """The messages that an installation without a mail server has written into a folder."""
    folder = context.store.path.parent / MAIL_FOLDER
    files = list(folder.iterdir()) if folder.is_dir() else []
    return _remove(context, files, period, is_dry)


def _replaced(context: Context, period: timedelta, is_dry: bool) -> int:
    return _remove(context, backups.replaced(context.store.path), period, is_dry)


def _remove(context: Context, files: list[Path], period: timedelta, is_dry: bool) -> int:
    old = (context.now - period).timestamp()
    found = [file for file in files if _is_older(file, old)]
    for file in () if is_dry else found:
        file.unlink(missing_ok=True)
    return len(found)


def _is_older(file: Path, old: float) -> bool:
    """Whether the file is there and older; what another program takes away meanwhile is not (a draft that becomes a message)."""
    try:
        return file.is_file() and file.stat().st_mtime < old
    except FileNotFoundError:
        return False


def _note(context: Context, done: tuple[Cleared, ...], *, is_dry: bool) -> None:
    """One line for each class that had something, and once a day for every class, so that the log shows that it ran."""
    is_first = not is_dry and not retention.has_run_on(context.store, context.now.date())
    with context.store.atomic():
        for one in done:
            if one.count or is_first or is_dry:
                retention.log(context.store, one.data_class, one.count, is_dry=is_dry, now=context.now)
