"""What a provider's words are worth."""

from __future__ import annotations

import pytest

from locator.identity import identity
from locator.settings import is_safe_address


@pytest.mark.parametrize(
    "methods", [["mfa"], ["pwd", "mfa"], ["pwd", "otp"], ["pin", "fpt"], ["face", "hwk"], ["pwd", "sms", "rsa"]]
)
def test_two_kinds_of_factor_are_a_second_factor(methods: list[str]) -> None:
    assert identity.has_second_factor({"amr": methods}, ())


@pytest.mark.parametrize(
    "methods",
    [None, [], ["pwd"], ["otp"], ["pwd", "pin"], ["otp", "sms"], ["face", "fpt"], "mfa", {"mfa": 1}, [["mfa"]]],
)
def test_one_kind_of_factor_or_none_is_no_second_factor(methods: object) -> None:
    assert not identity.has_second_factor({"amr": methods}, ())


def test_an_acr_counts_only_where_the_settings_name_it() -> None:
    assert identity.has_second_factor({"acr": "high"}, ("high",))
    assert not identity.has_second_factor({"acr": "high"}, ())
    assert not identity.has_second_factor({"acr": "low"}, ("high",))
    assert not identity.has_second_factor({}, ("high",))
    assert not identity.has_second_factor({"acr": ["high"]}, ("high",))


@pytest.mark.parametrize(
    ("said", "alone", "trusted"), [(True, 1, 1), ("true", 1, 1), (None, 0, 1), (False, 0, 0), ("", 0, 0)]
)
def test_an_address_is_checked_where_the_provider_says_so(said: object, alone: int, trusted: int) -> None:
    claims = {"email_verified": said} if said is not None else {}
    assert identity.is_email_checked(claims, is_provider_trusted=False) == bool(alone)
    assert identity.is_email_checked(claims, is_provider_trusted=True) == bool(trusted)


@pytest.mark.parametrize(
    "address", ["https://id.example.org/x", "http://127.0.0.1:9", "http://[::1]:9/", "http://localhost/"]
)
def test_secrets_go_over_tls_or_stay_on_this_machine(address: str) -> None:
    assert is_safe_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://id.example.org",
        "http://127.0.0.1.example.org",
        "http://localhost@id.example.org",
        "https://name:word@id.example.org",
        "ftp://id.example.org",
        "file:///etc/passwd",
        "https://",
        "https://id.example.org/\nHost: x",
        "https://id.example.org:port",
        "",
    ],
)
def test_secrets_go_nowhere_else(address: str) -> None:
    assert not is_safe_address(address)
