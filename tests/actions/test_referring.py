"""One press logs it once, with no more of the person than will do, and can be taken back."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from locator.actions import my_work, referring, unmet
from locator.actions.context import Context
from locator.actions.permission import NotAllowedError, NotSignedInError, NotYoursError
from locator.actions.referring import NothingChosenError, Pointing, TooLateError
from locator.actions.unmet import Missing
from locator.actions.whereabouts import PlaceNotKnownError
from locator.referral.referral import AgeBand, ForWhom, How, Level, Reason
from locator.referral.states import Move, Mover, State
from locator.referral.unmet import UnmetReason
from locator.roles import Role
from locator.storage import audit, listings, referrals
from locator.wiring import Engine
from tests import signing
from tests.conftest import NOW, OpenEngine
from tests.web.village import LUNCH, SHED

NURSE, COLLEAGUE = signing.person(), signing.person(name="Ina Bell")
STRANGER = signing.person(name="Tam Orr", team=signing.WORKERS)
ORGANISER = signing.person(Role.ORGANISER)
PRESS = Pointing(form_key="form-key-0000001", slugs=(LUNCH.service.slug,))
CODED = replace(PRESS, form_key="form-key-0000002", level=Level.CODED)


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(LUNCH, SHED)
    signing.add(engine, NURSE, COLLEAGUE, STRANGER, ORGANISER)
    return engine


@pytest.fixture
def nurse(engine: Engine) -> Context:
    return signing.as_user(engine, NURSE)


def deeds(context: Context) -> Counter[str]:
    return Counter(row[5] for row in audit.rows(context.store))


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
    assert deeds(nurse)["referral.refused"] == 1
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
    assert [(one.is_mine, one.waits_for_group) for one in work.open] == [(True, False), (False, True)]
    assert {one.name for one in work.recent} == {"Airdrie Men's Shed", "Tuesday Lunch Club"}
    assert (work.mine_logged, work.team_logged) == (2, 3)


def test_a_reference_is_found_however_it_was_typed(nurse: Context) -> None:
    (made,) = referring.point(nurse, CODED)
    assert made.reference is not None
    assert my_work.by_reference(nurse, f" {made.reference.lower().replace('-', ' ')} ") == made.id


@pytest.mark.parametrize("account", [None, ORGANISER], ids=["nobody", "organiser"])
def test_only_staff_can_point_anybody_anywhere(engine: Engine, account: object) -> None:
    context = engine.context() if account is None else signing.as_user(engine, ORGANISER)
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
    with pytest.raises(NotYoursError):
        unmet.undo(signing.as_user(engine, STRANGER), missing.form_key)
    with pytest.raises(TooLateError):
        unmet.undo(replace(nurse, now=NOW + timedelta(hours=1)), missing.form_key)
    unmet.undo(nurse, missing.form_key)
    unmet.undo(nurse, missing.form_key)
    assert unmet.noted(nurse, missing.form_key).undone_at == NOW
