"""The postcode table answers what its CSV says, and a damaged or missing one says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from locator.places import table_file, tables
from locator.places.postcode import Postcode
from locator.places.table_file import PlacesMissingError
from tests.places.conftest import MakeSeed


def test_a_row_comes_back_as_it_was_written(small: Path) -> None:
    row = tables.open_table(small).row(Postcode("ML1", "1AB"))

    assert row is not None
    assert (row.latitude, row.longitude) == (55.78396, -3.98281)
    assert (row.ward_code, row.council_code, row.withdrawn) == ("S13003060", "S12000050", None)


@pytest.mark.parametrize(("inward", "withdrawn"), [("3AD", "1996-06"), ("3AE", None)])
def test_withdrawn_and_new_postcodes_are_told_apart_and_have_the_nearest_ward(
    small: Path, inward: str, withdrawn: str | None
) -> None:
    row = tables.open_table(small).row(Postcode("ML1", inward))

    assert row is not None
    assert row.withdrawn == withdrawn
    assert row.ward_code == "S13003060"


def test_an_unknown_postcode_has_no_row(small: Path) -> None:
    table = tables.open_table(small)

    assert table.row(Postcode("ML1", "1AC")) is None
    assert table.row(Postcode("ZE9", "9ZZ")) is None


def test_the_middle_of_a_sector_leaves_withdrawn_postcodes_out(small: Path) -> None:
    middle = tables.open_table(small).middle(Postcode("ML1", "1"))

    assert middle is not None
    assert (middle.latitude, middle.longitude) == pytest.approx((55.79113, -3.97766), abs=1e-5)
    assert middle.area_codes == {"S13003059", "S13003060", "S12000050"}


def test_an_outward_code_without_postcodes_in_the_table_has_its_own_point(small: Path) -> None:
    middle = tables.open_table(small).middle(Postcode("SW1A"))

    assert middle is not None
    assert middle.area_codes == {"E09000033", "E09000032"}
    assert tables.open_table(small).middle(Postcode("SW1A", "1")) is None


def test_the_rows_of_a_table_make_the_same_table_again(small: Path, tmp_path: Path) -> None:
    table = tables.open_table(small)

    tables.write_table(
        tmp_path / "again", table.rows(), source=table.source, edition="", outward_codes=table.outward_codes
    )

    again = (tmp_path / "again" / table_file.FILE_NAME).read_bytes()
    assert again == (small / table_file.FILE_NAME).read_bytes()


def test_building_tells_how_far_it_is(make_seed: MakeSeed, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    tables.build(make_seed(), tmp_path / "places", lambda done, total: told.append((done, total)))

    assert told
    assert told[-1][0] == told[-1][1]


def test_a_missing_table_is_named_and_not_built(tmp_path: Path) -> None:
    assert not tables.is_built(tmp_path)
    with pytest.raises(PlacesMissingError, match="There is no postcode table"):
        tables.open_table(tmp_path)


@pytest.mark.parametrize("place", [0, 30, 60, 200, -1], ids=["mark", "digest", "header", "facts", "last byte"])
def test_one_changed_byte_anywhere_is_noticed(small: Path, place: int) -> None:
    file = small / table_file.FILE_NAME
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)

    assert not tables.is_built(small)
    with pytest.raises(PlacesMissingError, match="damaged"):
        tables.open_table(small)


@pytest.mark.parametrize("size", [0, 1, 53, 500])
def test_a_table_cut_short_is_noticed(small: Path, size: int) -> None:
    file = small / table_file.FILE_NAME
    file.write_bytes(file.read_bytes()[:size])

    with pytest.raises(PlacesMissingError):
        tables.open_table(small)


def test_a_build_that_fails_leaves_the_old_table_and_no_litter(small: Path, make_seed: MakeSeed) -> None:
    broken = make_seed("ML1 1AA,not a number,-3.9,S12000050,live,,,S13003059,10")

    with pytest.raises(ValueError, match="could not convert"):
        tables.build(broken, small)

    assert len(tables.open_table(small)) == 7
    assert [file.name for file in small.iterdir()] == [table_file.FILE_NAME]


def test_an_open_table_goes_on_while_another_takes_its_place(small: Path, make_seed: MakeSeed) -> None:
    opened = tables.open_table(small)

    tables.build(make_seed("G65 0AA,55.97767,-4.05413,S12000050,live,,,S13003042,10"), small)

    assert opened.row(Postcode("ML1", "1AB")) is not None
    assert tables.open_table(small).row(Postcode("ML1", "1AB")) is None
