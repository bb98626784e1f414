"""Tokens in links and cookies: 256 random bits for the person, a hash for the database."""

from __future__ import annotations

import hashlib
import secrets


def fresh() -> str:
    """A new token for a link or a cookie."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is kept of a token. It is random and long, so that a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
