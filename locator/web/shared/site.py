"""What a view may ask of the site that it runs in: this request's context, and the settings."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import cast

from flask import current_app, g

from locator.actions.context import Context
from locator.settings import Settings
from locator.wiring import Engine


def engine() -> Engine:
    """The engine that the site was made with."""
    return cast(Engine, current_app.extensions["locator"])


def context() -> Context:
    """The context of this request with whoever is signed in (the doorkeeper has looked), made once."""
    made: Context | None = g.get("context")
    if made is None:
        made = replace(bare_context(), user=g.get("user"), request_id=secrets.token_hex(8))
        g.context = made
    return made


def bare_context() -> Context:
    """The context of this request before anybody was asked who they are, made once."""
    if "bare_context" not in g:
        g.bare_context = engine().context()
    return cast(Context, g.bare_context)


def settings() -> Settings:
    """The settings of this installation, with those made by form as this process last read them: no page needs the database for them."""
    return engine().settings_now
