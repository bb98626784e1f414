"""Several people look after one group, one of them leads; another group's people are nothing to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from locator.accounts.account import Account
from locator.accounts.keeper import MOST_KEEPERS
from locator.actions import keeping
from locator.actions.context import Context
from locator.actions.keeping import KeeperRefusedError, Refusal
from locator.actions.permission import NotAllowedError, NotSignedInError, NotYoursError
from locator.roles import Role
from locator.storage import accounts, audit, keepers
from locator.wiring import Engine
from tests import keeping as house
from tests import signing
from tests.conftest import OpenEngine
from tests.keeping import CURATOR, GROUP, HELPER, LEAD, OTHER, STRANGER
from tests.signing import as_user

NEW = "una.bell@example.org"


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*house.LISTINGS)
    house.fill(engine)
    return engine


def names(engine: Engine) -> list[str]:
    return [one.name for one in keepers.of_organization(engine.store, GROUP.id)]


def leads(engine: Engine) -> list[str]:
    return [one.name for one in keepers.of_organization(engine.store, GROUP.id) if one.is_lead]


def invite(engine: Engine, email: str = NEW, key: str = "key", by: Account = LEAD) -> None:
    keeping.invite(as_user(engine, by), GROUP.id, name="Una Bell", email=email, form_key=key)


def test_the_lead_asks_somebody_in_who_is_told_how_to_come(engine: Engine) -> None:
    invite(engine)
    assert names(engine) == ["Rab Tennant", "Nan Orr", "Una Bell"]
    ((to, subject, body),) = house.mails(engine)
    assert (to, subject) == (NEW, "Locator: You can look after Knowetop Friends")
    assert "/organise/enter" in body
    account = accounts.by_email(engine.store, NEW)
    assert account is not None
    assert (account.role, account.password_hash, account.organization_ids) == (Role.ORGANISER, "", (GROUP.id,))


def test_asked_twice_they_are_there_once(engine: Engine) -> None:
    invite(engine)
    invite(engine)
    assert (len(names(engine)), len(house.mails(engine))) == (3, 1)


def test_somebody_who_looks_after_another_group_looks_after_both(engine: Engine) -> None:
    invite(engine, STRANGER.email)
    assert house.managed(engine, STRANGER) == tuple(sorted((GROUP.id, OTHER.id)))
    kept = accounts.by_id(engine.store, STRANGER.id)
    assert kept is not None
    assert kept.name == STRANGER.name


def test_whether_an_address_has_another_account_is_told_to_that_address_alone(engine: Engine) -> None:
    invite(engine, CURATOR.email)
    assert names(engine) == ["Rab Tennant", "Nan Orr"]
    ((to, subject, _),) = house.mails(engine)
    assert (to, subject) == (CURATOR.email, "Locator: Please use another address")


@pytest.mark.parametrize(
    ("name", "email", "why"),
    [("", NEW, Refusal.NAME), ("Una\nBell", NEW, Refusal.NAME), ("Una", "no address", Refusal.EMAIL)],
)
def test_words_that_are_no_name_or_address_get_a_sentence(engine: Engine, name: str, email: str, why: Refusal) -> None:
    with pytest.raises(KeeperRefusedError) as refused:
        keeping.invite(as_user(engine, LEAD), GROUP.id, name=name, email=email, form_key="key")
    assert refused.value.why is why


def test_twenty_people_look_after_a_group_at_most_and_a_lead_cannot_write_to_everybody(engine: Engine) -> None:
    for turn in range(MOST_KEEPERS - 2):
        invite(engine, f"una{turn}@example.org", f"key{turn}")
    with pytest.raises(KeeperRefusedError) as refused:
        invite(engine, "one.more@example.org", "one more")
    assert refused.value.why is Refusal.TOO_MANY
    assert len(names(engine)) == MOST_KEEPERS
    assert accounts.by_email(engine.store, "one.more@example.org") is None


def test_the_lead_hands_the_lead_over_and_may_do_so_no_more(engine: Engine) -> None:
    keeping.hand_lead_over(as_user(engine, LEAD), GROUP.id, HELPER.id)
    assert leads(engine) == ["Nan Orr"]
    for act in (lambda: invite(engine), lambda: keeping.take_off(as_user(engine, LEAD), GROUP.id, HELPER.id)):
        with pytest.raises(NotAllowedError):
            act()


def test_who_is_taken_off_can_do_nothing_on_the_next_request(engine: Engine) -> None:
    keepers.let_answer(engine.store, GROUP.id, HELPER.id)
    keeping.take_off(as_user(engine, LEAD), GROUP.id, HELPER.id)
    user = as_user(engine, HELPER).user
    assert user is not None
    assert (user.managed_ids, user.organization_ids) == ((), ())
    assert house.mails(engine, HELPER.email)[0][1] == "Locator: You do not look after Knowetop Friends any more"


def test_a_right_that_was_taken_away_between_looking_and_pressing_is_gone(engine: Engine) -> None:
    looked = as_user(engine, LEAD)
    keeping.make_lead(as_user(engine, CURATOR), GROUP.id, HELPER.id)
    keeping.take_off_as_curator(as_user(engine, CURATOR), GROUP.id, LEAD.id)
    with pytest.raises(NotYoursError):
        keeping.take_off(looked, GROUP.id, HELPER.id)
    assert names(engine) == ["Nan Orr"]


def test_somebody_leaves_but_the_lead_only_once_another_leads(engine: Engine) -> None:
    with pytest.raises(KeeperRefusedError) as refused:
        keeping.leave(as_user(engine, LEAD), GROUP.id)
    assert refused.value.why is Refusal.LEAD
    keeping.hand_lead_over(as_user(engine, LEAD), GROUP.id, HELPER.id)
    keeping.leave(as_user(engine, LEAD), GROUP.id)
    assert names(engine) == ["Nan Orr"]
    with pytest.raises(KeeperRefusedError):
        keeping.leave(as_user(engine, HELPER), GROUP.id)


def test_the_lead_is_taken_off_by_a_curator_alone(engine: Engine) -> None:
    with pytest.raises(KeeperRefusedError) as refused:
        keeping.take_off(as_user(engine, LEAD), GROUP.id, LEAD.id)
    assert refused.value.why is Refusal.LEAD
    keeping.take_off_as_curator(as_user(engine, CURATOR), GROUP.id, LEAD.id)
    assert names(engine) == ["Nan Orr"]


def test_who_reads_the_published_address_is_not_taken_off_while_it_is_published(engine: Engine) -> None:
    account = house.by_address(engine, "choir@example.org")
    with pytest.raises(KeeperRefusedError) as refused:
        keeping.take_off(as_user(engine, LEAD), GROUP.id, account.id)
    assert refused.value.why is Refusal.PUBLISHED


def test_a_group_has_one_lead_whatever_happens(engine: Engine) -> None:
    for account in (HELPER, LEAD, HELPER):
        keeping.make_lead(as_user(engine, CURATOR), GROUP.id, account.id)
        assert leads(engine) == [account.name]


Deed = Callable[[Context], object]
OF_ANOTHER: dict[str, Deed] = {
    "invite": lambda c: keeping.invite(c, GROUP.id, name="Una", email=NEW, form_key="k"),
    "hand over": lambda c: keeping.hand_lead_over(c, GROUP.id, HELPER.id),
    "take off": lambda c: keeping.take_off(c, GROUP.id, HELPER.id),
    "leave": lambda c: keeping.leave(c, GROUP.id),
}


@pytest.mark.parametrize("deed", OF_ANOTHER)
@pytest.mark.parametrize("by_link", [True, False])
def test_another_group_s_lead_is_told_that_there_is_nothing_and_it_is_written_down(
    engine: Engine, deed: str, by_link: bool
) -> None:
    context = signing.by_link(engine, STRANGER) if by_link else as_user(engine, STRANGER)
    before = names(engine)
    with pytest.raises(NotYoursError):
        OF_ANOTHER[deed](context)
    assert names(engine) == before
    (entry,) = [entry for _, entry in audit.newest(engine.store) if entry.action == "keeper.refused"]
    assert (entry.account_id, entry.subject_id) == (STRANGER.id, GROUP.id)


def test_somebody_of_another_group_cannot_be_led_into_this_one(engine: Engine) -> None:
    for act in (keeping.hand_lead_over, keeping.take_off):
        with pytest.raises(NotYoursError):
            act(as_user(engine, LEAD), GROUP.id, STRANGER.id)


def test_each_sees_the_people_of_their_own_groups(engine: Engine) -> None:
    (group,) = keeping.of_my_groups(as_user(engine, HELPER))
    assert (group.organization.id, group.is_led_by_you) == (GROUP.id, False)
    assert {one.name for one in group.keepers} == {"Rab Tennant", "Nan Orr"}
    (group,) = keeping.of_my_groups(as_user(engine, LEAD))
    assert group.is_led_by_you


FOR_CURATORS: dict[str, Deed] = {
    "look": lambda c: keeping.of_group(c, GROUP.id),
    "lead": lambda c: keeping.make_lead(c, GROUP.id, HELPER.id),
    "take off": lambda c: keeping.take_off_as_curator(c, GROUP.id, HELPER.id),
    "trust": lambda c: keeping.trust(c, GROUP.id, HELPER.id, is_trusted=True),
    "answer": lambda c: keeping.let_answer(c, GROUP.id, HELPER.id),
}


@pytest.mark.parametrize("deed", FOR_CURATORS)
def test_what_is_for_curators_is_for_nobody_else(engine: Engine, deed: str) -> None:
    signing.add(engine, signing.person(Role.ADMINISTRATOR))
    for account in (LEAD, STRANGER, signing.person(Role.ADMINISTRATOR)):
        with pytest.raises(NotAllowedError):
            FOR_CURATORS[deed](as_user(engine, account))
    with pytest.raises(NotSignedInError):
        FOR_CURATORS[deed](engine.context())
    FOR_CURATORS[deed](as_user(engine, CURATOR))


def test_a_curator_trusts_somebody_and_takes_it_back(engine: Engine) -> None:
    for is_trusted in (True, False):
        keeping.trust(as_user(engine, CURATOR), GROUP.id, HELPER.id, is_trusted=is_trusted)
        user = as_user(engine, HELPER).user
        assert user is not None
        assert user.trusted_ids == ((GROUP.id,) if is_trusted else ())


@pytest.mark.parametrize(("password_hash", "way"), [("", "/invite/"), ("a hash", "/group")])
def test_who_may_answer_gets_a_link_for_a_password_unless_there_is_one(
    engine: Engine, password_hash: str, way: str
) -> None:
    accounts.save(engine.store, replace(HELPER, password_hash=password_hash))
    keeping.let_answer(as_user(engine, CURATOR), GROUP.id, HELPER.id)
    assert way in house.mails(engine, HELPER.email)[-1][2]
    assert [one.id for one in accounts.of_organization(engine.store, GROUP.id)] == [HELPER.id]
