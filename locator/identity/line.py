"""The line to an identity provider: short, small, straight, and only to addresses that secrets may be sent to."""

from __future__ import annotations

import time
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from authlib.integrations.requests_client import OAuth2Session
from requests import PreparedRequest, RequestException, Response
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from locator.identity.trouble import UnreachableError
from locator.settings import LOOPBACK, is_safe_address

MOST_BYTES = 512 * 1024
CHUNK_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long we wait: to connect, for the next bytes, and for a whole answer; `rest_seconds` after a failure nobody waits again."""

    connect_seconds: float = 3.0
    read_seconds: float = 5.0
    whole_seconds: float = 8.0
    rest_seconds: float = 5.0


class CutShort(HTTPAdapter):
    """Reads an answer whole before anybody sees it, and gives up on one that is too long or takes too long."""

    def __init__(self, patience: Patience) -> None:
        """Take how long to wait."""
        super().__init__()
        self._patience = patience

    def send(self, request: PreparedRequest, **options: Any) -> Response:  # type: ignore[override]
        """The answer, with its body read; raises UnreachableError or what requests raises."""
        if not is_safe_address(request.url or ""):
            raise UnreachableError("The address is neither https nor on this machine.")
        options["timeout"] = (self._patience.connect_seconds, self._patience.read_seconds)
        end = time.monotonic() + self._patience.whole_seconds
        answer = super().send(request, **options)
        try:
            body = _body(answer.raw, end)
        except HTTPError as error:
            raise UnreachableError(f"The answer breaks off: {type(error).__name__}") from error
        finally:
            answer.close()
        answer.raw = BytesIO(body)
        return answer


def _body(raw: Any, end: float) -> bytes:
    """All of the body; `read1` comes back with whatever is there, so that the clock is looked at between drops."""
    found = bytearray()
    while chunk := raw.read1(CHUNK_BYTES, decode_content=True):
        found += chunk
        if len(found) > MOST_BYTES:
            raise UnreachableError("The answer is too long.")
        if time.monotonic() > end:
            raise UnreachableError("The answer takes too long.")
    return bytes(found)


def open_line(patience: Patience, base: str, **client: Any) -> OAuth2Session:
    """A session for one exchange with the provider at `base`; close it after use. This machine is never asked through a proxy."""
    session = OAuth2Session(trust_env=urlsplit(base).hostname not in LOOPBACK, **client)
    session.max_redirects = 0
    session.headers["Accept-Encoding"] = "identity"
    for scheme in ("http://", "https://"):
        session.mount(scheme, CutShort(patience))
    return session


def get_json(session: OAuth2Session, address: str, **headers: str) -> dict[str, Any]:
    """The JSON object at the address; raises UnreachableError for anything else. Redirects are not followed."""
    try:
        answer = session.get(address, headers=headers, withhold_token=True, allow_redirects=False)
        found = answer.json() if answer.status_code == 200 else None
    except (RequestException, OSError, ValueError, RecursionError) as error:
        raise UnreachableError(f"{urlsplit(address).path}: {type(error).__name__}") from error
    if not isinstance(found, dict):
        raise UnreachableError(f"{urlsplit(address).path} answers {answer.status_code} and no JSON object.")
    return found
