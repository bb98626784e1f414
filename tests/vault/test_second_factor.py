"""A code of the app works within a step either way, and never twice (RFC 6238)."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest

from locator.vault import second_factor
from tests.conftest import NOW

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP = int(NOW.timestamp()) // 30


def code(seconds: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(("seconds", "step"), [(-30, STEP - 1), (0, STEP), (30, STEP + 1)])
def test_a_code_of_now_or_of_a_step_either_way_works(seconds: int, step: int) -> None:
    assert second_factor.step_of(SECRET, code(seconds), NOW, after=0) == step


@pytest.mark.parametrize("seconds", [-61, 61, 3600])
def test_a_code_of_another_time_does_not(seconds: int) -> None:
    assert second_factor.step_of(SECRET, code(seconds), NOW, after=0) is None


def test_no_code_works_twice_nor_one_before_it() -> None:
    assert second_factor.step_of(SECRET, code(), NOW, after=STEP) is None
    assert second_factor.step_of(SECRET, code(-30), NOW, after=STEP) is None
    assert second_factor.step_of(SECRET, code(30), NOW, after=STEP) == STEP + 1


def test_spaces_in_a_code_do_not_matter() -> None:
    assert second_factor.step_of(SECRET, f" {code()[:3]} {code()[3:]} ", NOW, after=0) == STEP


@pytest.mark.parametrize("text", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "0" * 5000])
def test_what_is_no_code_is_wrong(text: str) -> None:
    assert second_factor.step_of(SECRET, text, NOW, after=0) is None


def test_the_address_for_the_app_names_the_site_and_the_account() -> None:
    found = second_factor.address(SECRET, email="nurse@example.org", site="Locator")
    assert found.startswith("otpauth://totp/Locator:nurse%40example.org?secret=" + SECRET)
