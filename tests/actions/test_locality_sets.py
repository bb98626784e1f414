"""Areas with their days: every ward in one, no day in two sets, and old figures as they were counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from locator import wiring
from locator.actions import find, install, locality_sets, referring
from locator.actions.context import Context
from locator.actions.find import Search
from locator.actions.locality_sets import Dates, Row
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.actions.referring import Pointing
from locator.actions.wrong import ChangedMeanwhileError, WrongError
from locator.directory.locality import LocalitySet
from locator.referral.referral import ForWhom, Level
from locator.roles import Role
from locator.storage import facts, localities
from locator.wiring import Engine
from tests import making, signing
from tests.conftest import OpenEngine
from tests.noted import deeds

CURATOR, NURSE = signing.person(Role.CURATOR), signing.person()
NINE, SIX = "consortia-2026", "localities-2013"
LUNCH = making.listing("Lunch Club")
NEW = Dates(name="The three towns", first=date(2027, 4, 1), last=None)


@pytest.fixture
def engine(open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr(wiring, "REFERENCE_SECONDS", 0.0)
    made = open_engine(LUNCH)
    signing.add(made, CURATOR, NURSE)
    return made


@pytest.fixture
def context(engine: Engine) -> Context:
    return signing.as_user(engine, CURATOR)


def rows(one: LocalitySet, **names: str) -> list[Row]:
    """The rows of a set, some with another name."""
    return [Row(slug=p.slug, name=names.get(p.slug, p.name), ward_codes=p.ward_codes) for p in one.localities]


def said(one: LocalitySet) -> Dates:
    return Dates(name=one.name, first=one.valid_from, last=one.valid_to)


def change(context: Context, set_id: str, wanted: list[Row], dates: Dates | None = None) -> None:
    before = locality_sets.one(context, set_id)
    seen = locality_sets.state(before)
    locality_sets.change(context, set_id, dates or said(before), wanted, seen=seen)


def by_area(engine: Engine, slug: str) -> int:
    return find.search(engine.context(), Search(chosen={"locality": frozenset({slug})})).total


def test_a_ward_that_moves_takes_its_groups_along(engine: Engine, context: Context) -> None:
    assert (by_area(engine, "motherwell"), by_area(engine, "wishaw")) == (1, 0)
    moving = frozenset({making.MOTHERWELL[3]})
    wanted = []
    for row in rows(locality_sets.one(context, NINE)):
        codes = row.ward_codes | moving if row.slug == "wishaw" else row.ward_codes - moving
        wanted.append(replace(row, ward_codes=codes))
    change(context, NINE, wanted)
    assert (by_area(engine, "motherwell"), by_area(engine, "wishaw")) == (0, 1)
    assert deeds(engine) == ["locality_set.change"]


def test_an_area_with_a_new_name_keeps_its_address(engine: Engine, context: Context) -> None:
    change(context, NINE, rows(locality_sets.one(context, NINE), motherwell="Motherwell and Carfin"))
    found = {place.slug: place.name for place in engine.context().reference.localities(making.TODAY)}
    assert found["motherwell"] == "Motherwell and Carfin"


def test_a_new_set_is_a_copy_and_ends_the_one_before(engine: Engine, context: Context) -> None:
    for _ in range(2):
        made = locality_sets.add(context, NEW, copy_of=NINE, ends_other=True)
    assert locality_sets.one(context, NINE).valid_to == date(2027, 3, 31)
    reference = engine.context().reference
    later = reference.locality_set(date(2027, 4, 1))
    assert later is not None
    assert (later.id, made.id) == ("the-three-towns", "the-three-towns")
    assert [place.ward_codes for place in later.localities] == [
        place.ward_codes for place in locality_sets.one(context, NINE).localities
    ]
    assert {place.id.partition("/")[0] for place in later.localities} == {"the-three-towns"}
    assert deeds(engine) == ["locality_set.change", "locality_set.add"]


def test_two_sets_cannot_hold_on_one_day(engine: Engine, context: Context) -> None:
    with pytest.raises(WrongError, match="Two sets cannot hold on one day"):
        locality_sets.add(context, NEW, copy_of=NINE, ends_other=False)
    six = locality_sets.one(context, SIX)
    with pytest.raises(WrongError) as wrong:
        change(context, SIX, rows(six), replace(said(six), last=date(2026, 4, 1)))
    assert wrong.value.at == "starts"
    assert deeds(engine) == []


def test_wards_in_no_area_or_in_two_are_named(context: Context) -> None:
    wanted = rows(locality_sets.one(context, NINE))
    first, second, *others = wanted
    with pytest.raises(WrongError, match="in none"):
        change(context, NINE, [second, *others])
    with pytest.raises(WrongError, match="in two"):
        change(context, NINE, [replace(first, ward_codes=first.ward_codes | second.ward_codes), second, *others])


@pytest.mark.parametrize(
    ("dates", "at"),
    [
        (Dates(name="", first=date(2026, 4, 1), last=None), "name"),
        (Dates(name="x" * 61, first=date(2026, 4, 1), last=None), "name"),
        (Dates(name="THE SIX LOCALITIES", first=date(2026, 4, 1), last=None), "name"),
        (Dates(name="Mine", first=None, last=None), "starts"),
        (Dates(name="Mine", first=date(2026, 4, 1), last=date(2026, 3, 1)), "ends"),
    ],
)
def test_a_name_or_days_that_cannot_be_are_refused(context: Context, dates: Dates, at: str) -> None:
    with pytest.raises(WrongError) as wrong:
        change(context, NINE, rows(locality_sets.one(context, NINE)), dates)
    assert wrong.value.at == at


def test_areas_have_names_of_their_own(context: Context) -> None:
    wanted = rows(locality_sets.one(context, NINE))
    for name in ("", "x" * 61, wanted[1].name.upper()):
        with pytest.raises(WrongError) as wrong:
            change(context, NINE, [replace(wanted[0], name=name), *wanted[1:]])
        assert wrong.value.at == "areas"


def test_a_double_click_changes_a_set_once(engine: Engine, context: Context) -> None:
    before = locality_sets.one(context, NINE)
    first, *others = rows(before)
    new = Row(slug="", name="New Town", ward_codes=frozenset(sorted(first.ward_codes)[:1]))
    wanted = [replace(first, ward_codes=first.ward_codes - new.ward_codes), *others, new]
    for _ in range(2):
        locality_sets.change(context, NINE, said(before), wanted, seen=locality_sets.state(before))
    assert deeds(engine) == ["locality_set.change"]
    assert len(locality_sets.one(context, NINE).localities) >= 9


def test_who_changes_what_somebody_else_has_changed_is_told(context: Context) -> None:
    before = locality_sets.one(context, NINE)
    change(context, NINE, rows(before, motherwell="Motherwell and Carfin"))
    with pytest.raises(ChangedMeanwhileError):
        locality_sets.change(
            context, NINE, said(before), rows(before, motherwell="Big Motherwell"), seen=locality_sets.state(before)
        )


def test_what_was_counted_by_an_area_that_goes_stays_counted(engine: Engine, context: Context) -> None:
    asked = Pointing(
        form_key="form-key-1", slugs=("lunch-club",), level=Level.SIGNPOST, for_whom=ForWhom.CARER, near="ML1 1AB"
    )
    referring.point(signing.as_user(engine, NURSE), asked)
    wanted = rows(locality_sets.one(context, NINE))
    gone = next(row for row in wanted if row.slug == "motherwell")
    others = [row for row in wanted if row.slug != "motherwell"]
    change(context, NINE, [replace(others[0], ward_codes=others[0].ward_codes | gone.ward_codes), *others[1:]])
    assert engine.store.row("SELECT locality_id FROM referral") == (f"{NINE}/motherwell",)
    assert f"{NINE}/motherwell" in {place.id for each in localities.sets(engine.store) for place in each.localities}
    assert "motherwell" not in {place.slug for place in locality_sets.one(context, NINE).localities}
    assert "motherwell" not in {place.slug for place in engine.context().reference.localities(making.TODAY)}


def test_a_newer_release_leaves_alone_what_staff_have_changed(engine: Engine, context: Context, seed: Path) -> None:
    change(context, NINE, rows(locality_sets.one(context, NINE), motherwell="Motherwell and Carfin"))
    with engine.store.atomic():
        facts.put(engine.store, "reference_version", "older")
    install.load_reference(engine.store, seed)
    assert "Motherwell and Carfin" in {place.name for place in locality_sets.one(context, NINE).localities}


def test_a_set_that_is_not_there_is_nobodys(context: Context) -> None:
    with pytest.raises(NotYoursError):
        locality_sets.one(context, "nothing")
    with pytest.raises(NotYoursError):
        locality_sets.add(context, NEW, copy_of="nothing", ends_other=True)


def test_nobody_but_a_curator_may(engine: Engine) -> None:
    theirs = signing.as_user(engine, NURSE)
    tries: list[Callable[[], object]] = [
        lambda: locality_sets.every(theirs),
        lambda: locality_sets.one(theirs, NINE),
        lambda: locality_sets.add(theirs, NEW, copy_of=NINE, ends_other=True),
        lambda: locality_sets.change(theirs, NINE, NEW, [], seen=""),
    ]
    for deed in tries:
        with pytest.raises(NotAllowedError):
            deed()
    assert deeds(engine) == []
