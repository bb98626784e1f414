"""The boxes for many listings at once: which listings, and what is done to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from locator.actions.bulk_changes import MOST_WORDS, Filter
from locator.actions.context import Context
from locator.actions.reference import Reference
from locator.directory.organization import Organization
from locator.directory.service import AssuredHow, ServiceStatus
from locator.revision.bulk import Deed, DeedKind
from locator.web.curator import typed
from locator.web.curator.many_words import HOW, STATUS, TAXONOMY

FILTERS = ("words", "locality", "theme", "organization", "status", "before")


class FilterForm(Form):  # type: ignore[misc]
    """Which listings."""

    words = StringField("Words in the name, summary or group")
    locality = SelectField("Area", validate_choice=False)
    theme = SelectField("Theme", validate_choice=False)
    organization = SelectField("Group", validate_choice=False)
    status = SelectField("State", validate_choice=False)
    before = StringField("Not checked since", description="A day. Those never checked count too")

    def offer(self, reference: Reference, groups: Sequence[Organization], today: date) -> None:
        """Offer these places, themes and groups."""
        self.locality.choices = _choices("Every area", [(one.id, one.name) for one in reference.localities(today)])
        self.theme.choices = _choices("Every theme", [(one.code, one.name) for one in reference.themes])
        self.organization.choices = _choices("Every group", [(one.id, one.name) for one in groups])
        self.status.choices = _choices("Every state", [(one.value, words) for one, words in STATUS.items()])


@dataclass(frozen=True, slots=True)
class Pair:
    """A hidden box."""

    name: str
    value: str


def wanted(sent: MultiDict[str, str]) -> Filter:
    """The filter of an address or a form; a value that no box has asks for nothing."""
    status = sent.get("status", "")
    return Filter(
        words=typed.line(sent.get("words"), MOST_WORDS),
        locality_id=typed.line(sent.get("locality"), 80),
        theme_code=typed.line(sent.get("theme"), 80),
        organization_id=typed.line(sent.get("organization"), 80),
        status=ServiceStatus(status) if status in set(ServiceStatus) else None,
        checked_before=_day(sent.get("before", "")),
    )


def pairs(one: Filter) -> tuple[Pair, ...]:
    """The filter as hidden boxes."""
    values = (
        one.words,
        one.locality_id,
        one.theme_code,
        one.organization_id,
        one.status.value if one.status else "",
        one.checked_before.isoformat() if one.checked_before else "",
    )
    return tuple(Pair(name, value) for name, value in zip(FILTERS, values, strict=True) if value)


class DeedForm(Form):  # type: ignore[misc]
    """What is done: each kind has its own boxes, and a way to make the deed of them."""

    shown: tuple[str, ...] = ()

    def offer(self, context: Context, groups: Sequence[Organization]) -> None:
        """Fill in what there is to choose."""

    def deed(self, kind: DeedKind) -> Deed:
        """The deed that was typed."""
        return Deed(kind=kind)


class CheckForm(DeedForm):
    """A check with the group."""

    shown = ("on", "how", "by")
    on = StringField("Day of the check")
    how = SelectField("How was it checked?", validate_choice=False)
    by = StringField("Who checked?", description="It is shown to everybody, such as: the Locator team")

    def offer(self, context: Context, groups: Sequence[Organization]) -> None:
        """Offer the ways to check, and today."""
        self.how.choices = _choices("Choose", [(one.value, HOW[one]) for one in AssuredHow])
        self.on.data = self.on.data or context.today.isoformat()

    def deed(self, kind: DeedKind) -> Deed:
        """The check."""
        by = typed.line(self.by.data, 500)
        return Deed(kind=kind, assured={"on": (self.on.data or "").strip(), "by": by, "how": self.how.data or ""})


class TermForm(DeedForm):
    """A theme or another term."""

    shown = ("term",)
    term = SelectField("Theme or term", validate_choice=False)

    def offer(self, context: Context, groups: Sequence[Organization]) -> None:
        """Offer every term, by its taxonomy."""
        names = context.reference.names.items()
        offered = [(f"{kind}:{code}", f"{TAXONOMY[kind]}: {name}") for (kind, code), name in names if kind in TAXONOMY]
        self.term.choices = _choices("Choose", sorted(offered, key=lambda one: one[1]))

    def deed(self, kind: DeedKind) -> Deed:
        """The term to give or take."""
        taxonomy, _, code = (self.term.data or "").partition(":")
        return Deed(kind=kind, taxonomy=taxonomy, code=code)


class CloseForm(DeedForm):
    """Why it is closed."""

    shown = ("note",)
    note = TextAreaField("What shall the page say?", description="Such as: Closed for repairs until Easter")

    def deed(self, kind: DeedKind) -> Deed:
        """The note."""
        return Deed(kind=kind, note=typed.line(self.note.data, 2000))


class MoveForm(DeedForm):
    """Where to."""

    shown = ("group",)
    group = SelectField("Which group runs them now?", validate_choice=False)

    def offer(self, context: Context, groups: Sequence[Organization]) -> None:
        """Offer every group."""
        self.group.choices = _choices("Choose", [(one.id, one.name) for one in groups])

    def deed(self, kind: DeedKind) -> Deed:
        """The group."""
        return Deed(kind=kind, organization_id=self.group.data or "")


FORMS: Mapping[DeedKind, type[DeedForm]] = {
    DeedKind.CHECK: CheckForm,
    DeedKind.GIVE: TermForm,
    DeedKind.TAKE: TermForm,
    DeedKind.CLOSE: CloseForm,
    DeedKind.HIDE: DeedForm,
    DeedKind.MOVE: MoveForm,
}


def _choices(first: str, rest: Sequence[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(value="", label=first), *(SelectChoice(value=value, label=text) for value, text in rest)]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
