"""Referrals, unmet need and searches for tests of the log and of the figures, written straight into the database."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import count
from typing import Any

from locator.accounts.account import Account
from locator.directory.listing import Listing
from locator.directory.search_log import SearchRow
from locator.referral.referral import ForWhom, Level, Referral, Snapshot
from locator.referral.states import State
from locator.referral.unmet import UnmetNeed, UnmetReason
from locator.storage import referrals, searches, unmet_needs
from locator.wiring import Engine
from tests.making import identifier

AIRDRIE, SHOTTS, WISHAW = (f"consortia-2026/{slug}" for slug in ("airdrie", "shotts", "wishaw"))
OLD_AIRDRIE = "localities-2013/airdrie"
SUMMER = datetime(2026, 8, 12, 10, 0, tzinfo=UTC)
"""A moment of the newest quarter that is published."""

_numbers = count()


def refer(engine: Engine, account: Account, listing: Listing, *, times: int = 1, **changes: Any) -> Referral:
    """As many signposts by that account as asked for, to that group in summer unless said otherwise; the last of them."""
    with engine.store.atomic():
        referrals.add_snapshot(engine.store, _snapshot(listing))
        for _ in range(times):
            made = _referral(account, listing, **changes)
            assert referrals.add(engine.store, made)
    return made


def miss(
    engine: Engine, account: Account, *, times: int = 1, reason: UnmetReason = UnmetReason.FULL, **changes: Any
) -> None:
    """As many needs that nothing met."""
    for _ in range(times):
        key = identifier("unmet", next(_numbers))
        values = {
            "id": key,
            "form_key": key,
            "created_at": SUMMER,
            "account_id": account.id,
            "team_id": account.team_id,
        }
        unmet_needs.add(engine.store, UnmetNeed(**(values | {"reason": reason} | changes)))


def search(engine: Engine, *, times: int = 1, at: datetime = SUMMER, total: int = 0, **filters: list[str]) -> None:
    """As many searches with these filters."""
    row = SearchRow(at=at, words="", filters=json.dumps(filters), total=total)
    searches.record(engine.store, [row] * times)


def _snapshot(listing: Listing) -> Snapshot:
    return Snapshot(
        id=identifier("snapshot", listing.service.id, listing.service.name),
        service_id=listing.service.id,
        service_name=listing.service.name,
        organization_name=listing.organization.name,
        content="{}",
        taken_at=SUMMER,
    )


def _referral(account: Account, listing: Listing, **changes: Any) -> Referral:
    key = identifier("referral", next(_numbers))
    values: dict[str, Any] = {
        "id": key,
        "need_id": key,
        "level": Level.SIGNPOST,
        "form_key": key,
        "created_at": SUMMER,
        "account_id": account.id,
        "team_id": account.team_id,
        "service_id": listing.service.id,
        "snapshot_id": _snapshot(listing).id,
        "for_whom": ForWhom.OLDER_PERSON,
        "state": State.SIGNPOSTED,
        "state_at": SUMMER,
    }
    return Referral(**(values | changes))
