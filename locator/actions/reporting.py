"""Say that a listing is wrong: the report joins the curators' queue, and asks nothing about the person."""

from __future__ import annotations

import uuid

from locator.actions import limits, show
from locator.actions.context import Context
from locator.directory.report import Report, ReportKind
from locator.storage import reports


def something_wrong(context: Context, *, slug: str, kind: ReportKind, message: str, form_key: str) -> bool:
    """Put a report about the service in the queue; False when this form has been sent before (a double click).

    Raises MovedError or NotFoundError for an address without a service, TooManyError where too many came in the last hour.
    """
    listing = show.listing(context, slug)
    report = Report(
        id=str(uuid.uuid4()),
        service_id=listing.service.id,
        kind=kind,
        message=message,
        form_key=form_key,
        created_at=context.now,
    )
    with context.store.atomic():
        count = reports.count_since(context.store, context.now - limits.HOUR)
        limits.check(count, limits.MOST_REPORTS_AN_HOUR, "reports")
        return reports.add(context.store, report)
