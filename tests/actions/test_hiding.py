"""A curator is asked about what nobody checked for a year, hides it with a reason or not, and can show it again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from locator.actions import answering, assuring, find, hiding, moving, revising, tasks
from locator.actions.find import Search
from locator.actions.hiding import OpenReferralsError, ReasonMissingError
from locator.actions.moving import Step
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.directory.service import ServiceStatus
from locator.referral.states import CloseReason, State
from locator.revision import subject
from locator.revision.subject import WayIn
from locator.storage import audit
from locator.wiring import Engine
from tests import referred, signing
from tests.checking import CURATOR, EVERY, LOWERED, MANAGER, TO_HIDE
from tests.conftest import OpenEngine
from tests.making import TODAY
from tests.referred import NURSE
from tests.signing import as_user
from tests.web.village import LUNCH

SERVICE = TO_HIDE.service.id


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*EVERY, *referred.LISTINGS)
    signing.add(engine, *referred.EVERYBODY, CURATOR, MANAGER)
    return engine


def found(engine: Engine, words: str) -> int:
    return find.search(engine.context(), Search(words=words)).total


def status(engine: Engine, service_id: str = SERVICE) -> ServiceStatus:
    return assuring.one(engine.context(), service_id).service.status


def test_what_is_a_year_old_is_asked_about_and_nothing_younger(engine: Engine) -> None:
    names = [one.stale.listing.service.name for one in hiding.due(as_user(engine, CURATOR))]
    assert names == ["Ironing bees", "Gardening group", "Airdrie Men's Shed"]


def test_nothing_is_ever_hidden_by_itself(engine: Engine) -> None:
    for days in (0, 400, 4000):
        tasks.run(lambda days=days: referred.later(engine.context(), days=days))  # type: ignore[misc]
    assert status(engine) is ServiceStatus.ACTIVE


def test_hidden_it_is_found_nowhere_and_shown_again_it_is_as_before(engine: Engine) -> None:
    curator, before = as_user(engine, CURATOR), assuring.one(engine.context(), SERVICE)
    hiding.hide(curator, SERVICE, reason=" Nobody answers,\nsince spring. ", form_key="key")
    assert (status(engine), found(engine, "gardening")) == (ServiceStatus.INACTIVE, 0)
    (one,) = hiding.hidden(curator)
    assert (one.listing.service.id, one.hiding.reason) == (SERVICE, "Nobody answers, since spring.")
    assert SERVICE not in {one.stale.listing.service.id for one in hiding.due(curator)}
    assert [hiding.show_again(curator, SERVICE) for _ in range(2)] == [True, False]
    after = assuring.one(engine.context(), SERVICE)
    assert after.service.assured == before.service.assured
    assert (
        revising.content_of(engine.context(), subject.service(SERVICE))
        == revising.version_of(engine.context(), subject.service(SERVICE), 1).content
    )  # type: ignore[union-attr]
    assert found(engine, "gardening") == 1
    assert hiding.hidden(curator) == ()


def test_both_are_in_its_history_and_in_the_audit_trail(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    hiding.hide(curator, SERVICE, reason="It has ended.", form_key="key")
    hiding.show_again(curator, SERVICE)
    whys = [one.why for one in revising.history(curator, subject.service(SERVICE))]
    assert whys[1:] == ["It has ended.", "Shown again."]
    actions = [row.action for row in audit.about(engine.store, "service", SERVICE)]
    assert [one for one in actions if one in ("service.hide", "service.show")] == ["service.hide", "service.show"]


def test_while_people_wait_for_an_answer_it_is_refused(engine: Engine) -> None:
    made, curator = referred.refer(engine), as_user(engine, CURATOR)
    with pytest.raises(OpenReferralsError) as refused:
        hiding.hide(curator, LUNCH.service.id, reason="It has ended.", form_key="key")
    assert refused.value.count == 1
    assert status(engine, LUNCH.service.id) is ServiceStatus.ACTIVE
    step = Step(seen=State.SENT, to=State.CLOSED, reason=CloseReason.OTHER, form_key="move")
    moving.move_by_staff(as_user(engine, NURSE), made.id, step)
    hiding.hide(curator, LUNCH.service.id, reason="It has ended.", form_key="key")
    assert status(engine, LUNCH.service.id) is ServiceStatus.INACTIVE


def test_a_referral_that_was_sent_before_can_still_be_answered_where_it_waits(engine: Engine) -> None:
    made = referred.refer(engine)
    with pytest.raises(OpenReferralsError):
        hiding.hide(as_user(engine, CURATOR), LUNCH.service.id, reason="It has ended.", form_key="key")
    assert answering.answer(engine.context(), referred.link(engine, made), State.ACCEPTED)


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 501])
def test_without_a_reason_it_is_refused(engine: Engine, reason: str) -> None:
    with pytest.raises(ReasonMissingError):
        hiding.hide(as_user(engine, CURATOR), SERVICE, reason=reason, form_key="key")
    assert status(engine) is ServiceStatus.ACTIVE


def test_pressed_by_four_at_once_it_is_hidden_once(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    with ThreadPoolExecutor(4) as hands:
        done = list(hands.map(lambda n: hiding.hide(curator, SERVICE, reason="Ended.", form_key=f"k{n % 2}"), range(4)))
    assert len({one.id for one in done}) == 1


def test_an_old_form_that_is_sent_again_does_not_hide_it_again_and_a_new_one_does(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    hiding.hide(curator, SERVICE, reason="Ended.", form_key="key")
    hiding.show_again(curator, SERVICE)
    hiding.hide(curator, SERVICE, reason="Ended.", form_key="key")
    assert status(engine) is ServiceStatus.ACTIVE
    hiding.hide(curator, SERVICE, reason="Ended again.", form_key="another")
    assert status(engine) is ServiceStatus.INACTIVE


def test_one_that_became_public_by_another_way_can_be_hidden_again(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    hiding.hide(curator, SERVICE, reason="Ended.", form_key="key")
    fields = {"status": "active"}
    revising.publish(curator, subject.service(SERVICE), fields, way_in=subject.WayIn.CURATOR)
    assert hiding.hidden(curator) == ()
    assert not hiding.show_again(curator, SERVICE)
    hiding.hide(curator, SERVICE, reason="Ended again.", form_key="another")
    assert [one.hiding.reason for one in hiding.hidden(curator)] == ["Ended again."]


def test_nobody_else_hides_or_shows_anything(engine: Engine) -> None:
    for account in (NURSE, MANAGER):
        person = as_user(engine, account)
        for act in (
            lambda person=person: hiding.due(person),
            lambda person=person: hiding.hidden(person),
            lambda person=person: hiding.hide(person, SERVICE, reason="x", form_key="k"),
            lambda person=person: hiding.show_again(person, SERVICE),
        ):
            with pytest.raises(NotAllowedError):
                act()


def test_what_is_not_there_is_not_found(engine: Engine) -> None:
    with pytest.raises(NotYoursError):
        hiding.hide(as_user(engine, CURATOR), "nothing", reason="x", form_key="k")
    with pytest.raises(NotYoursError):
        hiding.show_again(as_user(engine, CURATOR), "nothing")


def test_one_that_was_closed_for_now_is_closed_for_now_again(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    revising.publish(
        curator,
        subject.service(LOWERED.service.id),
        {"status": "temporarily closed"},
        way_in=subject.WayIn.CURATOR,
    )
    hiding.hide(curator, LOWERED.service.id, reason="Ended.", form_key="key")
    hiding.show_again(curator, LOWERED.service.id)
    assert status(engine, LOWERED.service.id) is ServiceStatus.TEMPORARILY_CLOSED
    assert assuring.one(engine.context(), LOWERED.service.id).service.content_changed_on == TODAY


def test_one_that_was_hidden_with_others_can_be_given_a_reason_and_shown_again(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    revising.publish(curator, subject.service(SERVICE), {"status": "inactive"}, way_in=WayIn.CURATOR)
    hiding.hide(curator, SERVICE, reason="Nobody answers.", form_key="key")
    assert [one.hiding.reason for one in hiding.hidden(curator)] == ["Nobody answers."]
    assert hiding.show_again(curator, SERVICE)
    assert status(engine) is ServiceStatus.ACTIVE
