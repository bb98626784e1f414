"""The guards of the site: what is taken out, and the test that must notice. Numbers are those of docs/security.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """One guard: in `file` the text `old` (found exactly once) becomes `new`, and `test` must fail."""

    number: str
    what: str
    file: str
    old: str
    new: str
    test: str


GUARDS = (
    Guard(
        number="20",
        what="a disabled account is nobody on the next request",
        file="locator/storage/accounts.py",
        old="AND account.status = 'active' AND team.closed_at IS NULL",
        new="",
        test="tests/web/test_doorkeeper.py::test_a_closed_team_and_a_disabled_account_open_nothing_on_the_next_request",
    ),
    Guard(
        number="11",
        what="before the second step nothing opens",
        file="locator/web/shared/doorkeeper.py",
        old="if stage is not Stage.WHOLE:",
        new="if False:",
        test="tests/web/test_doorkeeper.py::test_before_the_second_step_nothing_opens",
    ),
    Guard(
        number="17",
        what="signing out ends the session itself",
        file="locator/actions/sessions.py",
        old="    sessions.end(context.store, session_id)",
        new="    return",
        test="tests/actions/test_sessions.py::test_after_signing_out_a_copy_of_the_cookie_opens_nothing",
    ),
    Guard(
        number="16",
        what="a session is replaced when it goes on to the next stage",
        file="locator/actions/sessions.py",
        old="            sessions.end(context.store, instead_of)",
        new="            pass",
        test="tests/actions/test_sessions.py::test_a_new_session_takes_the_place_of_the_old_one",
    ),
    Guard(
        number="19",
        what="an idle session is over",
        file="locator/accounts/session.py",
        old="now - self.seen_at > IDLE or now",
        new="now",
        test="tests/actions/test_sessions.py::test_an_idle_session_is_over",
    ),
    Guard(
        number="19",
        what="a session is over after a long day, however busy",
        file="locator/accounts/session.py",
        old=" or now - self.created_at > ABSOLUTE",
        new="",
        test="tests/actions/test_sessions.py::test_a_session_in_use_goes_on_until_the_day_is_over",
    ),
    Guard(
        number="24",
        what="what is not in the table is shut",
        file="locator/web/shared/doorkeeper.py",
        old="            abort(403)\n        return _let_in(needed)",
        new="            return None\n        return _let_in(needed)",
        test="tests/web/test_doorkeeper.py::test_an_address_that_is_not_in_the_table_is_shut_to_everybody",
    ),
    Guard(
        number="24",
        what="a role that lacks the permission is refused",
        file="locator/web/shared/doorkeeper.py",
        old="        raise NotAllowedError(needed)",
        new="        pass",
        test="tests/web/test_doorkeeper.py::test_a_permission_opens_to_the_roles_that_have_it",
    ),
    Guard(
        number="34",
        what="a form carries the token of its session",
        file="locator/web/shared/doorkeeper.py",
        old="and not signed_in.has_right_token(current)",
        new="and False",
        test="tests/web/test_doorkeeper.py::test_a_form_without_the_right_token_does_nothing",
    ),
    Guard(
        number="34",
        what="a form from another site is refused",
        file="locator/web/shared/guard.py",
        old='return fetch_site in ("same-origin", "none")',
        new="return True",
        test="tests/web/test_guard.py",
    ),
    Guard(
        number="38",
        what="a form leads to no other site",
        file="locator/web/shared/guard.py",
        old='return path if is_plain and not path.startswith("//") else otherwise',
        new="return path",
        test="tests/web/test_guard.py",
    ),
    Guard(
        number="35",
        what="no inline script runs",
        file="locator/web/shared/headers.py",
        old="script-src 'self'; ",
        new="script-src 'self' 'unsafe-inline'; ",
        test="tests/web/test_headers.py",
    ),
    Guard(
        number="36",
        what="no other site frames a page",
        file="locator/web/shared/headers.py",
        old="frame-ancestors 'none'; ",
        new="",
        test="tests/web/test_headers.py",
    ),
    Guard(
        number="37",
        what="every answer has the security headers",
        file="locator/web/shared/headers.py",
        old='    "X-Content-Type-Options": "nosniff",\n',
        new="",
        test="tests/web/test_headers.py",
    ),
    Guard(
        number="54",
        what="more than any form of ours has is refused",
        file="locator/web/shared/guard.py",
        old="MAX_CONTENT_LENGTH=MOST_BYTES, ",
        new="",
        test="tests/web/test_guard.py",
    ),
    Guard(
        number="58",
        what="what a signed-in person sees is kept by no cache",
        file="locator/web/shared/doorkeeper.py",
        old='            response.headers["Cache-Control"] = "no-store"',
        new="            pass",
        test="tests/web/test_doorkeeper.py::test_a_public_page_that_a_signed_in_person_sees_is_kept_by_no_cache",
    ),
    Guard(
        number="7",
        what="no code of the app works twice",
        file="locator/vault/second_factor.py",
        old="if step > after and ",
        new="if ",
        test="tests/vault/test_second_factor.py::test_no_code_works_twice_nor_one_before_it",
    ),
    Guard(
        number="1",
        what="passwords are hashed slowly",
        file="locator/vault/passwords.py",
        old="memory_cost=19 * 1024",
        new="memory_cost=64",
        test="tests/vault/test_passwords.py::test_a_hash_is_at_least_as_slow_as_owasp_advises",
    ),
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
