"""A listing as the index sees it."""

from __future__ import annotations

from datetime import date, time

import pytest

from locator.actions import documents
from locator.actions.reference import Reference
from locator.directory.locality import Locality, LocalitySet
from locator.directory.location import Accessibility, AreaKind, ServiceArea
from locator.directory.schedule import Session
from locator.directory.service import Capacity, Delivery, Term
from search_index.documents import Document
from tests import making

MOTHERWELL = Locality(id="set/motherwell", slug="motherwell", name="Motherwell", ward_codes=frozenset({"S13003058"}))
AIRDRIE = Locality(id="set/airdrie", slug="airdrie", name="Airdrie", ward_codes=frozenset({"S13003049", "S13003050"}))
REFERENCE = Reference(
    themes=(),
    every_theme=(),
    names={},
    successors={},
    locality_sets=(
        LocalitySet(
            id="set", name="The set", valid_from=date(2026, 4, 1), valid_to=None, localities=(MOTHERWELL, AIRDRIE)
        ),
    ),
    terms={},
    synonyms={},
    is_demonstration=False,
)


def document(**changes: object) -> Document:
    return documents.document(making.listing(**changes), REFERENCE, making.TODAY)  # type: ignore[arg-type]


def session(opens: str | None, closes: str | None = None) -> Session:
    return Session(
        on=making.TODAY,
        opens_at=time.fromisoformat(opens) if opens else None,
        closes_at=time.fromisoformat(closes) if closes else None,
    )


@pytest.mark.parametrize(
    ("opens", "closes", "parts"),
    [
        pytest.param("10:00", "11:30", (0,), id="a morning"),
        pytest.param("10:00", "15:00", (0, 1), id="morning into afternoon"),
        pytest.param("11:00", "12:30", (0,), id="half an hour does not make an afternoon"),
        pytest.param("12:00", "14:00", (1,), id="noon is afternoon"),
        pytest.param("19:00", None, (2,), id="an evening without an end"),
        pytest.param("09:00", "21:00", (0, 1, 2), id="all day"),
        pytest.param("14:00", "00:00", (1, 2), id="until midnight"),
        pytest.param("21:00", "07:00", (2,), id="past midnight"),
        pytest.param(None, None, (0, 1, 2), id="time not known"),
    ],
)
def test_a_session_falls_in_these_parts_of_the_day(
    opens: str | None, closes: str | None, parts: tuple[int, ...]
) -> None:
    assert documents.parts_of_day(session(opens, closes)) == parts


def test_the_words_of_a_listing_are_in_their_fields() -> None:
    terms = (
        Term(taxonomy="theme", code="social", name="Meeting people"),
        Term(taxonomy="activity", code="lunch-club", name="Lunch club"),
        Term(taxonomy="who", code="carers", name="Carers"),
    )
    found = document(name="Soup and a Blether", terms=terms, eligibility="Anyone over 60")
    assert found.theme == "Meeting people. Lunch club"
    assert found.who_for == "Carers. Anyone over 60"
    assert found.organization == "Dalziel Friends"
    assert "Dalziel Hall" in found.venue


def test_what_is_not_known_is_neither_yes_nor_no() -> None:
    found = document()
    assert {"cost", "transport", "referrals", "capacity", "access:parking"} <= found.unknown
    assert found.facets["cost"] == frozenset()


def test_what_is_known_to_be_absent_is_known() -> None:
    venue = making.venue(accessibility=Accessibility(parking=False))
    found = document(is_free=False, sites=(making.site(venue),))
    assert "cost" not in found.unknown
    assert "access:parking" not in found.unknown
    assert "parking" not in found.facets["access"]


def test_one_venue_with_a_loop_is_enough() -> None:
    bare = making.venue(making.MOTHERWELL, "Bare Hall")
    looped = making.venue(making.AIRDRIE, "Looped Hall", accessibility=Accessibility(hearing_loop=True))
    found = document(sites=(making.site(bare), making.site(looped)))
    assert found.facets["access"] == {"hearing-loop"}
    assert found.facets["locality"] == {"set/motherwell", "set/airdrie"}
    assert len(found.points) == 2


@pytest.mark.parametrize(
    ("kind", "code", "areas", "localities"),
    [
        (AreaKind.LOCALITY, "set/airdrie", {"S13003049", "S13003050"}, {"set/airdrie"}),
        (AreaKind.WARD, "S13003058", {"S13003058"}, {"set/motherwell"}),
        (AreaKind.COUNCIL, "S12000050", {"S12000050"}, {"set/motherwell", "set/airdrie"}),
        (AreaKind.COUNTRY, "S92000003", {"S92000003"}, {"set/motherwell", "set/airdrie"}),
    ],
)
def test_an_area_covers_its_wards_and_localities(
    kind: AreaKind, code: str, areas: set[str], localities: set[str]
) -> None:
    found = document(sites=(), areas=(ServiceArea(kind=kind, code=code, name="Area"),), deliveries=(Delivery.HOME,))
    assert found.areas == areas
    assert found.facets["locality"] == localities


def test_a_home_visit_that_names_no_area_covers_nothing() -> None:
    assert document(sites=(), deliveries=(Delivery.HOME,)).areas == frozenset()


def test_capacity_and_status_are_written_as_in_the_address() -> None:
    found = document(capacity=Capacity.WAITING_LIST)
    assert found.facets["capacity"] == {"waiting-list"}
    assert found.facets["status"] == {"active"}


def test_sessions_are_written_for_sixty_days() -> None:
    days = [occurrence.day for occurrence in document().occurrences]
    assert min(days) == making.TODAY.toordinal()
    assert max(days) - min(days) == 56
    assert len(days) == 9


def test_a_group_on_its_summer_holidays_still_meets_on_tuesdays() -> None:
    from locator.directory.schedule import Gap

    rule = making.weekly(gaps=(Gap(starts_on=making.TODAY, ends_on=date(2027, 1, 31)),))
    found = document(sites=(making.site(making.venue(), rule),))
    assert found.slots == {(1, 0)}
    assert found.occurrences == ()
