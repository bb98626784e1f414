"""What people type is found: postcodes however written, parts of them, towns, villages, hospitals."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.places import table_file, tables
from locator.places.distance import metres
from locator.places.gazetteer import Gazetteer, PlacesMissingError, open_gazetteer
from locator.places.place import PlaceKind, UnknownPlaceError
from tests.places.conftest import MakeSeed

CHECK_POINTS = {
    "ML1 1AB": (55.78396, -3.98281),
    "ML6 6AB": (55.86628, -3.97971),
    "G67 1DZ": (55.94702, -3.98596),
    "ML2 7LP": (55.77497, -3.92056),
    "G65 0AA": (55.97767, -4.05413),
}


@pytest.mark.parametrize(("postcode", "point"), CHECK_POINTS.items())
def test_known_postcodes_are_where_they_are(gazetteer: Gazetteer, postcode: str, point: tuple[float, float]) -> None:
    place = gazetteer.find(postcode)

    assert place.kind is PlaceKind.POSTCODE
    assert metres((place.latitude, place.longitude), point) < 2


@pytest.mark.parametrize(
    "written",
    [
        "ML1 1AB",
        "ml11ab",
        "ML1-1AB",
        " m l 1 1 a b ",
        "MLI IAB",
        "ml1 lab",
        "Civic Centre, Windmillhill Street, ML1 1AB",
    ],
)
def test_a_postcode_is_found_however_it_is_written(gazetteer: Gazetteer, written: str) -> None:
    place = gazetteer.find(written)

    assert (place.name, place.ward_code, place.outward_code) == ("ML1 1AB", "S13003060", "ML1")
    assert place.area_codes == {"S13003060", "S12000050", "S92000003", "K03000001"}
    assert place.terminated is None


def test_a_withdrawn_postcode_is_found_and_says_when(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("AB1 0AA").terminated == "1996-06"


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("ML1", PlaceKind.OUTCODE, "ML1"),
        ("ml11", PlaceKind.OUTCODE, "ML11"),
        ("ML1 1", PlaceKind.SECTOR, "ML1 1"),
        ("ml1 1a", PlaceKind.SECTOR, "ML1 1A"),
        ("G650", PlaceKind.SECTOR, "G65 0"),
        ("G65 1", PlaceKind.OUTCODE, "G65 (we only know the first part of G65 1)"),
        ("SW1A", PlaceKind.OUTCODE, "SW1A"),
        ("SW1A 1AA", PlaceKind.OUTCODE, "SW1A (we only know the first part of SW1A 1AA)"),
        ("ML1 1ZZ", PlaceKind.SECTOR, "ML1 1 (we only know the first part of ML1 1ZZ)"),
    ],
)
def test_parts_of_postcodes_are_found_and_say_what_they_are(
    gazetteer: Gazetteer, text: str, kind: PlaceKind, name: str
) -> None:
    place = gazetteer.find(text)

    assert (place.kind, place.name) == (kind, name)


def test_an_outward_code_may_lie_in_any_ward_of_its_postcodes(gazetteer: Gazetteer) -> None:
    areas = gazetteer.find("ML1").area_codes

    assert {"S13003058", "S13003059", "S13003060", "S12000050", "S92000003"} <= areas
    assert gazetteer.find("SW1A").area_codes == {"E09000033", "E09000032", "E92000001", "K03000001"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Plains", "Plains, near Airdrie"),
        ("plains, near airdrie", "Plains, near Airdrie"),
        ("12 Main Street, Plains, Airdrie", "Plains, near Airdrie"),
        ("Wishaw General", "University Hospital Wishaw"),
        ("monklands hospital", "University Hospital Monklands, Airdrie"),
        ("Shotts, Lanarkshire", "Shotts"),
        ("near Wishaw", "Wishaw"),
        ("Airdrie train station", "Airdrie station"),
        ("kirk o’ shotts", "Kirk o' Shotts, Salsburgh"),
        ("HOULDSWORTH", "The Houldsworth Centre, Wishaw"),
        ("Abronhill, Cumbernauld", "Abronhill, Cumbernauld"),
        ("in the Time Capsule", "Time Capsule, Coatbridge"),
        ("Craigneuk", "Craigneuk, Wishaw"),
        ("Craigneuk, Airdrie", "Craigneuk, Airdrie"),
        ("14 Main Street, Craigneuk, Airdrie", "Craigneuk, Airdrie"),
        ("Northern Corridor", "Chryston, near Stepps"),
        ("Cardowan", "Cardowan, near Stepps"),
    ],
)
def test_places_are_found_by_name(gazetteer: Gazetteer, text: str, name: str) -> None:
    place = gazetteer.find(text)

    assert place.name == name
    assert place.kind in (PlaceKind.SETTLEMENT, PlaceKind.LANDMARK)
    assert "S12000050" in place.area_codes


def test_a_town_lies_in_the_wards_of_its_middle_and_a_village_in_one(gazetteer: Gazetteer) -> None:
    def wards(name: str) -> set[str]:
        return {code for code in gazetteer.find(name).area_codes if code.startswith("S13")}

    assert len(wards("Airdrie")) > 1
    assert wards("Plains") == {"S13003049"}


@pytest.mark.parametrize(("text", "is_wide"), [("North Lanarkshire", True), ("in Scotland", True), ("Wishow", False)])
def test_a_whole_county_is_known_to_be_wide(gazetteer: Gazetteer, text: str, is_wide: bool) -> None:
    with pytest.raises(UnknownPlaceError) as unknown:
        gazetteer.find(text)

    assert unknown.value.is_wide is is_wide


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("Wishow", "Wishaw"),
        ("Motherwel", "Motherwell"),
        ("monkland hosptal", "University Hospital Monklands, Airdrie"),
        ("Kirkintiloch", "Kirkintilloch"),
        ("near Cotabridge", "Coatbridge"),
        ("MN1 1AB", "ML1"),
        ("ML", "ML1"),
        ("North Lanarkshire", "Airdrie"),
    ],
)
def test_an_unknown_place_comes_with_what_may_be_meant(gazetteer: Gazetteer, text: str, suggested: str) -> None:
    with pytest.raises(UnknownPlaceError) as unknown:
        gazetteer.find(text)

    assert suggested in unknown.value.suggestions
    assert len(unknown.value.suggestions) <= 5
    for name in unknown.value.suggestions:
        gazetteer.find(name)


@pytest.mark.parametrize(
    "text", ["", "   ", "BT1 1AA", "XX99 9XX", "((((", "\0", "🦄" * 50, "%s' OR 1=1 --", "a" * 5000]
)
def test_nonsense_is_an_unknown_place(gazetteer: Gazetteer, text: str) -> None:
    started = time.perf_counter()

    with pytest.raises(UnknownPlaceError):
        gazetteer.find(text)

    assert time.perf_counter() - started < 0.3


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_text_is_found_or_unknown(gazetteer: Gazetteer, text: str) -> None:
    try:
        latitudes = [gazetteer.find(text).latitude]
    except UnknownPlaceError as unknown:
        latitudes = [gazetteer.find(name).latitude for name in unknown.suggestions]

    assert all(49 < latitude < 61 for latitude in latitudes)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pla", "Plains, near Airdrie"),
        ("near pl", "Plains, near Airdrie"),
        ("mon", "University Hospital Monklands, Airdrie"),
        ("g6", "G65"),
        ("ml", "ML1"),
        ("ML1 1", "ML1 1AB"),
        ("wis", "Wishaw"),
    ],
)
def test_suggestions_while_typing_can_all_be_found(gazetteer: Gazetteer, typed: str, expected: str) -> None:
    suggested = gazetteer.suggest(typed)

    assert expected in suggested
    assert len(suggested) <= 8
    for name in suggested:
        assert gazetteer.find(name).name == name


@settings(max_examples=60)
@given(st.text(alphabet="abcdegimlnoprstuvw '-1236", max_size=8))
def test_every_suggestion_can_be_found(gazetteer: Gazetteer, typed: str) -> None:
    for name in gazetteer.suggest(typed):
        gazetteer.find(name)


def test_nothing_typed_suggests_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.suggest("") == gazetteer.suggest(" ") == ()


def test_a_lookup_of_a_venues_postcode_is_exact_or_nothing(gazetteer: Gazetteer) -> None:
    place = gazetteer.postcode("ml1 1ab")

    assert place is not None
    assert place.name == "ML1 1AB"
    assert gazetteer.postcode("ML1 1ZZ") is None
    assert gazetteer.postcode("Plains") is None


def test_lookups_take_microseconds(gazetteer: Gazetteer) -> None:
    def best_of_ten() -> float:
        started = time.perf_counter()
        for _ in range(100):
            gazetteer.find("ML1 1AB")
        return (time.perf_counter() - started) / 100

    assert min(best_of_ten() for _ in range(10)) < 0.001


def test_it_opens_in_an_instant(built: Path, seed: Path) -> None:
    def once() -> float:
        started = time.perf_counter()
        open_gazetteer(built / "places", seed)
        return time.perf_counter() - started

    assert min(once() for _ in range(3)) < 0.2


def test_without_tables_it_does_not_open(tmp_path: Path, seed: Path) -> None:
    with pytest.raises(PlacesMissingError):
        open_gazetteer(tmp_path, seed)


def test_it_sees_a_table_that_another_process_put_in_force(small: Path, make_seed: MakeSeed) -> None:
    seed = make_seed()
    gazetteer = open_gazetteer(small, seed)
    assert gazetteer.postcode("ML9 9AA") is None

    tables.build(make_seed("ML9 9AA,55.7,-3.9,S12000029,live,,,S13003111,10"), small)

    assert gazetteer.postcode("ML9 9AA") is not None
    assert gazetteer.count == 1


def test_a_place_found_before_is_looked_up_again_in_a_new_table(small: Path, make_seed: MakeSeed) -> None:
    gazetteer = open_gazetteer(small, make_seed("ML9 9AA,55.7,-3.9,S12000029,live,,,S13003111,10"))
    tables.build(make_seed("ML9 9AA,55.7,-3.9,S12000029,live,,,S13003111,10"), small)
    assert gazetteer.find("ML9 9AA").latitude == pytest.approx(55.7, abs=0.01)
    assert gazetteer.find("ML9 9AA") is gazetteer.find("ML9 9AA")

    tables.build(make_seed("ML9 9AA,55.8,-3.9,S12000029,live,,,S13003111,10"), small)

    assert gazetteer.find("ML9 9AA").latitude == pytest.approx(55.8, abs=0.01)


def test_it_goes_on_with_the_old_table_when_the_new_one_is_damaged(small: Path, make_seed: MakeSeed) -> None:
    gazetteer = open_gazetteer(small, make_seed())

    damaged = small / "new"
    damaged.write_bytes(b"nothing")
    damaged.replace(small / table_file.FILE_NAME)

    assert gazetteer.find("ML1 1AB").name == "ML1 1AB"
