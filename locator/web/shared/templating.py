"""What Flask would do for every page that ours do without: chained globals in templates, and a session of its own."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask import Flask, Request
from flask.sessions import NullSession, SessionInterface
from flask.templating import Environment


class Templates(Environment):
    """Templates that share the environment's own globals, so that a page looks through one dictionary and not through a chain.

    A template of ours has no globals of its own, and all of the environment's are there before the first is read.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template."""
        return {**self.globals, **d} if d else self.globals


class NoSession(SessionInterface):
    """Flask's own session, which nothing here uses: who is signed in stands in `signed_in`, the kept list in `kept_list`."""

    _none = NullSession()

    def open_session(self, app: Flask, request: Request) -> NullSession:
        """The one that is always empty and cannot be written to."""
        return self._none

    def save_session(self, app: Flask, session: object, response: object) -> None:
        """Never called with anything to save."""


def register(app: Flask) -> None:
    """Let the site make its pages so; before anything asks for its templates."""
    app.jinja_environment = Templates
    app.session_interface = NoSession()
