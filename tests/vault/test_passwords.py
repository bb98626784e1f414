"""Passwords are kept as slow hashes, and a wrong one takes as long as the right one."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from locator.vault import passwords

PASSWORD = "three herons on the Clyde"


def test_the_right_password_is_known_again_and_no_other() -> None:
    kept = passwords.hashed(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert passwords.is_right(PASSWORD, kept)
    assert not passwords.is_right(PASSWORD.upper(), kept)


def test_a_hash_is_at_least_as_slow_as_owasp_advises() -> None:
    settings = passwords.hashed(PASSWORD).split("$")[3]
    memory, passes, _ = (int(part.partition("=")[2]) for part in settings.split(","))
    assert memory >= 19 * 1024
    assert passes >= 2


@pytest.mark.parametrize("kept", ["", "nonsense", "$argon2id$v=19$m=8,t=1,p=1$"])
def test_where_there_is_no_hash_nothing_is_right(kept: str) -> None:
    assert not passwords.is_right("a password that nobody has", kept)


def test_a_hash_of_weaker_settings_is_outdated() -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    assert passwords.is_right(PASSWORD, weaker)
    assert passwords.is_outdated(weaker)
    assert not passwords.is_outdated(passwords.hashed(PASSWORD))
