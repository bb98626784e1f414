"""Sweep, export, map, audit, backup and restore, as a person types them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from locator import wiring
from locator.actions import erasure, following_up
from locator.cli import main
from locator.referral.follow_up import Source
from locator.referral.opening import EraseReason
from locator.referral.referral import Referral
from locator.settings import Settings
from locator.storage import audit, hand_overs
from locator.wiring import Engine
from tests import handing
from tests.conftest import NOW, save
from tests.handing import JEAN, handed


def run(settings: Settings, *arguments: str, status: int = 0) -> Result:
    done = CliRunner().invoke(main, ["--data", str(settings.data), *arguments], env={"PORT": ""})
    assert done.exit_code == status, done.output
    return done


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    opened = wiring.Engine(handing.allowing(settings), clock=lambda: NOW)
    save(opened, handing.LISTING)
    handing.allow(opened)
    yield opened
    opened.close()


@pytest.fixture
def made(engine: Engine) -> Referral:
    return handed(engine)


def test_a_sweep_says_what_it_cleared_and_a_dry_run_what_it_would(engine: Engine, made: Referral) -> None:
    with engine.store.atomic():
        engine.store.write("UPDATE referral SET state_at = '2020-01-01T00:00:00.000000Z'")
    dry = run(engine.settings, "privacy", "sweep", "--dry-run").output
    assert "1  abandoned referrals (after 180 days)" in dry
    assert "Nothing was changed" in dry
    assert hand_overs.sealed(engine.store, made.id)
    assert "1  abandoned referrals (after 180 days)" in run(engine.settings, "privacy", "sweep").output
    assert hand_overs.sealed(engine.store, made.id) is None
    assert "0  abandoned referrals" in run(engine.settings, "privacy", "sweep").output


def test_somebody_who_knows_no_reference_is_found_by_their_number(engine: Engine, made: Referral) -> None:
    found = CliRunner().invoke(main, ["--data", str(engine.settings.data), "privacy", "find"], input="01698 5550123\n")
    assert f"{made.reference}  Balance Class, handed over by Motherwell nurses on " in found.output
    assert "Nobody of this name" in run(engine.settings, "privacy", "find", "--about", "Jean Nobody").output
    assert "a whole name" in run(engine.settings, "privacy", "find", "--about", "?", status=1).output


def test_what_is_held_can_be_read_and_says_who_looked(engine: Engine, made: Referral) -> None:
    text = run(engine.settings, "privacy", "export", made.reference or "").output
    for part in (
        JEAN.name,
        JEAN.reason,
        "Motherwell nurses",
        "Permission to share",
        "Morag Reid",
        "handed the person over",
    ):
        assert part in text
    held = json.loads(run(engine.settings, "privacy", "export", (made.reference or "").lower(), "--json").output)
    assert held["person"]["name"] == JEAN.name
    assert held["who_looked"][-1]["did"] == "printed all that is held"
    assert audit.about(engine.store, "referral", made.id)[-1].action == "referral.export"


def test_how_it_went_is_printed_too(engine: Engine, made: Referral) -> None:
    nurse = handing.as_(engine)
    following_up.write_down(
        nurse, made.id, has_attended=None, answers={"older-informed": 3}, source=Source.STAFF, form_key="went"
    )
    text = run(engine.settings, "privacy", "export", made.reference or "").output
    assert "Did they go? not known" in text
    assert "Finding information, advice or something to learn: About the same" in text


def test_a_reference_that_is_not_there_is_named(engine: Engine) -> None:
    assert (
        "No referral has the reference P-0000" in run(engine.settings, "privacy", "export", "P-0000", status=1).output
    )


def test_a_coded_referral_has_no_name_to_print(engine: Engine, made: Referral) -> None:
    with engine.store.atomic():
        engine.store.write("DELETE FROM referral_person")
    assert "No name or address is kept." in run(engine.settings, "privacy", "export", made.reference or "").output


def test_the_data_map_is_printed(settings: Settings) -> None:
    printed = run(settings, "privacy", "map").output
    assert printed.startswith("# The data map\n")
    assert "LOOK" not in printed
    assert "| referral_person | name_sealed, contact_kind_sealed" in printed


def test_a_whole_trail_and_a_broken_one_are_told_apart(engine: Engine, made: Referral) -> None:
    assert "The audit trail is whole. Rows: 1." in run(engine.settings, "audit", "verify").output
    engine.store.connection.execute("DROP TRIGGER audit_is_never_changed")
    engine.store.connection.execute("UPDATE audit SET account_id = 'x' WHERE seq = 1")
    assert "BROKEN at row 1." in run(engine.settings, "audit", "verify", status=1).output


def test_a_backup_and_its_keys_come_back_without_who_was_erased(engine: Engine, made: Referral, tmp_path: Path) -> None:
    stays = handed(engine, form_key="key-2")
    file, keys = str(tmp_path / "copy.sqlite"), str(tmp_path / "keys.json")
    assert "Backed up to" in run(engine.settings, "backup", file, "--keys", keys).output
    with engine.store.atomic():
        erasure.forget(engine.context(), made, EraseReason.ASKED)
    engine.close()
    restored = run(engine.settings, "restore", file, "--keys", keys).output
    assert "Erased again, because they had been erased since: 1." in restored
    assert "Details that open again: 1; that nothing opens any more: 0." in restored
    again = wiring.Engine(engine.settings)
    assert hand_overs.sealed(again.store, made.id) is None
    assert hand_overs.sealed(again.store, stays.id)
    again.close()


def test_a_backup_without_keys_says_what_that_means(engine: Engine, made: Referral, tmp_path: Path) -> None:
    printed = run(engine.settings, "backup", str(tmp_path / "copy.sqlite")).output
    assert "cannot be opened from it, because their keys are not: 1" in printed


def test_a_restore_refuses_while_the_installation_is_open(engine: Engine, tmp_path: Path) -> None:
    file = str(tmp_path / "copy.sqlite")
    run(engine.settings, "backup", file)
    assert "Stop it first" in run(engine.settings, "restore", file, status=1).output
    assert "not a file of keys" in run(engine.settings, "restore", file, "--keys", file, status=1).output


def test_a_restore_that_was_cut_off_is_explained(engine: Engine, tmp_path: Path) -> None:
    engine.close()
    (engine.settings.data / "restore.unfinished").touch()
    assert "A restore was cut off" in run(engine.settings, "check", status=1).output
