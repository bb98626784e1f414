"""The code of an authenticator app (TOTP, RFC 6238): six digits, thirty seconds, one step either way, never twice."""

from __future__ import annotations

import hmac
from datetime import datetime

import pyotp

STEP_SECONDS = 30


def new_secret() -> str:
    """A secret for an app, in base 32."""
    return pyotp.random_base32()


def address(secret: str, *, email: str, site: str) -> str:
    """The otpauth:// address that an app takes in as a square code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=site)


def step_of(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    """The time step that the code belongs to; None where it is wrong, or of a step no later than `after`."""
    digits = "".join(letter for letter in code if letter.isdecimal() and letter.isascii())
    current = int(now.timestamp()) // STEP_SECONDS
    app = pyotp.TOTP(secret)
    for step in (current, current - 1, current + 1):
        if step > after and hmac.compare_digest(app.generate_otp(step), digits):
            return step
    return None
