"""A device with passkeys, made of software: what a browser brings back from it, right or bent as a test wants it."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

ORIGIN = "http://localhost"
PRESENT, VERIFIED, NEW_KEY = 1, 4, 64
KINDS = ("ES256", "EdDSA", "RS256")
"""What phones, security keys and Windows sign with."""

_KTY, _ALG = 1, 3
_SHA256 = hashes.SHA256()


def text(data: bytes) -> str:
    """Bytes as browsers write them: base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def data(written: str) -> bytes:
    """The bytes again."""
    return base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))


def fresh_key(kind: str) -> Any:
    """A new private key of that kind."""
    if kind == "EdDSA":
        return ed25519.Ed25519PrivateKey.generate()
    if kind == "RS256":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())


def _signed(key: Any, text: bytes) -> bytes:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(text)
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(text, padding.PKCS1v15(), _SHA256)
    signature: bytes = key.sign(text, ec.ECDSA(_SHA256))
    return signature


def _public(key: Any) -> dict[int, object]:
    """The public half as COSE (RFC 9053) writes it."""
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return {_KTY: 1, _ALG: -8, -1: 6, -2: key.public_key().public_bytes_raw()}
    numbers = key.public_key().public_numbers()
    if isinstance(key, rsa.RSAPrivateKey):
        return {_KTY: 3, _ALG: -257, -1: numbers.n.to_bytes(256, "big"), -2: numbers.e.to_bytes(3, "big")}
    return {_KTY: 2, _ALG: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}


@dataclass
class Authenticator:
    """One passkey on one device, which counts how often it was used unless it `counts` not.

    The device does as a browser would, at that origin; `flags` is who it says sat there.
    """

    origin: str = ORIGIN
    flags: int = PRESENT | VERIFIED
    counts: bool = True
    count: int = 0
    kind: str = "ES256"
    party: str = ""
    person: bytes = b""
    id: bytes = field(default_factory=lambda: os.urandom(32))

    def __post_init__(self) -> None:
        self.key = fresh_key(self.kind)

    def make(self, options: str) -> str:
        """What comes back when the browser is asked to make a passkey."""
        asked = json.loads(options)
        self.party, self.person = self.party or asked["rp"]["id"], data(asked["user"]["id"])
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._state(NEW_KEY) + self._new_key()}
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer(clientDataJSON=client, attestationObject=cbor2.dumps(attestation))

    def show(self, options: str) -> str:
        """What comes back when the browser is asked to show a passkey."""
        client, state = self._client("webauthn.get", json.loads(options)["challenge"]), self._state(0)
        signed = _signed(self.key, state + hashlib.sha256(client).digest())
        return self._answer(clientDataJSON=client, authenticatorData=state, signature=signed, userHandle=self.person)

    def _client(self, what: str, challenge: str) -> bytes:
        told = {"type": what, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _state(self, more: int) -> bytes:
        self.count += self.counts
        return hashlib.sha256(self.party.encode()).digest() + struct.pack(">BI", self.flags | more, self.count)

    def _new_key(self) -> bytes:
        return bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor2.dumps(_public(self.key))

    def _answer(self, **response: Any) -> str:
        shown = {name: text(value) for name, value in response.items()}
        return json.dumps({"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": shown})
