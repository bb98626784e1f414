"""What a provider publishes about itself (OpenID Connect Discovery 1.0)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.oidc.discovery import get_well_known_url

from locator.identity.trouble import UntrustedError
from locator.settings import is_safe_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Where the provider does what; `issuer` is spelt as its tokens spell it. `says_issuer`: it comes back with `iss` (RFC 9207)."""

    issuer: str
    authorize: str
    token: str
    keys: str
    userinfo: str
    posts_secret: bool
    says_issuer: bool


def address(issuer: str) -> str:
    """Where the issuer publishes its metadata."""
    return str(get_well_known_url(issuer, external=True))


def read(found: Mapping[str, Any], issuer: str) -> Metadata:
    """The metadata of this very issuer; raises UntrustedError. A slash at the end of the issuer makes no difference here."""
    named = found.get("issuer")
    if not isinstance(named, str) or named.removesuffix("/") != issuer.removesuffix("/"):
        raise UntrustedError("The metadata is of another issuer.")
    methods = found.get("token_endpoint_auth_methods_supported")
    return Metadata(
        issuer=named,
        authorize=_endpoint(found, "authorization_endpoint"),
        token=_endpoint(found, "token_endpoint"),
        keys=_endpoint(found, "jwks_uri"),
        userinfo=_endpoint(found, "userinfo_endpoint") if found.get("userinfo_endpoint") else "",
        posts_secret=isinstance(methods, list) and "client_secret_post" in methods,
        says_issuer=found.get("authorization_response_iss_parameter_supported") is True,
    )


def _endpoint(found: Mapping[str, Any], name: str) -> str:
    text = found.get(name)
    if not isinstance(text, str) or not is_safe_address(text):
        raise UntrustedError(f"{name} is no https address.")
    return text
