"""The visitor asks round and round, over connections that stay open, and takes nothing but whole pages for an answer."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.pages import client, turns

PAGE = b"x" * 300_000


class Handler(BaseHTTPRequestHandler):
    """Answers two pages, and 404 for the rest."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Answer."""
        self.server.asked.append(self.path)
        body = PAGE if self.path == "/long" else b"ok"
        self.send_response(200 if self.path in ("/long", "/short") else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server that takes a visitor who leaves early for granted; it knows what it was asked, and nothing of what another was."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def port(server: Server) -> int:
    return server.server_port


def test_a_turn_lasts_until_the_first_page_is_there(port: int) -> None:
    assert client.load(port, 0.0, 2, itertools.cycle(["/long"]))["bytes"] == len(PAGE)


def test_pages_are_counted_and_measured(port: int) -> None:
    loaded = client.load(port, 0.3, 2, itertools.cycle(["/long", "/short"]))

    assert loaded["per_second"] > 1
    assert loaded["slow_milliseconds"] > 0
    assert 2 <= loaded["bytes"] <= len(PAGE)


def test_every_address_has_its_turn(server: Server) -> None:
    client.load(server.server_port, 0.3, 1, itertools.cycle(["/long", "/short"]))

    assert server.asked[:4] == ["/long", "/short", "/long", "/short"]


def test_a_page_with_another_status_stops_the_load(port: int) -> None:
    with pytest.raises(client.BadAnswerError, match=r"/missing: http/1\.1 404"):
        client.load(port, 0.3, 1, itertools.cycle(["/missing"]))


def test_a_site_is_up_when_it_answers_the_address(port: int) -> None:
    assert turns.answers(port, "/short")
    assert not turns.answers(port, "/missing")
    assert not turns.answers(turns.free_port(), "/short")
