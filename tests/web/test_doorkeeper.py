"""What is not in the table of who may come in is shut; what is in it opens to those it names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from locator.accounts.account import AccountStatus
from locator.accounts.session import Stage
from locator.roles import Permission, Role
from locator.storage import accounts
from locator.web.shared.doorkeeper import Who
from tests import signing
from tests.web.visitor import Visitor

PRIVATE = "/private"
MakeApp = Callable[..., Flask]


def private(app: Flask, needed: Permission | Who | None) -> Flask:
    """The app with one more address, which takes this."""
    app.add_url_rule(PRIVATE, "private", lambda: ("inside", {"Content-Type": "text/plain"}), methods=["GET", "POST"])
    if needed is not None:
        app.extensions["access"]["private"] = needed
    return app


def signed_in(app: Flask, role: Role = Role.STAFF, stage: Stage = Stage.WHOLE) -> Visitor:
    account = signing.person(role)
    signing.add(app.extensions["locator"], account)
    return signing.sign_in(app, account, stage)


def test_an_address_that_is_not_in_the_table_is_shut_to_everybody(make_app: MakeApp) -> None:
    app = private(make_app(), None)
    assert Visitor(app).raw(PRIVATE).status_code == 403
    assert signed_in(app, Role.ADMINISTRATOR).raw(PRIVATE).status_code == 403


def test_without_a_session_one_is_asked_to_sign_in_and_comes_back(make_app: MakeApp) -> None:
    answer = Visitor(private(make_app(), Permission.REFER)).raw(f"{PRIVATE}?a=b")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in?next=/private%3Fa%3Db"


def test_before_the_second_step_nothing_opens(make_app: MakeApp) -> None:
    visitor = signed_in(private(make_app(), Who.SIGNED_IN), stage=Stage.PASSWORD)
    assert visitor.raw(PRIVATE).headers["Location"] == "/sign-in/code"


@pytest.mark.parametrize(("role", "status"), [(Role.STAFF, 200), (Role.CURATOR, 403), (Role.ORGANISER, 403)])
def test_a_permission_opens_to_the_roles_that_have_it(make_app: MakeApp, role: Role, status: int) -> None:
    visitor = signed_in(private(make_app(), Permission.REFER), role)
    answer = visitor.raw(PRIVATE)
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_form_without_the_right_token_does_nothing(make_app: MakeApp) -> None:
    app = private(make_app(), Permission.REFER)
    visitor, other = signed_in(app), signed_in(app, Role.TEAM_LEAD)
    assert visitor.post(PRIVATE).status_code == 200
    for token in ("", "wrong", other.form_token):  # type: ignore[attr-defined]
        assert visitor.post(PRIVATE, {"form_token": token}).status_code == 403
    assert visitor.post(PRIVATE, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_closed_team_and_a_disabled_account_open_nothing_on_the_next_request(make_app: MakeApp) -> None:
    app = private(make_app(), Permission.REFER)
    store, account = app.extensions["locator"].store, signing.person()
    visitor = signed_in(app)
    for changed in (
        lambda: accounts.save(store, replace(account, status=AccountStatus.DISABLED)),
        lambda: accounts.save_team(store, replace(signing.NURSES, closed_at=account.created_at)),
    ):
        assert visitor.raw(PRIVATE).status_code == 200
        with store.atomic():
            changed()
        assert visitor.raw(PRIVATE).headers.get("Location", "").startswith("/sign-in")
        with store.atomic():
            accounts.save(store, account)


def test_a_public_page_that_a_signed_in_person_sees_is_kept_by_no_cache(make_app: MakeApp) -> None:
    assert signed_in(make_app()).raw("/").headers["Cache-Control"] == "no-store"
