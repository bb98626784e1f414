"""Keeping the index true to the database: it follows the change log, and is made anew whenever it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date

from locator.actions import ageing, documents, reference
from locator.actions.context import Context
from locator.storage import changes, listings
from search_index.documents import Document
from search_index.index import IndexBusyError, IndexUnusableError
from search_index.query import Answer, Query

RENEW_AFTER_DAYS = documents.HORIZON_DAYS // 2
"""The sessions in the index reach this far at least before all documents are written again."""

MOST_MENDINGS = 3
"""A new index may be broken too, where whatever breaks it is still at it."""


def search(context: Context, query: Query, *, synonyms: Mapping[str, tuple[str, ...]] | None = None) -> Answer:
    """The answer of an index that knows every change so far, without what is over by today; with other synonyms for a trial.

    A broken index is made anew and asked again: the person waits a little, and gets an answer.
    """
    today = context.today.toordinal()
    dated = query if query.today == today else query._replace(today=today)
    for _ in range(MOST_MENDINGS):
        try:
            follow(context)
            return _asked(context, dated, synonyms)
        except (IndexUnusableError, FileNotFoundError):
            with suppress(FileNotFoundError):
                rebuild(context)
    return _asked(context, dated, synonyms)


def _asked(context: Context, query: Query, synonyms: Mapping[str, tuple[str, ...]] | None) -> Answer:
    return context.index.search(query) if synonyms is None else context.index.search_with(query, synonyms)


def follow(context: Context) -> None:
    """Bring the index up to the change log and to today: what changed or aged alone, or all where it is unusable or old.

    While another process is writing it, this one goes on with what it has.
    """
    (marker, built_on), head = context.index.standing, changes.head(context.store)
    is_old = _is_old(built_on, context.today)
    if marker == head and not is_old and ageing.is_done(context, built_on):
        return
    try:
        _catch_up(context, marker, head, is_old=is_old)
        ageing.age(context)
    except IndexBusyError:
        if marker is None:
            raise


def _catch_up(context: Context, marker: int | None, head: int, *, is_old: bool) -> None:
    if marker is None or marker > head or is_old:
        rebuild(context)
    elif marker < head:
        apply(context, marker)


def apply(context: Context, marker: int) -> None:
    """Write into the index what changed after `marker`, with terms and localities as they are now, not a second ago."""
    changed = changes.since(context.store, marker)
    if not changed:
        return
    ids = tuple(dict.fromkeys(service_id for _, service_id in changed))
    found = {listing.service.id: listing for listing in listings.by_ids(context.store, ids)}
    kept = [listing for listing in found.values() if documents.is_findable(listing.service)]
    kept_ids = {listing.service.id for listing in kept}
    known = reference.load(context.store)
    context.index.apply(
        [documents.document(listing, known, context.today) for listing in kept],
        [service_id for service_id in ids if service_id not in kept_ids],
        marker=changed[-1][0],
    )


def rebuild(context: Context, progress: Callable[[int], None] | None = None) -> int:
    """Make the index anew from the database; the number of services in it."""
    head = changes.head(context.store)
    known, count = reference.load(context.store), 0

    def every() -> Iterator[Document]:
        nonlocal count
        for listing in listings.every(context.store):
            if documents.is_findable(listing.service):
                count += 1
                yield documents.document(listing, known, context.today)

    context.index.rebuild(every(), marker=head, built_on=context.today, progress=progress)
    return count


def _is_old(built_on: date | None, today: date) -> bool:
    return built_on is None or abs((today - built_on).days) > RENEW_AFTER_DAYS
