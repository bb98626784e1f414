"""A claim waits only once its address was shown to be theirs; a curator or the group's lead decides, once, and it is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from locator.accounts.account import AccountStatus
from locator.accounts.claim import Claim, ClaimKind, ClaimState
from locator.accounts.link import Purpose
from locator.actions import claims, entry_links, keeping, limits, organiser_ways
from locator.actions.claims import Asked, MovedOnError, ReasonMissingError
from locator.actions.context import Context
from locator.actions.entry_links import LinkDeadError
from locator.actions.keeping import KeeperRefusedError, Refusal
from locator.actions.limits import TooManyError
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.roles import Role
from locator.storage import accounts, audit, keepers
from locator.storage import claims as stored
from locator.wiring import Engine
from tests import keeping as house
from tests import signing
from tests.conftest import OpenEngine
from tests.keeping import CHOIR, CURATOR, GROUP, HELPER, LEAD, OTHER, SECOND_CURATOR, STRANGER

WHO = "una.bell@example.org"


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*house.LISTINGS)
    house.fill(engine)
    return engine


def begun(engine: Engine, email: str = WHO, key: str = "form-key-of-a-claim", **changes: object) -> None:
    asked = Asked(
        organization_id=GROUP.id,
        service_id=CHOIR.service.id,
        name="Una  Bell",
        email=email,
        does="I sing",
        how_to_check="Ring the hall",
        form_key=key,
    )
    claims.begin(engine.context(), replace(asked, **changes), "192.0.2.1")  # type: ignore[arg-type]


def waiting(engine: Engine, email: str = WHO, **changes: object) -> Claim:
    """A claim whose address was shown to be theirs."""
    begun(engine, email, **changes)  # type: ignore[arg-type]
    return claims.prove(engine.context(), house.token(engine, email, Purpose.CLAIM))


def as_(engine: Engine, account: object = CURATOR) -> Context:
    return signing.as_user(engine, account)  # type: ignore[arg-type]


def test_nobody_sees_a_claim_before_its_address_was_shown_to_be_theirs(engine: Engine) -> None:
    begun(engine)
    assert claims.waiting(as_(engine)) == ()
    (row,) = engine.store.rows("SELECT id FROM claim")
    for look in (claims.one, lambda context, id_: claims.approve(context, id_, is_lead=True, step=1)):
        with pytest.raises(NotYoursError):
            look(as_(engine), row[0])
    claim = claims.prove(engine.context(), house.token(engine, WHO, Purpose.CLAIM))
    assert claims.waiting(as_(engine)) == (claim,)
    assert (claim.name, claim.state, claim.proven_at) == ("Una Bell", ClaimState.WAITING, engine.context().now)


def test_looking_at_the_link_changes_nothing_and_it_works_once_for_fifteen_minutes(engine: Engine) -> None:
    begun(engine)
    token, context = house.token(engine, WHO, Purpose.CLAIM), engine.context()
    before = list(engine.store.connection.iterdump())
    assert claims.look(context, token)[1] == GROUP
    assert list(engine.store.connection.iterdump()) == before
    with pytest.raises(LinkDeadError):
        claims.prove(replace(context, now=context.now + timedelta(minutes=15)), token)
    claims.prove(context, token)
    with pytest.raises(LinkDeadError):
        claims.prove(context, token)


def test_a_link_for_a_claim_lets_nobody_in_and_the_other_way_round(engine: Engine) -> None:
    begun(engine)
    with pytest.raises(LinkDeadError):
        organiser_ways.enter(engine.context(), house.token(engine, WHO, Purpose.CLAIM), "")
    house.asked(engine.context(), LEAD.email)
    with pytest.raises(LinkDeadError):
        claims.prove(engine.context(), house.token(engine, LEAD.email))


def test_the_same_form_sent_twice_is_one_claim_and_one_letter(engine: Engine) -> None:
    begun(engine)
    begun(engine)
    assert len(house.mails(engine)) == 1
    assert len(engine.store.rows("SELECT id FROM claim")) == 1


def test_who_is_known_to_be_of_the_group_gets_a_link_to_come_in_instead(engine: Engine) -> None:
    for email in ("friends@example.org", LEAD.email):
        begun(engine, email, key=f"form-key-of-{email[:4]}")
        assert house.token(engine, email)
    assert engine.store.rows("SELECT id FROM claim") == []


@pytest.mark.parametrize(("status", "letters"), [(AccountStatus.ACTIVE, 1), (AccountStatus.DISABLED, 0)])
def test_an_account_for_other_work_is_told_alone_that_it_cannot(
    engine: Engine, status: AccountStatus, letters: int
) -> None:
    signing.add(engine, replace(signing.person(Role.STAFF), email=WHO, status=status))
    begun(engine)
    assert [subject for _, subject, _ in house.mails(engine)] == ["Locator: Please use another address"] * letters
    assert engine.store.rows("SELECT id FROM claim") == []


def test_a_disabled_organiser_claims_nothing(engine: Engine) -> None:
    signing.add(engine, replace(STRANGER, status=AccountStatus.DISABLED))
    begun(engine, STRANGER.email)
    assert house.mails(engine) == []


def test_five_letters_an_hour_go_to_one_address_and_sixty_claims_come_in(engine: Engine) -> None:
    for turn in range(8):
        begun(engine, key=f"form-key-number-{turn}")
    assert len(house.mails(engine, WHO)) == 5
    with engine.store.atomic():
        for turn in range(limits.MOST_CLAIMS_AN_HOUR):
            (claim,) = [stored.by_id(engine.store, id_) for (id_,) in engine.store.rows("SELECT id FROM claim LIMIT 1")]
            assert claim is not None
            stored.add(engine.store, replace(claim, id=f"c{turn}", form_key=f"k{turn}"))
    with pytest.raises(TooManyError):
        begun(engine, "another@example.org", key="form-key-one-more")


def test_approved_they_look_after_the_group_and_are_told_how(engine: Engine) -> None:
    claim = waiting(engine)
    done = claims.approve(as_(engine), claim.id, is_lead=False, step=claim.step)
    account = accounts.by_email(engine.store, WHO)
    assert account is not None
    assert (account.name, account.password_hash, house.managed(engine, account)) == ("Una Bell", "", (GROUP.id,))
    keeper = keepers.one(engine.store, GROUP.id, account.id)
    assert keeper is not None
    assert (keeper.answers, keeper.is_lead, keeper.is_trusted) == (False, False, False)
    assert (done.state, done.decided_by, done.account_id) == (ClaimState.APPROVED, CURATOR.id, account.id)
    assert "/organise/enter" in house.mails(engine, WHO)[-1][2]


def test_a_new_lead_takes_the_place_of_the_old_one(engine: Engine) -> None:
    claim = waiting(engine)
    claims.approve(as_(engine), claim.id, is_lead=True, step=claim.step)
    leads = [one.email for one in keepers.of_organization(engine.store, GROUP.id) if one.is_lead]
    assert leads == [WHO]
    assert house.managed(engine, LEAD) == (GROUP.id,)


def test_a_refusal_needs_a_reason_which_the_claimant_reads(engine: Engine) -> None:
    claim = waiting(engine)
    with pytest.raises(ReasonMissingError):
        claims.refuse(as_(engine), claim.id, "  ", step=claim.step)
    claims.refuse(as_(engine), claim.id, "Nobody at the hall knows you.", step=claim.step)
    assert "Why: Nobody at the hall knows you." in house.mails(engine, WHO)[-1][2]
    assert accounts.by_email(engine.store, WHO) is None
    assert claims.waiting(as_(engine)) == ()


def test_two_curators_do_not_decide_over_each_other(engine: Engine) -> None:
    claim = waiting(engine)

    def decide(turn: int) -> bool:
        try:
            if turn % 2:
                claims.refuse(as_(engine, SECOND_CURATOR), claim.id, "No.", step=claim.step)
            else:
                claims.approve(as_(engine), claim.id, is_lead=False, step=claim.step)
        except MovedOnError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(decide, range(4))) == [False, False, False, True]
    assert len([subject for _, subject, _ in house.mails(engine, WHO)]) == 2  # the link, and one decision


@pytest.mark.parametrize("account", [LEAD, STRANGER, signing.person(), signing.person(Role.ADMINISTRATOR)])
def test_only_a_curator_decides(engine: Engine, account: object) -> None:
    signing.add(engine, signing.person(), signing.person(Role.ADMINISTRATOR))
    claim = waiting(engine)
    for act in (
        lambda context: claims.approve(context, claim.id, is_lead=True, step=claim.step),
        lambda context: claims.refuse(context, claim.id, "No.", step=claim.step),
        lambda context: claims.one(context, claim.id),
        claims.waiting,
    ):
        with pytest.raises(NotAllowedError):
            act(as_(engine, account))


def test_an_address_that_became_another_account_meanwhile_is_not_let_in(engine: Engine) -> None:
    claim = waiting(engine)
    signing.add(engine, replace(signing.person(Role.STAFF), email=WHO))
    with pytest.raises(KeeperRefusedError) as refused:
        claims.approve(as_(engine), claim.id, is_lead=False, step=claim.step)
    assert refused.value.why is Refusal.OTHER_ACCOUNT
    assert claims.waiting(as_(engine)) == (claim,)


def test_somebody_whose_claim_waits_can_come_in_and_sees_no_group(engine: Engine) -> None:
    waiting(engine)
    house.asked(engine.context(), WHO)
    came = organiser_ways.enter(engine.context(), house.token(engine, WHO), "")
    assert (came.user.name, came.user.managed_ids) == ("Una Bell", ())
    assert [one.email for one in claims.mine(replace(engine.context(), user=came.user))] == [WHO]


def test_the_lead_is_told_and_can_let_them_in(engine: Engine) -> None:
    claim = waiting(engine)
    assert "/organise/people" in house.mails(engine, LEAD.email)[-1][2]
    assert WHO not in house.mails(engine, LEAD.email)[-1][2]
    done = claims.lead_says(signing.by_link(engine, LEAD), claim.id, is_yes=True, step=claim.step)
    assert (done.state, done.decided_by) == (ClaimState.APPROVED, LEAD.id)
    assert len(keepers.of_organization(engine.store, GROUP.id)) == 3


def test_a_lead_s_no_is_left_for_a_curator_to_decide_on(engine: Engine) -> None:
    claim = waiting(engine)
    said = claims.lead_says(as_(engine, LEAD), claim.id, is_yes=False, step=claim.step)
    assert (said.state, said.has_lead_said_no, said.step) == (ClaimState.WAITING, True, claim.step + 1)
    with pytest.raises(MovedOnError):
        claims.approve(as_(engine), claim.id, is_lead=False, step=claim.step)
    assert claims.approve(as_(engine), claim.id, is_lead=False, step=said.step).state is ClaimState.APPROVED


def test_only_the_group_s_own_lead_has_a_say(engine: Engine) -> None:
    claim = waiting(engine)
    for account, error in ((HELPER, NotAllowedError), (STRANGER, NotYoursError)):
        with pytest.raises(error):
            claims.lead_says(as_(engine, account), claim.id, is_yes=True, step=claim.step)
    refused = [
        (entry.account_id, entry.subject_id)
        for _, entry in audit.newest(engine.store)
        if entry.action == "keeper.refused"
    ]
    assert refused == [(STRANGER.id, GROUP.id)]


def test_a_password_is_asked_of_a_curator_once(engine: Engine) -> None:
    context = signing.by_link(engine, HELPER)
    first = claims.ask_for_password(context, GROUP.id, "one")
    assert claims.ask_for_password(context, GROUP.id, "two") == first
    assert (first.kind, first.state, claims.waiting(as_(engine))) == (ClaimKind.ACCOUNT, ClaimState.WAITING, (first,))
    with pytest.raises(NotYoursError):
        claims.ask_for_password(context, OTHER.id, "three")


def test_approved_it_is_an_invitation_to_choose_a_password_and_referrals_to_answer(engine: Engine) -> None:
    claim = claims.ask_for_password(signing.by_link(engine, HELPER), GROUP.id, "one")
    claims.approve(as_(engine), claim.id, is_lead=False, step=claim.step)
    assert "/invite/" in house.mails(engine, HELPER.email)[-1][2]
    whole, by_link = as_(engine, HELPER).user, signing.by_link(engine, HELPER).user
    assert whole is not None
    assert by_link is not None
    assert (whole.organization_ids, by_link.organization_ids) == ((GROUP.id,), ())
    assert not entry_links.comes_by_links(engine.context(), HELPER)


def test_who_was_taken_off_meanwhile_gets_no_referrals(engine: Engine) -> None:
    claim = claims.ask_for_password(signing.by_link(engine, HELPER), GROUP.id, "one")
    keeping.take_off(as_(engine, LEAD), GROUP.id, HELPER.id)
    with pytest.raises(KeeperRefusedError) as refused:
        claims.approve(as_(engine), claim.id, is_lead=False, step=claim.step)
    assert refused.value.why is Refusal.GONE


def test_a_lead_cannot_let_anybody_answer_referrals(engine: Engine) -> None:
    claim = claims.ask_for_password(signing.by_link(engine, HELPER), GROUP.id, "one")
    with pytest.raises(NotYoursError):
        claims.lead_says(as_(engine, LEAD), claim.id, is_yes=True, step=claim.step)


def test_a_name_that_was_made_up_gives_way_to_the_one_that_its_person_gave(engine: Engine) -> None:
    account = house.by_address(engine, "old@example.org")
    claim = waiting(engine, "old@example.org", organization_id=OTHER.id)
    claims.approve(as_(engine), claim.id, is_lead=False, step=claim.step)
    kept = accounts.by_id(engine.store, account.id)
    assert kept is not None
    assert kept.name == "Una Bell"
    assert house.managed(engine, account) == (OTHER.id,)
