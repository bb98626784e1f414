"""A backup put back: nobody who was erased since comes back, and a backup alone opens nobody's details."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from locator import wiring
from locator.accounts.session import Stage
from locator.actions import audit_trail, erasure, hand_over, restoring, sessions
from locator.actions.find import Search, search
from locator.actions.restoring import BackupError, Restored
from locator.referral.opening import EraseReason
from locator.settings import Settings
from locator.storage import backups, erasures, hand_overs, referrals
from locator.vault.sealing import SealBrokenError
from locator.wiring import Engine
from tests import handing
from tests.conftest import NOW, save
from tests.handing import JEAN, NURSE, as_, handed

pytestmark = pytest.mark.slow


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    opened = wiring.Engine(handing.allowing(settings), clock=lambda: NOW)
    save(opened, handing.LISTING)
    handing.allow(opened)
    yield opened
    opened.close()


def restored(engine: Engine, file: Path, keys: Path | None = None) -> tuple[Engine, Restored]:
    """Close, put the backup back, and open again."""
    engine.close()
    restoring.put_in_place(file, wiring.database_file(engine.settings))
    opened = wiring.Engine(engine.settings, clock=lambda: NOW, finishes_restore=True)
    return opened, restoring.finish(opened.context(), restoring.read_keys(keys))


def test_a_backup_holds_no_key_so_that_nothing_in_it_opens(engine: Engine, tmp_path: Path) -> None:
    made = handed(engine)
    wrapped_key, sealed = hand_overs.sealed(engine.store, made.id) or ("", {})
    done = restoring.back_up(engine.context(), tmp_path / "copy.sqlite", None)
    assert (done.hand_overs, done.has_keys) == (1, False)
    raw = (tmp_path / "copy.sqlite").read_bytes()
    assert wrapped_key.encode() not in raw
    assert sealed["name"].encode() in raw
    with pytest.raises(SealBrokenError):
        engine.sealer.open(sealed["name"])


def test_a_backup_signs_nobody_in_again(engine: Engine, tmp_path: Path) -> None:
    token = sessions.begin(engine.context(), NURSE.id, Stage.WHOLE, "x")
    restoring.back_up(engine.context(), tmp_path / "copy.sqlite", None)
    opened, _ = restored(engine, tmp_path / "copy.sqlite")
    assert sessions.of_token(opened.context(), token) is None
    opened.close()


def test_a_message_that_may_have_gone_out_since_is_not_sent_again(engine: Engine, tmp_path: Path) -> None:
    handed(engine)
    restoring.back_up(engine.context(), tmp_path / "copy.sqlite", None)
    opened, done = restored(engine, tmp_path / "copy.sqlite")
    assert done.held_back == 1
    assert opened.store.rows("SELECT DISTINCT state FROM mail") == [("failed",)]
    opened.close()


def test_with_its_keys_an_open_hand_over_comes_back_whole(engine: Engine, tmp_path: Path) -> None:
    made = handed(engine)
    restoring.back_up(engine.context(), tmp_path / "copy.sqlite", tmp_path / "keys")
    opened, done = restored(engine, tmp_path / "copy.sqlite", tmp_path / "keys")
    assert done == Restored(opened_again=1, erased_again=0, without_key=0, held_back=1)
    assert hand_over.view_as_staff(as_(opened), made.id).person == JEAN
    opened.close()


def test_without_its_keys_the_details_are_gone_and_the_referral_stays(engine: Engine, tmp_path: Path) -> None:
    made = handed(engine)
    restoring.back_up(engine.context(), tmp_path / "copy.sqlite", tmp_path / "keys")
    opened, done = restored(engine, tmp_path / "copy.sqlite")
    assert done.without_key == 1
    left = referrals.by_id(opened.store, made.id)
    assert left is not None
    assert left.reference == made.reference
    with pytest.raises(hand_over.DetailsGoneError):
        hand_over.view_as_staff(as_(opened), made.id)
    again, done = restored(opened, tmp_path / "copy.sqlite", tmp_path / "keys")
    assert done.opened_again == 1
    again.close()


def test_a_backup_older_than_an_erasure_brings_nobody_back(engine: Engine, tmp_path: Path) -> None:
    gone, stays = handed(engine), handed(engine, form_key="key-2")
    restoring.back_up(engine.context(), tmp_path / "copy.sqlite", tmp_path / "keys")
    erasure.erase(as_(engine, handing.ADMINISTRATOR), gone.reference or "", EraseReason.ASKED)
    opened, done = restored(engine, tmp_path / "copy.sqlite", tmp_path / "keys")
    assert done == Restored(opened_again=1, erased_again=1, without_key=0, held_back=1)
    assert hand_overs.sealed(opened.store, gone.id) is None
    assert referrals.by_reference(opened.store, gone.reference or "") is None
    assert hand_over.view_as_staff(as_(opened), stays.id).person == JEAN
    opened.close()


def test_the_next_backup_of_keys_forgets_who_was_erased(engine: Engine, tmp_path: Path) -> None:
    gone = handed(engine)
    restoring.back_up(engine.context(), tmp_path / "monday.sqlite", tmp_path / "keys")
    erasure.erase(as_(engine, handing.ADMINISTRATOR), gone.reference or "", EraseReason.ASKED)
    restoring.back_up(engine.context(), tmp_path / "tuesday.sqlite", tmp_path / "keys")
    assert restoring.read_keys(tmp_path / "keys") == {}


def test_what_was_restored_is_found_again_and_its_audit_trail_is_whole(engine: Engine, tmp_path: Path) -> None:
    handed(engine)
    restoring.back_up(engine.context(), tmp_path / "copy.sqlite", None)
    handed(engine, form_key="key-2")
    audit_trail.verify(engine.context())
    opened, _ = restored(engine, tmp_path / "copy.sqlite")
    assert search(opened.context(), Search(words="balance")).total == 1
    assert audit_trail.verify(opened.context()).is_whole
    opened.close()


def test_while_the_site_runs_nothing_is_put_back(engine: Engine, tmp_path: Path) -> None:
    restoring.back_up(engine.context(), tmp_path / "copy.sqlite", None)
    with pytest.raises(BackupError, match="Stop it first"):
        restoring.put_in_place(tmp_path / "copy.sqlite", wiring.database_file(engine.settings))


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_what_an_ended_server_left_beside_the_database_stops_a_restore(
    engine: Engine, tmp_path: Path, suffix: str
) -> None:
    restoring.back_up(engine.context(), tmp_path / "copy.sqlite", None)
    engine.close()
    path = wiring.database_file(engine.settings)
    before = path.read_bytes()
    path.with_name(path.name + suffix).write_bytes(b"left")
    with pytest.raises(BackupError, match=suffix):
        restoring.put_in_place(tmp_path / "copy.sqlite", path)
    assert path.read_bytes() == before


def test_a_restore_that_was_cut_off_lets_nobody_in_until_it_is_finished(engine: Engine, tmp_path: Path) -> None:
    restoring.back_up(engine.context(), tmp_path / "copy.sqlite", None)
    engine.close()
    restoring.put_in_place(tmp_path / "copy.sqlite", wiring.database_file(engine.settings))
    with pytest.raises(wiring.UnfinishedError):
        wiring.Engine(engine.settings)
    opened, _ = restored(engine, tmp_path / "copy.sqlite")
    opened.close()
    wiring.Engine(engine.settings).close()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\x00" * 5000])
def test_what_is_no_sound_database_of_ours_is_refused(engine: Engine, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "copy.sqlite"
    file.write_bytes(content)
    engine.close()
    before = wiring.database_file(engine.settings).read_bytes()
    with pytest.raises(BackupError):
        restoring.put_in_place(file, wiring.database_file(engine.settings))
    assert wiring.database_file(engine.settings).read_bytes() == before


def test_a_damaged_page_of_a_backup_is_noticed(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "copy.sqlite"
    restoring.back_up(engine.context(), file, None)
    raw = bytearray(file.read_bytes())
    raw[4096 * 2 : 4096 * 4] = b"\xff" * 8192
    file.write_bytes(raw)
    with pytest.raises(BackupError):
        backups.check(file)


def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_half_done(engine: Engine, tmp_path: Path) -> None:
    handed(engine)
    restoring.back_up(engine.context(), tmp_path / "copy.sqlite", tmp_path / "keys")
    assert {file.name for file in tmp_path.iterdir() if file.is_file()} == {"copy.sqlite", "keys"}
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in ("copy.sqlite", "keys")} == {0o600}
    with pytest.raises(BackupError, match="itself"):
        restoring.back_up(engine.context(), wiring.database_file(engine.settings), None)
    with pytest.raises(BackupError, match="could not be written"):
        restoring.back_up(engine.context(), tmp_path / "nowhere" / "copy.sqlite", None)


def test_a_backup_taken_by_other_means_still_brings_nobody_back(engine: Engine, tmp_path: Path) -> None:
    """sqlite3's own .backup holds the wrapped keys: then the ledger alone keeps the erased away."""
    gone = handed(engine)
    copy = sqlite3.connect(tmp_path / "plain.sqlite")
    engine.store.connection.backup(copy)
    copy.close()
    erasure.erase(as_(engine, handing.ADMINISTRATOR), gone.reference or "", EraseReason.ASKED)
    opened, done = restored(engine, tmp_path / "plain.sqlite")
    assert done.erased_again == 1
    assert hand_overs.sealed(opened.store, gone.id) is None
    opened.close()


def test_on_another_machine_the_ledger_and_the_keys_have_to_come_along(engine: Engine, tmp_path: Path) -> None:
    gone = handed(engine)
    restoring.back_up(engine.context(), tmp_path / "copy.sqlite", tmp_path / "keys")
    erasure.erase(as_(engine, handing.ADMINISTRATOR), gone.reference or "", EraseReason.ASKED)
    data = engine.settings.data
    engine.close()
    kept = {name: (data / name).read_bytes() for name in ("sealing.keys", erasures.LEDGER)}
    for name in ("locator.sqlite", "sealing.keys", erasures.LEDGER, "audit.anchor"):
        (data / name).unlink(missing_ok=True)
    shutil.rmtree(data / "index", ignore_errors=True)
    for name, content in kept.items():
        (data / name).write_bytes(content)
    opened, done = restored(engine, tmp_path / "copy.sqlite", tmp_path / "keys")
    assert done.erased_again == 1
    opened.close()
