"""A person who does not exist is planted, every feature is used on them, they are erased: not one byte is left anywhere."""

from __future__ import annotations

import base64
import logging
import urllib.parse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from locator import wiring
from locator.actions import (
    audit_trail,
    erasure,
    hand_over,
    indexing,
    moving,
    reporting,
    restoring,
    retention,
    subject_access,
)
from locator.actions.find import Search, search
from locator.directory.report import ReportKind
from locator.referral.opening import EraseReason, OpenReason
from locator.referral.person import ContactKind, Person
from locator.referral.referral import Referral
from locator.settings import Settings
from locator.vault.sealing import SealBrokenError
from locator.wiring import Engine
from tests import handing
from tests.conftest import NOW, save
from tests.handing import ADMINISTRATOR, ORGANISER, as_, asked

CANARY = Person(
    name="Zebedee Quillfeather",
    contact_kind=ContactKind.CARER,
    contact="Xanthippe Quillfeather, 01698 555 0199",
    best_time="Zwischendurch mornings",
    communication="Whispers zygomatically",
    interpreter="Volapuk",
    matters="His xylophone",
    reason="Fell over the quokka",
)
WORDS = (
    "Zebedee",
    "Quillfeather",
    "Xanthippe",
    "555 0199",
    "Zwischendurch",
    "zygomatically",
    "Volapuk",
    "xylophone",
    "quokka",
)


def encodings(word: str) -> Iterator[bytes]:
    """The word as it might lie in a file: as it is, in capitals, quoted, in base 64 at each of its three offsets."""
    for one in (word, word.lower(), word.upper()):
        yield one.encode()
        yield one.encode("utf-16-le")
        yield one.encode("utf-16-be")
        yield urllib.parse.quote(one).encode()
        yield urllib.parse.quote_plus(one).encode()
        yield one.encode().hex().encode()
        for offset in range(3):
            coded = base64.b64encode(b"\0" * offset + one.encode())
            yield coded[4 if offset else 0 : -4]


def hits(folder: Path) -> list[str]:
    """Where any of the words lies, in any encoding, in any file of the folder."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "places" not in file.parts:
            raw = file.read_bytes()
            found += [f"{file.name}: {word}" for word in WORDS if any(one in raw for one in encodings(word))]
    return found


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    opened = wiring.Engine(handing.allowing(settings), clock=lambda: NOW)
    save(opened, handing.LISTING)
    handing.allow(opened)
    yield opened
    opened.close()


def use_everything(engine: Engine, made: Referral, backups: Path) -> None:
    """Read, be refused, open from outside, export, search, sweep, back up, index, and fail."""
    hand_over.view_as_staff(as_(engine), made.id)
    hand_over.view_as_group(as_(engine, ORGANISER), made.id)
    with pytest.raises(hand_over.NotYoursError):
        hand_over.view_as_staff(as_(engine, handing.OTHER_NURSE), made.id)
    subject_access.open_outside_team(as_(engine, ADMINISTRATOR), made.id, OpenReason.COMPLAINT, "key")
    assert "Zebedee" in str(subject_access.as_json(subject_access.export(engine.context(), made.reference or "")))  # type: ignore[arg-type]
    search(engine.context(), Search(words="quillfeather zebedee bowling"))
    search(engine.context(), Search(words="balance class"))
    engine.search_log.close()
    report = ReportKind.OTHER
    reporting.something_wrong(
        engine.context(), slug=handing.SLUG, kind=report, message="Zebedee Quillfeather goes there", form_key="r"
    )
    retention.sweep(engine.context(), is_dry=True)
    retention.sweep(engine.context())
    indexing.rebuild(engine.context())
    audit_trail.verify(engine.context())
    restoring.back_up(engine.context(), backups / "before.sqlite", None)


def test_the_searcher_of_bytes_finds_what_is_there(tmp_path: Path) -> None:
    for number, one in enumerate(encodings("Quillfeather")):
        (tmp_path / f"{number}.bin").write_bytes(b"..." + one + b"...")
    assert len(hits(tmp_path)) == sum(1 for _ in encodings("Quillfeather"))


@pytest.mark.slow
def test_once_erased_no_byte_of_the_person_is_left_in_any_file(
    engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    with caplog.at_level(logging.DEBUG):
        made = hand_over.send(as_(engine), asked(CANARY))
        use_everything(engine, made, backups)
        raw = b"".join(file.read_bytes() for file in engine.settings.data.glob("locator.sqlite*"))
        assert (made.reference or "").encode() in raw
        assert {one.partition(": ")[2] for one in hits(engine.settings.data)} == {"Zebedee", "Quillfeather"}
        done = erasure.erase(as_(engine, ADMINISTRATOR), made.reference or "", EraseReason.ASKED)
    assert done.is_off_disk
    assert hits(engine.settings.data) == []
    assert not [word for word in WORDS if word in caplog.text]
    engine.search_log.close()
    raw = b"".join(file.read_bytes() for file in engine.settings.data.glob("*") if file.is_file())
    assert (made.reference or "").encode() not in raw
    assert [word for word in WORDS if word not in ("Zebedee", "Quillfeather") and word in str(hits(backups))] == []


def test_the_sealed_bytes_go_too_and_those_in_a_backup_open_no_more(engine: Engine, tmp_path: Path) -> None:
    made = hand_over.send(as_(engine), asked(CANARY))
    wrapped_key, sealed = hand_over.hand_overs.sealed(engine.store, made.id) or ("", {})
    restoring.back_up(engine.context(), tmp_path / "before.sqlite", None)
    erasure.erase(as_(engine, ADMINISTRATOR), made.reference or "", EraseReason.ASKED)
    raw = b"".join(file.read_bytes() for file in engine.settings.data.glob("locator.sqlite*"))
    backup = (tmp_path / "before.sqlite").read_bytes()
    for text in (wrapped_key, *sealed.values()):
        assert text.encode() not in raw
    assert wrapped_key.encode() not in backup
    for text in sealed.values():
        assert text.encode() in backup
        with pytest.raises(SealBrokenError):
            engine.sealer.open(text)


@pytest.mark.parametrize("way", ["on time", "abandoned"])
def test_what_retention_erases_is_gone_as_thoroughly(engine: Engine, way: str) -> None:
    made = hand_over.send(as_(engine), asked(CANARY))
    if way == "on time":
        with engine.store.atomic():
            moving.close_by_program(engine.context(), made)
    sealed = hand_over.hand_overs.sealed(engine.store, made.id)
    assert sealed
    retention.sweep(replace(engine.context(), now=handing.later(engine.context(), days=200).now))
    raw = b"".join(file.read_bytes() for file in engine.settings.data.glob("*") if file.is_file())
    assert [text for text in (sealed[0], *sealed[1].values(), made.reference or "x") if text.encode() in raw] == []
