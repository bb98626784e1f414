"""Handing somebody over: two permissions, sealed details, one receiver, and every look is written down."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from locator.actions import erasure, hand_over, referring
from locator.actions.hand_over import LONGEST, DetailsGoneError, DetailsRefusedError, PermissionMissingError
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.actions.whereabouts import PlaceNotKnownError
from locator.referral.opening import EraseReason
from locator.referral.person import ContactKind, PermissionKind, Person
from locator.referral.private_text import Refusal
from locator.referral.referral import Level
from locator.referral.states import CloseReason, Move, Mover, State
from locator.storage import accounts, audit, figures, hand_overs, identifiers, mails, referrals
from locator.wiring import Engine
from tests import handing, making, signing
from tests.conftest import NOW, OpenEngine
from tests.handing import JEAN, NURSE, ORGANISER, OTHER_NURSE, OTHER_ORGANISER, as_, asked, handed

TEXTS = tuple(field.name for field in fields(Person) if field.name != "contact_kind")


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    opened = open_engine(handing.LISTING)
    handing.allow(opened)
    return opened


def actions(engine: Engine, referral_id: str) -> list[str]:
    return [entry.action for entry in audit.about(engine.store, "referral", referral_id)]


def moved(engine: Engine, referral_id: str, to: State) -> None:
    found = referrals.by_id(engine.store, referral_id)
    assert found is not None
    move = Move(
        id=identifiers.fresh(),
        referral_id=referral_id,
        from_state=found.state,
        to_state=to,
        closed_reason=CloseReason.NO_CAPACITY if to is State.CLOSED else None,
        moved_at=NOW,
        mover=Mover.GROUP,
    )
    assert referrals.move(engine.store, move)


def test_where_the_person_lives_is_counted_and_the_half_of_the_postcode_goes_with_the_details(engine: Engine) -> None:
    made = handed(engine, near="ML1 1AA")
    motherwell = "consortia-2026/motherwell"
    assert (made.outward_code, made.locality_id) == ("ML1", motherwell)
    erasure.erase(as_(engine, handing.ADMINISTRATOR), made.reference or "", EraseReason.ASKED)
    left = referrals.by_id(engine.store, made.id)
    assert left is not None
    assert left.outward_code == ""
    counts = figures.demand(engine.store, NOW - timedelta(days=1), NOW + timedelta(days=1))
    assert {place for place, _ in counts} == {motherwell}


def test_a_place_that_is_none_keeps_nothing(engine: Engine) -> None:
    with pytest.raises(PlaceNotKnownError):
        handed(engine, near="Narnia")
    assert engine.store.rows("SELECT id FROM referral") == []
    assert engine.store.rows("SELECT id FROM listing_snapshot") == []


def test_what_was_handed_over_reaches_the_group_and_nobody_else(engine: Engine) -> None:
    made = handed(engine)
    assert made.level is Level.NAMED
    assert made.reference is not None
    assert hand_over.view_as_group(as_(engine, ORGANISER), made.id).person == JEAN
    assert hand_over.view_as_staff(as_(engine), made.id).person == JEAN
    for account, view in ((OTHER_ORGANISER, hand_over.view_as_group), (OTHER_NURSE, hand_over.view_as_staff)):
        with pytest.raises(NotYoursError):
            view(as_(engine, account), made.id)
    assert actions(engine, made.id) == [
        "referral.hand_over",
        "person.view",
        "person.view",
        "referral.refused",
        "referral.refused",
    ]


def test_a_row_of_the_audit_trail_says_who_looked(engine: Engine) -> None:
    made = handed(engine)
    hand_over.view_as_group(as_(engine, ORGANISER), made.id)
    seen = audit.about(engine.store, "referral", made.id)[-1]
    assert (seen.account_id, seen.role, seen.happened_at) == (ORGANISER.id, "organiser", NOW)


def test_nothing_of_the_person_lies_open_in_the_database_or_the_mail(engine: Engine) -> None:
    made = handed(engine)
    kept = "\n".join(
        str(value)
        for (table,) in engine.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        for row in engine.store.rows(f"SELECT * FROM {table}")
        for value in row
    )
    assert [text for text in JEAN.texts() if len(text) > 4 and text != JEAN.contact_kind and text in kept] == []
    (subject, body), *_ = engine.store.rows("SELECT subject, body FROM mail")
    assert made.reference in body
    assert f"/group/referrals/{made.id}" in body
    assert "Jean" not in subject + body


def test_each_hand_over_has_a_key_of_its_own(engine: Engine) -> None:
    first, second = handed(engine), handed(engine, form_key="key-2")
    sealed = {one.id: hand_overs.sealed(engine.store, one.id) for one in (first, second)}
    engine.store.connection.execute("PRAGMA query_only = 0")
    with engine.store.atomic():
        engine.store.write("DELETE FROM referral_key WHERE referral_id = ?", (first.id,))
        key = sealed[second.id][0]  # type: ignore[index]
        engine.store.write("INSERT INTO referral_key (referral_id, wrapped_key) VALUES (?, ?)", (first.id, key))
    with pytest.raises(DetailsGoneError):
        hand_over.view_as_staff(as_(engine), first.id)


def test_the_same_form_twice_makes_one_hand_over_and_one_mail(engine: Engine) -> None:
    first, second = handed(engine), handed(engine)
    assert first == second
    for table in ("referral", "referral_person", "referral_key", "mail", "listing_snapshot"):
        assert engine.store.row(f"SELECT COUNT(*) FROM {table}") == (1,), table
    assert engine.store.row("SELECT COUNT(*) FROM referral_permission") == (2,)


def test_somebody_elses_form_key_tells_nothing_and_is_written_down(engine: Engine) -> None:
    made = handed(engine)
    with pytest.raises(NotYoursError):
        hand_over.send(as_(engine, OTHER_NURSE), asked())
    assert actions(engine, made.id) == ["referral.hand_over", "referral.refused"]


@pytest.mark.parametrize("given", [frozenset(), {PermissionKind.REFER}, {PermissionKind.SHARE}])
def test_without_both_permissions_nothing_is_kept(engine: Engine, given: frozenset[PermissionKind]) -> None:
    with pytest.raises(PermissionMissingError):
        handed(engine, given=frozenset(given))
    assert engine.store.row("SELECT COUNT(*) FROM referral") == (0,)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("010150 1234", Refusal.CHI),
        ("3/4/1941", Refusal.BIRTH),
        ("CHI on request", Refusal.NUMBER_WORDS),
        ("x" * 301, None),
    ],
    ids=["health number", "date of birth", "words", "too long"],
)
def test_every_text_is_looked_through(engine: Engine, text: str, refusal: Refusal | None) -> None:
    for field in TEXTS:
        with pytest.raises(DetailsRefusedError) as refused:
            handed(engine, person=replace(JEAN, **{field: text}))
        assert refused.value.fields == {field: (refusal,) if refusal else ()}
    assert engine.store.row("SELECT COUNT(*) FROM referral_person") == (0,)


@pytest.mark.parametrize(
    ("first", "second"),
    [("010", "1501234"), ("file 01015", "01234 is hers")],
    ids=["after three digits", "in the middle"],
)
def test_a_health_number_in_two_boxes_is_found(engine: Engine, first: str, second: str) -> None:
    with pytest.raises(DetailsRefusedError) as refused:
        handed(engine, person=replace(JEAN, matters=first, reason=second))
    assert refused.value.fields == {"matters": (Refusal.CHI_TOGETHER,), "reason": (Refusal.CHI_TOGETHER,)}
    for field in ("matters", "reason"):
        handed(engine, form_key=field, person=replace(JEAN, **{field: first}))


def test_a_number_to_ring_and_a_time_make_no_health_number(engine: Engine) -> None:
    assert handed(engine, person=replace(JEAN, contact="01698 10 12 55", best_time="12 30 or 13"))


def test_a_hand_over_that_is_taken_back_closes_to_the_group_which_is_told(engine: Engine) -> None:
    made = handed(engine)
    mails.take(engine.store, NOW, NOW)
    referring.undo(as_(engine), made.form_key)
    with pytest.raises(DetailsGoneError):
        hand_over.view_as_group(as_(engine, ORGANISER), made.id)
    sql = "SELECT to_address FROM mail WHERE dedupe_key LIKE 'stop/%'"
    assert engine.store.rows(sql) == [(ORGANISER.email,)]


def test_every_detail_has_a_limit_and_a_column() -> None:
    assert set(LONGEST) == {field.name for field in fields(Person)} == set(hand_overs.FIELDS)
    assert LONGEST["reason"] == 300


@pytest.mark.parametrize(
    ("kind", "contact"),
    [
        (ContactKind.LANDLINE, "01698 555 0123"),
        (ContactKind.MOBILE, "07700 900123"),
        (ContactKind.LETTER, "12 Main Street, Motherwell ML1 1AB"),
        (ContactKind.EMAIL, "jean@example.org"),
        (ContactKind.CARER, "Her sister Betty, 01698 555 0124"),
    ],
)
def test_every_way_to_reach_somebody_is_welcome(engine: Engine, kind: ContactKind, contact: str) -> None:
    made = handed(engine, person=replace(JEAN, contact_kind=kind, contact=contact))
    person = hand_over.view_as_staff(as_(engine), made.id).person
    assert (person.contact_kind, person.contact) == (kind, contact)


@pytest.mark.parametrize("end", [State.CLOSED, State.COMPLETED, State.WITHDRAWN])
def test_once_it_is_at_its_end_the_group_reads_nothing_more(engine: Engine, end: State) -> None:
    made = handed(engine)
    if end is State.COMPLETED:
        moved(engine, made.id, State.ATTENDED)
    moved(engine, made.id, end)
    with pytest.raises(DetailsGoneError):
        hand_over.view_as_group(as_(engine, ORGANISER), made.id)
    assert hand_over.view_as_staff(as_(engine), made.id).person == JEAN


def test_what_was_taken_back_the_group_reads_no_more(engine: Engine) -> None:
    made = handed(engine)
    referrals.undo(engine.store, made.id, NOW)
    with pytest.raises(DetailsGoneError):
        hand_over.view_as_group(as_(engine, ORGANISER), made.id)


def test_an_organiser_who_leaves_the_group_reads_nothing_more(engine: Engine) -> None:
    made = handed(engine)
    accounts.save(engine.store, replace(ORGANISER, organization_ids=()))
    with pytest.raises(NotYoursError):
        hand_over.view_as_group(as_(engine, ORGANISER), made.id)


def test_erased_details_are_read_by_nobody(engine: Engine) -> None:
    made = handed(engine)
    with engine.store.atomic():
        erasure.forget(engine.context(), made, erasure.EraseReason.ASKED)
    with pytest.raises(DetailsGoneError):
        hand_over.view_as_staff(as_(engine), made.id)


def test_it_is_off_unless_the_installation_turns_it_on(open_engine: OpenEngine) -> None:
    engine = open_engine(handing.LISTING)
    signing.add(engine, *handing.EVERYBODY)
    with pytest.raises(hand_over.SwitchedOffError):
        handed(engine)


def test_a_group_that_nobody_answers_for_cannot_be_handed_anybody(open_engine: OpenEngine) -> None:
    engine = open_engine(handing.LISTING)
    handing.allow(engine)
    accounts.save(engine.store, replace(ORGANISER, organization_ids=()))
    with pytest.raises(hand_over.NobodyReadsItError):
        handed(engine)


def test_a_service_that_takes_no_referrals_cannot_be_handed_anybody(open_engine: OpenEngine) -> None:
    engine = open_engine(making.listing("Balance Class", takes_referrals=False))
    handing.allow(engine)
    with pytest.raises(hand_over.NobodyReadsItError):
        handed(engine)


@pytest.mark.parametrize("account", [ORGANISER, handing.ADMINISTRATOR])
def test_only_staff_of_a_team_hand_anybody_over(engine: Engine, account: object) -> None:
    with pytest.raises(NotAllowedError):
        hand_over.send(as_(engine, account), asked())  # type: ignore[arg-type]
    assert NURSE.team_id == signing.NURSES.id
