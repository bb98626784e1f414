"""HTTP: create_app, what all doors share, and one door for each audience."""

from __future__ import annotations

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from locator import assets, settings
from locator.web import admin, api, curator, organiser, public, signing, staff
from locator.web.shared import (
    doorkeeper,
    errors,
    fields,
    frame,
    guard,
    headers,
    plain_letters,
    remembered,
    signed_in,
    static_files,
    templating,
    turns,
    wording,
)
from locator.wiring import Engine

AUDIENCES = (public, signing, staff, organiser, curator, admin, api)


def create_app(engine: Engine) -> Flask:
    """The site over an engine."""
    app = Flask("locator", static_folder=str(assets.folder("static")), template_folder=str(assets.folder("templates")))
    app.extensions["locator"] = engine
    app.secret_key = engine.secret_key
    app.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_ALGORITHM_STREAMING=["br"], COMPRESS_BR_LEVEL=4)
    templating.register(app)
    Compress(app)  # first, so that it runs last: after the headers and the ETag are there
    headers.register(app, engine.settings)
    guard.register(app)
    app.extensions["access"] = {name: needed for audience in AUDIENCES for name, needed in audience.ACCESS.items()}
    doorkeeper.register(app, app.extensions["access"])
    errors.register(app)
    for part in (static_files, fields, wording, frame, remembered, signed_in, turns, plain_letters):
        part.register(app)
    for audience in AUDIENCES:
        for door in audience.DOORS:
            app.register_blueprint(door)
    if engine.settings.trusted_proxies:
        count = engine.settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    return app


def from_environment() -> Flask:
    """The site over the installation that the environment names: what a server process calls."""
    engine = Engine(settings.from_environment())
    engine.warm()
    engine.send_mail()
    return create_app(engine)
