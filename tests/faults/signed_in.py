"""Somebody signed in at a real server: their cookie, the token of their forms, and the pages on which those are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from locator.accounts.account import Account
from locator.accounts.session import Stage
from locator.actions import sessions
from locator.web import create_app
from locator.web.shared import signed_in
from locator.wiring import Engine
from tests.browser.site import Site
from tests.faults.kills import Form, PageRefusedError


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person with a session."""

    cookie: str
    form_token: str

    def page(self, site: Site, address: str) -> str:
        """A page as it is shown to them; raises PageRefusedError."""
        answer = site.get(address, Cookie=self.cookie)
        if answer.status != 200:
            raise PageRefusedError(answer.status)
        return answer.body.decode()

    def form(self, address: str, fields: Mapping[str, str]) -> Form:
        """A form of theirs."""
        return Form(address=address, fields={signed_in.FIELD: self.form_token, **fields}, cookie=self.cookie)


def hidden(page: str, *names: str) -> dict[str, str]:
    """What these hidden boxes of a page hold; raises PageRefusedError where one is not there."""
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    if not found.keys() >= set(names):
        raise PageRefusedError(404)
    return {name: found[name] for name in names}


def sign_in(engine: Engine, account: Account) -> SignedIn:
    """A session of this account."""
    token = sessions.begin(engine.context(), account.id, Stage.WHOLE, "Test")
    cookie = f"session={token}"
    with create_app(engine).test_request_context("/", headers={"Cookie": cookie}):
        markup = str(signed_in.form_token())
    return SignedIn(cookie, hidden(markup, signed_in.FIELD)[signed_in.FIELD])
