"""Passkeys (WebAuthn): what a browser is asked, and whether its answer is right. The person's finger, face or PIN is always asked for.

The library is imported where it is used: that takes a third of a second, which no start of a process should wait for.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from locator.accounts.passkey import LASTS, Passkey, RelyingParty

_WAIT_MILLISECONDS = int(LASTS.total_seconds() * 1000)
_LONGEST_ID = 1400
"""Of a credential's id in base64url: 1,023 bytes at most, says WebAuthn."""


class NotRightError(Exception):
    """What the browser brought back is not what was asked for; the text says more, for a test or a log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A passkey that a device has just made."""

    credential_id: str
    public_key: str
    sign_count: int


def to_make(
    party: RelyingParty, challenge: bytes, *, site: str, account_id: str, email: str, name: str, has: Sequence[Passkey]
) -> str:
    """What the browser is asked to make, as JSON: one that the device finds by itself, and not where there is one of these."""
    from webauthn import base64url_to_bytes, generate_registration_options, options_to_json
    from webauthn.helpers import structs

    options = generate_registration_options(
        rp_id=party.name,
        rp_name=site,
        user_id=account_id.encode(),
        user_name=email,
        user_display_name=name,
        challenge=challenge,
        timeout=_WAIT_MILLISECONDS,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential_id)) for one in has
        ],
    )
    return options_to_json(options)


def to_show(party: RelyingParty, challenge: bytes) -> str:
    """What the browser is asked to show, as JSON: any passkey of this site."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=party.name,
        challenge=challenge,
        timeout=_WAIT_MILLISECONDS,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def made(answer: str, challenge: bytes, party: RelyingParty) -> Made:
    """The passkey that a device made; raises NotRightError."""
    from webauthn import verify_registration_response
    from webauthn.helpers import bytes_to_base64url

    try:
        found = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.name,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except Exception as error:  # the library lets through whatever goes wrong in bytes that anybody may send
        raise NotRightError(str(error)) from error
    credential_id = bytes_to_base64url(found.credential_id)
    if len(credential_id) > _LONGEST_ID:
        raise NotRightError("The id is too long")
    public_key = bytes_to_base64url(found.credential_public_key)
    return Made(credential_id=credential_id, public_key=public_key, sign_count=found.sign_count)


def credential_id(answer: str) -> str:
    """Which passkey the answer says that it comes from; "" where that cannot be read."""
    try:
        found = json.loads(answer)["id"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    return found if isinstance(found, str) and found.isascii() and len(found) <= _LONGEST_ID else ""


def shown(answer: str, challenge: bytes, party: RelyingParty, passkey: Passkey) -> int:
    """How often the passkey says that it was used, once its answer is right; raises NotRightError.

    The count is for the caller to judge, after the signature: before it anybody could have written the number.
    """
    from webauthn import base64url_to_bytes, verify_authentication_response
    from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json

    try:
        found = parse_authentication_credential_json(answer)
        verified = verify_authentication_response(
            credential=found,
            expected_challenge=challenge,
            expected_rp_id=party.name,
            expected_origin=party.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except Exception as error:  # as above
        raise NotRightError(str(error)) from error
    if bytes_to_base64url(verified.credential_id) != passkey.credential_id:
        raise NotRightError("Another passkey")
    if found.response.user_handle != passkey.account_id.encode():
        raise NotRightError("Another person")
    return verified.new_sign_count
