"""The messages that wait, were sent and have failed; in the demonstration with every word that would have been sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import mailing
from locator.actions.mailing import Mail, MailState, Outbox
from locator.web.shared import history, site, wording

door = Blueprint("mail", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message."""

    id: str
    to: str
    subject: str
    when: str
    error: str
    body: str
    can_go_again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The messages in one state; `count` is of all of them."""

    heading: str
    count: int
    mails: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPage:
    """The page: what needs somebody first."""

    parts: tuple[Part, ...]
    shows_bodies: bool
    goes_to_folder: bool


@door.get("/admin/mail")
def page() -> str:
    """The messages."""
    return render_template("admin/mail.html", page=_page(mailing.outbox(site.context())))


@door.post("/admin/mail/<mail_id>/again")
def again(mail_id: str) -> Answer:
    """Try a failed message once more; pressed twice it is one try."""
    mailing.send_again(site.context(), mail_id)
    return redirect(url_for(".page"), 303)


def _page(box: Outbox) -> MailPage:
    return MailPage(
        parts=(
            _part("Failed", box, box.failed, MailState.FAILED),
            _part("Waiting", box, box.waiting, MailState.WAITING, MailState.SENDING),
            _part("Sent", box, box.sent, MailState.SENT),
        ),
        shows_bodies=box.shows_bodies,
        goes_to_folder=box.goes_to_folder,
    )


def _part(heading: str, box: Outbox, mails: Sequence[Mail], *states: MailState) -> Part:
    count = sum(box.counts.get(state, 0) for state in states)
    return Part(heading=heading, count=count, mails=tuple(_line(mail, box) for mail in mails))


def _line(mail: Mail, box: Outbox) -> Line:
    return Line(
        id=mail.id,
        to=mail.to or "nobody any more",
        subject=mail.subject or "A message whose words are erased",
        when=_when(mail),
        error=mail.last_error,
        body=mail.body if box.shows_bodies else "",
        can_go_again=mail.state is MailState.FAILED and bool(mail.body),
    )


def _when(mail: Mail) -> str:
    tries = wording.counted(mail.attempts, "try", "tries")
    if mail.sent_at is not None:
        return f"Sent on {history.moment(mail.sent_at)}"
    if mail.state is MailState.SENDING:
        return "Being sent now"
    if mail.state is MailState.FAILED:
        return f"Written on {history.moment(mail.created_at)}, given up after {tries}"
    again = f", to be tried again after {history.moment(mail.due_at)}" if mail.attempts else ""
    return f"Written on {history.moment(mail.created_at)}, {tries} so far{again}"
