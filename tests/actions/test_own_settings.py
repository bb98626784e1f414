"""Settings by form: used by every process at once, within limits, and never against what the server says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locator import settings as rules
from locator import wiring
from locator.actions import own_settings
from locator.actions.context import Context
from locator.actions.permission import NotAllowedError
from locator.actions.wrong import ChangedMeanwhileError, WrongError
from locator.roles import Role
from locator.settings import Settings
from locator.wiring import Engine
from tests import signing
from tests.conftest import OpenEngine
from tests.noted import deeds

CURATOR, ADMINISTRATOR = signing.person(Role.CURATOR), signing.person(Role.ADMINISTRATOR)


@pytest.fixture
def engine(open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr(wiring, "REFERENCE_SECONDS", 0.0)
    made = open_engine()
    signing.add(made, CURATOR, ADMINISTRATOR)
    return made


@pytest.fixture
def context(engine: Engine) -> Context:
    return signing.as_user(engine, CURATOR)


def shown(context: Context, *, guarded: bool = False) -> dict[str, str]:
    return {one.rule.name: one.value for one in own_settings.every(context, guarded=guarded)}


def change(context: Context, *, guarded: bool = False, **values: str) -> None:
    seen = own_settings.state(own_settings.every(context, guarded=guarded))
    own_settings.change(context, {**shown(context, guarded=guarded), **values}, guarded=guarded, seen=seen)


def test_a_setting_is_used_by_every_process(engine: Engine, context: Context, open_engine: OpenEngine) -> None:
    other = open_engine()
    change(context, site_name="Lanarkshire Locator", enquiries_phone="01632 960111")
    for one in (engine, other):
        now = one.context().settings
        assert (now.site_name, now.enquiries_phone, now.enquiries_email) == (
            "Lanarkshire Locator",
            "01632 960111",
            "ask@example.org",
        )
    assert deeds(engine) == ["setting.change"] * 2


def test_what_the_server_sets_wins_and_no_form_changes_it(engine: Engine, context: Context) -> None:
    change(context, site_name="Lanarkshire Locator")
    engine.settings = replace(engine.settings, site_name="Locator", given=frozenset({"site_name"}))
    context = signing.as_user(engine, CURATOR)
    assert engine.context().settings.site_name == "Locator"
    assert [one.is_given for one in own_settings.every(context, guarded=False)] == [True, False, False]
    change(context, site_name="Mine")
    assert engine.context().settings.site_name == "Locator"
    assert deeds(engine) == ["setting.change"]


def test_the_environment_says_which_settings_it_gives() -> None:
    given = {"LOCATOR_SITE_NAME": "Here", "LOCATOR_NAMED_HAND_OVER": "no", "LOCATOR_KEEP_MAIL_DAYS": " "}
    assert rules.from_environment(given).given == {"site_name", "has_named_hand_over"}


def test_a_value_out_of_its_limits_is_not_looked_at(settings: Settings) -> None:
    for text in ("0", "4000", "many", "-7", "²"):
        assert rules.with_own(settings, {"keep_mail_days": text, "port": "1"}) == settings
    assert rules.with_own(settings, {"keep_mail_days": "14"}).keep_mail_days == 14


def test_every_default_lies_within_its_limits(settings: Settings) -> None:
    for one in rules.BY_FORM:
        if one.kind == "days":
            assert one.least <= getattr(settings, one.name) <= one.most


def test_a_double_click_changes_a_setting_once(engine: Engine, context: Context) -> None:
    seen = own_settings.state(own_settings.every(context, guarded=False))
    values = {**shown(context), "site_name": "Lanarkshire Locator"}
    for _ in range(2):
        own_settings.change(context, values, guarded=False, seen=seen)
    assert deeds(engine) == ["setting.change"]


def test_who_changes_what_somebody_else_has_changed_is_told(context: Context) -> None:
    seen = own_settings.state(own_settings.every(context, guarded=False))
    change(context, site_name="Lanarkshire Locator")
    with pytest.raises(ChangedMeanwhileError):
        own_settings.change(context, {**shown(context), "site_name": "Mine"}, guarded=False, seen=seen)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("site_name", ""),
        ("site_name", "x" * 61),
        ("enquiries_phone", "ring us"),
        ("enquiries_email", "nobody"),
        ("privacy_email", "a@b@c"),
        ("has_named_hand_over", "perhaps"),
        ("keep_named_days", "6"),
        ("keep_named_days", "366"),
        ("keep_mail_days", "²"),
        ("keep_mail_days", ""),
    ],
)
def test_what_cannot_be_a_setting_is_refused(engine: Engine, name: str, text: str) -> None:
    rule = next(one for one in rules.BY_FORM if one.name == name)
    with pytest.raises(WrongError) as wrong:
        change(signing.as_user(engine, ADMINISTRATOR), guarded=rule.is_guarded, **{name: text})
    assert wrong.value.at == name
    assert deeds(engine) == []


def test_hand_over_by_name_needs_a_privacy_lead(engine: Engine) -> None:
    context = signing.as_user(engine, ADMINISTRATOR)
    with pytest.raises(WrongError) as wrong:
        change(context, guarded=True, has_named_hand_over="yes")
    assert wrong.value.at == "privacy_email"
    change(context, guarded=True, has_named_hand_over="yes", privacy_email="privacy@example.org")
    assert engine.context().settings.has_named_hand_over


def test_what_is_kept_about_people_is_the_administrators_alone(engine: Engine, context: Context) -> None:
    for deed in (
        lambda: own_settings.every(context, guarded=True),
        lambda: own_settings.change(context, {"keep_named_days": "7"}, guarded=True, seen=""),
    ):
        with pytest.raises(NotAllowedError):
            deed()
    change(context, site_name="Here")
    own_settings.change(
        context,
        {**shown(context), "has_named_hand_over": "yes", "keep_named_days": "7"},
        guarded=False,
        seen=own_settings.state(own_settings.every(context, guarded=False)),
    )
    assert not engine.context().settings.has_named_hand_over
    assert engine.context().settings.keep_named_days == 90
