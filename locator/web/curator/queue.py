"""The queue as a page: everything that waits, the longest first, narrowed by area and by kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response as Answer

from locator.actions import listing_places, queueing
from locator.actions.context import LONDON, Context
from locator.actions.queueing import Item, Kind
from locator.web.curator import queue_way
from locator.web.curator.queue_way import Done, Way
from locator.web.shared import site, wording

door = Blueprint("queue", __name__, url_prefix="/curate")

KINDS = {
    Kind.CHANGE: "Changes that wait",
    Kind.PUBLISHED: "Changes to look at",
    Kind.CLAIM: "People who look after a group",
    Kind.REPORT: "Something is wrong",
    Kind.REFERRAL: "Groups that have not answered",
    Kind.DUPLICATE: "Listed twice?",
    Kind.HIDE: "Hide it?",
}
TAGS = {
    Kind.CHANGE: "Change",
    Kind.PUBLISHED: "Public, to look at",
    Kind.CLAIM: "Who looks after it",
    Kind.REPORT: "Something is wrong",
    Kind.REFERRAL: "No answer",
    Kind.DUPLICATE: "Listed twice?",
    Kind.HIDE: "Hide it?",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of a filter, with how many wait under it."""

    value: str
    text: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item."""

    tag: str
    tone: str
    title: str
    href: str
    who_waits: str
    since: str
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """The queue; `first` is where one begins, "" where nothing waits that can be decided here."""

    lines: tuple[Line, ...]
    localities: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    total: int
    first: str
    done: Done | None
    way: Way


@door.get("/queue")
def queue() -> str:
    """Everything that waits."""
    return render_template("curator/queue.html", page=_page(site.context(), queue_way.read()))


@door.get("/queue/next")
def following() -> Answer:
    """The first of the filtered queue that can be decided: where a morning begins."""
    way = queue_way.read()
    found = queue_way.next_item(site.context(), way, datetime.min.replace(tzinfo=LONDON), "")
    return redirect(way.to(found.href) if found else way.to(queue_way.QUEUE), 303)


def _page(context: Context, way: Way) -> QueuePage:
    here = queueing.items(context, way.locality)
    shown = tuple(one for one in here if way.fits(one))
    return QueuePage(
        lines=tuple(_line(context, one, way) for one in shown),
        localities=_localities(context, way),
        kinds=_kinds(here, way),
        total=len(shown),
        first=way.to("/curate/queue/next") if any(one.kind in queueing.QUICK for one in shown) else "",
        done=queue_way.done(context),
        way=way,
    )


def _line(context: Context, item: Item, way: Way) -> Line:
    days = (context.today - item.since.astimezone(LONDON).date()).days
    path, _, query = item.href.partition("?")
    return Line(
        tag=TAGS[item.kind],
        tone="stop" if days >= 7 else "wait" if days >= 2 else "go",
        title=item.title,
        href=item.href if query else way.to(path),
        who_waits=item.who_waits,
        since=wording.day_with_year(item.since.astimezone(LONDON)),
        days="today" if days <= 0 else wording.counted(days, "day"),
    )


def _localities(context: Context, way: Way) -> tuple[Choice, ...]:
    every = queueing.items(context)
    mine = [(listing_places.MINE, "My areas")] if listing_places.has_own(context) else []
    named = [(one.slug, one.name) for one in context.reference.localities(context.today)]
    return tuple(
        Choice(value=value, text=text, count=_count(context, every, value, way), is_chosen=value == way.locality)
        for value, text in [("", "All areas"), *mine, *named]
    )


def _count(context: Context, every: tuple[Item, ...], locality: str, way: Way) -> int:
    wanted = listing_places.asked(context, locality)
    return sum(listing_places.fits(one.localities, wanted) and way.fits(one) for one in every)


def _kinds(here: tuple[Item, ...], way: Way) -> tuple[Choice, ...]:
    counts = Counter(one.kind for one in here)
    whole = Choice(value="", text="Everything", count=len(here), is_chosen=not way.kind)
    return (
        whole,
        *(
            Choice(value=kind.value, text=text, count=counts[kind], is_chosen=kind.value == way.kind)
            for kind, text in KINDS.items()
            if counts[kind] or kind.value == way.kind
        ),
    )
