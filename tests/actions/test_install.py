"""Making an installation: reference data, and the demonstration only where it was asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from locator.actions import demonstration, install
from locator.storage import facts, listings, localities, synonyms, terms, themes
from locator.wiring import Engine
from tests import making
from tests.conftest import OpenEngine


def test_a_new_installation_has_reference_data_and_no_listings(open_engine: OpenEngine) -> None:
    engine = open_engine()
    assert len(themes.every(engine.store)) == 10
    assert {one.id for one in localities.sets(engine.store)} == {"localities-2013", "consortia-2026"}
    assert len(synonyms.every(engine.store)) >= 150
    assert {term.taxonomy for term in terms.every(engine.store)} >= {"activity", "who", "accreditation", "language"}
    assert listings.count(engine.store) == 0
    assert not engine.is_demonstration


def test_every_ward_is_in_one_locality_of_each_set(seed: Path) -> None:
    six, nine = install.locality_sets(seed / "reference" / "localities.csv")
    assert (len(six.localities), len(nine.localities)) == (6, 9)
    for one in (six, nine):
        wards = [ward for locality in one.localities for ward in locality.ward_codes]
        assert len(wards) == len(set(wards)) == 21
    assert (six.valid_to, nine.valid_from) == (date(2026, 3, 31), date(2026, 4, 1))


def test_reference_data_is_loaded_once(open_engine: OpenEngine, seed: Path) -> None:
    engine = open_engine()
    assert not install.load_reference(engine.store, seed)
    with engine.store.atomic():
        facts.put(engine.store, "reference_version", "older")
    assert install.load_reference(engine.store, seed)


def test_synonyms_that_staff_added_outlive_a_newer_release(open_engine: OpenEngine, seed: Path) -> None:
    engine = open_engine()
    with engine.store.atomic():
        synonyms.save(engine.store, {"wheelies": ("community transport",)}, source="staff")
        facts.put(engine.store, "reference_version", "older")
    install.load_reference(engine.store, seed)
    assert synonyms.every(engine.store)["wheelies"] == ("community transport",)


@pytest.mark.parametrize(
    ("words", "finds"),
    [("falls", "strength and balance"), ("lonely", "befriending"), ("memory", "dementia")],
)
def test_everyday_words_lead_to_what_stands_in_listings(seed: Path, words: str, finds: str) -> None:
    assert any(finds in found for found in install.everyday_words(seed / "reference")[words])


def load(engine: Engine, seed: Path) -> int:
    return install.load_demonstration(engine.store, seed, engine.places, making.TODAY)


def test_the_demonstration_never_mixes_with_real_listings(open_engine: OpenEngine, seed: Path) -> None:
    engine = open_engine(making.listing())
    with pytest.raises(install.NotEmptyError):
        load(engine, seed)
    assert listings.count(engine.store) == 1


@pytest.mark.slow
def test_a_demonstration_loaded_again_is_the_same(open_engine: OpenEngine, seed: Path) -> None:
    engine = open_engine()
    count = load(engine, seed)
    before = {one.service.id: one for one in listings.every(engine.store)}
    assert load(engine, seed) == count == len(before)
    assert {one.service.id: one for one in listings.every(engine.store)} == before


def test_the_demonstration_has_every_kind_of_thing_to_see(open_engine: OpenEngine, seed: Path) -> None:
    found = demonstration.read(seed / "demonstration", open_engine().places, making.TODAY).listings
    assert any(one.service.assured is None for one in found)
    assert any(rule.cancelled for one in found for site in one.sites for rule in site.schedules)
    assert any(len(one.sites) > 1 for one in found)
    assert any(not one.sites and one.areas for one in found)


def test_a_demonstration_row_that_refers_to_nothing_is_named(
    open_engine: OpenEngine, seed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "seed" / "demonstration"
    folder.mkdir(parents=True)
    (folder.parent / "reference").symlink_to(seed / "reference")
    (folder / "venues.json").write_text("[]")
    (folder / "organizations.json").write_text("[]")
    (folder / "services.json").write_text('[{"key": "a-club", "organization": "nobody", "name": "A Club"}]')
    with pytest.raises(demonstration.DemonstrationError, match="a-club names the organization nobody"):
        demonstration.read(folder, open_engine().places, making.TODAY)


def test_an_installation_keeps_its_id(open_engine: OpenEngine) -> None:
    engine = open_engine()
    first = facts.get(engine.store, "installation_id")
    install.finish(engine.store)
    assert facts.get(engine.store, "installation_id") == first


def test_the_reference_of_a_day_is_the_set_in_force(open_engine: OpenEngine) -> None:
    reference = open_engine().reference
    assert [len(reference.localities(day)) for day in (date(2020, 1, 1), making.TODAY)] == [6, 9]
    assert replace(reference, locality_sets=()).localities(making.TODAY) == ()
