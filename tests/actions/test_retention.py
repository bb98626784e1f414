"""What is over is cleared, class by class, whenever the sweep comes; what is not over stays."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from locator.accounts.account import AccountStatus
from locator.accounts.session import Stage
from locator.actions import audit_trail, editing, moving, proposing, retention, sessions
from locator.referral.referral import AgeBand, ForWhom, Level, Referral, Snapshot
from locator.referral.states import Mover, State
from locator.revision import subject
from locator.roles import Role
from locator.storage import accounts, audit, hand_overs, identifiers, mails, proposals, referrals
from locator.storage import retention as stored
from locator.wiring import Engine
from tests import handing, signing
from tests.conftest import NOW, OpenEngine
from tests.handing import LISTING, NURSE, handed, later


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    opened = open_engine(handing.LISTING)
    handing.allow(opened)
    return opened


def kept(engine: Engine, level: Level, state: State, reference: str | None = None) -> Referral:
    """A referral of that level that the nurse has made."""
    snapshot = Snapshot(
        id="snapshot",
        service_id=LISTING.service.id,
        service_name="x",
        organization_name="y",
        content="{}",
        taken_at=NOW,
    )
    made = Referral(
        id=identifiers.fresh(),
        need_id="need",
        level=level,
        form_key=identifiers.fresh(),
        created_at=NOW,
        account_id=NURSE.id,
        team_id=NURSE.team_id or "",
        service_id=LISTING.service.id,
        snapshot_id=snapshot.id,
        for_whom=ForWhom.CARER,
        age_band=AgeBand.FROM_75,
        outward_code="ML1",
        reference=reference,
        state=state,
        state_at=NOW,
    )
    with engine.store.atomic():
        referrals.add_snapshot(engine.store, snapshot)
        referrals.add(engine.store, made)
    return made


def now_of(engine: Engine, referral: Referral) -> Referral:
    found = referrals.by_id(engine.store, referral.id)
    assert found is not None
    return found


def swept(engine: Engine, *, days: float, is_dry: bool = False) -> dict[str, int]:
    """What a sweep so many days later clears, without what it does not."""
    done = retention.sweep(later(engine.context(), days=days), is_dry=is_dry)
    return {one.data_class: one.count for one in done if one.count}


def test_named_details_go_ninety_days_after_the_end(engine: Engine) -> None:
    made = handed(engine)
    with engine.store.atomic():
        moving.close_by_program(engine.context(), made)
    assert "named details" not in swept(engine, days=89)
    assert hand_overs.sealed(engine.store, made.id)
    assert swept(engine, days=91)["named details"] == 1
    assert hand_overs.sealed(engine.store, made.id) is None
    assert now_of(engine, made).reference is None


@pytest.mark.parametrize("how", ["taken back", "permission withdrawn"])
def test_a_hand_over_that_was_taken_back_goes_with_the_next_sweep(engine: Engine, how: str) -> None:
    made = handed(engine)
    if how == "taken back":
        referrals.undo(engine.store, made.id, NOW)
    else:
        with engine.store.atomic():
            engine.store.write("UPDATE referral SET state = 'permission withdrawn'")
    assert swept(engine, days=1)["named details"] == 1
    assert hand_overs.sealed(engine.store, made.id) is None


def test_what_nobody_moves_on_is_closed_and_erased(engine: Engine) -> None:
    named, coded = handed(engine), kept(engine, Level.CODED, State.ACCEPTED, "P-2222")
    assert "abandoned referrals" not in swept(engine, days=179)
    assert swept(engine, days=181)["abandoned referrals"] == 2
    assert hand_overs.sealed(engine.store, named.id) is None
    assert now_of(engine, named).erased_at is not None
    assert [now_of(engine, one).state for one in (named, coded)] == [State.CLOSED, State.CLOSED]
    assert referrals.moves(engine.store, coded.id)[-1].mover is Mover.SYSTEM


def test_a_coded_reference_and_what_narrows_it_down_go_and_the_count_stays(engine: Engine) -> None:
    coded = kept(engine, Level.CODED, State.COMPLETED, "P-2222")
    signpost = kept(engine, Level.SIGNPOST, State.SIGNPOSTED)
    assert "coded references" not in swept(engine, days=729)
    assert swept(engine, days=731)["coded references"] == 2
    for one in (coded, signpost):
        left = now_of(engine, one)
        assert (left.reference, left.outward_code, left.age_band, left.account_id) == (None, "", AgeBand.NOT_SAID, None)
        assert (left.for_whom, left.service_id) == (ForWhom.CARER, one.service_id)


def test_who_logged_what_is_forgotten_and_the_audit_trail_keeps_it(engine: Engine) -> None:
    made = handed(engine)
    assert swept(engine, days=731)["who logged what"] >= 1
    assert now_of(engine, made).account_id is None
    assert audit.about(engine.store, "referral", made.id)[0].account_id == NURSE.id


def test_messages_are_emptied_whether_they_went_or_failed(engine: Engine) -> None:
    for key in ("sent", "failed", "waiting"):
        mails.add(engine.store, key=key, to="rab@example.org", subject="Hello", body="Sign in", now=NOW)
        with engine.store.atomic():
            engine.store.write("UPDATE mail SET state = ? WHERE dedupe_key = ?", (key, key))
    assert swept(engine, days=31)["messages"] == 2
    left = dict(engine.store.rows("SELECT dedupe_key, to_address || subject || body FROM mail"))
    assert left == {"sent": "", "failed": "", "waiting": "rab@example.orgHelloSign in"}
    assert not mails.add(engine.store, key="sent", to="a", subject="b", body="c", now=NOW)


def test_a_draft_that_another_program_takes_away_meanwhile_fails_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = engine.settings.data / "mail"
    folder.mkdir()
    (folder / ".draft").write_text("hello")

    def gone_after(file: Path) -> bool:
        is_there = file.exists()
        file.unlink(missing_ok=True)
        return is_there

    monkeypatch.setattr(Path, "is_file", gone_after)
    retention.sweep(engine.context())
    assert list(folder.iterdir()) == []


def test_files_of_the_mail_folder_go_on_time(engine: Engine) -> None:
    folder = engine.settings.data / "mail"
    folder.mkdir()
    for name, age in (("old.eml", 31), ("new.eml", 29)):
        (folder / name).write_text("hello")
        moment = (NOW - timedelta(days=age)).timestamp()
        os.utime(folder / name, (moment, moment))
    assert swept(engine, days=0)["mail files"] == 1
    assert [file.name for file in folder.iterdir()] == ["new.eml"]


def test_sessions_tries_links_searches_and_reports_go_on_time(engine: Engine) -> None:
    store, long_ago = engine.store, "2020-01-01T00:00:00.000000Z"
    sessions.begin(engine.context(), NURSE.id, Stage.WHOLE, "x")
    with store.atomic():
        store.write(
            "INSERT INTO sign_in_try VALUES ('t', 'password', 'a', 's', ?, 0)",
            (long_ago,),
        )
        store.write(
            """INSERT INTO one_time_link (id, purpose, token_hash, account_id, created_at, expires_at)
            VALUES ('l', 'reset', 'h', ?, ?, ?)""",
            (NURSE.id, long_ago, long_ago),
        )
        for state in ("unproven", "waiting", "refused"):
            store.write(
                """INSERT INTO claim (id, kind, organization_id, name, email, does, how_to_check, form_key, state, created_at)
                VALUES (?, 'listings', ?, 'Nan Orr', 'nan@example.org', '', '', ?, ?, ?)""",
                (state, LISTING.organization.id, state, state, long_ago),
            )
        store.write(
            """INSERT INTO search_log (id, searched_at, words, total, total_other, sort)
            VALUES ('s', ?, 'bowls', 0, 0, 'best')""",
            (long_ago,),
        )
        store.write(
            """INSERT INTO report (id, service_id, created_at, kind, message, form_key, status)
            VALUES ('r', ?, ?, 'times', 'wrong', 'k', 'waiting')""",
            (LISTING.service.id, long_ago),
        )
        store.write("INSERT INTO shared_list VALUES ('sl', 'h', ?)", (long_ago,))
        store.write("INSERT INTO listing_snapshot VALUES ('x', ?, 'a', 'b', '{}', ?)", (LISTING.service.id, long_ago))
    assert swept(engine, days=1) == {
        "sessions": 1,
        "tries to sign in": 1,
        "links that work once": 1,
        "searches": 1,
        "reports of mistakes": 1,
        "claims": 1,
        "claims without an address": 1,
        "shared lists": 1,
        "listings as they were": 1,
    }


def test_a_dry_run_says_what_would_go_and_changes_nothing(engine: Engine) -> None:
    made = handed(engine)
    assert swept(engine, days=181, is_dry=True)["abandoned referrals"] == 1
    assert now_of(engine, made) == made
    assert hand_overs.sealed(engine.store, made.id)
    assert {dry for *_, dry in stored.runs(engine.store)} == {True}


def test_a_second_sweep_finds_nothing_and_a_late_one_makes_up_for_all(engine: Engine) -> None:
    handed(engine)
    kept(engine, Level.CODED, State.COMPLETED, "P-2222")
    assert swept(engine, days=4000)
    assert swept(engine, days=4000) == {}


def test_a_period_is_what_the_settings_say(engine: Engine) -> None:
    engine.settings = replace(engine.settings, keep_abandoned_days=10)
    handed(engine)
    assert swept(engine, days=11)["abandoned referrals"] == 1


def test_each_day_the_log_shows_that_the_sweep_ran(engine: Engine) -> None:
    for _ in range(3):
        swept(engine, days=0)
    names = [name for _, name, _, _ in stored.runs(engine.store)]
    assert sorted(names) == sorted(one.name for one in retention.classes(engine.context()))


def test_drafts_that_nobody_went_on_with_and_people_who_look_after_nothing_go(engine: Engine) -> None:
    idle = signing.person(Role.ORGANISER, "Jean Orr")
    busy = signing.person(Role.ORGANISER, "Nan Orr", organization_ids=(LISTING.organization.id,))
    signing.add(engine, idle, busy)
    context = signing.as_user(engine, busy)
    at = subject.service(LISTING.service.id)
    draft = proposing.begin(context, at, organization_id=LISTING.organization.id, form_key="draft")
    done = swept(engine, days=366)
    assert (done["drafts"], done["people who look after nothing"]) == (1, 1)
    assert proposals.by_id(engine.store, draft.proposal.id) is None
    gone, there = (accounts.by_id(engine.store, one.id) for one in (idle, busy))
    assert gone is not None
    assert there is not None
    assert (gone.name, gone.email) == ("Somebody of a group", f"gone-{idle.id}")
    assert gone.status is AccountStatus.DISABLED
    assert there.email == busy.email
    assert "people who look after nothing" not in swept(engine, days=400)


def test_whoever_still_works_on_something_is_not_taken_for_gone(engine: Engine) -> None:
    person = signing.person(Role.ORGANISER, "Jean Orr")
    signing.add(engine, person)
    editing.begin(signing.as_user(engine, person), organization_id="", new_group="Zither Friends", form_key="new")
    swept(engine, days=364)
    assert accounts.by_email(engine.store, person.email) is not None


@pytest.mark.parametrize("is_undone", [False, True], ids=["stands", "undone"])
@pytest.mark.parametrize("state", [one for one in State if one is not State.SIGNPOSTED])
def test_nobody_is_kept_for_ever_whatever_state_a_referral_is_stuck_in(
    engine: Engine, state: State, is_undone: bool
) -> None:
    named, coded = handed(engine, near="ML1"), kept(engine, Level.CODED, State.SENT, "P-2222")
    with engine.store.atomic():
        engine.store.write("UPDATE referral SET state = ?", (state.value,))
    for one in (named, coded) if is_undone else ():
        referrals.undo(engine.store, one.id, NOW)
    for days in (1, 91, 181, 272, 731):
        swept(engine, days=days)
    assert hand_overs.keys(engine.store) == []
    for left in (now_of(engine, named), now_of(engine, coded)):
        assert (left.reference, left.outward_code, left.age_band) == (None, "", AgeBand.NOT_SAID)
        assert left.account_id is None
    assert engine.store.row("SELECT COUNT(*) FROM mail WHERE body <> '' AND state <> 'waiting'") == (0,)
    assert audit_trail.verify(engine.context()).is_whole
