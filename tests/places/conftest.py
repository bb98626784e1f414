"""The gazetteer over the whole seed, opened once, and small seeds of a few postcodes for what changes the table."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from locator.places import tables
from locator.places.gazetteer import Gazetteer, open_gazetteer

MakeSeed = Callable[..., Path]

_COLUMNS = "postcode,lat,lon,admin_district_code,status,terminated_yyyymm,dz2011,ward_code,positional_quality"
SMALL = (
    "ML1 1AA,55.79377,-3.99507,S12000050,live,,,S13003059,10",
    "ML1 1AB,55.78396,-3.98281,S12000050,live,,,S13003060,10",
    "ML1 1AE,55.79567,-3.95509,S12000050,live,,,S13003060,10",
    "ML1 2AA,55.78000,-3.98000,S12000050,live,,,S13003058,10",
    "ML1 3AD,55.79600,-3.95500,S12000050,terminated,199606,,,",
    "ML1 3AE,55.79600,-3.95500,S12000050,new_or_unknown,,,,",
    "G65 0AA,55.97767,-4.05413,S12000050,live,,,S13003042,10",
)


@pytest.fixture(scope="session")
def gazetteer(built: Path, seed: Path) -> Gazetteer:
    """The gazetteer over all the postcodes that ship."""
    return open_gazetteer(built / "places", seed)


@pytest.fixture
def make_seed(tmp_path: Path, seed: Path) -> MakeSeed:
    """A function that makes a seed folder of these postcode rows, with the names that ship."""

    def make(*rows: str) -> Path:
        reference = tmp_path / "seed" / "reference"
        reference.mkdir(parents=True, exist_ok=True)
        for name in ("places.csv", "outcodes.csv"):
            (reference / name).write_bytes((seed / "reference" / name).read_bytes())
        with gzip.open(reference / "postcodes.csv.gz", "wt", encoding="utf-8") as file:
            file.write("\n".join([_COLUMNS, *(rows or SMALL)]) + "\n")
        return tmp_path / "seed"

    return make


@pytest.fixture
def small(tmp_path: Path, make_seed: MakeSeed) -> Path:
    """The folder of a table of seven postcodes."""
    tables.build(make_seed(), tmp_path / "places")
    return tmp_path / "places"
