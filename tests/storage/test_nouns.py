"""Organizations, localities, themes, words, facts and what we hear are read as they were saved."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from locator.directory.locality import Locality, LocalitySet, Theme
from locator.directory.report import Report, ReportKind, ReportOutcome, ReportStatus
from locator.directory.search_log import SearchRow
from locator.directory.service import Term
from locator.directory.shared_list import SharedList
from locator.storage import (
    changes,
    facts,
    listings,
    localities,
    organizations,
    reports,
    searches,
    shared_lists,
    slugs,
    synonyms,
    terms,
    themes,
)
from locator.storage.database import Store
from tests.directory.samples import GROUP, LISTING, LUNCH

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)

WEST = Locality(id="set/west", slug="west", name="West", ward_codes=frozenset({"S1", "S2"}))
EAST = Locality(id="set/east", slug="east", name="East", ward_codes=frozenset({"S3"}))
SET = LocalitySet(
    id="set", name="Six", valid_from=date(2013, 4, 1), valid_to=date(2026, 3, 31), localities=(WEST, EAST)
)


def report(form_key: str = "k", **changes_: object) -> Report:
    made = Report(
        id=form_key, service_id=LUNCH.id, kind=ReportKind.TIMES, message="", form_key=form_key, created_at=NOW
    )
    return replace(made, **changes_)


@pytest.fixture
def listed(store: Store) -> Store:
    organizations.save(store, GROUP)
    listings.save(store, LISTING)
    return store


def test_an_organization_is_read_as_it_was_saved(store: Store) -> None:
    other = replace(GROUP, id="o", slug="other", name="Aa", phones=(), charity_number=None)
    assert organizations.save(store, GROUP)
    assert organizations.save(store, other)
    assert organizations.by_slug(store, GROUP.slug) == GROUP
    assert organizations.every(store) == (other, GROUP)
    assert organizations.by_slug(store, "nobody") is None


def test_saving_the_same_organization_again_changes_nothing(listed: Store) -> None:
    head = changes.head(listed)
    assert not organizations.save(listed, GROUP)
    assert changes.head(listed) == head


def test_a_renamed_organization_is_noted_for_its_services_and_keeps_its_old_address(listed: Store) -> None:
    head = changes.head(listed)
    renamed = replace(GROUP, name="Broomlea Friends", slug="broomlea-friends", charity_number=None, phones=())
    organizations.save(listed, renamed)
    assert changes.since(listed, head) == ((head + 1, LUNCH.id),)
    assert listings.by_ids(listed, [LUNCH.id])[0].organization == renamed
    assert slugs.current(listed, "organization", GROUP.slug) == "broomlea-friends"
    assert slugs.current(listed, "service", GROUP.slug) is None


def test_locality_sets_come_oldest_first_and_can_be_replaced(store: Store) -> None:
    later = replace(SET, id="new", valid_from=date(2026, 4, 1), valid_to=None, localities=())
    localities.save_set(store, later)
    localities.save_set(store, SET)
    assert localities.sets(store) == (SET, later)
    smaller = replace(SET, name="Five", localities=(replace(EAST, ward_codes=frozenset({"S1"})),))
    localities.save_set(store, smaller)
    assert localities.sets(store) == (smaller, later)


def test_a_set_that_ends_before_it_begins_is_refused(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        localities.save_set(store, replace(SET, valid_to=date(2012, 1, 1)))


def test_themes_keep_their_order_and_old_ones_go(store: Store) -> None:
    first = Theme(code="social", slug="social", name="Meeting people", description="")
    second = Theme(code="active", slug="active", name="Keeping active", description="and steady")
    themes.save(store, [first, second])
    assert themes.every(store) == (first, second)
    themes.save(store, [replace(second, name="Active")])
    assert themes.every(store) == (replace(second, name="Active"),)


def test_a_new_release_of_synonyms_keeps_what_staff_added(store: Store) -> None:
    synonyms.save(store, {"falls": ("slippers", "balance", "slippers")}, source="release")
    synonyms.save(store, {"falls": ("tai chi",), "lonely": ("befriending",)})
    synonyms.save(store, {"falls": ("balance",)}, source="release")
    assert synonyms.every(store) == {"falls": ("balance", "tai chi"), "lonely": ("befriending",)}
    assert synonyms.every(store, source="release") == {"falls": ("balance",)}


def test_a_renamed_term_is_noted_for_its_services(listed: Store) -> None:
    head = changes.head(listed)
    terms.save(
        listed, [Term(taxonomy="theme", code="social", name="Company"), Term(taxonomy="who", code="x", name="X")]
    )
    assert changes.since(listed, head) == ((head + 1, LUNCH.id),)
    assert listings.by_ids(listed, [LUNCH.id])[0].service.terms[0].name == "Company"
    assert {term.name for term in terms.every(listed)} == {"Company", "Lunch club", "X"}


def test_a_fact_is_what_was_put_last(store: Store) -> None:
    assert facts.get(store, "demonstration") is None
    facts.put(store, "demonstration", "yes")
    facts.put(store, "demonstration", "no")
    assert facts.get(store, "demonstration") == "no"


def test_searches_come_newest_first_in_utc(store: Store) -> None:
    summer = datetime(2026, 7, 1, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    early = SearchRow(at=summer, words="lunch", outward_code="ML1", filters='{"day":["mon"]}', radius_miles=5, total=3)
    late = replace(early, at=NOW, radius_miles=None, sort="nearest", total_other=9)
    searches.record(store, [early, late])
    assert searches.recent(store) == (late, early)
    assert searches.recent(store, 1) == (late,)
    assert store.rows("SELECT searched_at FROM search_log ORDER BY searched_at")[0] == ("2026-07-01T09:30:00.000000Z",)


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="time zone"):
        searches.record(store, [SearchRow(at=NOW.replace(tzinfo=None), words="x")])
    assert searches.recent(store) == ()


def test_a_report_sent_twice_waits_once(listed: Store) -> None:
    assert reports.add(listed, report("k", message="It is on Mondays"))
    assert not reports.add(listed, report("k", id="again"))
    assert reports.waiting(listed) == (report("k", message="It is on Mondays"),)


def test_a_report_that_is_done_waits_no_more(listed: Store) -> None:
    reports.add(listed, report("late", created_at=NOW + timedelta(hours=1)))
    reports.add(listed, report("early"))
    assert [one.id for one in reports.waiting(listed)] == ["early", "late"]
    assert reports.close(listed, "early", ReportOutcome.NOTHING, note="", now=NOW, account_id=None)
    assert not reports.close(listed, "early", ReportOutcome.NOTHING, note="", now=NOW, account_id=None)
    assert [(one.id, one.status) for one in reports.waiting(listed)] == [("late", ReportStatus.WAITING)]


def test_a_report_about_nothing_is_refused(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        reports.add(store, report())


def test_reports_go_with_their_listing(listed: Store) -> None:
    reports.add(listed, report())
    listings.remove(listed, LUNCH.id)
    assert reports.waiting(listed) == ()


def test_a_shared_list_opens_until_it_expires(listed: Store) -> None:
    shared = SharedList(token="secret", service_ids=(LUNCH.id,), expires_at=NOW + timedelta(days=1))
    shared_lists.add(listed, replace(shared, service_ids=(LUNCH.id, "gone", LUNCH.id)))
    assert shared_lists.by_token(listed, "secret", NOW) == shared
    assert shared_lists.by_token(listed, "guess", NOW) is None
    assert shared_lists.by_token(listed, "secret", shared.expires_at) is None


def test_the_token_is_nowhere_in_the_file(listed: Store) -> None:
    shared_lists.add(listed, SharedList(token="s3cr3t-t0ken", service_ids=(LUNCH.id,), expires_at=NOW))
    listed.close()
    for file in listed.path.parent.iterdir():
        assert b"s3cr3t-t0ken" not in file.read_bytes()


def test_expired_lists_are_forgotten_with_their_services(listed: Store) -> None:
    for days in (-1, 0, 1):
        made = SharedList(token=str(days), service_ids=(LUNCH.id,), expires_at=NOW + timedelta(days=days))
        shared_lists.add(listed, made)
    assert shared_lists.forget_expired(listed, NOW) == 2
    assert listed.row("SELECT COUNT(*) FROM shared_list_item") == (1,)
