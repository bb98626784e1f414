"""Back the database up while the site runs, and put a backup back without bringing back anybody who was erased since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from locator.actions import audit, audit_trail, erasure, indexing
from locator.actions.context import Context
from locator.storage import backups, erasures, hand_overs, running
from locator.storage.backups import BackupError

__all__ = ["BackedUp", "BackupError", "Restored", "back_up", "finish", "put_in_place", "read_keys"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """How many hand-overs have details now, and whether their keys were written to a file of their own."""

    hand_overs: int
    has_keys: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did: hand-overs that open again, people erased again, details that nothing opens any more, messages held back."""

    opened_again: int
    erased_again: int
    without_key: int
    held_back: int


def back_up(context: Context, file: Path, keys_file: Path | None) -> BackedUp:
    """Write a checked copy of the database, and the keys of hand-overs if asked; raises BackupError."""
    backups.make(context.store, file)
    if keys_file:
        backups.make_keys(context.store, keys_file)
    audit.note(context, "database.backup")
    return BackedUp(hand_overs=len(hand_overs.keys(context.store)), has_keys=keys_file is not None)


def read_keys(file: Path | None) -> Mapping[str, str]:
    """The keys in a file that a backup has written beside; none without a file. Raises BackupError."""
    return backups.read_keys(file) if file else {}


def put_in_place(file: Path, database_file: Path) -> None:
    """Put the backup where the database is, while nobody has it open; `finish` has to follow. Raises BackupError."""
    backups.check(file)
    try:
        with running.alone(database_file.parent):
            left = backups.left_behind(database_file)
            if left:
                raise BackupError(_advice(left))
            running.begin_restore(database_file.parent)
            backups.put_in_place(file, database_file)
    except running.InUseError as taken:
        raise BackupError("The site, or another command, has this installation open. Stop it first.") from taken


def finish(context: Context, keys: Mapping[str, str]) -> Restored:
    """Bring the restored database up to what must be true now: keys back, the erased erased again, a new index."""
    with context.store.atomic():
        opened = sum(hand_overs.put_key(context.store, referral_id, key) for referral_id, key in keys.items())
        erased = erasure.replay(context)
        lost = hand_overs.without_key(context.store)
        for referral_id in lost:
            erasures.drop_details(context.store, referral_id, context.now)
        held_back = backups.make_harmless(context.store)
        audit.note(context, "database.restore")
    erasure.fold(context)
    audit_trail.anchor_restored(context)
    indexing.rebuild(context, None)
    running.end_restore(context.store.path.parent)
    return Restored(
        opened_again=max(0, opened - erased), erased_again=erased, without_key=len(lost), held_back=held_back
    )


def _advice(left: tuple[Path, ...]) -> str:
    names = " and ".join(file.name for file in left)
    return (
        f"Beside the database lies {names}: what the site had not put into it yet, which would spoil the backup. "
        "Run `locator check` once, which takes it in; where the database is too damaged for that, move all three files away."
    )
