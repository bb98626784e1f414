"""The page of two listings side by side, and of what was merged, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from locator.actions import merging
from locator.actions.merging import Merged, Pair
from locator.revision import merged as rules
from locator.revision import subject as subjects
from locator.revision.merged import Choice
from locator.revision.subject import SubjectKind
from locator.web.curator import change_words, ways
from locator.web.shared import field_words, wording
from locator.web.shared.word_marks import Marked, marked, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One field that there is something to choose in."""

    name: str
    label: str
    marks: Marked
    may_be_both: bool
    choice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingView:
    """A change of the second listing that waits."""

    text: str
    href: str
    may_move: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePage:
    """Two listings; `problem` says why they were not merged."""

    first_id: str
    second_id: str
    first: str
    second: str
    first_number: int
    second_number: int
    form_key: str
    fields: tuple[FieldView, ...]
    same: tuple[str, ...]
    waiting: tuple[WaitingView, ...]
    moves_waiting: bool
    swap_href: str
    different_href: str
    first_href: str
    second_href: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedPage:
    """A merge as it stands now."""

    id: str
    kept: str
    merged: str
    who: str
    is_undone: bool
    is_kept_changed: bool
    kept_href: str
    merged_href: str
    is_new: bool
    problem: str


def page(
    pair: Pair, form_key: str, chosen: Mapping[str, Choice], *, moves_waiting: bool = False, problem: str = ""
) -> MergePage:
    """The page of this pair."""
    differing = rules.differing(pair.first, pair.second)
    content = rules.content(pair.first, pair.second, chosen)
    return MergePage(
        first_id=pair.first_id,
        second_id=pair.second_id,
        first=str(pair.first["name"]),
        second=str(pair.second["name"]),
        first_number=pair.first_number,
        second_number=pair.second_number,
        form_key=form_key,
        fields=tuple(_field(pair, name, chosen) for name in differing),
        same=tuple(field_words.label(SubjectKind.SERVICE, name) for name in pair.first if name not in differing),
        waiting=tuple(
            WaitingView(
                text=change_words.asked(one, pair.people.get(one.account_id or "", "")),
                href=f"/curate/changes/{one.id}",
                may_move=merging.may_move(one, content),
            )
            for one in pair.waiting
        ),
        moves_waiting=moves_waiting,
        different_href=f"/curate/duplicates/{pair.duplicate_id}/different" if pair.duplicate_id else "",
        swap_href=f"/curate/merge?first={pair.second_id}&second={pair.first_id}",
        first_href=ways.history(subjects.service(pair.first_id)),
        second_href=ways.history(subjects.service(pair.second_id)),
        problem=problem,
    )


def merged_page(found: Merged, *, is_new: bool, problem: str = "") -> MergedPage:
    """The page of what was done."""
    one = found.merge
    return MergedPage(
        id=one.id,
        kept=found.kept,
        merged=found.merged,
        who=f"{found.merged_by or change_words.LEFT}, {wording.moment(one.merged_at)}",
        is_undone=one.undone_at is not None,
        is_kept_changed=found.is_kept_changed,
        kept_href=ways.history(subjects.service(one.kept_id)),
        merged_href=ways.history(subjects.service(one.merged_id)),
        is_new=is_new,
        problem=problem,
    )


def _marks(first: Sequence[str], second: Sequence[str]) -> Marked:
    """What differs; no marks where nearly everything does, because they would help nobody."""
    found = marked(first, second)
    same = sum(len(piece.text) for line in found.before for piece in line if not piece.is_changed)
    return found if same * 3 > sum(map(len, first)) else plain(first, second)


def _field(pair: Pair, name: str, chosen: Mapping[str, Choice]) -> FieldView:
    first = field_words.lines(name, pair.first[name], pair.names)
    second = field_words.lines(name, pair.second[name], pair.names)
    return FieldView(
        name=name,
        label=field_words.label(SubjectKind.SERVICE, name),
        marks=_marks(first, second),
        may_be_both=name in rules.LISTS,
        choice=chosen.get(name, rules.likely(name, pair.first, pair.second)).value,
    )
