"""What a view may ask of the site that it runs in: this request's context, and the settings."""

from __future__ import annotations

from typing import cast

from flask import current_app, g

from locator.actions.context import Context
from locator.settings import Settings
from locator.wiring import Engine


def engine() -> Engine:
    """The engine that the site was made with."""
    return cast(Engine, current_app.extensions["locator"])


def context() -> Context:
    """The context of this request, made once."""
    if "context" not in g:
        g.context = engine().context()
    return cast(Context, g.context)


def settings() -> Settings:
    """The settings of this installation."""
    return engine().settings
