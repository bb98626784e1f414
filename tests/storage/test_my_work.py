"""What somebody and their team did of late: what was undone counts nowhere, another team's is not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from locator.referral.referral import How, Level, Referral
from locator.referral.states import CloseReason, State
from locator.storage import accounts, listings, my_work, organizations, referrals
from locator.storage.database import Store
from tests.conftest import NOW
from tests.signing import NURSES, WORKERS, person
from tests.storage.test_referrals import CODED, LUNCH, NURSE, SHED, SIGNPOST, SNAPSHOT

COLLEAGUE, STRANGER = person(name="Ina Bell"), person(name="Tam Orr", team=WORKERS)
LATER = NOW + timedelta(hours=1)
EVERYTHING = NOW - timedelta(days=1)


@pytest.fixture
def filled(store: Store) -> Store:
    with store.atomic():
        for listing in (LUNCH, SHED):
            organizations.save(store, listing.organization)
            listings.save(store, listing)
        for team in (NURSES, WORKERS):
            accounts.save_team(store, team)
        for account in (NURSE, COLLEAGUE, STRANGER):
            accounts.save(store, account)
        referrals.add_snapshot(store, SNAPSHOT)
    return store


def add(store: Store, *found: Referral) -> None:
    for one in found:
        assert referrals.add(store, one)


def closed(at: int, id_: str, **changes: object) -> Referral:
    """A coded referral that came to its end that many hours later."""
    made = replace(CODED, id=id_, form_key=id_, reference=id_, state=State.CLOSED, closed_reason=CloseReason.COST)
    return replace(made, state_at=NOW + timedelta(hours=at), **changes)  # type: ignore[arg-type]


def test_what_ended_comes_the_last_first_and_without_signposts(filled: Store) -> None:
    other = {"team_id": WORKERS.id, "account_id": STRANGER.id}
    add(filled, SIGNPOST, CODED, closed(1, "a"), closed(3, "b"), closed(2, "c", undone_at=NOW), closed(4, "d", **other))
    assert my_work.ended_of_team(filled, NURSES.id, since=NOW) == ("b", "a")
    assert my_work.ended_of_team(filled, NURSES.id, since=NOW + timedelta(hours=2)) == ("b",)


def test_how_the_person_last_told_somebody(filled: Store) -> None:
    assert my_work.last_how(filled, NURSE.id) is None
    text = replace(SIGNPOST, id="r5", form_key="f5", how=How.TEXT, created_at=LATER)
    handed = replace(text, id="r6", form_key="f6", level=Level.NAMED, how=How.HANDED_OVER, created_at=LATER)
    add(filled, SIGNPOST, text, handed)
    assert my_work.last_how(filled, NURSE.id) is How.TEXT
    referrals.undo(filled, "r5", NOW)
    assert my_work.last_how(filled, NURSE.id) is How.PRINTED
    assert my_work.last_how(filled, COLLEAGUE.id) is None


def test_one_form_is_one_entry_however_many_groups_it_was_for(filled: Store) -> None:
    add(filled, SIGNPOST, replace(SIGNPOST, id="r5", service_id=SHED.service.id))
    ((key, at, count, _),) = my_work.forms_since(filled, NURSE.id, NURSES.id, NOW)
    assert (key, at, count) == ("f1", NOW, 2)
    assert my_work.forms_since(filled, NURSE.id, NURSES.id, LATER) == ()


def test_counts_are_of_the_person_and_of_the_team(filled: Store) -> None:
    assert my_work.counts(filled, NURSE.id, NURSES.id, EVERYTHING) == (0, 0)
    of_colleague = replace(SIGNPOST, id="r5", form_key="f5", account_id=COLLEAGUE.id)
    add(filled, SIGNPOST, of_colleague, replace(SIGNPOST, id="r6", form_key="f6", undone_at=NOW))
    assert my_work.counts(filled, NURSE.id, NURSES.id, EVERYTHING) == (1, 2)
    assert my_work.counts(filled, NURSE.id, NURSES.id, LATER) == (0, 0)


def test_recent_services_come_once_each_the_last_first(filled: Store) -> None:
    shed = replace(SIGNPOST, id="r5", form_key="f5", service_id=SHED.service.id, created_at=LATER)
    add(filled, shed, SIGNPOST, replace(SIGNPOST, id="r6", form_key="f6"))
    assert my_work.recent_services(filled, NURSE.id, NOW, 8) == (SHED.service.id, LUNCH.service.id)
    assert my_work.recent_services(filled, NURSE.id, NOW, 1) == (SHED.service.id,)


def test_names_are_those_of_the_accounts_that_are_there(filled: Store) -> None:
    assert my_work.names(filled, [NURSE.id, NURSE.id, "gone"]) == {NURSE.id: NURSE.name}
    assert my_work.names(filled, []) == {}


def test_referrals_are_read_together_and_unknown_ids_left_out(filled: Store) -> None:
    add(filled, SIGNPOST, CODED)
    assert referrals.by_ids(filled, ["r1", "r2", "r9"]) == (CODED, SIGNPOST)
    assert referrals.by_ids(filled, []) == ()
