"""Referrals, their moves and the listings as they were come back as they were kept, and a form makes one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from locator.referral.referral import AgeBand, ForWhom, How, Level, Reason, Referral, Snapshot
from locator.referral.states import CloseReason, Move, Mover, State
from locator.storage import accounts, listings, mails, organizations, referrals
from locator.storage.database import Store
from tests import making
from tests.conftest import NOW
from tests.signing import NURSES, WORKERS, person

LUNCH, SHED = making.listing("Lunch Club"), making.listing("Men's Shed")
NURSE = person()
SNAPSHOT = Snapshot(
    id="s1",
    service_id=LUNCH.service.id,
    service_name="Lunch Club",
    organization_name="Friends",
    content="{}",
    taken_at=NOW,
)
SIGNPOST = Referral(
    id="r1",
    need_id="n1",
    level=Level.SIGNPOST,
    form_key="f1",
    created_at=NOW,
    account_id=NURSE.id,
    team_id=NURSES.id,
    service_id=LUNCH.service.id,
    snapshot_id="s1",
    for_whom=ForWhom.CARER,
    age_band=AgeBand.FROM_75,
    outward_code="ML1",
    how=How.PRINTED,
    reasons=(Reason.LONELY, Reason.FALLS),
    state=State.SIGNPOSTED,
    state_at=NOW,
)
CODED = replace(
    SIGNPOST,
    id="r2",
    form_key="f2",
    level=Level.CODED,
    reference="P-7K3M",
    state=State.SENT,
    created_at=NOW + timedelta(1),
)


@pytest.fixture
def filled(store: Store) -> Store:
    with store.atomic():
        for listing in (LUNCH, SHED):
            organizations.save(store, listing.organization)
            listings.save(store, listing)
        for team in (NURSES, WORKERS):
            accounts.save_team(store, team)
        accounts.save(store, NURSE)
        referrals.add_snapshot(store, SNAPSHOT)
        referrals.add(store, SIGNPOST)
        referrals.add(store, CODED)
    return store


def move(there: State, here: State = State.SENT, reason: CloseReason | None = None) -> Move:
    return Move(
        id=f"m-{there}",
        referral_id="r2",
        from_state=here,
        to_state=there,
        closed_reason=reason,
        moved_at=NOW + timedelta(days=2),
        mover=Mover.GROUP,
    )


def test_a_referral_comes_back_as_it_was(filled: Store) -> None:
    assert referrals.by_id(filled, "r1") == SIGNPOST
    assert referrals.by_reference(filled, "P-7K3M") == CODED
    assert referrals.of_need(filled, "n1") == (CODED, SIGNPOST)
    assert referrals.by_id(filled, "r3") is None


def test_the_same_form_makes_one_for_each_service(filled: Store) -> None:
    assert not referrals.add(filled, replace(SIGNPOST, id="r9"))
    assert referrals.add(filled, replace(SIGNPOST, id="r9", service_id=SHED.service.id))
    assert {one.id for one in referrals.of_form(filled, "f1")} == {"r1", "r9"}


def test_a_team_has_its_own_and_no_others(filled: Store) -> None:
    assert referrals.of_team(filled, NURSES.id, since=NOW) == (CODED, SIGNPOST)
    assert referrals.of_team(filled, NURSES.id, since=NOW + timedelta(hours=1)) == (CODED,)
    assert referrals.open_of_team(filled, NURSES.id) == (CODED,)
    assert referrals.of_team(filled, WORKERS.id, since=NOW) == ()
    assert referrals.open_of_team(filled, WORKERS.id) == ()


def test_a_group_gets_what_was_sent_to_its_services_but_no_signposts(filled: Store) -> None:
    assert referrals.of_organizations(filled, [LUNCH.organization.id]) == (CODED,)
    assert referrals.of_organizations(filled, []) == ()


def test_what_is_undone_is_left_out_and_undone_once(filled: Store) -> None:
    assert referrals.undo(filled, "r1", NOW)
    assert not referrals.undo(filled, "r1", NOW)
    assert referrals.of_team(filled, NURSES.id, since=NOW) == (CODED,)
    assert referrals.by_id(filled, "r1") == replace(SIGNPOST, undone_at=NOW)


def test_a_move_is_kept_and_brings_the_referral_on(filled: Store) -> None:
    closed = move(State.CLOSED, reason=CloseReason.NO_CAPACITY)
    assert referrals.move(filled, closed)
    found = referrals.by_id(filled, "r2")
    assert found is not None
    assert (found.state, found.state_at, found.closed_reason) == (
        State.CLOSED,
        closed.moved_at,
        CloseReason.NO_CAPACITY,
    )
    assert referrals.moves(filled, "r2") == (closed,)
    assert referrals.open_of_team(filled, NURSES.id) == ()


def test_a_move_from_where_it_no_longer_is_changes_nothing(filled: Store) -> None:
    assert referrals.unanswered(filled) == (CODED,)
    sent = {CODED.service_id: (1, CODED.created_at)}
    assert referrals.unanswered_by_service(filled, CODED.created_at + timedelta(seconds=1)) == sent
    assert referrals.unanswered_by_service(filled, CODED.created_at) == {}
    assert referrals.move(filled, move(State.ACCEPTED))
    assert not referrals.move(filled, move(State.CONTACTED))
    assert [one.to_state for one in referrals.moves(filled, "r2")] == [State.ACCEPTED]
    assert referrals.unanswered(filled) == ()


def test_the_listing_as_it_was_is_kept_once(filled: Store) -> None:
    referrals.add_snapshot(filled, replace(SNAPSHOT, taken_at=NOW + timedelta(days=9)))
    assert referrals.snapshots(filled, ["s1", "s1", "s2"]) == {"s1": SNAPSHOT}


def test_a_message_with_the_same_key_waits_once(store: Store) -> None:
    first = mails.add(store, key="k", to="a@example.org", subject="One", body="Body", now=NOW)
    assert first
    assert not mails.add(store, key="k", to="b@example.org", subject="Two", body="Body", now=NOW)
    assert store.rows("SELECT to_address, state, attempts FROM mail") == [("a@example.org", "waiting", 0)]
