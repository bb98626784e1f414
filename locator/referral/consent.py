"""The words of the two permissions, by version: what was read out can be looked up for as long as a record names it.

A version is never edited. Whoever changes a word adds a version here and names it in `person.CONSENT_VERSION`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from locator.referral.person import CONSENT_VERSION, PermissionKind

WORDS: Mapping[str, Mapping[PermissionKind, str]] = MappingProxyType(
    {
        "2026-11": MappingProxyType(
            {
                PermissionKind.REFER: (
                    "“Are you happy for me to ask this group to get in touch with you? "
                    "You can say no. You can change your mind at any time.”"
                ),
                PermissionKind.SHARE: (
                    "“Are you happy for me to give this group your name, how to reach you, and a few words about why? "
                    "Only this group and my team can read it, and it is erased some time after it is finished.”"
                ),
            }
        )
    }
)


def words(kind: PermissionKind, version: str = CONSENT_VERSION) -> str:
    """What is read out to ask for this permission."""
    return WORDS[version][kind]
