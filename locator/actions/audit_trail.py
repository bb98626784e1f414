"""Prove that the audit trail is whole: every row follows from the one before, and its end is where it was last anchored.

A chain shows what was changed inside it, not that its end was cut off. So each check writes down the last row's number and
hash in a file beside the database, with a mark that only this installation's keys can make; a copy kept elsewhere proves more.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from locator.actions.context import Context
from locator.storage import audit, moments

ANCHORS = "audit.anchor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where the trail ended at one moment; after a restore it begins to count anew (`kind` "restored")."""

    seq: int
    hash: str
    at: str
    kind: str = "checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check found: how many rows are sound, and the first thing that is wrong, in a sentence ("" where nothing is)."""

    rows: int
    last: Anchor | None
    broken_seq: int | None = None
    problem: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problem


def verify(context: Context) -> Verdict:
    """Check every row and the end against the last anchor; where all is well, drop a new anchor."""
    with context.store.snapshot():
        verdict = _checked(context)
    if verdict.is_whole and verdict.last is not None:
        _append(context, verdict.last)
    return verdict


def anchor_daily(context: Context) -> Verdict | None:
    """Check and anchor where that was not done today; None where it was. For the tasks that run all day."""
    last = _last_anchor(context)
    return None if last and last.at[:10] == context.now.date().isoformat() else verify(context)


def anchor_restored(context: Context) -> None:
    """After a restore: anchors from before it hold rows that this database never had."""
    end = audit.end(context.store)
    seq, hash_ = end or (0, audit.FIRST)
    _append(context, Anchor(seq=seq, hash=hash_, at=moments.text(context.now), kind="restored"))


def _checked(context: Context) -> Verdict:
    previous, seq, count = audit.FIRST, 0, 0
    anchor = _last_anchor(context)
    while batch := audit.rows(context.store, after=seq):
        for number, *values, row_previous, row_hash in batch:
            if row_previous != previous or row_hash != audit.chained(previous, tuple(values)):
                return _broken(count, number, f"Row {number} does not follow from the one before it.")
            if anchor and number == anchor.seq and row_hash != anchor.hash:
                return _broken(count, number, f"Row {number} is not the one that was anchored on {anchor.at[:10]}.")
            previous, seq, count = row_hash, number, count + 1
    return _end(context, anchor, count, seq, previous)


def _end(context: Context, anchor: Anchor | None, count: int, seq: int, last_hash: str) -> Verdict:
    if anchor and seq < anchor.seq:
        return _broken(
            count, seq + 1, f"The trail ends at row {seq}, but row {anchor.seq} was there on {anchor.at[:10]}."
        )
    counted = audit.highest_ever(context.store)
    if seq < counted:
        return _broken(count, seq + 1, f"The trail ends at row {seq}, but {counted} rows were written.")
    last = Anchor(seq=seq, hash=last_hash, at=moments.text(context.now)) if count else None
    return Verdict(rows=count, last=last)


def _broken(count: int, seq: int, problem: str) -> Verdict:
    return Verdict(rows=count, last=None, broken_seq=seq, problem=problem)


def _file(context: Context) -> Path:
    return context.store.path.parent / ANCHORS


def _last_anchor(context: Context) -> Anchor | None:
    """The newest anchor that this installation made; lines that it did not make, or that were cut off, are left out."""
    file = _file(context)
    if not file.exists():
        return None
    for line in reversed(file.read_text(encoding="utf-8", errors="replace").splitlines()):
        found = _read(context, line)
        if found:
            return found
    return None


def _read(context: Context, line: str) -> Anchor | None:
    text, _, mark = line.rpartition(" ")
    if not text or context.sealer.mark(text) != mark:
        return None
    return Anchor(**json.loads(text))


def _append(context: Context, anchor: Anchor) -> None:
    text = json.dumps({"seq": anchor.seq, "hash": anchor.hash, "at": anchor.at, "kind": anchor.kind})
    descriptor = os.open(_file(context), os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    try:
        os.write(descriptor, f"{text} {context.sealer.mark(text)}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
