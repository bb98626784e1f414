"""The invented log of the demonstration: the same everywhere, and never among real listings."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from locator import assets
from locator.actions import demonstration_log, find, install, listing_figures, overview, unanswered
from locator.actions import reference as references
from locator.actions.demonstration import identifier
from locator.actions.demonstration_log import NoDemonstrationError
from locator.roles import Role
from locator.storage import accounts, figures, moments
from locator.storage.figures import Chosen
from locator.wiring import Engine
from tests import making, signing
from tests.checking import CURATOR
from tests.conftest import NOW, OpenEngine

pytestmark = pytest.mark.slow


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    """An installation with the demonstration directory and no log."""
    engine = open_engine()
    install.load_demonstration(engine.store, assets.folder("seed_data"), engine.places, making.TODAY)
    return engine


def load(engine: Engine) -> int:
    return demonstration_log.load(engine.store, references.load(engine.store), NOW)


def all_rows(engine: Engine) -> list[tuple[object, ...]]:
    return engine.store.rows(
        "SELECT id, created_at, service_id, locality_id, state, reference FROM referral ORDER BY id"
    )


def chosen(slug: str) -> Chosen:
    team_id = identifier("team", slug)
    return Chosen(team_id=team_id, since=NOW - timedelta(days=400), until=NOW)


def test_every_team_has_a_log_of_nine_months(engine: Engine) -> None:
    assert load(engine) == demonstration_log.REFERRALS
    counts = {slug: figures.count(engine.store, chosen(slug)) for slug, _, _ in demonstration_log.TEAMS}
    assert sum(counts.values()) == demonstration_log.REFERRALS
    assert min(counts.values()) > demonstration_log.REFERRALS / 5
    states = figures.counts_by(engine.store, chosen("demo-nurses"), "state")
    assert {"signposted", "sent", "accepted", "completed", "closed"} <= set(states)


def test_it_is_made_once(engine: Engine) -> None:
    load(engine)
    before = all_rows(engine)
    assert load(engine) == 0
    assert all_rows(engine) == before


def test_nothing_in_it_lies_ahead_and_localities_are_those_of_the_day(engine: Engine) -> None:
    load(engine)
    late = "SELECT COUNT(*) FROM referral WHERE created_at > ? OR state_at > ?"
    assert engine.store.row(late, (moments.text(NOW), moments.text(NOW))) == (0,)
    mixed = """
        SELECT COUNT(*) FROM referral
        WHERE (created_at >= '2026-04-01') <> (locality_id LIKE 'consortia-2026/%') AND locality_id IS NOT NULL
    """
    assert engine.store.row(mixed) == (0,)


def test_curators_and_groups_have_something_to_look_at(engine: Engine) -> None:
    signing.add(engine, CURATOR)
    load(engine)
    found = overview.of_today(signing.as_user(engine, CURATOR))
    assert found.wanted[0][0] == "lunch club"
    assert {words for words, _ in found.nothing_found} == {"golf", "archery", "pickleball"}
    hits = {words: find.search(engine.context(), find.Search(words=words)).total for words, _ in found.wanted}
    assert {words for words, total in hits.items() if not total} == {words for words, _ in found.nothing_found}
    listing, _ = found.looked_at[0]
    months = listing_figures.of_listing(signing.as_user(engine, CURATOR), listing.service.id).months
    assert all(one.views for one in months[:9])


@pytest.mark.parametrize("now", [NOW, NOW.replace(month=12, day=31), NOW.replace(year=2027, month=1, day=8)])
def test_two_groups_have_not_answered_for_longer_than_they_may(engine: Engine, now: datetime) -> None:
    signing.add(engine, CURATOR)
    demonstration_log.load(engine.store, references.load(engine.store), now)
    context = replace(signing.as_user(engine, CURATOR), now=now)
    late = unanswered.late(context)
    assert [count for count, _ in late.values()] == [1, 1]
    found = [one for one in unanswered.every(context) if one.is_late]
    assert len(found) == demonstration_log.LATE
    assert all(one.group_reminded_at and one.curators_told_at for one in found)
    assert unanswered.remind(context).for_curators == 0


def test_it_is_by_the_people_of_the_demonstration_where_there_are_any(engine: Engine) -> None:
    team_id = identifier("team", "demo-nurses")
    with engine.store.atomic():
        accounts.save_team(engine.store, replace(signing.NURSES, id=team_id, slug="demo-nurses"))
        nurse = replace(signing.person(Role.STAFF), team_id=team_id, is_demonstration=True)
        accounts.save(engine.store, nurse)
    load(engine)
    assert {row[0] for row in engine.store.rows("SELECT account_id FROM referral WHERE team_id = ?", (team_id,))} == {
        nurse.id
    }


def test_it_is_never_made_among_real_listings(open_engine: OpenEngine) -> None:
    engine = open_engine(making.listing())
    with pytest.raises(NoDemonstrationError):
        load(engine)
    assert all_rows(engine) == []
