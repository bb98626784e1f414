"""Whether an ID token is what it says (OpenID Connect Core 1.0, section 3.1.3.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from locator.identity.identity import MOST_SUBJECT_LETTERS
from locator.identity.trouble import UntrustedError

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Only with a key pair: "none" has no key at all, and HS256 would take the provider's public key for a shared secret."""

CLOCK_SKEW_SECONDS = 120
OLDEST_SECONDS = 600
"""A token is fetched right after it was made; one that is older was kept by somebody."""

_REGISTRY = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)


class OtherKeyError(Exception):
    """No key that we have fits: the provider may have changed its keys since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the token has to say."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str
    now: datetime


def read_keys(found: Mapping[str, Any]) -> KeySet:
    """The provider's keys; raises UntrustedError."""
    try:
        return KeySet.import_key_set({"keys": list(found["keys"])})
    except (JoseError, KeyError, TypeError, ValueError) as error:
        raise UntrustedError(f"The keys cannot be read: {type(error).__name__}") from error


def check(token: str, keys: KeySet, expected: Expected) -> Mapping[str, Any]:
    """What the token claims, all of it checked; raises OtherKeyError or UntrustedError."""
    try:
        found = jwt.decode(token, keys, registry=_REGISTRY)
        claims = CodeIDToken(found.claims, found.header, _options(expected), _parameters(expected))
        claims.validate(int(expected.now.timestamp()), CLOCK_SKEW_SECONDS)
    except (InvalidKeyIdError, BadSignatureError) as error:
        raise OtherKeyError from error
    except JoseError as error:
        raise UntrustedError(f"The ID token fails: {error.error} {getattr(error, 'claim', '')}".strip()) from error
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError) as error:
        raise UntrustedError(f"The ID token fails: {type(error).__name__}") from error
    if int(expected.now.timestamp()) - claims["iat"] > OLDEST_SECONDS + CLOCK_SKEW_SECONDS:
        raise UntrustedError("The ID token is too old.")
    if not _is_subject(claims["sub"]):
        raise UntrustedError("The subject is not one.")
    return dict(claims)


def _is_subject(found: object) -> bool:
    is_text = isinstance(found, str) and found.isascii() and found.isprintable()
    return is_text and 0 < len(str(found)) <= MOST_SUBJECT_LETTERS


def _options(expected: Expected) -> dict[str, Any]:
    return {
        "iss": {"essential": True, "value": expected.issuer},
        "aud": {"essential": True, "value": expected.client_id},
        "sub": {"essential": True},
        "exp": {"essential": True},
        "iat": {"essential": True},
    }


def _parameters(expected: Expected) -> dict[str, Any]:
    return {"nonce": expected.nonce, "client_id": expected.client_id, "access_token": expected.access_token}
