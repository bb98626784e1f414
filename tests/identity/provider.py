"""A small but true OpenID provider, run as a process of its own: `python -m tests.identity.provider PORT`.

It asks who comes with a button, checks client, secret, redirect address and PKCE, gives each code out for one use, and
signs with a key that can be changed. POST /control with JSON changes what it says and how it misbehaves; GET tells.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import sys
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jws
from joserfc.jwk import RSAKey

CLIENT, SECRET = "locator", "a-secret-of-the-client"
KEY_BITS = 2048
WELL_KNOWN = "/.well-known/openid-configuration"
HTML, JSON = "text/html; charset=utf-8", "application/json"

PAGE = """<!doctype html><html lang="en"><title>Sign in to your organisation</title><main>
<h1>Sign in to your organisation</h1><form method="post" action="/authorize?{query}">
<button name="answer" value="yes">Continue</button> <button name="answer" value="no">Cancel</button></form></main></html>"""

Claims = dict[str, Any]
Changed = Callable[[Claims], Claims]

LIES: Mapping[str, Changed] = {
    "wrong nonce": lambda claims: claims | {"nonce": "another"},
    "no nonce": lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
    "wrong aud": lambda claims: claims | {"aud": "another-client"},
    "wrong azp": lambda claims: claims | {"aud": [CLIENT, "another"], "azp": "another"},
    "several aud": lambda claims: claims | {"aud": ["another", "a-third"]},
    "wrong iss": lambda claims: claims | {"iss": "https://login.example.org"},
    "expired": lambda claims: claims | {"exp": claims["iat"] - 300},
    "no exp": lambda claims: {name: value for name, value in claims.items() if name != "exp"},
    "made long ago": lambda claims: claims | {"iat": claims["iat"] - 3600},
    "made tomorrow": lambda claims: claims | {"iat": claims["iat"] + 86400, "exp": claims["exp"] + 86400},
    "wrong at_hash": lambda claims: claims | {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    "no sub": lambda claims: {name: value for name, value in claims.items() if name != "sub"},
    "number as sub": lambda claims: claims | {"sub": 7},
    "empty sub": lambda claims: claims | {"sub": ""},
    "broken sub": lambda claims: claims | {"sub": "\ud800"},
    "long sub": lambda claims: claims | {"sub": "s" * 256},
    "words as iat": lambda claims: claims | {"iat": "now"},
}
"""What can be wrong in a token that is signed as it should be."""


class Provider:
    """What the provider knows: its keys, the codes it gave out, and what it was told by /control."""

    def __init__(self, port: int) -> None:
        """Take the port, which is part of the issuer's name."""
        self.issuer = f"http://127.0.0.1:{port}"
        self.said: dict[str, Any] = {"person": {"sub": "s-1"}, "mischief": "", "at": "", "now": 0, "metadata": {}}
        self.asked: list[str] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.key = _fresh_key()
        self.published = self.key

    def control(self, told: Mapping[str, Any]) -> None:
        """Do as told; "rotate" makes a new key, which is published unless it is to be kept secret."""
        if told.get("rotate"):
            self.key = _fresh_key()
            self.published = self.published if told["rotate"] == "secretly" else self.key
        self.said |= told

    def metadata(self) -> Claims:
        """What is published about the provider."""
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {
            "issuer": self.issuer,
            "code_challenge_methods_supported": ["S256"],
            **{name: f"{self.issuer}/{path}" for name, path in names.items()},
            **self.said["metadata"],
        }

    def code_for(self, asked: Mapping[str, str]) -> str:
        """A code for somebody who pressed the button."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = dict(asked)
        return code

    def answer_to_code(self, form: Mapping[str, str], authorization: str) -> tuple[int, Claims]:
        """The tokens, for the client that has the secret, the verifier and the redirect address of this code."""
        pair = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if authorization != f"Basic {pair}":
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked is None or challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe(16)
        return 200, {"access_token": access, "token_type": "Bearer", "id_token": self._token(asked["nonce"])}

    def _token(self, nonce: str) -> str:
        now = int(self.said["now"] or time.time())
        claims: Claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        mischief = self.said["mischief"]
        return self._signed(LIES.get(mischief, dict)(claims | self.said["person"]), mischief)

    def _signed(self, claims: Claims, mischief: str) -> str:
        header = {"kid": self.key.kid}
        if mischief == "alg none":
            return _hand_signed({"alg": "none"}, claims, b"").rpartition(".")[0] + "."
        if mischief == "HS256 with the public key":
            return _hand_signed(header | {"alg": "HS256"}, claims, self.published.as_pem(private=False))
        if mischief == "another key, the same name":
            return jws.serialize_compact(header | {"alg": "RS256"}, json.dumps(claims), _fresh_key())
        token = jws.serialize_compact(header | {"alg": "RS256"}, json.dumps(claims), self.key)
        return f"{token[:-8]}AAAAAAAA" if mischief == "broken signature" else token


def _hand_signed(header: Claims, claims: Claims, secret: bytes) -> str:
    """A token as a forger makes one: joserfc does not take a public key for a secret."""
    parts = b".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims))
    mark = base64.urlsafe_b64encode(hmac.digest(secret, parts, "sha256")).rstrip(b"=")
    return (parts + b"." + mark).decode()


def _fresh_key() -> RSAKey:
    return RSAKey.generate_key(KEY_BITS, {"use": "sig"}, auto_kid=True)


class Handler(BaseHTTPRequestHandler):
    """The provider over HTTP."""

    provider: Provider

    def do_GET(self) -> None:
        """Metadata, keys, the page with the button."""
        path, query = self._path()
        if path == "/control":
            self._json(200, self.provider.said | {"asked": self.provider.asked})
        elif self._misbehaves(path):
            return
        elif path == WELL_KNOWN:
            self._json(200, self.provider.metadata())
        elif path == "/keys":
            self._json(200, {"keys": [self.provider.published.as_dict(private=False)]})
        elif path == "/authorize" and query.get("client_id") == CLIENT and query.get("response_type") == "code":
            self._send(200, HTML, PAGE.format(query=urlencode(query).replace("&", "&amp;")).encode())
        elif path == "/userinfo":
            self._json(200, self.provider.said.get("userinfo", {}))
        else:
            self._send(404, HTML, b"Nothing here")

    def do_POST(self) -> None:
        """The button, the token, and being told how to behave."""
        path, query = self._path()
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        if path == "/control":
            self.provider.control(json.loads(body))
            self._json(200, {})
        elif path == "/authorize":
            self._back(query, _fields(body).get("answer", ""))
        elif not self._misbehaves(path):
            self._json(*self.provider.answer_to_code(_fields(body), self.headers.get("Authorization", "")))

    def _back(self, query: Mapping[str, str], answer: str) -> None:
        said = {"code": self.provider.code_for(query)} if answer == "yes" else {"error": "access_denied"}
        where = urlencode({"state": query["state"], **said, **self.provider.said.get("back", {})})
        self.send_response(303)
        self.send_header("Location", f"{query['redirect_uri']}?{where}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _misbehaves(self, path: str) -> bool:
        """Whether this address is the one to answer badly, which is then done."""
        self.provider.asked.append(path)
        if path != self.provider.said["at"]:
            return False
        bad = {
            "error": lambda: self._send(500, HTML, b"<h1>Sorry</h1>"),
            "not JSON": lambda: self._send(200, JSON, b"<h1>Hello</h1>"),
            "a list": lambda: self._send(200, JSON, b"[1, 2]"),
            "too long": lambda: self._send(200, JSON, b'{"keys": "' + b"k" * 2_000_000 + b'"}'),
            "elsewhere": self._elsewhere,
            "silent": lambda: time.sleep(3),
            "dripping": self._drip,
            "cut off": lambda: self._send(200, JSON, b"{", length=500),
        }
        bad[self.provider.said["mischief"]]()
        return True

    def _elsewhere(self) -> None:
        self.send_response(307)
        self.send_header("Location", f"{self.provider.issuer}/control")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        for _ in range(30):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.1)

    def _path(self) -> tuple[str, dict[str, str]]:
        parts = urlsplit(self.path)
        return parts.path, _fields(parts.query)

    def _json(self, status: int, found: object) -> None:
        self._send(status, JSON, json.dumps(found).encode())

    def _send(self, status: int, kind: str, body: bytes, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


class Server(ThreadingHTTPServer):
    """A server whose callers may hang up when they like."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Somebody who hangs up is no news."""


def _fields(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(text).items()}


if __name__ == "__main__":
    Handler.provider = Provider(int(sys.argv[1]))
    Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
