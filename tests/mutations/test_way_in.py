"""Each guard of the way in is held by a test: with the guard taken out, that test turns red."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutations import way_in

CHECKOUT = Path(__file__).parents[2]
HELD_BY = {
    "limit-on-passwords": "web/test_sign_in.py::test_ten_wrong_passwords_close_the_door_for_five_minutes_in_every_process",
    "known-place": "web/test_sign_in.py::test_a_stranger_cannot_lock_a_colleague_out",
    "limit-on-codes": "web/test_sign_in.py::test_five_wrong_codes_close_the_second_step_even_for_the_right_one",
    "limit-on-links": "web/test_entry_links.py::test_five_links_an_hour_are_sent_and_no_more",
    "hash-for-nobody": "web/test_sign_in.py::test_an_unknown_account_takes_as_long_as_a_known_one",
    "renewed-hash": "web/test_sign_in.py::test_a_password_is_kept_as_argon2id_and_renewed_at_sign_in",
    "replay": "web/test_sign_in.py::test_a_code_works_once",
    "sealed-secret": "web/test_sign_in.py::test_no_password_stands_in_any_file_or_page",
    "single-use-codes": "web/test_own_account.py::test_a_recovery_code_lets_in_once_however_it_is_typed",
    "links-that-run-out": "web/test_entry_links.py::test_a_link_for_a_password_lasts_fifteen_minutes",
    "links-that-are-used-up": "web/test_entry_links.py::test_two_who_press_one_button_at_once_change_one_password",
    "older-links-die": "web/test_entry_links.py::test_a_newer_link_and_a_changed_password_kill_older_links",
    "sessions-end-with-the-password": "web/test_entry_links.py::test_a_new_password_ends_every_session_and_tells_the_person",
    "signing-out": "web/test_sign_in.py::test_signing_out_kills_a_copied_cookie",
    "idle-limit": "web/test_sign_in.py::test_a_session_ends_when_it_is_idle_and_after_a_long_day",
    "common-passwords": "web/test_own_account.py::test_another_password_must_be_a_good_one",
    "length-of-passwords": "web/test_entry_links.py::test_a_poor_password_is_refused_and_the_link_still_works",
    "who-may-sign-in": "web/test_demonstration_people.py::test_in_a_real_installation_none_of_them_signs_in_by_any_way",
    "who-may-have-a-link": "web/test_entry_links.py::test_a_link_to_a_disabled_account_is_dead",
    "second-step": "web/test_sign_in.py::test_a_password_alone_opens_nothing_to_those_who_see_referrals",
    "password-again": "web/test_own_account.py::test_another_password_needs_the_one_before_and_ends_other_sessions",
    "own-account": "web/test_running_accounts.py::test_nobody_does_anything_to_the_own_account",
    "last-administrator": "cli/test_users.py::test_the_last_administrator_is_not_disabled_at_the_terminal_either",
    "safe-path": "web/test_sign_in.py::test_nobody_is_sent_to_another_site",
    "form-token": "web/test_running_accounts.py::test_a_form_without_its_token_does_nothing",
    "httponly": "web/test_sign_in.py::test_the_cookie_over_tls_is_held_to_the_host",
    "no-store": "web/test_entry_links.py::test_a_page_behind_a_link_is_kept_by_nobody_and_told_to_nobody",
    "closed-teams": "web/test_running_accounts.py::test_the_people_of_a_closed_team_are_out_and_come_back_when_it_opens",
}


def test_every_guard_is_held_by_a_test() -> None:
    assert set(HELD_BY) == set(way_in.GUARDS)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(HELD_BY))
def test_without_its_guard_the_test_turns_red(name: str, built: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "tests.mutations.way_in", f"tests/{HELD_BY[name]}"]
    environment = {**os.environ, "WITHOUT": name, "LOCATOR_BUILT": str(built)}
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout[-2000:] + done.stderr[-2000:]
    assert "AssertionError" in done.stdout or "Failed: DID NOT RAISE" in done.stdout, done.stdout[-2000:]
