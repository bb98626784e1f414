"""Whom an identity provider vouches for, and what it says about how they showed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SEVERAL_FACTORS = "mfa"

KINDS_OF_FACTOR = (
    frozenset({"pwd", "pin", "kba"}),
    frozenset({"otp", "hwk", "swk", "sc", "sms", "tel"}),
    frozenset({"fpt", "face", "iris", "retina", "vbm"}),
)
"""Something one knows, has, or is: the `amr` values of RFC 8176."""

MOST_SUBJECT_LETTERS = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One person at one provider: `issuer` and `subject` together are theirs for good, an e-mail address may change hands.

    `email` is in small letters, and empty where the provider tells none.
    """

    issuer: str
    subject: str
    email: str = ""
    is_email_checked: bool = False
    has_second_factor: bool = False


def is_email_checked(claims: Mapping[str, Any], *, is_provider_trusted: bool) -> bool:
    """Whether the address is known to be the person's own.

    Microsoft Entra ID never says `email_verified`; a provider may be trusted without it, but not against its own word.
    """
    said = claims.get("email_verified")
    if said is None:
        return is_provider_trusted
    return said is True or said == "true"


def has_second_factor(claims: Mapping[str, Any], acr_values: Sequence[str]) -> bool:
    """Whether the provider says that two things of different kinds were asked for.

    One code alone, however it came, is one factor: a person who signs in at the provider by such a code has one only.
    """
    if claims.get("acr") in acr_values:
        return True
    methods = claims.get("amr")
    if not isinstance(methods, list):
        return False
    used = {method for method in methods if isinstance(method, str)}
    return SEVERAL_FACTORS in used or sum(not used.isdisjoint(kind) for kind in KINDS_OF_FACTOR) > 1
