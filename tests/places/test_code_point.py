"""The official zip is read whole or not at all, and what the table knew beyond it stays."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from locator.places import code_point, tables
from locator.places.code_point import PostcodeImportError
from locator.places.gazetteer import open_gazetteer
from locator.places.place import PlaceKind
from locator.places.postcode import Postcode
from locator.places.table_file import FILE_NAME, PlacesMissingError

MakeZip = Callable[..., Path]

ML_LINES = (
    '"ML1 1AA",10,275021,657387,"S92000003","","S08000032","","S12000050","S13003059"',
    '"ML1 1AB",10,275751,656296,"S92000003","","S08000032","","S12000050",""',
    '"ML1 1AE",90,0,0,"S92000003","","S08000032","","",""',
    '"ML1 2AA",10,276000,655900,"S92000003","","S08000032","","S12000050","S13003058"',
    '"ML1 3AD",10,277523,657552,"S92000003","","S08000032","","S12000050","S13003060"',
    '"ML1 9ZZ",10,277523,657552,"S92000003","","S08000032","","S12000050","S13003060"',
)
SW_LINES = ('"SW1A1AA",10,529090,179645,"E92000001","E19000003","E18000007","","E09000033","E05013806"',)
NOTE = "ORDNANCE SURVEY\nPRODUCT: OS CODE-POINT_03.02\nDATASET VERSION NUMBER: {edition}\nCOPYRIGHT DATE: 20250422\n{counts}\n"


@pytest.fixture
def make_zip(tmp_path: Path) -> MakeZip:
    """A function that makes a zip in the real layout: area files of ten columns without a header, and the note."""

    def make(
        files: Mapping[str, tuple[str, ...]], *, edition: str = "2025.2.0", counts: Mapping[str, int] | None = None
    ) -> Path:
        counted = counts or {area.upper(): len(lines) for area, lines in files.items()}
        note = "\n".join(f"      {area}\t{count}" for area, count in counted.items())
        file = tmp_path / "codepo_gb.zip"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("Data/", "")
            for area, lines in files.items():
                archive.writestr(f"Data/CSV/{area}.csv", "".join(f"{line}\r\n" for line in lines))
            archive.writestr("Doc/Code-Point_Open_Column_Headers.csv", "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\r\n")
            archive.writestr("Doc/metadata.txt", NOTE.format(edition=edition, counts=note))
        return file

    return make


def test_english_postcodes_are_found_exactly_afterwards(small: Path, seed: Path, make_zip: MakeZip) -> None:
    gazetteer = open_gazetteer(small, seed)
    assert gazetteer.find("SW1A 1AA").kind is PlaceKind.OUTCODE

    report = code_point.import_zip(make_zip({"ml": ML_LINES, "sw": SW_LINES}), small)

    place = gazetteer.find("SW1A 1AA")
    assert (place.name, place.kind) == ("SW1A 1AA", PlaceKind.POSTCODE)
    assert (place.latitude, place.longitude) == pytest.approx((51.50101, -0.14159), abs=1e-4)
    assert place.area_codes == {"E05013806", "E09000033", "E92000001", "K03000001"}
    assert (report.areas, report.postcodes, report.added, report.without_point) == (2, 7, 2, 1)
    assert gazetteer.source == "Ordnance Survey Code-Point Open 2025.2.0"
    assert str(report).startswith(
        "Edition 2025.2.0: 7 postcodes in 2 areas are in force. 2 are new here, 0 were withdrawn, 1"
    )


def test_what_the_zip_does_not_know_stays(small: Path, make_zip: MakeZip) -> None:
    code_point.import_zip(make_zip({"ml": ML_LINES}), small)

    table = tables.open_table(small)
    known_ward = table.row(Postcode("ML1", "1AB"))
    without_point = table.row(Postcode("ML1", "1AE"))
    too_new = table.row(Postcode("ML1", "3AE"))
    other_area = table.row(Postcode("G65", "0AA"))
    assert known_ward is not None
    assert known_ward.ward_code == "S13003060"
    for row in (without_point, too_new, other_area):
        assert row is not None
        assert row.withdrawn is None


def test_a_withdrawn_postcode_that_is_listed_again_is_in_use(small: Path, make_zip: MakeZip) -> None:
    code_point.import_zip(make_zip({"ml": ML_LINES}), small)

    row = tables.open_table(small).row(Postcode("ML1", "3AD"))
    assert row is not None
    assert row.withdrawn is None


def test_a_postcode_that_is_no_longer_listed_is_withdrawn(small: Path, make_zip: MakeZip) -> None:
    code_point.import_zip(make_zip({"ml": ML_LINES}), small)
    later = tuple(line for line in ML_LINES if "ML1 9ZZ" not in line)

    report = code_point.import_zip(make_zip({"ml": later}, edition="2025.3.0"), small)

    row = tables.open_table(small).row(Postcode("ML1", "9ZZ"))
    assert row is not None
    assert row.withdrawn == ""
    assert report.withdrawn == 1


def test_importing_the_same_zip_twice_changes_nothing(small: Path, make_zip: MakeZip) -> None:
    file = make_zip({"ml": ML_LINES, "sw": SW_LINES})
    code_point.import_zip(file, small)
    once = (small / FILE_NAME).read_bytes()

    report = code_point.import_zip(file, small)

    assert (small / FILE_NAME).read_bytes() == once
    assert (report.added, report.withdrawn) == (0, 0)


def test_it_tells_how_far_it_is(small: Path, make_zip: MakeZip) -> None:
    told: list[tuple[int, int]] = []

    code_point.import_zip(make_zip({"ml": ML_LINES, "sw": SW_LINES}), small, lambda *now: told.append(now))

    assert told == [(1, 2), (2, 2)]


def replaced(number: int, old: str, new: str) -> tuple[str, ...]:
    return tuple(line.replace(old, new) if place == number else line for place, line in enumerate(ML_LINES))


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (replaced(1, ',"S08000032"', ""), "Line 2 of Data/CSV/ml.csv does not have 10 columns"),
        (replaced(2, "ML1 1AE", "G65 0AA"), "Line 3 of Data/CSV/ml.csv is not a postcode of ML"),
        (replaced(2, "ML1 1AE", "hello"), "Line 3 of Data/CSV/ml.csv is not a postcode of ML"),
        (replaced(0, "275021", "east"), "a position that is not a number"),
        (replaced(0, "275021", "nan"), "a position outside Great Britain"),
        (replaced(0, "275021", "-5"), "a position outside Great Britain"),
        (replaced(0, '"ML1 1AA"', '"ML1 "1AA"'), "is not a table of postcodes"),
    ],
    ids=["columns", "other area", "no postcode", "words", "nan", "in the sea", "quotes"],
)
def test_a_bad_line_is_named_and_the_old_table_stays(
    small: Path, make_zip: MakeZip, lines: tuple[str, ...], sentence: str
) -> None:
    before = (small / FILE_NAME).read_bytes()

    with pytest.raises(PostcodeImportError, match=sentence):
        code_point.import_zip(make_zip({"ml": lines}), small)

    assert (small / FILE_NAME).read_bytes() == before


def test_an_area_with_fewer_postcodes_than_the_note_says_is_refused(small: Path, make_zip: MakeZip) -> None:
    with pytest.raises(PostcodeImportError, match="has 6 postcodes and should have 9850"):
        code_point.import_zip(make_zip({"ml": ML_LINES}, counts={"ML": 9850}), small)


def test_a_zip_that_would_withdraw_half_the_postcodes_is_refused(small: Path, make_zip: MakeZip) -> None:
    with pytest.raises(PostcodeImportError, match="looks cut short"):
        code_point.import_zip(make_zip({"ml": ML_LINES[:2]}), small)


def test_an_older_edition_is_refused(small: Path, make_zip: MakeZip) -> None:
    code_point.import_zip(make_zip({"ml": ML_LINES}, edition="2025.10.0"), small)

    with pytest.raises(PostcodeImportError, match=r"edition 2025\.9\.0; the newer edition 2025\.10\.0"):
        code_point.import_zip(make_zip({"ml": ML_LINES}, edition="2025.9.0"), small)


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.99])
def test_a_zip_cut_short_is_refused(small: Path, make_zip: MakeZip, share: float) -> None:
    file = make_zip({"ml": ML_LINES})
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])

    with pytest.raises(PostcodeImportError, match="not a whole zip file"):
        code_point.import_zip(file, small)


def test_a_zip_with_a_flipped_byte_is_refused(small: Path, make_zip: MakeZip) -> None:
    file = make_zip({"ml": ML_LINES})
    content = bytearray(file.read_bytes())
    content[content.index(b"ml.csv") + 60] ^= 255
    file.write_bytes(content)

    with pytest.raises(PostcodeImportError):
        code_point.import_zip(file, small)


def test_another_zip_is_refused(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "photos.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("holiday.jpg", b"not a postcode")

    with pytest.raises(PostcodeImportError, match="not the Code-Point Open zip"):
        code_point.import_zip(file, small)


def test_a_zip_that_unpacks_to_far_too_much_is_not_read(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Data/CSV/ml.csv", bytes(code_point.MOST_BYTES_AN_AREA + 1))

    with pytest.raises(PostcodeImportError, match="far more"):
        code_point.import_zip(file, small)


def test_a_missing_file_is_named(small: Path, tmp_path: Path) -> None:
    with pytest.raises(PostcodeImportError, match=r"There is no file .*nowhere\.zip"):
        code_point.import_zip(tmp_path / "nowhere.zip", small)


def test_without_a_table_to_add_to_it_says_so(tmp_path: Path, make_zip: MakeZip) -> None:
    with pytest.raises(PlacesMissingError):
        code_point.import_zip(make_zip({"ml": ML_LINES}), tmp_path / "empty")
