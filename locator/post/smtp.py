"""Send messages to a mail server over SMTP."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from locator.post.message import Message
from locator.post.sending import AwayError, MayHaveGoneError, NeverError, NotNowError

TIMEOUT_SECONDS = 15.0
"""How long one step of the conversation may take."""

_ACCEPTED = range(200, 300)
_FOR_GOOD = range(500, 600)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpPost:
    """A mail server; `security` is starttls, tls or none, and with either of the first two its certificate must be right."""

    host: str
    port: int
    sender: str
    security: str = "starttls"
    user: str = ""
    password: str = ""
    timeout_seconds: float = TIMEOUT_SECONDS
    tls: ssl.SSLContext | None = None

    def send(self, message: Message) -> None:
        """Send it; raises NotNowError, NeverError, MayHaveGoneError or MessageRefusedError."""
        text = message.wire(self.sender)
        with self._connected() as server:
            self._address(server, message.to)
            _hand_over(server, text)

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        try:
            server = self._open()
        except (OSError, smtplib.SMTPException) as problem:
            raise AwayError(f"The mail server could not be reached: {_told(problem)}") from problem
        try:
            yield server
        finally:
            _leave(server)

    def _open(self) -> smtplib.SMTP:
        tls = self.tls or ssl.create_default_context()
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_seconds, context=tls)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout_seconds)
        try:
            if self.security == "starttls":
                server.starttls(context=tls)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server

    def _address(self, server: smtplib.SMTP, to: str) -> None:
        """Say who sends and who receives; until the text is handed over nothing has been sent."""
        try:
            server.ehlo_or_helo_if_needed()
            code, answer = server.mail(self.sender)
            if code not in _ACCEPTED:  # a matter of our settings: it can be put right while the message waits
                raise NotNowError(_answered(code, answer))
            _check(*server.rcpt(to))
        except (OSError, smtplib.SMTPException) as problem:
            raise NotNowError(f"The mail server stopped in the middle: {_told(problem)}") from problem


def _hand_over(server: smtplib.SMTP, text: bytes) -> None:
    try:
        code, answer = server.data(text)
    except smtplib.SMTPDataError as refused:  # the server did not even want the text
        _check(refused.smtp_code, refused.smtp_error)
        raise NotNowError(_told(refused)) from refused
    except (OSError, smtplib.SMTPException) as problem:
        raise MayHaveGoneError(f"The line broke while the message was handed over: {_told(problem)}") from problem
    _check(code, answer)


def _check(code: int, answer: bytes | str) -> None:
    """Raise for an answer that is no yes: those from 500 on are final, all others are for now (RFC 5321, 4.2.1)."""
    if code in _ACCEPTED:
        return
    error = NeverError if code in _FOR_GOOD else NotNowError
    raise error(_answered(code, answer))


def _answered(code: int, answer: bytes | str) -> str:
    words = answer.decode("ascii", "replace") if isinstance(answer, bytes) else answer
    return f"The mail server answered {code} {words}"[:300]


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye; what was handed over stays so even where the server does not answer that."""
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()


def _told(problem: Exception) -> str:
    return f"{type(problem).__name__} {problem}"[:300]
