"""Nobody who writes an address into a listing can make us look inside, wait for ever, or take in more than we want."""

from __future__ import annotations

import gzip
import socket
import time
import tracemalloc
from contextlib import suppress

import pytest

from locator.directory.link_check import Outcome
from locator.probing import line
from locator.probing.prober import Answer
from tests.probing.website import HERE, Website, redirect, status

TEA = "http://tea.scot/"
INSIDE = Answer(outcome=Outcome.REFUSED, detail="an address inside")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.2",
        "localhost",
        "169.254.169.254",
        "2130706434",
        "0x7f000002",
        "0x7f.0.0.2",
        "017700000002",
        "127.2",
        "0",
        "10.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.2]",
        "[::ffff:a9fe:a9fe]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:a9fe:a9fe::]",
        "[fd00:ec2::254]",
        "[::]",
        "１２７.0.0.2",
        "①②⑦.0.0.2",
    ],
)
def test_an_address_inside_is_never_dialled_however_it_is_written(site: Website, host: str) -> None:
    prober = site.prober(resolve=line.resolve, allowed=frozenset())
    assert prober.ask(f"http://{host}/").outcome in (Outcome.REFUSED, Outcome.NO_HOST, Outcome.NOT_ASKED)
    assert site.dialled == []


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"])
def test_a_name_that_leads_inside_is_refused(site: Website, address: str) -> None:
    site.hosts["evil.scot"] = [(address,)]
    assert site.prober().ask("http://evil.scot") == INSIDE
    assert site.dialled == []


def test_one_address_inside_among_others_is_enough(site: Website) -> None:
    site.hosts["evil.scot"] = [("8.8.8.8", "10.0.0.1")]
    assert site.prober().ask("http://evil.scot") == INSIDE


def test_a_name_that_changes_its_mind_is_looked_up_once(site: Website) -> None:
    site.hosts["rebinding.scot"] = [(HERE,), ("169.254.169.254",)]
    site.answers["HEAD /"] = status(405)
    assert site.prober().ask("http://rebinding.scot").outcome is Outcome.THERE
    assert site.looked_up == ["rebinding.scot"]
    assert site.dialled == [(HERE, 80), (HERE, 80)]


def test_a_name_that_changes_its_mind_between_redirects_is_checked_anew(site: Website) -> None:
    site.hosts["rebinding.scot"] = [(HERE,), ("169.254.169.254",)]
    site.answers["/"] = redirect("/again")
    assert site.prober().ask("http://rebinding.scot") == INSIDE
    assert site.dialled == [(HERE, 80)]


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "//127.0.0.2/",
        "http://2852039166/",
        "http://tea.scot:22/",
        "http://me:secret@tea.scot/",
        "file:///etc/passwd",
        "gopher://tea.scot:80/_x",
        "http://tea.scot\\@127.0.0.2/",
    ],
)
def test_a_redirect_leads_nobody_inside(site: Website, location: str) -> None:
    def resolve(host: str, port: int, seconds: float) -> tuple[str, ...]:
        return (HERE,) if host == "tea.scot" else line.resolve(host, port, seconds)

    site.answers["/"] = redirect(location)
    assert site.prober(resolve=resolve).ask(TEA).outcome is Outcome.REFUSED
    assert site.dialled == [(HERE, 80)]
    assert site.asked == ["HEAD /"]


def test_a_redirect_cannot_write_lines_of_our_request(site: Website) -> None:
    site.answers["/"] = redirect("/a\r\n X-Evil: 1\x0bX")
    site.prober().ask(TEA)
    assert all("\r\nX-Evil" not in request and request.count("\r\n\r\n") == 1 for request in site.requests)


def endless(text: bytes, first: bytes = b"") -> object:
    def say(talking: socket.socket) -> None:
        with suppress(OSError):
            talking.sendall(first)
            end = time.monotonic() + 2
            while time.monotonic() < end:
                talking.sendall(text)

    return say


def drip(first: bytes = b"") -> object:
    def say(talking: socket.socket) -> None:
        with suppress(OSError):
            talking.sendall(first)
            for _ in range(20):
                talking.sendall(b"x")
                time.sleep(0.1)

    return say


HEAD = b"HTTP/1.1 200 Fine\r\n"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        pytest.param(endless(b"a" * 4096), Outcome.NOT_A_WEBSITE, id="an endless line"),
        pytest.param(endless(b"X-More: 1\r\n" * 400, HEAD), Outcome.NOT_A_WEBSITE, id="endless heads"),
        pytest.param(endless(b"HTTP/1.1 100 Go on\r\n\r\n" * 200), Outcome.NOT_A_WEBSITE, id="endless promises"),
        pytest.param(drip(), Outcome.NO_ANSWER, id="a drip"),
        pytest.param(drip(HEAD), Outcome.NO_ANSWER, id="a drip of heads"),
        pytest.param(lambda _: time.sleep(1.5), Outcome.NO_ANSWER, id="silence"),
        pytest.param(b"SSH-2.0-OpenSSH_9.6\r\n", Outcome.NOT_A_WEBSITE, id="another protocol"),
        pytest.param(b"220 mail.tea.scot ESMTP\r\n", Outcome.NOT_A_WEBSITE, id="a mail server"),
        pytest.param(b"HTTP/1.1 abc\r\n\r\n", Outcome.NOT_A_WEBSITE, id="a status that is no number"),
        pytest.param(b"HTTP/1.1 99999 Big\r\n\r\n", Outcome.NOT_A_WEBSITE, id="a status that is too big"),
        pytest.param(b"\x00\xff\xfe" * 100, Outcome.NOT_A_WEBSITE, id="no text"),
        pytest.param(b"", Outcome.NOT_A_WEBSITE, id="nothing at all"),
    ],
)
def test_a_hostile_answer_ends_in_time(site: Website, answer: object, outcome: Outcome) -> None:
    site.answers["/"] = answer  # type: ignore[assignment]
    begin = time.monotonic()
    assert site.prober().ask(TEA).outcome is outcome
    assert time.monotonic() - begin < 1.5


def test_an_endless_page_is_not_read(site: Website) -> None:
    site.answers["HEAD /"] = status(405)
    site.answers["GET /"] = endless(b"a" * 65536, HEAD + b"\r\n")  # type: ignore[assignment]
    begin = time.monotonic()
    assert site.prober().ask(TEA).outcome is Outcome.THERE
    assert time.monotonic() - begin < 0.5


def test_a_packed_page_is_never_unpacked(site: Website) -> None:
    packed = gzip.compress(b"\x00" * 50_000_000)
    site.answers["HEAD /"] = status(405)
    site.answers["GET /"] = HEAD + b"Content-Encoding: gzip\r\n\r\n" + packed
    prober = site.prober()
    tracemalloc.start()
    assert prober.ask(TEA).outcome is Outcome.THERE
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000


def test_a_slow_chain_of_redirects_has_one_limit_for_all(site: Website) -> None:
    def slowly(talking: socket.socket) -> None:
        time.sleep(0.4)
        with suppress(OSError):
            talking.sendall(redirect("/"))

    site.answers["/"] = slowly
    begin = time.monotonic()
    assert site.prober().ask(TEA).outcome is Outcome.NO_ANSWER
    assert time.monotonic() - begin < 1.5


def test_nothing_of_the_websites_words_is_kept(site: Website) -> None:
    site.answers["/"] = status(404, "X-Word: <script>alert(1)</script>").replace(b"Whatever", b"<script>alert(1)")
    assert site.prober().ask(TEA).detail == "404"
