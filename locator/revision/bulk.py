"""One change to many listings: what it changes in each, which it leaves out, and whether it can still be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from locator.directory.service import ServiceStatus
from locator.revision.content import TAXONOMIES, Content, Json

MOST = 500
"""How many listings change in one deed."""

ASSURED = "assured"
"""The last check: no part of what a listing says, but a deed may change it."""


class DeedKind(StrEnum):
    """What can be done to many listings at once."""

    CHECK = "check"
    GIVE = "give"
    TAKE = "take"
    CLOSE = "close"
    HIDE = "hide"
    MOVE = "move"


class Skip(StrEnum):
    """Why a listing is left out."""

    SO_ALREADY = "it is so already"
    OVER = "it is closed for good"
    HIDDEN = "it is hidden"
    LATER = "it was checked later than that"
    REFERRALS = "referrals to it are still open"
    LEFT_OUT = "you left it out"


class Outcome(StrEnum):
    """What became of one listing: done, taken back, or kept because somebody has changed it since."""

    DONE = "done"
    UNDONE = "undone"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What to do: `assured` for CHECK, a term for GIVE and TAKE, `note` for CLOSE, `organization_id` for MOVE."""

    kind: DeedKind
    assured: Mapping[str, str] | None = None
    taxonomy: str = ""
    code: str = ""
    note: str = ""
    organization_id: str = ""


def skipped(deed: Deed, content: Content, *, has_open_referrals: bool) -> Skip | None:
    """Why the deed leaves this listing out; None where it does not."""
    status = ServiceStatus(content["status"])
    if status is ServiceStatus.DEFUNCT and deed.kind in (DeedKind.CHECK, DeedKind.CLOSE):
        return Skip.OVER
    if status is ServiceStatus.INACTIVE and deed.kind is DeedKind.CLOSE:
        return Skip.HIDDEN
    if deed.kind is DeedKind.CHECK and _is_later(content.get(ASSURED), deed.assured):
        return Skip.LATER
    if deed.kind is DeedKind.HIDE and has_open_referrals:
        return Skip.REFERRALS
    return None if changes(deed, content) else Skip.SO_ALREADY


def changes(deed: Deed, content: Content) -> dict[str, Json]:
    """What the deed makes of the fields that it changes; empty where it changes nothing."""
    wanted = _wanted(deed, content)
    return {name: value for name, value in wanted.items() if content.get(name) != value}


def can_be_undone(after: Content, now: Content) -> bool:
    """Whether every field still says what the deed made of it."""
    return all(now.get(name) == value for name, value in after.items())


def _is_later(now: Json, than: Mapping[str, str] | None) -> bool:
    return bool(now and than) and now["on"] > (than or {})["on"]


def _wanted(deed: Deed, content: Content) -> dict[str, Json]:
    if deed.kind is DeedKind.CHECK:
        return {ASSURED: dict(deed.assured or {})}
    if deed.kind is DeedKind.CLOSE:
        return {"status": ServiceStatus.TEMPORARILY_CLOSED.value, "status_note": deed.note}
    if deed.kind is DeedKind.HIDE:
        return {"status": ServiceStatus.INACTIVE.value}
    if deed.kind is DeedKind.MOVE:
        return {"organization_id": deed.organization_id}
    field = next(name for name, taxonomy in TAXONOMIES.items() if taxonomy == deed.taxonomy)
    others = [code for code in content[field] if code != deed.code]
    if deed.kind is DeedKind.TAKE:
        return {field: others}
    return {field: content[field] if deed.code in content[field] else [*others, deed.code]}
