"""Deal with what visitors say is wrong: the message beside the listing, what became of it, and a way back."""

from __future__ import annotations

from dataclasses import dataclass

from locator.actions import audit, permission
from locator.actions.context import Context
from locator.actions.permission import NotYoursError
from locator.directory.listing import Listing
from locator.directory.report import Report, ReportOutcome, ReportStatus
from locator.roles import Permission
from locator.storage import accounts, listings, merges, reports

LONGEST_NOTE = 1000


class DealtWithError(Exception):
    """Somebody else has dealt with it, or opened it again, since the page was made; here is how it stands."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDesk:
    """A report with its listing (published or not, or merged into another) and the other reports about it that wait."""

    report: Report
    listing: Listing
    others: tuple[Report, ...]
    closed_by: str
    merged_into: str | None


def look(context: Context, report_id: str) -> OnDesk:
    """One report; raises NotAllowedError, or NotYoursError where there is none."""
    permission.require(context, Permission.CURATE)
    with context.store.snapshot():
        found = reports.by_id(context.store, report_id)
        if found is None:
            raise NotYoursError
        (about,) = listings.by_ids(context.store, (found.service_id,), unpublished=True)
        others = reports.of_service(context.store, found.service_id)
        merged_into = merges.kept_for(context.store, (found.service_id,)).get(found.service_id)
        closer = accounts.by_id(context.store, found.closed_by) if found.closed_by else None
    return OnDesk(
        report=found,
        listing=about,
        others=tuple(one for one in others if one.id != found.id),
        closed_by=closer.name if closer else "",
        merged_into=merged_into,
    )


def close(context: Context, report_id: str, outcome: ReportOutcome, note: str = "") -> Report:
    """Take it out of the queue; pressed twice it is closed once. Raises DealtWithError and NotYoursError."""
    user = permission.require(context, Permission.CURATE)
    with context.store.atomic():
        before = look(context, report_id).report
        words = note.strip()[:LONGEST_NOTE]
        if not reports.close(context.store, report_id, outcome, note=words, now=context.now, account_id=user.id):
            if (before.closed_by, before.outcome) == (user.id, outcome):
                return before
            raise DealtWithError(before)
        audit.note(context, "report.close", "report", report_id)
        return look(context, report_id).report


def open_again(context: Context, report_id: str) -> Report:
    """Put it back into the queue; it waits as if nothing had been done. Raises NotYoursError."""
    permission.require(context, Permission.CURATE)
    with context.store.atomic():
        look(context, report_id)
        if reports.open_again(context.store, report_id):
            audit.note(context, "report.reopen", "report", report_id)
        return look(context, report_id).report


def is_waiting(report: Report) -> bool:
    """Whether nobody has dealt with it."""
    return report.status is ReportStatus.WAITING
