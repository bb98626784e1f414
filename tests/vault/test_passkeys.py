"""What a device signs is looked at byte by byte, and nothing that anybody sends can do more than be refused."""

from __future__ import annotations

import json
from contextlib import suppress

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.accounts.passkey import Passkey, RelyingParty
from locator.vault import passkeys
from locator.vault.passkeys import Made, NotRightError
from tests import authenticator
from tests.authenticator import KINDS, Authenticator
from tests.conftest import NOW

HERE = RelyingParty(name="localhost", origin="http://localhost")
CHALLENGE = bytes(range(32))
PERSON = "person"
FORMATS = ("none", "packed", "tpm", "android-key", "android-safetynet", "fido-u2f", "apple", "unheard of")


def to_make() -> str:
    return passkeys.to_make(HERE, CHALLENGE, site="Locator", account_id=PERSON, email="a@b.c", name="Morag", has=())


def kept(made: Made) -> Passkey:
    return Passkey(
        id="1",
        account_id=PERSON,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        name="Phone",
        created_at=NOW,
    )


DEVICE = Authenticator()
KEPT = kept(passkeys.made(DEVICE.make(to_make()), CHALLENGE, HERE))
RIGHT = json.loads(DEVICE.show(passkeys.to_show(HERE, CHALLENGE)))
MADE = json.loads(Authenticator().make(to_make()))


@pytest.mark.parametrize("kind", KINDS)
def test_what_phones_keys_and_windows_sign_with_is_right(kind: str) -> None:
    device = Authenticator(kind=kind)
    mine = kept(passkeys.made(device.make(to_make()), CHALLENGE, HERE))
    for count in (2, 3):
        assert passkeys.shown(device.show(passkeys.to_show(HERE, CHALLENGE)), CHALLENGE, HERE, mine) == count


def test_the_right_answer_is_right() -> None:
    assert passkeys.shown(json.dumps(RIGHT), CHALLENGE, HERE, KEPT) == 2


@given(st.sampled_from(["clientDataJSON", "authenticatorData", "signature", "userHandle"]), st.data())
def test_one_bit_that_is_another_anywhere_is_refused(part: str, data: st.DataObject) -> None:
    right = bytearray(authenticator.data(RIGHT["response"][part]))
    where = data.draw(st.integers(0, len(right) * 8 - 1))
    right[where // 8] ^= 1 << where % 8
    bent = {**RIGHT, "response": {**RIGHT["response"], part: authenticator.text(bytes(right))}}
    with pytest.raises(NotRightError):
        passkeys.shown(json.dumps(bent), CHALLENGE, HERE, KEPT)


def test_another_passkey_of_the_same_person_does_not_stand_for_this_one() -> None:
    other = Authenticator(party="localhost", person=PERSON.encode(), id=DEVICE.id)
    with pytest.raises(NotRightError):
        passkeys.shown(other.show(passkeys.to_show(HERE, CHALLENGE)), CHALLENGE, HERE, KEPT)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.sampled_from(["id", "rawId", "type", "response", "signature", "clientDataJSON"]), inner)
    ),
    max_leaves=12,
)


@given(st.text() | _JSON.map(json.dumps))
def test_text_that_is_no_answer_is_refused(text: str) -> None:
    assert isinstance(passkeys.credential_id(text), str)
    with pytest.raises(NotRightError):
        passkeys.shown(text, CHALLENGE, HERE, KEPT)
    with pytest.raises(NotRightError):
        passkeys.made(text, CHALLENGE, HERE)


@given(st.binary(max_size=400))
def test_bytes_that_are_no_new_passkey_are_refused(rubbish: bytes) -> None:
    bent = {**MADE, "response": {**MADE["response"], "attestationObject": authenticator.text(rubbish)}}
    with pytest.raises(NotRightError):
        passkeys.made(json.dumps(bent), CHALLENGE, HERE)


@given(
    st.sampled_from(FORMATS),
    st.dictionaries(
        st.sampled_from(["alg", "sig", "x5c", "ver", "certInfo", "pubArea", "response"]),
        st.integers(-300, 10) | st.binary(max_size=40) | st.text(max_size=5) | st.lists(st.binary(max_size=30)),
    ),
)
def test_a_statement_about_the_maker_never_does_more_than_be_refused(form: str, statement: dict[str, object]) -> None:
    right = cbor2.loads(authenticator.data(MADE["response"]["attestationObject"]))
    told = authenticator.text(cbor2.dumps({**right, "fmt": form, "attStmt": statement}))
    bent = json.dumps({**MADE, "response": {**MADE["response"], "attestationObject": told}})
    with suppress(NotRightError):
        passkeys.made(bent, CHALLENGE, HERE)
        assert form == "none"


@given(st.integers(0, 2000))
def test_a_new_passkey_that_was_cut_off_is_refused(length: int) -> None:
    whole = authenticator.data(MADE["response"]["attestationObject"])
    cut = authenticator.text(whole[: length % len(whole)])
    with pytest.raises(NotRightError):
        passkeys.made(json.dumps({**MADE, "response": {**MADE["response"], "attestationObject": cut}}), CHALLENGE, HERE)


def test_an_id_that_is_longer_than_any_is_none() -> None:
    assert passkeys.credential_id(json.dumps({"id": "a" * 1401})) == ""
    with pytest.raises(NotRightError, match="too long"):
        passkeys.made(Authenticator(id=b"x" * 1100).make(to_make()), CHALLENGE, HERE)
