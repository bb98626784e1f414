"""Settings by form: seen on every page at once, and the guarded ones only with the own password."""

from __future__ import annotations

import pytest

from locator import wiring
from locator.roles import Role
from tests import entering, signing
from tests.entering import PASSWORD, House
from tests.web import tooling
from tests.web.visitor import Visitor

PAGE, PEOPLE = "/curate/settings", "/curate/settings/people"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is remembered for a second."""
    monkeypatch.setattr(wiring, "REFERENCE_SECONDS", 0.0)


def visitor(house: House, role: Role = Role.CURATOR, name: str = "Isla Kerr") -> Visitor:
    return signing.sign_in(house.app, entering.somebody(house.engine, role, name))


def send(who: Visitor, path: str = PAGE, **fields: str):  # type: ignore[no-untyped-def]
    """What the form answers, filled in as it is shown but for these boxes."""
    return who.post(path, {**tooling.boxes(who.get(PAGE), path), **fields})


def test_how_the_site_is_reached_is_on_every_page(house: House) -> None:
    who = visitor(house)
    assert send(who, enquiries_phone="01632 960111", enquiries_email="").status_code == 303
    for path in (f"{PAGE}?done=kept", "/", "/about"):
        source = who.get(path).source
        assert "01632 960111" in source
        assert "ask@example.org" not in source


def test_a_curator_does_not_see_what_is_kept_about_people(house: House) -> None:
    who = visitor(house)
    assert PEOPLE not in who.get(PAGE).source
    assert who.post(PEOPLE, {"keep_named_days": "7", "password": PASSWORD}).status_code == 403


@pytest.mark.parametrize(("password", "status"), [(PASSWORD, 303), ("wrong", 422), ("", 422)])
def test_what_is_kept_about_people_needs_the_own_password(house: House, password: str, status: int) -> None:
    who = visitor(house, Role.ADMINISTRATOR)
    assert send(who, PEOPLE, keep_mail_days="14", password=password).status_code == status
    assert house.engine.context().settings.keep_mail_days == (14 if status == 303 else 30)


def test_a_box_that_is_not_right_says_so(house: House) -> None:
    who = visitor(house, Role.ADMINISTRATOR)
    answer = send(who, PEOPLE, keep_mail_days="9000", password=PASSWORD)
    assert (answer.status_code, "from 7 to 90" in answer.get_data(as_text=True)) == (422, True)
    assert send(who, enquiries_email="nobody").status_code == 422


def test_a_password_that_was_typed_is_not_sent_back(house: House) -> None:
    who = visitor(house, Role.ADMINISTRATOR)
    answer = send(who, PEOPLE, keep_mail_days="9000", password=PASSWORD)
    assert PASSWORD not in answer.get_data(as_text=True)


def test_the_second_of_two_sees_both(house: House) -> None:
    first, second = visitor(house), visitor(house, name="Ann Bell")
    shown = tooling.boxes(second.get(PAGE), PAGE)
    send(first, enquiries_phone="01632 960111")
    answer = second.post(PAGE, {**shown, "enquiries_phone": "01632 960222"})
    text = answer.get_data(as_text=True)
    assert (answer.status_code, "<dd>01632 960111</dd>" in text, 'value="01632 960222"' in text) == (409, True, True)
