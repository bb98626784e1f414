"""The same canary as in tests/actions/test_canary.py, through the pages: planted, read, refused, failed over, erased, gone."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from flask import Flask

from locator.wiring import Engine
from tests import handing, signing
from tests.actions.test_canary import CANARY, WORDS, hits
from tests.web.test_hand_over import PATH, TEXTS, WHOLE

FIELDS = WHOLE | {name: str(getattr(CANARY, name)) for name in TEXTS} | {"contact_kind": "through a carer"}


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(handing.LISTING)
    handing.allow(made.extensions["locator"])
    return made


@pytest.mark.slow
def test_whatever_was_done_on_the_pages_an_erased_person_leaves_no_trace(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    engine: Engine = app.extensions["locator"]
    nurse, group = signing.sign_in(app, handing.NURSE), signing.sign_in(app, handing.ORGANISER)
    admin = signing.sign_in(app, handing.ADMINISTRATOR)
    with caplog.at_level(logging.DEBUG):
        for step in ("danger", "permission", "details"):
            assert nurse.post(PATH, FIELDS | {"step": step}).status_code == 200
        nurse.post(PATH, FIELDS | {"step": "check", "reason": f"{CANARY.reason} 0101501234"})
        referral_id = nurse.post(PATH, FIELDS | {"step": "check"}).headers["Location"].split("/")[3]
        assert CANARY.name in nurse.get(f"/staff/referrals/{referral_id}/person").text
        assert CANARY.name in group.get(f"/group/referrals/{referral_id}/person").text
        signing.sign_in(app, handing.OTHER_NURSE).get(f"/staff/referrals/{referral_id}/person", 404)
        opened = {"why": "a fault is looked into", "form_key": "k", "as": "json"}
        assert CANARY.name in admin.post(f"/admin/open/{referral_id}", opened).text
        nurse.get("/services?q=Zebedee+Quillfeather")
        with monkeypatch.context() as broken:
            broken.setattr("locator.web.shared.handed_over.details", lambda view: 1 / 0)
            assert nurse.raw(f"/staff/referrals/{referral_id}/person").status_code == 500
        engine.search_log.close()
        reference = engine.store.rows("SELECT reference FROM referral")[0][0]
        erase = {"reference": reference, "why": "the person asked for it", "sure": "yes"}
        assert admin.post("/admin/erase", erase).status_code == 303
        assert nurse.raw(f"/staff/referrals/{referral_id}/person").status_code == 410
    assert hits(engine.settings.data) == []
    assert [word for word in WORDS if word in caplog.text] == []
