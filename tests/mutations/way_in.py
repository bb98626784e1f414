"""Take one guard of the way in out while the tests run: `WITHOUT=NAME pytest -p tests.mutations.way_in ...`."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from flask import make_response, render_template

from locator.accounts import password_rules, session, tries
from locator.accounts.link import OneTimeLink
from locator.actions import entry_links, passwords, people, signing
from locator.actions import tries as counting
from locator.storage import accounts, one_time_links, recovery_codes, sessions
from locator.vault import passwords as hashes
from locator.vault import sealing, second_factor
from locator.web.shared import guard, signed_in
from locator.web.signing import coming_in

GUARDS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {}


def without(name: str, target: object, attribute: str, instead: object) -> None:
    """Name a guard: with it out, that attribute is this instead."""
    GUARDS[name] = lambda patch: patch.setattr(target, attribute, instead)


_step_of = second_factor.step_of
_finish = signing.finish

without("limit-on-passwords", counting, "may_try_password", lambda failures, now: True)
without(
    "known-place",
    counting,
    "may_try_password",
    lambda f, now: max(f.of_pair, f.of_source, f.of_account) < tries.MOST_OF_PAIR,
)
without("limit-on-codes", counting, "may_try_code", lambda **counts: True)
without("limit-on-links", counting, "may_send_link", lambda **counts: True)
without(
    "hash-for-nobody", hashes, "is_right", lambda password, kept: bool(kept) and hashes._HASHER.verify(kept, password)
)
without("renewed-hash", hashes, "is_outdated", lambda kept: False)
without("replay", second_factor, "step_of", lambda secret, code, now, *, after: _step_of(secret, code, now, after=0))
without("sealed-secret", sealing.Sealer, "seal", lambda self, text: text)
without(
    "single-use-codes",
    recovery_codes,
    "use",
    lambda store, account_id, code_hash, now: bool(
        store.row("SELECT 1 FROM recovery_code WHERE code_hash = ?", (code_hash,))
    ),
)
without("links-that-run-out", OneTimeLink, "works", lambda self, now: True)
without("links-that-are-used-up", one_time_links, "use", lambda store, link_id, now: True)
without("older-links-die", one_time_links, "end_all_of_account", lambda store, account_id: None)
without("sessions-end-with-the-password", sessions, "end_all", lambda store, account_id, but="": 0)
without("signing-out", sessions, "end", lambda store, session_id: None)
without("idle-limit", session.Session, "is_over", lambda self, now: False)
without("common-passwords", passwords, "common", lambda: ())
without("length-of-passwords", password_rules, "LEAST", 1)
without("who-may-sign-in", signing, "_may_sign_in", lambda context, account: True)
without("who-may-have-a-link", entry_links, "_may_have_link", lambda context, account: True)
without(
    "second-step",
    signing,
    "finish",
    lambda *words, **named: _finish(*words, **{**named, "has_second_factor_done": True}),
)
without(
    "password-again",
    passwords,
    "confirm",
    lambda context, session, password, source: signing.account_of(context, session),
)
without("own-account", people, "_other", lambda context, account_id: people._found(context, account_id))
without("last-administrator", people, "_leave_an_administrator", lambda context, account: None)
without("safe-path", guard, "safe_path", lambda text, otherwise: text)
without("form-token", signed_in, "has_right_token", lambda current: True)
without("httponly", signed_in, "remember", lambda answer, token: _plain_cookie(answer, token))
without("no-store", coming_in, "page", lambda template, status=200, **words: _kept_page(template, status, **words))
without("closed-teams", accounts, "_USER", accounts._USER.replace("AND team.closed_at IS NULL", ""))


def _plain_cookie(answer: object, token: str) -> object:
    answer.set_cookie(signed_in.cookie_name(), token)  # type: ignore[attr-defined]
    return answer


def _kept_page(template: str, status: int, **words: object) -> object:
    return make_response(render_template(template, **words), status)


@pytest.fixture(autouse=True)
def guard_is_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the guard out that the environment names."""
    GUARDS[os.environ["WITHOUT"]](monkeypatch)
