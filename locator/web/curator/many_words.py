"""What a change to many listings does, in words: which listings, what with them, and each field before and after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from locator.actions.bulk_changes import Filter
from locator.actions.context import Context
from locator.directory import dates
from locator.directory.service import AssuredHow, ServiceStatus
from locator.revision.bulk import ASSURED, Deed, DeedKind, Outcome, Skip
from locator.revision.content import TAXONOMIES, Json

DOING: Mapping[DeedKind, str] = {
    DeedKind.CHECK: "Mark as checked",
    DeedKind.GIVE: "Add a theme or term",
    DeedKind.TAKE: "Take a theme or term away",
    DeedKind.CLOSE: "Close for a time",
    DeedKind.HIDE: "Hide",
    DeedKind.MOVE: "Move to another group",
}
STATUS = {
    ServiceStatus.ACTIVE: "Open",
    ServiceStatus.TEMPORARILY_CLOSED: "Closed for a time",
    ServiceStatus.DEFUNCT: "Closed for good",
    ServiceStatus.INACTIVE: "Hidden",
}
HOW = {
    AssuredHow.PHONE: "By phone",
    AssuredHow.VISIT: "By a visit",
    AssuredHow.GROUP: "By the group itself",
    AssuredHow.IMPORT: "From another list",
}
TAXONOMY = {
    "theme": "Theme",
    "activity": "Activity",
    "who": "Who it is for",
    "accreditation": "Accreditation",
    "language": "Language",
}
SKIPPED = {
    Skip.SO_ALREADY: "It is so already",
    Skip.OVER: "It is closed for good",
    Skip.HIDDEN: "It is hidden",
    Skip.LATER: "It was checked later than that",
    Skip.REFERRALS: "People who were referred to it still wait for an answer",
    Skip.LEFT_OUT: "You left it out",
}
OUTCOME = {
    Outcome.DONE: "Done",
    Outcome.UNDONE: "Taken back",
    Outcome.KEPT: "Not taken back: somebody has changed it since",
}
_FIELDS = {"status": "State", "status_note": "Note", "organization_id": "Group", ASSURED: "Last check"}


class Words:
    """Puts values into words, with the names of groups and terms as they are now."""

    def __init__(self, context: Context, groups: Mapping[str, str]) -> None:
        """Take the names of groups by id; those of terms come from the reference data."""
        self.groups = groups
        self._terms = context.reference.names
        self._localities = {
            place.id: f"{place.name} ({each.name})"
            for each in context.reference.locality_sets
            for place in each.localities
        }

    def which(self, wanted: Filter) -> str:
        """Which listings: "Theme: Staying active. Area: Airdrie (The nine consortia)."."""
        parts = [
            f"Words: {wanted.words}" if wanted.words else "",
            f"Area: {self._localities.get(wanted.locality_id, wanted.locality_id)}" if wanted.locality_id else "",
            f"Theme: {self.term('theme', wanted.theme_code)}" if wanted.theme_code else "",
            f"Group: {self.groups.get(wanted.organization_id, '')}" if wanted.organization_id else "",
            f"State: {STATUS[wanted.status]}" if wanted.status else "",
            f"Not checked since {dates.date_words(wanted.checked_before)}" if wanted.checked_before else "",
        ]
        said = [part for part in parts if part]
        return f"{'. '.join(said)}." if said else "Every listing."

    def what(self, deed: Deed) -> str:
        """What is done: "Close for a time: Closed for repairs"."""
        of = {
            DeedKind.CHECK: self.value(ASSURED, deed.assured),
            DeedKind.GIVE: self.term(deed.taxonomy, deed.code),
            DeedKind.TAKE: self.term(deed.taxonomy, deed.code),
            DeedKind.CLOSE: deed.note,
            DeedKind.MOVE: self.groups.get(deed.organization_id, ""),
        }.get(deed.kind, "")
        return f"{DOING[deed.kind]}: {of}" if of else DOING[deed.kind]

    def term(self, taxonomy: str, code: str) -> str:
        """A term by its name."""
        return self._terms.get((taxonomy, code), code)

    def name(self, field: str) -> str:
        """A field by its name."""
        return _FIELDS.get(field) or TAXONOMY[TAXONOMIES[field]]

    def value(self, field: str, value: Json) -> str:
        """What a field says."""
        if field in TAXONOMIES:
            return ", ".join(self.term(TAXONOMIES[field], code) for code in value) or "None"
        if field == "status":
            return STATUS[ServiceStatus(value)]
        if field == "organization_id":
            return self.groups.get(value, "")
        if field == ASSURED:
            return _assured(value)
        return str(value or "None")


def _assured(value: Mapping[str, str] | None) -> str:
    if not value:
        return "Never"
    try:
        on = dates.date_words(date.fromisoformat(value["on"]))
        return f"{on}, {HOW[AssuredHow(value['how'])].lower()}, {value['by']}"
    except (KeyError, ValueError):
        return ""
