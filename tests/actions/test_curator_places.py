"""A curator hears of the areas that they look after; an area that nobody has is everybody's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locator.actions import curator_places, referring, unanswered
from locator.actions.context import Context
from locator.actions.permission import NotAllowedError, NotSignedInError, NotYoursError
from locator.referral.referral import ForWhom, Level
from locator.roles import Role
from locator.storage import account_localities, audit
from locator.wiring import Engine
from tests import making, referred, signing
from tests.conftest import OpenEngine
from tests.making import AIRDRIE, CUMBERNAULD, MOTHERWELL

EFFIE, SENGA = signing.person(Role.CURATOR, "Effie Gunn"), signing.person(Role.CURATOR, "Senga Weir")
ADMINISTRATOR, NURSE = signing.person(Role.ADMINISTRATOR), signing.person()
HERE = making.listing("Motherwell Club", sites=(making.site(making.venue(MOTHERWELL)),))
THERE = making.listing("Airdrie Club", sites=(making.site(making.venue(AIRDRIE, name="Airdrie Hall")),))
NORTH = making.listing("Cumbernauld Club", sites=(making.site(making.venue(CUMBERNAULD, name="North Hall")),))


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(HERE, THERE, NORTH)
    signing.add(engine, EFFIE, SENGA, ADMINISTRATOR, NURSE)
    return engine


def locality(context: Context, slug: str) -> str:
    return next(one.id for one in context.reference.localities(context.today) if one.slug == slug)


def choose(engine: Engine, account: object, *slugs: str) -> None:
    context = signing.as_user(engine, account)  # type: ignore[arg-type]
    curator_places.choose_own(context, [locality(context, slug) for slug in slugs])


def told(engine: Engine, listing: object) -> set[str]:
    return {one.name for one in curator_places.told_about(engine.context(), listing)}  # type: ignore[arg-type]


def test_who_has_chosen_nothing_looks_after_everything(engine: Engine) -> None:
    choose(engine, EFFIE, "motherwell")
    assert told(engine, HERE) == {"Effie Gunn", "Senga Weir"}
    assert told(engine, THERE) == {"Senga Weir"}


def test_an_area_that_nobody_has_is_everybody_s(engine: Engine) -> None:
    choose(engine, EFFIE, "motherwell")
    choose(engine, SENGA, "airdrie")
    assert told(engine, HERE) == {"Effie Gunn"}
    assert told(engine, THERE) == {"Senga Weir"}
    assert told(engine, NORTH) == {"Effie Gunn", "Senga Weir"}


def test_a_choice_is_seen_again_and_written_down(engine: Engine) -> None:
    context = signing.as_user(engine, EFFIE)
    choose(engine, EFFIE, "motherwell", "airdrie")
    assert curator_places.own(context).chosen == {locality(context, "motherwell"), locality(context, "airdrie")}
    choose(engine, EFFIE)
    assert curator_places.own(context).chosen == frozenset()
    assert [entry.subject_id for _, entry in audit.newest(engine.store) if entry.action == "curator.places"] == [
        EFFIE.id
    ] * 2


def test_what_is_no_locality_is_left_out_and_another_set_s_choice_stays(engine: Engine) -> None:
    with engine.store.atomic():
        account_localities.save(engine.store, EFFIE.id, ["a-set-to-come/airdrie"])
    context = signing.as_user(engine, EFFIE)
    curator_places.choose_own(context, [locality(context, "motherwell"), "nowhere", "' OR 1"])
    assert account_localities.of(engine.store, EFFIE.id) == {locality(context, "motherwell"), "a-set-to-come/airdrie"}


def test_an_administrator_chooses_for_a_curator_and_for_nobody_else(engine: Engine) -> None:
    context = signing.as_user(engine, ADMINISTRATOR)
    curator_places.choose(context, EFFIE.id, [locality(context, "airdrie")])
    assert told(engine, HERE) == {"Senga Weir"}
    assert curator_places.of_account(context, NURSE.id) is None
    for account_id in (NURSE.id, "nobody"):
        with pytest.raises(NotYoursError):
            curator_places.choose(context, account_id, [])
    with pytest.raises(NotAllowedError):
        curator_places.choose(signing.as_user(engine, EFFIE), SENGA.id, [])
    with pytest.raises(NotAllowedError):
        curator_places.choose_own(signing.as_user(engine, NURSE), [])
    with pytest.raises(NotSignedInError):
        curator_places.own(engine.context())


def test_each_curator_is_told_in_one_letter_of_the_groups_of_their_area_that_have_not_answered(engine: Engine) -> None:
    choose(engine, EFFIE, "motherwell")
    choose(engine, SENGA, "airdrie")
    for turn, listing in enumerate((HERE, THERE, NORTH)):
        asked = referring.Pointing(
            form_key=f"key-{turn}", slugs=(listing.service.slug,), level=Level.CODED, for_whom=ForWhom.OLDER_PERSON
        )
        referring.point(signing.as_user(engine, NURSE), asked)
    later = referred.later(engine.context(), days=14)
    assert unanswered.remind(later).for_curators == 3
    assert unanswered.remind(replace(later)).for_curators == 0
    letters = {to: body for to, _, body in referred.letters(engine, "unanswered/")}
    assert set(letters) == {EFFIE.email, SENGA.email}
    for email, own, other in ((EFFIE.email, "Motherwell", "Airdrie"), (SENGA.email, "Airdrie", "Motherwell")):
        assert f"{own} Club" in letters[email]
        assert "Cumbernauld Club" in letters[email]
        assert f"{other} Club" not in letters[email]
