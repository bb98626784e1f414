"""The people of the demonstration can be tried with one press, and can never sign in to a real installation."""

from __future__ import annotations

import pytest

from locator.actions import demonstration_people
from locator.actions.signing import RefusedError
from locator.roles import Role
from locator.storage import accounts, facts, organizations
from locator.web.shared.frame import HOME
from tests import entering, making
from tests.entering import House
from tests.web import entering as way_in


def make_people(house: House, *, is_demonstration: bool) -> House:
    """The house with the demonstration's people in it, as one that says that it is a demonstration or not."""
    store = house.engine.store
    group = making.organization(
        "Steady Steps", id=demonstration_people.identifier("organization", demonstration_people.GROUP)
    )
    with store.atomic():
        organizations.save(store, group)
        facts.put(store, "demonstration", "yes" if is_demonstration else "no")
        demonstration_people.make(store, house.engine.sealer, house.clock.now)
    return house.again()


def test_there_is_one_for_each_role_in_two_teams(house: House) -> None:
    shown = demonstration_people.listed(make_people(house, is_demonstration=True).engine.context())
    assert {one.role for one in shown} == set(Role)
    assert len({one.place for one in shown if one.role in (Role.STAFF, Role.TEAM_LEAD)}) == 2
    assert {one.place for one in shown if one.role is Role.ORGANISER} == {"Steady Steps"}


def test_one_press_signs_in_as_each_of_them(house: House) -> None:
    demonstration = make_people(house, is_demonstration=True)
    page = demonstration.visitor().get("/sign-in")
    for one in demonstration_people.listed(demonstration.engine.context()):
        assert f"Sign in as {one.name}" in page.text
        visitor = demonstration.visitor()
        answer = visitor.post("/sign-in/demonstration", {"account": one.id})
        assert answer.headers["Location"] == HOME[one.role]
        assert one.name in visitor.get("/account").text


def test_the_password_and_the_secret_work_as_well(house: House) -> None:
    demonstration = make_people(house, is_demonstration=True)
    visitor = demonstration.visitor()
    way_in.password(visitor, "nurse@demonstration.example", demonstration_people.PASSWORD)
    code = entering.code(secret=demonstration_people.SECRET)
    assert way_in.send(visitor, "/sign-in/code", code=code).headers["Location"] == "/staff"


def test_in_a_real_installation_none_of_them_signs_in_by_any_way(house: House) -> None:
    real = make_people(house, is_demonstration=False)
    nurse = accounts.by_email(real.engine.store, "nurse@demonstration.example")
    assert nurse is not None
    visitor = real.visitor()
    assert "Sign in as" not in visitor.get("/sign-in").text
    assert visitor.post("/sign-in/demonstration", {"account": nurse.id}).status_code == 422
    assert way_in.password(visitor, nurse.email, demonstration_people.PASSWORD).status_code == 422
    visitor.post("/forgotten", {"email": nurse.email})
    assert real.engine.store.row("SELECT COUNT(*) FROM mail") == (0,)
    with pytest.raises(RefusedError):
        demonstration_people.sign_in(real.engine.context(), nurse.id, "A browser")
    assert real.engine.store.row("SELECT COUNT(*) FROM session") == (0,)


def test_a_real_account_in_a_demonstration_has_no_button(house: House) -> None:
    real = entering.somebody(house.engine)
    demonstration = make_people(house, is_demonstration=True)
    assert real.name not in {one.email for one in demonstration_people.listed(demonstration.engine.context())}
    answer = demonstration.visitor().post("/sign-in/demonstration", {"account": real.id})
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (422, False)


def test_making_them_again_changes_nothing(house: House) -> None:
    make_people(house, is_demonstration=True)
    before = accounts.every(house.engine.store)
    make_people(house, is_demonstration=True)
    assert accounts.every(house.engine.store) == before
