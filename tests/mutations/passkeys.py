"""The guards of passkeys."""

from __future__ import annotations

from tests.mutations.guard import Guard

_ALL_BENDS = "tests/actions/test_passkeys.py::test_whatever_is_not_right_is_refused_without_saying_what"

GUARDS = (
    Guard(
        number="9",
        what="an answer of a passkey is good once",
        file="locator/actions/passkeys.py",
        old='if not returns.spend(context.store, context.sealer.mark(f"passkey ticket:{ticket}"), context.now):',
        new="if False:",
        test="tests/actions/test_passkeys.py::test_an_answer_is_good_once",
    ),
    Guard(
        number="9",
        what="an asking for a passkey runs out",
        file="locator/actions/passkeys.py",
        old="if not timedelta(0) <= context.now - _asked_at(ticket) <= LASTS:",
        new="if False:",
        test="tests/actions/test_passkeys.py::test_an_asking_is_over_after_five_minutes",
    ),
    Guard(
        number="9",
        what="what was asked in one session is not for another",
        file="locator/actions/passkeys.py",
        old="{asking.value}:{holder}:{ticket}",
        new="{asking.value}:{ticket}",
        test="tests/actions/test_passkeys.py::test_what_was_asked_for_another_session_is_not_kept",
    ),
    Guard(
        number="9",
        what="each asking for a passkey is for its own ticket",
        file="locator/actions/passkeys.py",
        old="{asking.value}:{holder}:{ticket}",
        new="{asking.value}:{holder}",
        test="tests/actions/test_passkeys.py::test_what_somebody_else_was_asked_is_of_no_use",
    ),
    Guard(
        number="9",
        what="the person is verified when a passkey is shown",
        file="locator/vault/passkeys.py",
        old="credential_current_sign_count=0,\n            require_user_verification=True,",
        new="credential_current_sign_count=0,",
        test=_ALL_BENDS,
    ),
    Guard(
        number="9",
        what="the person is verified when a passkey is made",
        file="locator/vault/passkeys.py",
        old="expected_origin=party.origin,\n            require_user_verification=True,",
        new="expected_origin=party.origin,",
        test="tests/actions/test_passkeys.py::test_a_passkey_that_was_not_made_as_asked_is_not_kept",
    ),
    Guard(
        number="9",
        what="a passkey is shown to this site and no other",
        file="locator/vault/passkeys.py",
        old="expected_origin=party.origin,\n            credential_public_key=",
        new="expected_origin=[party.origin, 'https://locator.example.evil'],\n            credential_public_key=",
        test=_ALL_BENDS,
    ),
    Guard(
        number="9",
        what="a passkey lets in its own person",
        file="locator/vault/passkeys.py",
        old="if found.response.user_handle != passkey.account_id.encode():",
        new="if False:",
        test=_ALL_BENDS,
    ),
    Guard(
        number="9",
        what="a copy of a device is noticed",
        file="locator/accounts/passkey.py",
        old="return bool(sign_count or self.sign_count) and sign_count <= self.sign_count",
        new="return False",
        test="tests/actions/test_passkeys.py::test_a_copy_of_a_device_is_noticed_and_written_down",
    ),
    Guard(
        number="9",
        what="the count is judged after the signature",
        file="locator/vault/passkeys.py",
        old="            credential_current_sign_count=0,",
        new="            credential_current_sign_count=passkey.sign_count,",
        test="tests/actions/test_passkeys.py::test_a_copy_of_a_device_is_noticed_and_written_down",
    ),
    Guard(
        number="5",
        what="passkeys cannot be tried for ever",
        file="locator/actions/tries.py",
        old="if not may_try_password(_failures(context, kind, account_mark, source_mark), context.now):",
        new="if False:",
        test="tests/actions/test_passkeys.py::test_ten_that_are_not_right_close_the_door_of_that_place_for_five_minutes",
    ),
    Guard(
        number="11",
        what="whoever is half in adds no passkey",
        file="locator/actions/passkeys.py",
        old="    if session.stage is not Stage.WHOLE:\n        raise RefusedError\n",
        new="",
        test="tests/actions/test_passkeys.py::test_who_is_not_wholly_in_has_nothing_to_do_with_passkeys",
    ),
    Guard(
        number="20",
        what="whoever is disabled has no passkeys any more",
        file="locator/actions/people.py",
        old="        passkeys.remove_all(context.store, account_id)\n",
        new="",
        test="tests/actions/test_passkeys.py::test_who_is_disabled_or_lost_their_phone_has_no_passkeys_any_more",
    ),
    Guard(
        number="23",
        what="a passkey is added by whoever knows the password",
        file="locator/actions/passkeys.py",
        old="    passwords.confirm(context, session, password, source)\n",
        new="",
        test="tests/actions/test_passkeys.py::test_adding_one_needs_the_password",
    ),
)
