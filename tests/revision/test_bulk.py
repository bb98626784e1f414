"""What one change to many listings makes of each."""

from __future__ import annotations

import pytest

from locator.directory.service import ServiceStatus
from locator.revision import bulk, listing_content
from locator.revision.bulk import Deed, DeedKind, Skip
from locator.revision.content import Content
from tests import making

CHECK = Deed(kind=DeedKind.CHECK, assured={"on": "2026-11-24", "by": "us", "how": "phone"})
GIVE = Deed(kind=DeedKind.GIVE, taxonomy="theme", code="social")
TAKE = Deed(kind=DeedKind.TAKE, taxonomy="theme", code="social")
CLOSE = Deed(kind=DeedKind.CLOSE, note="Closed until Easter")
HIDE = Deed(kind=DeedKind.HIDE)
MOVE = Deed(kind=DeedKind.MOVE, organization_id="other")


def content(status: ServiceStatus = ServiceStatus.ACTIVE, *themes: str) -> Content:
    listing = making.listing(status=status, terms=making.themes(*themes))
    return {**listing_content.of(listing), bulk.ASSURED: None}


@pytest.mark.parametrize(
    ("deed", "wanted"),
    [
        (CHECK, {"assured": {"on": "2026-11-24", "by": "us", "how": "phone"}}),
        (GIVE, {"themes": ["active", "social"]}),
        (CLOSE, {"status": "temporarily closed", "status_note": "Closed until Easter"}),
        (HIDE, {"status": "inactive"}),
        (MOVE, {"organization_id": "other"}),
        (TAKE, {}),
    ],
    ids=lambda one: one.kind if isinstance(one, Deed) else "",
)
def test_a_deed_changes_these_fields_alone(deed: Deed, wanted: dict[str, object]) -> None:
    assert bulk.changes(deed, content(ServiceStatus.ACTIVE, "active")) == wanted


@pytest.mark.parametrize("deed", [CHECK, GIVE, CLOSE, HIDE, MOVE], ids=lambda one: one.kind)
def test_done_twice_it_changes_nothing_more(deed: Deed) -> None:
    before = content()
    after = {**before, **bulk.changes(deed, before)}
    assert bulk.changes(deed, after) == {}
    assert bulk.skipped(deed, after, has_open_referrals=False) in (Skip.SO_ALREADY, Skip.HIDDEN)


def test_a_term_is_given_and_taken_in_its_place() -> None:
    before = content(ServiceStatus.ACTIVE, "active", "social", "advice")
    assert bulk.changes(TAKE, before) == {"themes": ["active", "advice"]}
    assert bulk.changes(GIVE, before) == {}


@pytest.mark.parametrize(
    ("deed", "status", "is_busy", "why"),
    [
        (CHECK, ServiceStatus.DEFUNCT, False, Skip.OVER),
        (CLOSE, ServiceStatus.DEFUNCT, False, Skip.OVER),
        (CLOSE, ServiceStatus.INACTIVE, False, Skip.HIDDEN),
        (HIDE, ServiceStatus.ACTIVE, True, Skip.REFERRALS),
        (HIDE, ServiceStatus.INACTIVE, False, Skip.SO_ALREADY),
        (HIDE, ServiceStatus.ACTIVE, False, None),
        (CLOSE, ServiceStatus.ACTIVE, True, None),
    ],
)
def test_what_is_left_out_says_why(deed: Deed, status: ServiceStatus, is_busy: bool, why: Skip | None) -> None:
    assert bulk.skipped(deed, content(status), has_open_referrals=is_busy) is why


def test_a_check_never_takes_the_place_of_a_later_one() -> None:
    later = {**content(), bulk.ASSURED: {"on": "2026-11-25", "by": "them", "how": "visit"}}
    assert bulk.skipped(CHECK, later, has_open_referrals=False) is Skip.LATER


def test_what_somebody_changed_since_is_not_taken_back() -> None:
    after = {"status": "inactive"}
    assert bulk.can_be_undone(after, {"status": "inactive", "name": "Another name"})
    assert not bulk.can_be_undone(after, {"status": "active"})
