"""What is sealed opens with the right key and with no other, and a destroyed key is the end of it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from locator.vault import sealing
from locator.vault.sealing import SealBrokenError, Sealer

SEALER = Sealer([Fernet.generate_key()])


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_was_sealed_comes_out_again(text: str) -> None:
    assert SEALER.open(SEALER.seal(text)) == text


def test_the_same_text_never_looks_the_same_twice() -> None:
    assert SEALER.seal("Jean") != SEALER.seal("Jean")


@pytest.mark.parametrize("broken", ["", "nonsense", "é", "gAAAAAB"])
def test_what_was_never_sealed_does_not_open(broken: str) -> None:
    with pytest.raises(SealBrokenError):
        SEALER.open(broken)


def test_what_was_tampered_with_does_not_open() -> None:
    sealed = SEALER.seal("Jean")
    with pytest.raises(SealBrokenError):
        SEALER.open(sealed[:-4] + "AAA=")


def test_a_record_opens_with_its_own_key_alone() -> None:
    first, second = SEALER.new_key(), SEALER.new_key()
    sealed = SEALER.with_key(first).seal("Jean")

    assert SEALER.with_key(first).open(sealed) == "Jean"
    for other in (SEALER, SEALER.with_key(second)):
        with pytest.raises(SealBrokenError):
            other.open(sealed)


def test_the_keys_are_made_once_and_for_their_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "sealing.keys"
    sealed = sealing.open_sealer(file).seal("Jean")

    assert sealing.open_sealer(file).open(sealed) == "Jean"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_after_a_new_key_the_old_fields_still_open_and_can_be_renewed(tmp_path: Path) -> None:
    file = tmp_path / "sealing.keys"
    old = sealing.open_sealer(file)
    sealed, mark = old.seal("Jean"), old.mark("jean@example.org")

    sealing.add_key(file)
    new = sealing.open_sealer(file)

    assert new.open(sealed) == "Jean"
    assert new.mark("jean@example.org") == mark
    assert Sealer(file.read_bytes().split()[:1]).open(new.renewed(sealed)) == "Jean"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_mark_tells_two_texts_apart_and_needs_the_key() -> None:
    other = Sealer([Fernet.generate_key()])
    assert SEALER.mark("a") == SEALER.mark("a")
    assert len({SEALER.mark("a"), SEALER.mark("b"), other.mark("a")}) == 3
