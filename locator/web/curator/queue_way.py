"""The way through the queue: the filter that stays, the next item after a decision, and the notice with its undo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import redirect, request
from werkzeug.wrappers import Response as Answer

from locator.actions import change_desk, queueing, report_desk
from locator.actions.context import Context
from locator.actions.permission import NotYoursError
from locator.actions.queueing import Item, Kind
from locator.directory.report import ReportOutcome
from locator.revision.proposal import ProposalState
from locator.web.curator import typed

QUEUE = "/curate/queue"
DECIDED = {
    ProposalState.APPROVED: "Approved and public",
    ProposalState.PARTLY_APPROVED: "Approved in part and public",
    ProposalState.REFUSED: "Refused",
}
CLOSED = {ReportOutcome.CHANGED: "Put right", ReportOutcome.NOTHING: "Nothing to change"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The filter of the queue that the person came from; "" narrows nothing."""

    locality: str = ""
    kind: str = ""

    def to(self, path: str, **more: str) -> str:
        """An address that keeps the filter."""
        query = {name: one for name, one in {"locality": self.locality, "kind": self.kind, **more}.items() if one}
        return f"{path}?{urlencode(query)}" if query else path

    def fits(self, item: Item) -> bool:
        """Whether the item is of the kind that is asked for."""
        return not self.kind or item.kind.value == self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done last, and the form that takes it back."""

    sentence: str
    undo: str
    step: int
    number: int


def read() -> Way:
    """The filter of this request, from its address or its form; a kind that there is not is none."""
    kind = request.values.get("kind", "")
    return Way(
        locality=typed.line(request.values.get("locality", ""), 80),
        kind=kind if kind in {one.value for one in Kind} else "",
    )


def next_item(context: Context, way: Way, since: datetime, href: str) -> Item | None:
    """What comes after this one in the filtered queue."""
    left = (one for one in queueing.items(context, way.locality) if way.fits(one))
    return queueing.following(left, since, href)


def onward(context: Context, since: datetime, href: str, *, done: str) -> Answer:
    """On to the next item of the same filter, or back to the queue when that was the last; `done` is "change:" and an id."""
    way = read()
    found = next_item(context, way, since, href)
    return redirect(way.to(found.href if found else QUEUE, done=done), 303)


def done(context: Context) -> Done | None:
    """What the address says was done last, as it stands now; None where there is nothing to take back."""
    kind, _, id_ = request.args.get("done", "").partition(":")
    try:
        if kind == "change":
            return _change(context, id_)
        return _report(context, id_) if kind == "report" else None
    except NotYoursError:
        return None


def _change(context: Context, id_: str) -> Done | None:
    hand = change_desk.last(context, id_)
    if hand is None:
        return None
    name = hand.content.get("name") or "Without a name"
    sentence = f"{DECIDED[hand.proposal.state]}: {name}."
    return Done(sentence=sentence, undo=f"/curate/changes/{id_}/undo", step=hand.seen.step, number=hand.seen.number)


def _report(context: Context, id_: str) -> Done | None:
    found = report_desk.look(context, id_)
    if found.report.outcome is None:
        return None
    sentence = f"{CLOSED[found.report.outcome]}: {found.listing.service.name}."
    return Done(sentence=sentence, undo=f"/curate/reports/{id_}/undo", step=0, number=0)
