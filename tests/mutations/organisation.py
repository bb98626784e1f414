"""The guards of signing in by an organisation's own provider."""

from __future__ import annotations

from tests.mutations.guard import Guard

GUARDS = (
    Guard(
        number="OIDC",
        what="somebody comes back only to the browser that left",
        file="locator/identity/provider.py",
        old='if not hmac.compare_digest(came.state.encode("utf-8", "replace"), departure.state.encode("ascii")):',
        new="if False:",
        test="tests/web/test_organisation_sign_in.py::test_what_another_browser_began_is_refused",
    ),
    Guard(
        number="OIDC",
        what="a departure is good for one return",
        file="locator/storage/returns.py",
        old="WHERE NOT EXISTS (SELECT 1 FROM sign_in_try WHERE account_mark = ? AND kind = 'link')",
        new="WHERE ? <> ''",
        test="tests/web/test_organisation_sign_in.py::test_coming_back_twice_is_refused",
    ),
    Guard(
        number="OIDC",
        what="a token is for this departure",
        file="locator/identity/id_token.py",
        old='return {"nonce": expected.nonce, "client',
        new='return {"client',
        test="tests/web/test_organisation_sign_in.py::test_a_token_that_lies_signs_nobody_in",
    ),
    Guard(
        number="OIDC",
        what="a token is signed with a key pair",
        file="locator/identity/id_token.py",
        old='ALGORITHMS = ("RS256",',
        new='ALGORITHMS = ("none", "HS256", "RS256",',
        test="tests/web/test_organisation_sign_in.py::test_a_token_that_lies_signs_nobody_in",
    ),
    Guard(
        number="OIDC",
        what="only an address that was checked finds an account",
        file="locator/actions/organisation_sign_in.py",
        old="if not identity.email or not identity.is_email_checked:",
        new="if not identity.email:",
        test="tests/web/test_organisation_sign_in.py::test_an_address_that_was_not_checked_links_nobody",
    ),
    Guard(
        number="OIDC",
        what="an account that is somebody's is nobody else's",
        file="locator/actions/organisation_sign_in.py",
        old=" or invited.identity is not None:",
        new=":",
        test="tests/web/test_organisation_sign_in.py::test_a_second_person_with_the_same_address_is_refused",
    ),
    Guard(
        number="OIDC",
        what="an address alone takes no phone over",
        file="locator/actions/organisation_sign_in.py",
        old=" and not (is_new_way and account.has_second_factor)",
        new="",
        test="tests/web/test_organisation_sign_in.py::test_an_address_alone_does_not_take_a_phone_over",
    ),
)
