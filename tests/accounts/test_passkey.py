"""Which addresses browsers make passkeys at, and what a count says."""

from __future__ import annotations

import dataclasses

import pytest

from locator.accounts.passkey import Passkey, RelyingParty, relying_party
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("address", "name", "origin"),
    [
        ("https://locator.example.org", "locator.example.org", "https://locator.example.org"),
        ("https://Locator.Example.ORG:443", "locator.example.org", "https://locator.example.org"),
        ("https://locator.example.org:8443", "locator.example.org", "https://locator.example.org:8443"),
        ("https://intranet/", "intranet", "https://intranet"),
        ("http://localhost:8000", "localhost", "http://localhost:8000"),
        ("http://localhost:80", "localhost", "http://localhost"),
    ],
)
def test_a_site_with_a_name_and_tls_can_have_passkeys(address: str, name: str, origin: str) -> None:
    assert relying_party(address) == RelyingParty(name=name, origin=origin)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "localhost",
        "http://locator.example.org",
        "http://127.0.0.1:8000",
        "https://127.0.0.1",
        "https://192.0.2.1:8443",
        "https://127.1",
        "https://0x7f.0.0.0x1",
        "https://[2001:db8::1]",
        "http://[::1]:8000",
        "http://sub.localhost",
        "https://locator.example.org:notaport",
        "https://[broken",
        "https://bad_name.example.org",
        "https://ex ample.org",
        "https://",
        "ftp://locator.example.org",
    ],
)
def test_numbers_and_sites_without_tls_have_none(address: str) -> None:
    assert relying_party(address) is None


@pytest.mark.parametrize(
    ("before", "now", "is_behind"),
    [(0, 0, False), (0, 1, False), (5, 6, False), (5, 5, True), (5, 4, True), (5, 0, True)],
)
def test_a_device_that_counts_must_count_on(before: int, now: int, is_behind: bool) -> None:
    passkey = Passkey(
        id="1", account_id="2", credential_id="3", public_key="4", sign_count=0, name="Phone", created_at=NOW
    )
    assert dataclasses.replace(passkey, sign_count=before).is_behind(now) is is_behind
