"""The results page is the same page over either index: the same totals, counts and listings."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from benchmarks.pages import installation, over_fts5
from benchmarks.pages.installation import paths, postcodes
from benchmarks.pages.listings import Postcode, generate
from benchmarks.pages.over_fts5 import Fts5Index
from locator import wiring
from locator.actions import documents, find, indexing
from locator.actions.context import Context
from locator.directory.service import ServiceStatus
from locator.settings import Settings
from locator.storage import listings
from locator.web import create_app
from search_index.query import Query
from tests.conftest import NOW

COUNT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """One installation seen through our index and through the other one."""

    engine: wiring.Engine
    other: Fts5Index
    known: tuple[Postcode, ...]

    @property
    def context(self) -> Context:
        """The world of one request."""
        return self.engine.context()


@pytest.fixture(scope="module")
def both(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("both")
    shutil.copy(built / "locator.sqlite", folder / "locator.sqlite")
    (folder / "places").symlink_to(built / "places")
    engine = wiring.Engine(Settings(data=folder), clock=lambda: NOW)
    context = engine.context()
    wards = frozenset(ward for one in context.reference.localities(context.today) for ward in one.ward_codes)
    known = postcodes(wards)
    installation.save(context, known, COUNT, context.today)
    indexing.rebuild(context)
    context.index.set_synonyms({})
    found = (documents.document(one, context.reference, context.today) for one in listings.every(context.store))
    over_fts5.build(found, folder / "fts5.sqlite")
    other = Fts5Index(folder / "fts5.sqlite", marker=context.index.marker or 0, built_on=context.today)
    yield Both(engine=engine, other=other, known=known)
    other.close()
    engine.close()


def queries(both: Both) -> list[Query]:
    asked = []
    for path in paths(both.known, 25):
        values = dict(parse_qsl(urlsplit(path).query))
        near, radius = values.get("near", ""), values.get("radius", "")
        chosen = {name: frozenset({value}) for name, value in values.items() if name not in ("q", "near", "radius")}
        search = find.Search(
            words=values.get("q", ""),
            near=near,
            radius_miles=int(radius) if radius.isdecimal() else None,
            chosen=chosen,
        )
        asked.append(find.query_for(both.context, search, find.locate(both.context, near)[0]))
    return asked


def counted(counts: object) -> dict[str, int]:
    assert hasattr(counts, "items")
    return {f"{group}:{value}": n for group, values in counts.items() for value, n in values.items() if n}


def test_totals_counts_and_first_hits_are_the_same(both: Both) -> None:
    for query in queries(both):
        ours, theirs = both.context.index.search(query), both.other.search(query)
        if ours.shown_for:
            continue
        assert ours.total_all == theirs.total_all, query
        assert ours.total_any == theirs.total_any, query
        assert counted(ours.counts) == counted(theirs.counts), query
        assert dict(ours.not_known) == {**dict.fromkeys(ours.not_known, 0), **theirs.not_known}, query
        assert len(ours.hits) == len(theirs.hits), query


def test_addresses_are_different_and_of_every_sort(both: Both) -> None:
    asked = paths(both.known, 300)

    assert len(set(asked)) == 300
    for part in ("q=", "near=", "radius=any", "theme=active", "day=tue"):
        assert any(part in path for path in asked)


def test_generated_listings_can_be_found_and_have_three_kinds_of_knowing(both: Both) -> None:
    made = list(generate(COUNT, both.known, both.context.today))

    assert len({one.service.id for one in made}) == COUNT
    assert all(one.service.status is ServiceStatus.ACTIVE for one in made)
    assert {one.sites[0].location.accessibility.parking for one in made} == {True, None}
    assert both.context.index.search(Query(limit=0)).total_all == COUNT


def test_every_address_answers_a_page_over_both(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    site: FlaskClient = create_app(both.engine).test_client()
    pages = [site.get(path) for path in paths(both.known, 6)]
    monkeypatch.setattr(both.engine, "index", both.other)
    others = [site.get(path) for path in paths(both.known, 6)]

    assert {page.status_code for page in (*pages, *others)} == {200}
    assert all(b"<h1" in page.data for page in (*pages, *others))
