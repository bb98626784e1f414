"""One press logs it once, with no more of the person than will do, and can be taken back."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from locator.accounts.account import Account
from locator.actions import my_work, referring, unmet
from locator.actions.context import Context
from locator.actions.permission import NotAllowedError, NotSignedInError, NotYoursError
from locator.actions.referring import NoReferralsError, NothingChosenError, Pointing, TooLateError
from locator.actions.unmet import Missing
from locator.actions.whereabouts import PlaceNotKnownError
from locator.directory.service import ServiceStatus
from locator.referral import reference
from locator.referral.referral import AgeBand, ForWhom, How, Level, Reason
from locator.referral.states import CloseReason, Move, Mover, State
from locator.referral.unmet import UnmetReason
from locator.referral.waits_for import WaitsFor
from locator.roles import Role
from locator.storage import audit, listings, referrals
from locator.wiring import Engine
from tests import making, signing
from tests.conftest import NOW, OpenEngine, save
from tests.web.village import FOLDED, LUNCH, SHED

NURSE, COLLEAGUE = signing.person(), signing.person(name="Ina Bell")
STRANGER = signing.person(name="Tam Orr", team=signing.WORKERS)
ORGANISER = signing.person(Role.ORGANISER)
LEFT_IN_A_TEAM = replace(signing.person(Role.CURATOR), team_id=signing.NURSES.id)
PRESS = Pointing(form_key="form-key-0000001", slugs=(LUNCH.service.slug,))
CODED = replace(PRESS, form_key="form-key-0000002", level=Level.CODED)


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(LUNCH, SHED)
    signing.add(engine, NURSE, COLLEAGUE, STRANGER, ORGANISER, LEFT_IN_A_TEAM)
    return engine


@pytest.fixture
def nurse(engine: Engine) -> Context:
    return signing.as_user(engine, NURSE)


def deeds(context: Context) -> Counter[str]:
    return Counter(row[5] for row in audit.rows(context.store))


def messages(context: Context) -> list[tuple[str, str, str]]:
    return context.store.rows("SELECT to_address, subject, body FROM mail ORDER BY rowid")


def test_a_signpost_says_which_group_and_nothing_about_who(nurse: Context) -> None:
    (made,) = referring.point(nurse, PRESS)
    assert referrals.by_id(nurse.store, made.id) == made
    assert (made.level, made.state, made.reference) == (Level.SIGNPOST, State.SIGNPOSTED, None)
    assert (made.team_id, made.account_id, made.created_at) == (signing.NURSES.id, NURSE.id, NOW)
    assert (made.outward_code, made.locality_id, made.age_band, made.reasons) == ("", None, AgeBand.NOT_SAID, ())
    assert made.theme_code == "social"
    assert deeds(nurse) == {"referral.signpost": 1}


def test_what_was_chosen_is_kept_and_of_a_postcode_only_the_first_half(nurse: Context) -> None:
    asked = replace(
        PRESS, for_whom=ForWhom.BOTH, how=How.TEXT, age_band=AgeBand.FROM_85, near="ml1 1aa", reasons=(Reason.FALLS,)
    )
    (made,) = referring.point(nurse, asked)
    assert (made.for_whom, made.how, made.age_band) == (ForWhom.BOTH, How.TEXT, AgeBand.FROM_85)
    assert (made.outward_code, made.locality_id) == ("ML1", "consortia-2026/motherwell")
    assert made.reasons == (Reason.FALLS,)
    assert " 1AA" not in "\n".join(nurse.store.connection.iterdump())


@pytest.mark.parametrize("near", ["Jean Broon, 12 High Street", "0101501234", "Nowhereville"])
def test_a_place_that_is_none_is_refused_and_not_kept(nurse: Context, near: str) -> None:
    with pytest.raises(PlaceNotKnownError):
        referring.point(nurse, replace(PRESS, near=near))
    assert near not in "\n".join(nurse.store.connection.iterdump())
    assert deeds(nurse) == {}


def test_a_coded_referral_has_a_reference_and_waits_for_an_answer(nurse: Context) -> None:
    (made,) = referring.point(nurse, CODED)
    assert made.reference is not None
    assert made.reference.startswith("P-")
    assert made.state is State.SENT


def test_several_groups_at_once_are_one_need(nurse: Context) -> None:
    made = referring.point(nurse, replace(CODED, slugs=(LUNCH.service.slug, SHED.service.slug, LUNCH.service.slug)))
    assert len(made) == 2
    assert len({one.need_id for one in made}) == 1
    assert len({one.reference for one in made}) == 2


def test_the_same_form_makes_the_same_however_often_and_at_once(engine: Engine) -> None:
    def press(_: int) -> tuple[str, ...]:
        return tuple(one.id for one in referring.point(signing.as_user(engine, NURSE), CODED))

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(press, range(12)))) == 1
    assert len(referrals.of_form(engine.store, CODED.form_key)) == 1
    assert deeds(engine.context()) == {"referral.coded": 1}


def test_what_is_pressed_many_times_at_once_becomes_one_referral_and_one_need(engine: Engine, nurse: Context) -> None:
    referring.point(nurse, PRESS)
    missing = Missing(form_key="form-key-0000009", reason=UnmetReason.FULL)

    def press(_: int) -> tuple[str, str]:
        context = signing.as_user(engine, NURSE)
        return referring.code(context, PRESS.form_key), unmet.nothing_suitable(context, missing).id

    with ThreadPoolExecutor(6) as pool:
        ((key, _),) = set(pool.map(press, range(12)))
    assert len(referrals.of_form(engine.store, key)) == 1
    assert len(messages(nurse)) == 1
    assert deeds(nurse) == {"referral.signpost": 1, "referral.undo": 1, "referral.coded": 1, "unmet.note": 1}


def test_a_form_of_somebody_else_is_nobodys(engine: Engine, nurse: Context) -> None:
    referring.point(nurse, PRESS)
    for other in (COLLEAGUE, STRANGER):
        with pytest.raises(NotYoursError):
            referring.point(signing.as_user(engine, other), PRESS)


def test_the_listing_is_kept_as_it_was(nurse: Context) -> None:
    (made,) = referring.point(nurse, PRESS)
    listings.save(nurse.store, replace(LUNCH, service=replace(LUNCH.service, name="Supper Club")))
    (_, snapshot) = referring.logged(nurse, PRESS.form_key).referrals[0]
    assert snapshot.id == made.snapshot_id
    assert snapshot.service_name == LUNCH.service.name
    assert json.loads(snapshot.content)["sites"][0]["location"]["name"] == LUNCH.sites[0].location.name


def test_what_is_not_listed_cannot_be_pointed_to(nurse: Context) -> None:
    with pytest.raises(NothingChosenError):
        referring.point(nurse, replace(PRESS, slugs=("never-was", "")))


def test_a_press_can_be_taken_back_for_a_while_and_twice_is_once(engine: Engine, nurse: Context) -> None:
    referring.point(nurse, CODED)
    assert referring.logged(nurse, CODED.form_key).can_undo
    referring.undo(signing.as_user(engine, COLLEAGUE), CODED.form_key)
    referring.undo(nurse, CODED.form_key)
    assert referring.logged(nurse, CODED.form_key).is_undone
    assert my_work.work(nurse).open == ()
    assert deeds(nurse)["referral.undo"] == 1


def test_after_a_while_or_an_answer_it_can_no_longer_be_taken_back(nurse: Context) -> None:
    (made,) = referring.point(nurse, CODED)
    with pytest.raises(TooLateError):
        referring.undo(replace(nurse, now=NOW + referring.UNDO + timedelta(seconds=1)), CODED.form_key)
    answer = Move(
        id="m", referral_id=made.id, from_state=State.SENT, to_state=State.ACCEPTED, moved_at=NOW, mover=Mover.GROUP
    )
    referrals.move(nurse.store, answer)
    with pytest.raises(TooLateError):
        referring.undo(nurse, CODED.form_key)


def test_another_team_sees_nothing_and_its_try_is_written_down(engine: Engine, nurse: Context) -> None:
    (made,) = referring.point(nurse, CODED)
    other = signing.as_user(engine, STRANGER)
    for look in (
        lambda: my_work.whole(other, made.id),
        lambda: my_work.by_reference(other, made.reference or ""),
        lambda: referring.logged(other, CODED.form_key),
        lambda: referring.undo(other, CODED.form_key),
    ):
        with pytest.raises(NotYoursError):
            look()
    assert my_work.work(other).open == ()
    refused = [row for row in audit.rows(nurse.store) if row[5] == "referral.refused"]
    assert [(row[2], row[7]) for row in refused] == [(STRANGER.id, made.id)] * 4
    assert deeds(nurse)["referral.view"] == 0


def test_a_look_at_a_referral_is_written_down(engine: Engine, nurse: Context) -> None:
    (made,) = referring.point(nurse, CODED)
    found = my_work.whole(signing.as_user(engine, COLLEAGUE), made.id)
    assert (found.referral, found.referrer) == (made, NURSE.name)
    (entry,) = [one for one in audit.about(nurse.store, "referral", made.id) if one.action == "referral.view"]
    assert (entry.account_id, entry.role, entry.team_id) == (COLLEAGUE.id, "staff", signing.NURSES.id)


def test_the_dashboard_has_mine_first_and_says_whom_each_waits_for(engine: Engine, nurse: Context) -> None:
    referring.point(signing.as_user(engine, COLLEAGUE), CODED)
    (own,) = referring.point(nurse, replace(CODED, form_key="form-key-0000003", slugs=(SHED.service.slug,)))
    referring.point(nurse, PRESS)
    referrals.move(
        nurse.store,
        Move(
            id="m", referral_id=own.id, from_state=State.SENT, to_state=State.ACCEPTED, moved_at=NOW, mover=Mover.GROUP
        ),
    )
    work = my_work.work(nurse)
    assert [(one.is_mine, one.waits_for) for one in work.open] == [(True, WaitsFor.GROUP), (False, WaitsFor.ANSWER)]
    assert [one.referrer for one in work.open] == [NURSE.name, COLLEAGUE.name]
    assert {one.name for one in work.recent} == {"Airdrie Men's Shed", "Tuesday Lunch Club"}
    assert (work.mine_today, work.team_today, work.mine_logged, work.team_logged) == (2, 3, 2, 3)
    assert [one.form_key for one in work.just_logged] == [PRESS.form_key, "form-key-0000003"]
    assert deeds(nurse)["referral.list"] == 1


def test_what_ended_stands_on_the_dashboard_for_a_while_so_that_the_nurse_learns_of_it(nurse: Context) -> None:
    (made,) = referring.point(nurse, CODED)
    closed = Move(
        id="m",
        referral_id=made.id,
        from_state=State.SENT,
        to_state=State.CLOSED,
        closed_reason=CloseReason.NO_CAPACITY,
        moved_at=NOW,
        mover=Mover.GROUP,
    )
    referrals.move(nurse.store, closed)
    work = my_work.work(nurse)
    assert work.open == ()
    assert [(one.referral.id, one.waits_for) for one in work.ended] == [(made.id, WaitsFor.NOBODY)]
    assert my_work.work(replace(nurse, now=NOW + my_work.ENDED + timedelta(seconds=1))).ended == ()


def test_yesterday_is_not_today(nurse: Context) -> None:
    referring.point(replace(nurse, now=NOW - timedelta(days=1)), PRESS)
    work = my_work.work(nurse)
    assert (work.mine_today, work.mine_logged, work.just_logged) == (0, 1, ())


def test_how_somebody_was_told_is_what_it_was_the_last_time(nurse: Context) -> None:
    assert my_work.last_how(nurse) is How.TOLD
    referring.point(nurse, replace(PRESS, how=How.PRINTED))
    assert my_work.last_how(nurse) is How.PRINTED


def test_a_reference_is_found_however_it_was_typed(nurse: Context) -> None:
    (made,) = referring.point(nurse, CODED)
    assert made.reference is not None
    assert my_work.by_reference(nurse, f" {made.reference.lower().replace('-', ' ')} ") == made.id


def test_a_reference_that_begins_with_the_letter_of_all_is_found_without_it(nurse: Context) -> None:
    (made,) = referring.point(nurse, CODED)
    with nurse.store.atomic():
        nurse.store.write("UPDATE referral SET reference = 'P-PQ23' WHERE id = ?", (made.id,))
    for typed in ("pq23", "PPQ23", "P-PQ23"):
        assert my_work.by_reference(nurse, typed) == made.id


def test_a_coded_referral_asks_the_group_without_a_word_about_anybody(nurse: Context) -> None:
    (made,) = referring.point(nurse, replace(CODED, near="ML1 1AA", reasons=(Reason.MEMORY,)))
    ((to, subject, body),) = messages(nurse)
    assert to == LUNCH.service.email
    assert made.reference is not None
    assert made.reference in subject + body
    assert not [word for word in ("memory", "ML1", NURSE.name, NURSE.email, "older") if word in subject + body]


def test_a_signpost_asks_nobody(nurse: Context) -> None:
    referring.point(nurse, PRESS)
    assert messages(nurse) == []


def test_what_is_taken_back_before_it_was_sent_asks_nobody(nurse: Context) -> None:
    referring.point(nurse, CODED)
    referring.undo(nurse, CODED.form_key)
    referring.undo(nurse, CODED.form_key)
    assert messages(nurse) == []


def test_a_group_that_was_asked_is_told_that_it_was_taken_back(nurse: Context) -> None:
    referring.point(nurse, CODED)
    with nurse.store.atomic():
        nurse.store.write("UPDATE mail SET state = 'sent'")
    referring.undo(nurse, CODED.form_key)
    (_, (to, _, body)) = messages(nurse)
    assert to == LUNCH.service.email
    assert "sent by mistake" in body


def test_a_signpost_becomes_a_referral_in_one_press_and_is_counted_once(nurse: Context) -> None:
    asked = replace(PRESS, for_whom=ForWhom.CARER, near="ML1 1AA", reasons=(Reason.CARING,))
    (before,) = referring.point(nurse, asked)
    assert referring.logged(nurse, PRESS.form_key).can_be_coded
    key = referring.code(nurse, PRESS.form_key)
    assert referring.code(nurse, PRESS.form_key) == key
    (after,) = referrals.of_form(nurse.store, key)
    assert (after.level, after.state, after.need_id) == (Level.CODED, State.SENT, before.need_id)
    assert after.reference is not None
    assert (after.for_whom, after.locality_id, after.reasons) == (before.for_whom, before.locality_id, before.reasons)
    assert referring.logged(nurse, PRESS.form_key).is_undone
    assert my_work.work(nurse).mine_today == 1


def test_only_who_made_a_signpost_makes_a_referral_of_it_and_only_for_a_while(engine: Engine, nurse: Context) -> None:
    referring.point(nurse, PRESS)
    for other in (COLLEAGUE, STRANGER):
        with pytest.raises(NotYoursError):
            referring.code(signing.as_user(engine, other), PRESS.form_key)
    with pytest.raises(TooLateError):
        referring.code(replace(nurse, now=NOW + timedelta(hours=1)), PRESS.form_key)
    assert my_work.work(nurse).open == ()


def test_a_group_that_takes_no_referrals_is_only_told_about(engine: Engine, nurse: Context) -> None:
    quiet = making.listing("Quiet Corner", takes_referrals=False)
    save(engine, quiet)
    slugs = (quiet.service.slug, LUNCH.service.slug)
    with pytest.raises(NoReferralsError, match="Quiet Corner"):
        referring.point(nurse, replace(CODED, slugs=slugs))
    assert deeds(nurse) == {}
    referring.point(nurse, replace(PRESS, slugs=slugs))
    (coded,) = referrals.of_form(nurse.store, referring.code(nurse, PRESS.form_key))
    assert coded.service_id == LUNCH.service.id


def test_nobody_is_pointed_to_a_group_that_has_closed_for_good(engine: Engine, nurse: Context) -> None:
    save(engine, FOLDED)
    with pytest.raises(NothingChosenError):
        referring.point(nurse, replace(PRESS, slugs=(FOLDED.service.slug,)))


def test_a_repeat_is_answered_as_the_first_was_even_once_the_group_is_gone(engine: Engine, nurse: Context) -> None:
    made = referring.point(nurse, PRESS)
    save(engine, replace(LUNCH, service=replace(LUNCH.service, status=ServiceStatus.DEFUNCT)))
    assert referring.point(nurse, PRESS) == made


@pytest.mark.parametrize(
    ("near", "locality_id", "kept"),
    [
        ("ML1", "consortia-2026/motherwell", "consortia-2026/motherwell"),
        ("ML1 1AA", "Jean Broon", "consortia-2026/motherwell"),
        ("FK4", "localities-2013/motherwell", None),
        ("G71", "", "consortia-2026/bellshill"),
        ("FK4", "", None),
    ],
)
def test_the_locality_is_the_one_named_or_the_only_one_it_can_be(
    nurse: Context, near: str, locality_id: str, kept: str | None
) -> None:
    (made,) = referring.point(nurse, replace(PRESS, near=near, locality_id=locality_id))
    assert made.locality_id == kept


def test_references_grow_where_the_short_ones_are_taken(nurse: Context) -> None:
    (made,) = referring.point(nurse, CODED)
    lengths: list[int] = []

    def fresh(length: int) -> str:
        lengths.append(length)
        return str(made.reference) if length == reference.LENGTH else "P-22222"

    assert referring.fresh_reference(nurse, fresh) == "P-22222"
    assert lengths[-1] == reference.LENGTH + 1


def test_the_listing_as_it_was_says_when_where_and_what_it_costs(nurse: Context) -> None:
    referring.point(nurse, PRESS)
    (_, snapshot) = referring.logged(nurse, PRESS.form_key).referrals[0]
    said = json.loads(snapshot.content)["said"]
    assert said["when"] == ["Every Tuesday, 12 noon to 2pm"]
    assert said["where"] == ["Knowetop Hall, 1 Main Street, Motherwell, ML1 1AB"]
    assert "£3.50" in said["cost"][0]


@pytest.mark.parametrize(
    "account", [None, ORGANISER, LEFT_IN_A_TEAM], ids=["nobody", "organiser", "curator who is left in a team"]
)
def test_only_staff_can_point_anybody_anywhere(engine: Engine, account: Account | None) -> None:
    context = engine.context() if account is None else signing.as_user(engine, account)
    error = NotSignedInError if account is None else NotAllowedError
    for deed in (
        lambda: referring.point(context, PRESS),
        lambda: referring.chosen(context, PRESS.slugs),
        lambda: referring.logged(context, PRESS.form_key),
        lambda: referring.undo(context, PRESS.form_key),
        lambda: my_work.work(context),
        lambda: my_work.whole(context, "x"),
        lambda: unmet.nothing_suitable(context, Missing(form_key="f", reason=UnmetReason.FULL)),
    ):
        with pytest.raises(error):
            deed()


def test_unmet_need_is_noted_once_with_codes_that_exist(nurse: Context) -> None:
    missing = Missing(
        form_key="form-key-0000009",
        reason=UnmetReason.NO_TRANSPORT,
        locality_id="consortia-2026/airdrie",
        theme_code="transport",
    )
    need = unmet.nothing_suitable(nurse, missing)
    assert unmet.nothing_suitable(nurse, missing) == need
    assert (need.locality_id, need.theme_code, need.service_id) == ("consortia-2026/airdrie", "transport", None)
    assert deeds(nurse) == {"unmet.note": 1}


def test_codes_that_are_not_known_are_left_out(nurse: Context) -> None:
    missing = Missing(
        form_key="form-key-0000009", reason=UnmetReason.FULL, locality_id="Jean Broon", theme_code="x", slug="never-was"
    )
    need = unmet.nothing_suitable(nurse, missing)
    assert (need.locality_id, need.theme_code, need.service_id) == (None, None, None)


def test_a_full_group_brings_its_own_theme(nurse: Context) -> None:
    need = unmet.nothing_suitable(
        nurse, Missing(form_key="form-key-0000009", reason=UnmetReason.FULL, slug=LUNCH.service.slug)
    )
    assert (need.service_id, need.theme_code) == (LUNCH.service.id, "social")


def test_unmet_need_can_be_taken_back_by_its_team_for_a_while(engine: Engine, nurse: Context) -> None:
    missing = Missing(form_key="form-key-0000009", reason=UnmetReason.FULL)
    unmet.nothing_suitable(nurse, missing)
    for refused in (unmet.undo, unmet.noted):
        with pytest.raises(NotYoursError):
            refused(signing.as_user(engine, STRANGER), missing.form_key)
    with pytest.raises(NotYoursError):
        unmet.nothing_suitable(signing.as_user(engine, STRANGER), missing)
    sql = "SELECT account_id FROM audit WHERE action = 'unmet.refused'"
    assert engine.store.rows(sql) == [(STRANGER.id,)] * 3
    with pytest.raises(TooLateError):
        unmet.undo(replace(nurse, now=NOW + timedelta(hours=1)), missing.form_key)
    unmet.undo(nurse, missing.form_key)
    unmet.undo(nurse, missing.form_key)
    assert unmet.noted(nurse, missing.form_key).undone_at == NOW
