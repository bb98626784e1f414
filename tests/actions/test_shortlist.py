"""My list and the links to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from locator.actions import shortlist
from locator.directory.service import ServiceStatus
from tests import making
from tests.conftest import NOW, OpenEngine, save

LUNCH, SHED = making.listing("Lunch Club"), making.listing("Men's Shed")


def test_kept_services_come_in_the_order_of_the_person(open_engine: OpenEngine) -> None:
    context = open_engine(LUNCH, SHED).context()
    kept = shortlist.cards(context, [SHED.service.id, "unknown", LUNCH.service.id])
    assert [card.listing for card in kept] == [SHED, LUNCH]


def test_a_shared_list_opens_by_its_link(open_engine: OpenEngine) -> None:
    context = open_engine(LUNCH, SHED).context()
    token, expires_at = shortlist.share(context, [SHED.service.id, LUNCH.service.id])
    shared = shortlist.open_shared(context, token)
    assert [card.listing for card in shared.cards] == [SHED, LUNCH]
    assert shared.expires_at == expires_at == NOW + timedelta(days=30)


def test_a_link_expires(open_engine: OpenEngine) -> None:
    context = open_engine(LUNCH).context()
    token, _ = shortlist.share(context, [LUNCH.service.id])
    with pytest.raises(shortlist.SharedListGoneError):
        shortlist.open_shared(replace(context, now=NOW + timedelta(days=31)), token)


def test_a_link_that_never_was_opens_nothing(open_engine: OpenEngine) -> None:
    with pytest.raises(shortlist.SharedListGoneError):
        shortlist.open_shared(open_engine().context(), "guess")


def test_the_token_of_a_link_is_not_in_the_database(open_engine: OpenEngine) -> None:
    engine = open_engine(LUNCH)
    token, _ = shortlist.share(engine.context(), [LUNCH.service.id])
    engine.close()
    files = engine.settings.data.glob("locator.sqlite*")
    assert not any(token.encode() in file.read_bytes() for file in files)


def test_a_service_withdrawn_since_drops_out_of_a_list(open_engine: OpenEngine) -> None:
    engine = open_engine(LUNCH, SHED)
    save(engine, replace(SHED, service=replace(SHED.service, status=ServiceStatus.INACTIVE)))
    assert [card.listing for card in shortlist.cards(engine.context(), [SHED.service.id, LUNCH.service.id])] == [LUNCH]


def test_a_list_has_an_end(open_engine: OpenEngine) -> None:
    many = [making.listing(f"Club {number}") for number in range(40)]
    kept = shortlist.cards(open_engine(*many).context(), [one.service.id for one in many])
    assert len(kept) == shortlist.MOST_KEPT
