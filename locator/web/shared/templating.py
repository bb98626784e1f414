"""How templates are read and looked things up in, and what Flask would do for every page that ours do without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from types import CodeType
from typing import Any

from flask import Flask, Request
from flask.sessions import NullSession, SessionInterface
from flask.templating import Environment
from jinja2 import StrictUndefined
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.runtime import Context
from werkzeug.routing import Rule


class Compiled(BytecodeCache):
    """Templates that this process has compiled, for every site that it makes: the same text is the same code."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._known: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand out what was compiled from this very text."""
        checksum, code = self._known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled; a template that has changed takes the place of what it was."""
        if bucket.code is not None:
            self._known[bucket.key] = (bucket.checksum, bucket.code)


OPTIONS: dict[str, Any] = {
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "bytecode_cache": Compiled(),
}
"""How every site reads its templates; what is compiled under one choice of these would be wrong under another."""


class LateRule(Rule):
    """An address that gets ready to be written when it first is: most are never written in a process, and all would be made ready."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        name, ready = ("_build_unknown" if append_unknown else "_build"), super()._compile_builder

        def build(rule: LateRule, /, **values: Any) -> tuple[str, str]:
            made = ready(append_unknown).__get__(rule, None)
            setattr(rule, name, made)
            return made(**values)  # type: ignore[no-any-return]

        return build


class SharedGlobals(Context):
    """What a template sees; it need not say which names are globals, since an imported template has the very same."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Callable[[Context], Iterator[str]]],
        globals: MutableMapping[str, Any] | None = None,
    ) -> None:
        super().__init__(environment, parent, name, blocks)


class Templates(Environment):
    """Templates that share the environment's own globals, so that a page looks through one dictionary and not through a chain.

    A template of ours has no globals of its own, and all of the environment's are there before the first is read.
    """

    context_class = SharedGlobals

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
    app.jinja_options = {**app.jinja_options, **OPTIONS}
    app.session_interface = NoSession()
    app.url_rule_class = LateRule
