"""The way in for tests: people with a password and an app, whose codes are those of the moment at which tests happen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

import pyotp
from flask import Flask

from locator import wiring
from locator.accounts.account import Account
from locator.roles import Role
from locator.settings import Settings
from locator.vault import passwords, second_factor
from locator.web import create_app
from locator.wiring import Engine
from tests import signing
from tests.conftest import NOW
from tests.web.visitor import Visitor

PASSWORD = "wheelbarrow violin mitten"
NEW = "harbour saucer ladder pencil"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """The moment that it shows."""
        return self.now

    def wait(self, **much: float) -> None:
        """Move it on."""
        self.now += timedelta(**much)


@dataclass
class House:
    """A site whose clock can be moved, and which can be opened again as another process would."""

    settings: Settings
    clock: Clock
    engine: Engine
    app: Flask

    def again(self) -> House:
        """The same installation, opened by another process."""
        engine = wiring.Engine(self.settings, clock=self.clock)
        return House(self.settings, self.clock, engine, create_app(engine))

    def visitor(self, **headers: str) -> Visitor:
        """Somebody with a browser of their own."""
        return Visitor(self.app, headers=headers)


OpenHouse = Callable[..., House]


@lru_cache(maxsize=1)
def password_hash() -> str:
    """The hash of PASSWORD, made once."""
    return passwords.hashed(PASSWORD)


def somebody(
    engine: Engine, role: Role = Role.STAFF, name: str = "Morag Reid", *, has_app: bool = True, **more: object
) -> Account:
    """An account with PASSWORD and, if wanted, an app set up with SECRET, saved."""
    made = signing.person(role, name)
    sealed = engine.sealer.seal(SECRET) if has_app else ""
    account = replace(made, **{"password_hash": password_hash(), "totp_sealed": sealed, **more})  # type: ignore[arg-type]
    signing.add(engine, account)
    return account


def code(now: datetime = NOW, secret: str = SECRET) -> str:
    """What the app shows."""
    return pyotp.TOTP(secret).generate_otp(int(now.timestamp()) // second_factor.STEP_SECONDS)
