"""Send the messages that wait: each is taken by one sender at a time, and no message is sent twice.

At most once, not at least once: a message is marked as being sent before the mail server hears of it. Where the program dies
or the line breaks after the text was handed over, nobody can know whether it went; such a message is never sent again by
itself but shown to the administrator, who can decide. A server that refuses or is away has not sent it: it is tried again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from locator.actions import audit, bounces, permission
from locator.actions.context import Context
from locator.post import opening
from locator.post.message import Message, MessageRefusedError
from locator.post.sending import AwayError, MayHaveGoneError, NeverError, NotNowError, Post
from locator.roles import Permission
from locator.storage import mails
from locator.storage.mails import Mail, MailState

__all__ = ["Mail", "MailState", "Outbox", "Sent", "open_post", "outbox", "send_again", "send_all", "send_due"]

LEASE = timedelta(minutes=10)
"""Longer than any conversation with a mail server: what is still being sent then was left behind."""

TRIED_AGAIN_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)
"""How long a message waits after its first try, its second, and so on; after one more it has failed."""

LEFT_BEHIND = "The program stopped while it was sending this. It may have arrived, so it was not sent again."
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of the messages that were due."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0
    is_away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """What the page on mail shows; `shows_bodies` only where no body can open anything real."""

    waiting: tuple[Mail, ...]
    failed: tuple[Mail, ...]
    sent: tuple[Mail, ...]
    counts: dict[MailState, int]
    shows_bodies: bool
    goes_to_folder: bool


def open_post(context: Context) -> Post:
    """The way in which messages leave this installation."""
    return opening.open_post(context.settings, is_demonstration=context.reference.is_demonstration)


def send_due(context: Context, post: Post, *, most: int = MOST_AT_ONCE) -> Sent:
    """Send what is due, one after the other, until nothing is or the mail server is away. Safe for many senders at once."""
    became = Counter({MailState.FAILED: mails.abandon(context.store, context.now, LEFT_BEHIND)})
    is_away = False
    for _ in range(most):
        mail = mails.take(context.store, context.now, context.now + LEASE)
        if mail is None:
            break
        try:
            became[_send(context, post, mail)] += 1
        except AwayError as problem:
            became[_put_off(context, mail, str(problem))] += 1
            is_away = True
            break  # the others need not each wait for a server that is not there
    return Sent(
        sent=became[MailState.SENT],
        put_off=became[MailState.WAITING],
        failed=became[MailState.FAILED],
        is_away=is_away,
    )


def send_all(make_context: Callable[[], Context], is_stopping: Callable[[], bool] = lambda: False) -> Sent:
    """Send all that is due, each message by the clock of its own moment, until told to stop or the server is away."""
    total, context = Sent(), make_context()
    while not is_stopping() and not total.is_away and mails.is_due(context.store, context.now):
        done = send_due(context, open_post(context), most=1)
        total = Sent(
            sent=total.sent + done.sent,
            put_off=total.put_off + done.put_off,
            failed=total.failed + done.failed,
            is_away=done.is_away,
        )
        context = make_context()
    return total


def outbox(context: Context) -> Outbox:
    """The messages that wait, have failed and were sent; raises NotAllowedError."""
    permission.require(context, Permission.MANAGE_ACCOUNTS)
    store, is_demonstration = context.store, context.reference.is_demonstration
    return Outbox(
        waiting=mails.newest(store, (MailState.WAITING, MailState.SENDING)),
        failed=mails.newest(store, (MailState.FAILED,)),
        sent=mails.newest(store, (MailState.SENT,)),
        counts=mails.counts(store),
        shows_bodies=is_demonstration,
        goes_to_folder=is_demonstration or not context.settings.mail_host,
    )


def send_again(context: Context, mail_id: str) -> bool:
    """Try a failed message once more; False where it is not failed any more (pressed twice). Raises NotAllowedError."""
    permission.require(context, Permission.MANAGE_ACCOUNTS)
    with context.store.atomic():
        is_waiting = mails.again(context.store, mail_id, context.now)
        if is_waiting:
            audit.note(context, "mail.again", "mail", mail_id)
    return is_waiting


def _send(context: Context, post: Post, mail: Mail) -> MailState:
    try:
        post.send(Message(id=mail.id, to=mail.to, subject=mail.subject, body=mail.body))
    except AwayError:
        raise
    except (NotNowError, OSError) as problem:
        return _put_off(context, mail, str(problem))
    except NeverError as problem:
        with context.store.atomic():
            mails.mark_failed(context.store, mail, context.now, str(problem))
            bounces.note_refused(context, mail.to, str(problem))
        return MailState.FAILED
    except (MayHaveGoneError, MessageRefusedError) as problem:
        mails.mark_failed(context.store, mail, context.now, str(problem))
        return MailState.FAILED
    mails.mark_sent(context.store, mail, context.now, keeps_body=context.reference.is_demonstration)
    return MailState.SENT


def _put_off(context: Context, mail: Mail, why: str) -> MailState:
    if mail.attempts > len(TRIED_AGAIN_AFTER):
        mails.mark_failed(context.store, mail, context.now, why)
        return MailState.FAILED
    mails.put_off(context.store, mail, context.now + TRIED_AGAIN_AFTER[mail.attempts - 1], why)
    return MailState.WAITING
