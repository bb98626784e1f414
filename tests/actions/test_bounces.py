"""An address from which letters come back is marked, by the mail server or a curator, and only where it is the directory's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from locator.actions import bounces, calls, mailing, reminding
from locator.actions.bounces import AddressError
from locator.actions.calls import Why
from locator.actions.permission import NotAllowedError
from locator.storage import audit, mails
from locator.wiring import Engine
from tests import signing
from tests.checking import CURATOR, FRESH, GROUP, MANAGER, NURSE, TO_HIDE
from tests.conftest import OpenEngine
from tests.post import mail_server
from tests.post.mail_server import Box
from tests.referred import letters
from tests.signing import as_user

GARDEN = "garden@knowetop.example.org"


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(FRESH, TO_HIDE)
    signing.add(engine, CURATOR, NURSE)
    return engine


def marked(engine: Engine) -> list[str]:
    return [one.address for one in bounces.every(as_user(engine, CURATOR))]


def test_an_address_that_is_typed_in_is_marked_once_and_its_listings_are_named(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    for _ in range(2):
        assert bounces.came_back(curator, "  Garden@Knowetop.example.org ") == GARDEN
    (one,) = bounces.every(curator)
    assert (one.address, one.is_told) == (GARDEN, True)
    assert [listing.service.name for listing in one.listings] == ["Gardening group"]
    assert [row.action for row in audit.about(engine.store, "address", "")] == ["address.came_back"]


@pytest.mark.parametrize(
    "address", ["", "garden", "nobody@example.org", f"{GARDEN}\r\nBcc: x@example.org", NURSE.email]
)
def test_what_is_no_address_of_the_directory_is_refused(engine: Engine, address: str) -> None:
    with pytest.raises(AddressError):
        bounces.came_back(as_user(engine, CURATOR), address)
    assert marked(engine) == []


def test_reminders_stop_and_the_listing_is_on_the_call_list_at_once(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    bounces.came_back(curator, GROUP.email or "")
    assert {(one.stale.listing.service.name, one.why) for one in calls.due(curator)} == {
        ("Bingo", Why.BOUNCED),
        ("Gardening group", Why.BOUNCED),
    }
    bounces.came_back(curator, GARDEN)
    assert reminding.remind(engine.context()).people == 0


def test_a_managers_address_counts_too(engine: Engine) -> None:
    signing.add(engine, MANAGER)
    bounces.came_back(as_user(engine, CURATOR), MANAGER.email)
    reminding.remind(engine.context())
    assert [to for to, _, _ in letters(engine, "check/")] == [GARDEN]


def test_once_it_works_again_it_is_as_before(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    bounces.came_back(curator, GARDEN)
    assert [bounces.works_again(curator, GARDEN) for _ in range(2)] == [True, False]
    assert marked(engine) == []
    assert reminding.remind(engine.context()).people == 1


def test_only_curators_see_or_change_it(engine: Engine) -> None:
    nurse = as_user(engine, NURSE)
    for act in (
        lambda: bounces.every(nurse),
        lambda: bounces.came_back(nurse, GARDEN),
        lambda: bounces.works_again(nurse, GARDEN),
    ):
        with pytest.raises(NotAllowedError):
            act()


@pytest.fixture
def box() -> Iterator[Box]:
    with mail_server.running() as box:
        yield box


@pytest.mark.parametrize(
    ("answer", "is_marked"),
    [
        ("550 5.1.1 no such person", True),
        ("550 no such person", True),
        ("550 5.7.1 we do not like your server", False),
        ("450 mailbox is full", False),
    ],
)
def test_what_a_mail_server_refuses_for_good_marks_the_address(
    engine: Engine, box: Box, answer: str, is_marked: bool
) -> None:
    engine.settings = replace(
        engine.settings,
        mail_host="127.0.0.1",
        mail_port=box.port,
        mail_security="none",
        mail_from="locator@example.org",
    )
    box.address_answer = answer
    reminding.remind(engine.context())
    mailing.send_due(engine.context(), mailing.open_post(engine.context()))
    assert marked(engine) == ([GARDEN] if is_marked else [])


def test_a_refused_letter_to_a_member_of_staff_marks_nothing(engine: Engine) -> None:
    assert not bounces.note_refused(engine.context(), NURSE.email, "550 no such person")
    assert mails.counts(engine.store) == {}
