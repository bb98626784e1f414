"""Addresses of static files: each carries a hash of its content, so that browsers may keep it for a year."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from flask import Flask, request
from markupsafe import Markup

from locator import assets

YEAR_SECONDS = 31_536_000
HOUR_SECONDS = 3_600


@lru_cache(maxsize=512)
def static_url(name: str) -> Markup:
    """The address of a file under `static/`, with the hash of its content."""
    content = (assets.folder("static") / name).read_bytes()
    return Markup(f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:10]}")


@lru_cache(maxsize=64)
def theme_icon(slug: str) -> Markup:
    """The address of a theme's picture; a plain one for a theme that was added here."""
    name = f"img/themes/{slug}.svg"
    return static_url(name if (assets.folder("static") / name).is_file() else "img/themes/any.svg")


def max_age(name: str | None) -> int:
    """How many seconds a browser may keep this file: a year with the hash of its content, an hour without."""
    return YEAR_SECONDS if request.args.get("v") else HOUR_SECONDS


def register(app: Flask) -> None:
    """Give the templates `static_url` and the static files their time to live."""
    app.jinja_env.globals.update(static_url=static_url, theme_icon=theme_icon)
    app.get_send_file_max_age = max_age  # type: ignore[method-assign,assignment]
