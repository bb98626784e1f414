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
from cryptography.hazmat.primitives.asymmetric import ec

ORIGIN = "http://localhost"
PRESENT, VERIFIED, NEW_KEY = 1, 4, 64
_ES256, _P256, _EC2 = -7, 1, 2


def text(data: bytes) -> str:
    """Bytes as browsers write them: base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def data(written: str) -> bytes:
    """The bytes again."""
    return base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))


@dataclass
class Authenticator:
    """One passkey on one device, which counts how often it was used unless it `counts` not.

    The device does as a browser would, at that origin; `flags` is who it says sat there.
    """

    origin: str = ORIGIN
    flags: int = PRESENT | VERIFIED
    counts: bool = True
    count: int = 0
    party: str = ""
    person: bytes = b""
    id: bytes = field(default_factory=lambda: os.urandom(32))

    def __post_init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())

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
        signed = self.key.sign(state + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=state, signature=signed, userHandle=self.person)

    def _client(self, what: str, challenge: str) -> bytes:
        told = {"type": what, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _state(self, more: int) -> bytes:
        self.count += self.counts
        return hashlib.sha256(self.party.encode()).digest() + struct.pack(">BI", self.flags | more, self.count)

    def _new_key(self) -> bytes:
        point = self.key.public_key().public_numbers()
        x, y = point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big")
        key = cbor2.dumps({1: _EC2, 3: _ES256, -1: _P256, -2: x, -3: y})
        return bytes(16) + struct.pack(">H", len(self.id)) + self.id + key

    def _answer(self, **response: Any) -> str:
        shown = {name: text(value) for name, value in response.items()}
        return json.dumps({"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": shown})
