"""The words that were read out can be looked up for every version, and a version is never edited."""

from __future__ import annotations

import hashlib

from locator.referral import consent
from locator.referral.person import CONSENT_VERSION, PermissionKind

READ_OUT = {"2026-11": "cd7ffd15f96fcf72"}
"""By version, a hash of the words: a changed word needs a new version, not a new hash."""


def hash_of(version: str) -> str:
    texts = "\n".join(consent.words(kind, version) for kind in PermissionKind)
    return hashlib.sha256(texts.encode()).hexdigest()[:16]


def test_todays_version_has_words_for_both_permissions() -> None:
    assert all(consent.words(kind, CONSENT_VERSION) for kind in PermissionKind)


def test_the_words_of_a_version_are_never_edited() -> None:
    assert {version: hash_of(version) for version in consent.WORDS} == READ_OUT
