"""One identity provider: send people there, and learn who came back (authorization code flow with PKCE, state and nonce)."""

from __future__ import annotations

import hmac
import re
import threading
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc.jwk import KeySet
from requests import RequestException

from locator.identity import id_token, identity, metadata
from locator.identity.identity import Identity
from locator.identity.journey import Departure, Return
from locator.identity.line import Patience, get_json, open_line
from locator.identity.metadata import Metadata
from locator.identity.trouble import NotGrantedError, UnreachableError, UntrustedError
from locator.settings import Settings

KEEP_SECONDS = 900.0
"""How long metadata and keys are used before they are asked for again; a key that is not among them is asked for at once."""

MOST_CODE_LETTERS = 8192
ERROR_CODE = re.compile(r"[a-z_]{0,60}")


class Provider:
    """The provider of one installation; shared by the threads of a process."""

    def __init__(self, settings: Settings, patience: Patience | None = None) -> None:
        """Take the settings; nothing is asked of the provider before somebody signs in."""
        self._settings = settings
        self._patience = patience or Patience()
        self._lock = threading.Lock()
        self._kept: tuple[Metadata, KeySet] | None = None
        self._kept_at = 0.0
        self._failed_at = -self._patience.rest_seconds

    def address(self, departure: Departure, back: str) -> str:
        """Where to send the person, who comes back to the address `back`; raises UnreachableError or UntrustedError."""
        known, _ = self._known()
        extra = {"acr_values": " ".join(self._settings.identity_acr)} if self._settings.identity_acr else {}
        with self._line(known) as session:
            address, _ = session.create_authorization_url(
                known.authorize,
                state=departure.state,
                code_verifier=departure.verifier,
                nonce=departure.nonce,
                redirect_uri=back,
                **extra,
            )
        return str(address)

    def identity(self, departure: Departure, came: Return, back: str, now: datetime) -> Identity:
        """Who came back; raises UnreachableError, NotGrantedError or UntrustedError."""
        if not hmac.compare_digest(came.state.encode("utf-8", "replace"), departure.state.encode("ascii")):
            raise UntrustedError("The state is of another browser.")
        known, _ = self._known()
        if (came.issuer or known.says_issuer) and came.issuer != known.issuer:
            raise UntrustedError("Another issuer sent the person back.")
        if came.error or not 0 < len(came.code) <= MOST_CODE_LETTERS:
            raise NotGrantedError(_code(came.error) or "no code")
        with self._line(known) as session:
            token = self._token(session, known, departure, came.code, back)
            claims = self._claims(token, departure, now)
            return self._made(claims, self._about_person(session, known, token, claims))

    def _token(
        self, session: OAuth2Session, known: Metadata, departure: Departure, code: str, back: str
    ) -> Mapping[str, Any]:
        try:
            found = session.fetch_token(
                known.token,
                grant_type="authorization_code",
                code=code,
                code_verifier=departure.verifier,
                redirect_uri=back,
                allow_redirects=False,
            )
        except AuthlibBaseError as error:
            raise NotGrantedError(_code(error.error)) from error
        except (RequestException, OSError, ValueError, TypeError, RecursionError) as error:
            raise UnreachableError(f"The token endpoint: {type(error).__name__}") from error
        return dict(found)

    def _claims(self, token: Mapping[str, Any], departure: Departure, now: datetime) -> Mapping[str, Any]:
        """What the ID token claims. A key that we do not know is looked for once among the keys of this moment."""
        text, access_token = token.get("id_token"), token.get("access_token")
        if not isinstance(text, str) or not isinstance(access_token, str):
            raise UntrustedError("There is no ID token.")
        known, keys = self._known()
        expected = id_token.Expected(
            issuer=known.issuer,
            client_id=self._settings.identity_client_id,
            nonce=departure.nonce,
            access_token=access_token,
            now=now,
        )
        try:
            return id_token.check(text, keys, expected)
        except id_token.OtherKeyError:
            _, newest = self._known(instead_of=keys)
        try:
            return id_token.check(text, newest, expected)
        except id_token.OtherKeyError as error:
            raise UntrustedError("The signature is not the provider's.") from error

    def _about_person(
        self, session: OAuth2Session, known: Metadata, token: Mapping[str, Any], claims: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The claims with the address: of the ID token, or of the userinfo endpoint where the token has none."""
        if claims.get("email") or not known.userinfo:
            return claims
        found = get_json(session, known.userinfo, Authorization=f"Bearer {token['access_token']}")
        if found.get("sub") != claims["sub"]:
            raise UntrustedError("The userinfo endpoint speaks of somebody else.")
        return found

    def _made(self, claims: Mapping[str, Any], about: Mapping[str, Any]) -> Identity:
        email = about.get("email")
        return Identity(
            issuer=str(claims["iss"]),
            subject=str(claims["sub"]),
            email=email.strip().lower() if isinstance(email, str) and email.isascii() else "",
            is_email_checked=identity.is_email_checked(
                about, is_provider_trusted=self._settings.identity_email == "trusted"
            ),
            has_second_factor=identity.has_second_factor(claims, self._settings.identity_acr),
        )

    def _known(self, *, instead_of: KeySet | None = None) -> tuple[Metadata, KeySet]:
        """The metadata and the keys, asked for when they are old or when they are these; soon after a failure, the failure."""
        with self._lock:
            now = time.monotonic()
            is_fresh = self._kept is not None and now - self._kept_at < KEEP_SECONDS
            if self._kept and is_fresh and self._kept[1] is not instead_of:
                return self._kept
            if now - self._failed_at < self._patience.rest_seconds:
                raise UnreachableError("The provider failed a moment ago.")
            try:
                self._kept = self._asked()
            except (UnreachableError, UntrustedError):
                self._failed_at = time.monotonic()
                raise
            self._kept_at = time.monotonic()
            return self._kept

    def _asked(self) -> tuple[Metadata, KeySet]:
        issuer = self._settings.identity_issuer
        with open_line(self._patience, issuer) as session:
            known = metadata.read(get_json(session, metadata.address(issuer)), issuer)
            return known, id_token.read_keys(get_json(session, known.keys))

    def _line(self, known: Metadata) -> OAuth2Session:
        settings = self._settings
        methods = {True: "client_secret_post" if known.posts_secret else "client_secret_basic", False: "none"}
        return open_line(
            self._patience,
            known.token,
            client_id=settings.identity_client_id,
            client_secret=settings.identity_client_secret or None,
            token_endpoint_auth_method=methods[bool(settings.identity_client_secret)],
            scope="openid email",
            code_challenge_method="S256",
        )


def open_provider(settings: Settings) -> Provider | None:
    """The provider that the settings name; None where they name none."""
    return Provider(settings) if settings.identity_issuer and settings.identity_client_id else None


def _code(error: object) -> str:
    """The code of an OAuth error for the log; never its description, which may name the person."""
    return error if isinstance(error, str) and ERROR_CODE.fullmatch(error) else "unknown error"
