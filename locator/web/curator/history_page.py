"""The pages of a history and of restoring a version, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from locator.actions import revising
from locator.actions.histories import History, Restoring, Step
from locator.actions.naming import Names
from locator.revision import subject as subjects
from locator.revision.proposal import FieldChange
from locator.revision.subject import SubjectKind
from locator.revision.version import Version
from locator.web.curator import change_words, ways
from locator.web.shared import field_words, paging, wording
from locator.web.shared.paging import Paging
from locator.web.shared.word_marks import Marked, marked

ON_A_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """What a version changed in one field."""

    label: str
    marks: Marked


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One version; `restore_href` is empty for the one that is public."""

    number: int
    who: str
    why: str
    is_first: bool
    fields: tuple[FieldView, ...]
    restore_href: str
    change_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """A history."""

    title: str
    noun: str
    href: str
    is_hidden: bool
    versions: tuple[VersionView, ...]
    edit_href: str
    merge_href: str
    merged_href: str
    merges: tuple[tuple[str, str], ...]
    pages: Paging | None
    page: int
    count: int
    notice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestorePage:
    """What restoring would change; `problem` says why it was not done."""

    title: str
    noun: str
    version: int
    made: str
    number: int
    fields: tuple[FieldView, ...]
    action: str
    history_href: str
    problem: str


def page(found: History, page_number: int, notice: str) -> HistoryPage:
    """The page of this history."""
    href, is_service = ways.history(found.subject), found.subject.kind is SubjectKind.SERVICE
    count = max(1, -(-len(found.steps) // ON_A_PAGE))
    shown = min(max(1, page_number), count)
    steps = found.steps[(shown - 1) * ON_A_PAGE : shown * ON_A_PAGE]
    return HistoryPage(
        title=found.title,
        noun=ways.NOUNS[found.subject.kind],
        href=href,
        is_hidden=found.is_hidden,
        versions=tuple(_version(found, one, href) for one in steps),
        edit_href="" if found.merged_into else ways.edit(found.subject),
        merge_href=f"/curate/merge?first={found.subject.id}" if is_service and not found.merged_into else "",
        merged_href=ways.history(subjects.service(found.merged_into)) if found.merged_into else "",
        merges=tuple(_merge(found, place) for place in range(len(found.merges))),
        pages=paging.paging(shown, count, lambda number: f"{href}?page={number}"),
        page=shown,
        count=count,
        notice=notice,
    )


def restore_page(found: Restoring, problem: str = "") -> RestorePage:
    """The page that asks before it restores."""
    history = ways.history(found.subject)
    return RestorePage(
        title=found.title,
        noun=ways.NOUNS[found.subject.kind],
        version=found.version.number,
        made=wording.moment(found.version.made_at),
        number=found.number,
        fields=_fields(found.subject.kind, found.changes, found.names),
        action=f"{history}/{found.version.number}/restore",
        history_href=history,
        problem=problem,
    )


def _said(found: History, one: Version) -> tuple[str, str]:
    """Who made it, how and when, and why. Of what was there before there were versions nobody knows that."""
    if one.why == revising.BEFORE_VERSIONS:
        return one.why.removesuffix("."), ""
    who = found.people.get(one.account_id or "", "")
    parts = (who, change_words.WAYS[one.way_in], wording.moment(one.made_at))
    return ", ".join(part for part in parts if part), one.why


def _version(found: History, step: Step, href: str) -> VersionView:
    one = step.version
    said, why = _said(found, one)
    return VersionView(
        number=one.number,
        who=said[:1].upper() + said[1:],
        why=why,
        is_first=one.number == 1,
        fields=_fields(found.subject.kind, step.changes, found.names),
        restore_href="" if one.number == found.number or found.merged_into else f"{href}/{one.number}/restore",
        change_href=f"/curate/changes/{one.proposal_id}" if one.proposal_id else "",
    )


def _fields(kind: SubjectKind, changes: Sequence[FieldChange], names: Names) -> tuple[FieldView, ...]:
    return tuple(
        FieldView(
            label=field_words.label(kind, one.name),
            marks=marked(field_words.lines(one.name, one.before, names), field_words.lines(one.name, one.after, names)),
        )
        for one in changes
    )


def _merge(found: History, place: int) -> tuple[str, str]:
    one = found.merges[place]
    way = (
        "Another listing was merged into it"
        if one.kept_id == found.subject.id
        else "It was merged into another listing"
    )
    undone = ", and that was undone" if one.undone_at else ""
    return f"{way}, {wording.moment(one.merged_at)}{undone}", f"/curate/merged/{one.id}"
