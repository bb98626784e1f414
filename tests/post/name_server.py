"""A real name server on loopback that knows a few domains, is silent about one, and fails for another."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.message
import dns.rcode
import dns.rrset

SERVERS = {"takes.scot": ["10 mail.takes.scot.", "20 spare.takes.scot."], "none.scot": ["0 ."]}
NOT_NAMED, FAILS, SILENT = "bare.scot", "fails.scot", "silent.scot"


@contextmanager
def running() -> Iterator[int]:
    """The port of the server, until the end of the block."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.settimeout(0.05)
        is_over = threading.Event()
        thread = threading.Thread(target=_serve, args=(listening, is_over))
        thread.start()
        try:
            yield int(listening.getsockname()[1])
        finally:
            is_over.set()
            thread.join()


def _serve(listening: socket.socket, is_over: threading.Event) -> None:
    while not is_over.is_set():
        try:
            wire, sender = listening.recvfrom(4096)
        except TimeoutError:
            continue
        answer = _answer(dns.message.from_wire(wire))
        if answer is not None:
            listening.sendto(answer.to_wire(), sender)


def _answer(asked: dns.message.Message) -> dns.message.Message | None:
    question = asked.question[0]
    domain = question.name.to_text(omit_final_dot=True)
    if domain == SILENT:
        return None
    made = dns.message.make_response(asked)
    if domain in SERVERS:
        made.answer.append(dns.rrset.from_text(question.name, 60, "IN", "MX", *SERVERS[domain]))
    elif domain != NOT_NAMED:
        made.set_rcode(dns.rcode.SERVFAIL if domain == FAILS else dns.rcode.NXDOMAIN)
    return made
