"""What a visitor says is wrong, beside the listing: put it right, or nothing to change, and a way back."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from locator.actions import naming, report_desk
from locator.actions.report_desk import DealtWithError, OnDesk
from locator.directory.report import ReportKind, ReportOutcome
from locator.revision import listing_content, place_content
from locator.revision import subject as subjects
from locator.revision.subject import SubjectKind
from locator.web.curator import change_words, queue_way, typed, ways
from locator.web.curator.queue_way import Done, Way
from locator.web.shared import field_words, site, wording

door = Blueprint("reports", __name__, url_prefix="/curate/reports")

WRONG = {
    ReportKind.CLOSED: "It has closed or stopped",
    ReportKind.TIMES: "The day or time is wrong",
    ReportKind.PLACE: "The place is wrong",
    ReportKind.CONTACT: "The phone number or email is wrong",
    ReportKind.OTHER: "Something else is wrong",
}
FIRST = {
    ReportKind.CLOSED: ("status", "status_note"),
    ReportKind.TIMES: ("sessions",),
    ReportKind.PLACE: ("venues", "areas"),
    ReportKind.CONTACT: ("phones", "email", "website", "contacts"),
    ReportKind.OTHER: (),
}
"""The fields that a report is about, shown before the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """One report."""

    id: str
    title: str
    organization: str
    wrong: str
    message: str
    since: str
    is_open: bool
    outcome: str
    note: str
    closed: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    more_facts: tuple[tuple[str, tuple[str, ...]], ...]
    others: tuple[tuple[str, str], ...]
    edit_href: str
    group_href: str
    history_href: str
    public_href: str
    merged_href: str
    skip_href: str
    queue_href: str
    problem: str
    way: Way
    done: Done | None


@door.get("/<report_id>")
def one(report_id: str) -> Response:
    """The message beside the listing."""
    return _shown(report_desk.look(site.context(), report_id))


@door.post("/<report_id>")
def close(report_id: str) -> Answer:
    """Say what became of it, and go on."""
    context = site.context()
    outcome = next((one for one in ReportOutcome if one.value == request.form.get("press")), None)
    if outcome is None:
        abort(400)
    try:
        found = report_desk.close(context, report_id, outcome, _note())
    except DealtWithError:
        problem = "Somebody else has dealt with it since you opened the page. This is how it stands now."
        return _shown(report_desk.look(context, report_id), problem, 409)
    return queue_way.onward(context, found.created_at, f"/curate/reports/{report_id}", done=f"report:{report_id}")


@door.post("/<report_id>/undo")
def undo(report_id: str) -> Answer:
    """Put it back into the queue."""
    report_desk.open_again(site.context(), report_id)
    return redirect(queue_way.read().to(f"/curate/reports/{report_id}"), 303)


def _note() -> str:
    return typed.lines(request.form.get("note", ""), report_desk.LONGEST_NOTE)


def _shown(desk: OnDesk, problem: str = "", status: int = 200) -> Response:
    return make_response(render_template("curator/report.html", page=_page(desk, problem)), status)


def _page(desk: OnDesk, problem: str) -> ReportPage:
    context, way, found, service = site.context(), queue_way.read(), desk.report, desk.listing.service
    following = queue_way.next_item(context, way, found.created_at, f"/curate/reports/{found.id}")
    first, more = _facts(desk)
    subject = subjects.service(service.id)
    return ReportPage(
        id=found.id,
        title=service.name,
        organization=desk.listing.organization.name,
        wrong=WRONG[found.kind],
        message=found.message,
        since=wording.moment(found.created_at),
        is_open=report_desk.is_waiting(found),
        outcome=queue_way.CLOSED[found.outcome] if found.outcome else "",
        note=found.note,
        closed=_closed(desk),
        facts=first,
        more_facts=more,
        others=tuple((f"{WRONG[o.kind]}. {o.message}".strip(), way.to(f"/curate/reports/{o.id}")) for o in desk.others),
        edit_href="" if desk.merged_into else ways.edit(subject),
        group_href=ways.edit(subjects.organization(service.organization_id)),
        history_href=ways.history(subject),
        public_href=f"/services/{service.slug}" if service.status.value != "inactive" else "",
        merged_href=ways.history(subjects.service(desk.merged_into)) if desk.merged_into else "",
        skip_href=way.to(following.href) if following else "",
        queue_href=way.to(queue_way.QUEUE),
        problem=problem,
        way=way,
        done=queue_way.done(context),
    )


def _closed(desk: OnDesk) -> str:
    if desk.report.closed_at is None:
        return ""
    return f"{desk.closed_by or change_words.LEFT}, {wording.moment(desk.report.closed_at)}"


def _facts(desk: OnDesk) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """What the listing says now: first what the report is about, then the rest; of its group what stands on its page too."""
    content = listing_content.of(desk.listing)
    names = naming.of(site.context(), (content,))
    said = {
        name: (field_words.label(SubjectKind.SERVICE, name), field_words.lines(name, value, names))
        for name, value in content.items()
    }
    first = [name for name in FIRST[desk.report.kind] if name in said]
    group = _of_group(desk)
    more = tuple(one for name, one in said.items() if name not in first)
    if desk.report.kind is ReportKind.CONTACT:
        return (*(said[name] for name in first), *group), more
    return tuple(said[name] for name in first), (*more, *group)


def _of_group(desk: OnDesk) -> tuple[tuple[str, tuple[str, ...]], ...]:
    content = place_content.of_organization(desk.listing.organization)
    names = naming.of(site.context(), (content,))
    return tuple(
        (
            f"{field_words.label(SubjectKind.ORGANIZATION, name)} of the group",
            field_words.lines(name, content[name], names),
        )
        for name in ("phones", "email", "website")
    )
