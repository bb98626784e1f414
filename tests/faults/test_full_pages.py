"""The disk fills up while a form is sent: a plain page says so, nothing of it is kept, reading goes on, and later it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from locator.web import create_app
from locator.wiring import Engine
from tests import entering, handing, referred, signing
from tests.conftest import OpenEngine
from tests.faults.disk import Disk, WatchedStore
from tests.faults.full import contents
from tests.referred import NURSE
from tests.web import entering as way_in
from tests.web.page import Page
from tests.web.test_hand_over import PATH, WHOLE
from tests.web.village import LUNCH
from tests.web.visitor import Visitor

COUNTED_APART = "sign_in_try"
"""A try at a password counts from before it is looked at, whatever comes of it."""


@dataclass
class Full:
    """A site over a disk whose room can be taken away, with what the forms are about."""

    engine: Engine
    app: Flask
    disk: Disk
    link: str

    def nurse(self) -> Visitor:
        """A nurse who is signed in, at a browser of her own."""
        return signing.sign_in(self.app, NURSE)

    def contents(self) -> dict[str, list[object]]:
        """Every row of every table but that one."""
        return contents(self.engine.store, without=(COUNTED_APART,))

    def forget_tries(self) -> None:
        """Let nobody be shut out for trying again."""
        with self.engine.store.atomic():
            self.engine.store.write(f"DELETE FROM {COUNTED_APART}")


@pytest.fixture
def full(open_engine: OpenEngine) -> Iterator[Full]:
    engine = open_engine(*referred.LISTINGS, handing.LISTING)
    handing.allow(engine)
    entering.somebody(engine, name="Ina Bell", has_app=False)
    link = referred.link(engine, referred.refer(engine))
    engine.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.search_log.close()
    engine.store.close()
    disk = Disk(engine.store.path.parent)
    engine.store = WatchedStore(engine.store.path, disk)
    yield Full(engine, create_app(engine), disk, link)
    engine.store.close()


def signpost(full: Full) -> Callable[[], TestResponse]:
    visitor = full.nurse()
    form = {"form_key": "0123456789abcdef", "service": LUNCH.service.slug, "level": "coded", "reason": "falls"}
    return lambda: visitor.post("/staff/signpost", form)


def hand_over(full: Full) -> Callable[[], TestResponse]:
    visitor = full.nurse()
    return lambda: visitor.post(PATH, WHOLE | {"step": "check"})


def answer(full: Full) -> Callable[[], TestResponse]:
    visitor = Visitor(full.app)
    return lambda: visitor.post(f"/answer/{full.link}", {"to": "accepted"})


def sign_in(full: Full) -> Callable[[], TestResponse]:
    visitor = Visitor(full.app)
    return lambda: way_in.password(visitor, "ina.bell.staff@example.org")


def sign_out(full: Full) -> Callable[[], TestResponse]:
    visitor = full.nurse()
    return lambda: visitor.post("/sign-out")


def change_password(full: Full) -> Callable[[], TestResponse]:
    visitor = signing.sign_in(full.app, signing.person(name="Ina Bell"))
    form = {"password": entering.PASSWORD, "new": entering.NEW}
    return lambda: visitor.post("/account/password", form)


def tell_what_is_missing(full: Full) -> Callable[[], TestResponse]:
    visitor = full.nurse()
    return lambda: visitor.post("/staff/unmet", {"form_key": "0123456789abcdef", "reason": "full"})


def report(full: Full) -> Callable[[], TestResponse]:
    visitor = Visitor(full.app)
    form = {"kind": "other", "message": "The hall has moved", "form_key": "0123456789abcdef"}
    return lambda: visitor.post(f"/services/{LUNCH.service.slug}/something-wrong", form)


DEEDS = (signpost, hand_over, answer, sign_in, sign_out, change_password, tell_what_is_missing, report)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__.replace("_", " "))
def test_a_form_that_finds_no_room_is_told_so_keeps_nothing_and_can_be_sent_again(
    full: Full, deed: Callable[[Full], Callable[[], TestResponse]]
) -> None:
    send, reader = deed(full), Visitor(full.app)
    before = full.contents()
    for tried in count():
        full.disk.room = 2**tried - 1
        answered = send()
        reads = reader.get(f"/services/{LUNCH.service.slug}")
        full.disk.room = None
        if answered.status_code == 303:
            break
        assert answered.status_code == 507, answered.text
        assert Page("", answered.text).heading == "We cannot save anything just now"
        assert reads.heading == LUNCH.service.name
        assert full.contents() == before
        full.forget_tries()
    assert tried > 1
    assert full.contents() != before
