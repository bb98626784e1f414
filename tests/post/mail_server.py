"""A real mail server on loopback that takes messages, refuses them, or breaks off in the middle, as a test says."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

TAKEN = "250 OK"


class Box:
    """What the server has taken; `answers` to the address and to the text of a message can be changed."""

    def __init__(self) -> None:
        self.wires: list[bytes] = []
        self.to: list[str] = []
        self.address_answer = TAKEN
        self.text_answer = TAKEN
        self.breaks_off = False
        self.port = 0

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Answer whether this address is known here."""
        if self.address_answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return self.address_answer

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take the message, or refuse it."""
        if self.text_answer == TAKEN:
            self.wires.append(envelope.content)
            self.to.extend(envelope.rcpt_tos)
        if self.breaks_off:
            server.transport.abort()
        return self.text_answer

    def messages(self) -> list[EmailMessage]:
        """The messages that were taken, in order."""
        return [message_from_bytes(wire, policy=policy.default) for wire in self.wires]  # type: ignore[misc]


@contextmanager
def running() -> Iterator[Box]:
    """The server, from now until the end of the block."""
    box = Box()
    box.port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
