"""A website that answers is there, one that does not is named for what it is, and nobody is asked twice without need."""

from __future__ import annotations

import os
import socket
import time

import pytest

from locator.directory.link_check import Outcome
from locator.probing import line
from locator.probing.prober import Answer, Patience, Prober
from locator.probing.target import NotThereError
from tests.post.mail_server import free_port
from tests.probing import website
from tests.probing.website import HERE, Website, redirect, status

TEA = "http://tea.scot/"


def test_a_page_that_is_there_is_asked_for_once_without_its_text(site: Website) -> None:
    assert site.prober().ask(f"{TEA}menu?day=1") == Answer(outcome=Outcome.THERE, detail="200")
    assert site.asked == ["HEAD /menu?day=1"]
    assert site.dialled == [(HERE, 80)]


def test_it_says_who_asks_and_wants_nothing_packed(site: Website) -> None:
    site.prober(agent="Café\r\nX-Evil: 1").ask(TEA)
    heads = site.requests[0].split("\r\n")
    assert heads[1:-2] == [
        "Host: tea.scot",
        "User-Agent: CafX-Evil: 1",
        "Accept: text/html, */*;q=0.5",
        "Accept-Encoding: identity",
        "Connection: close",
    ]


@pytest.mark.parametrize(
    ("number", "outcome"),
    [
        (204, Outcome.THERE),
        (304, Outcome.THERE),
        (401, Outcome.THERE),
        (403, Outcome.THERE),
        (429, Outcome.THERE),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (500, Outcome.FAILS),
        (503, Outcome.FAILS),
    ],
)
def test_the_status_says_whether_people_find_a_page(site: Website, number: int, outcome: Outcome) -> None:
    site.answers["/"] = status(number)
    assert site.prober().ask(TEA) == Answer(outcome=outcome, detail=str(number))


@pytest.mark.parametrize("to_head", [status(405), status(404), status(500), b"", b"what?\r\n\r\n"])
def test_a_server_that_knows_no_head_is_asked_as_a_browser_would(site: Website, to_head: bytes) -> None:
    site.answers["HEAD /"] = to_head
    assert site.prober().ask(TEA).outcome is Outcome.THERE
    assert site.asked == ["HEAD /", "GET /"]
    assert site.looked_up == ["tea.scot"]


def test_a_server_that_is_silent_to_head_leaves_time_for_get(site: Website) -> None:
    site.answers["HEAD /"] = lambda _: time.sleep(0.8)
    assert site.prober().ask(TEA).outcome is Outcome.THERE


def test_redirects_are_followed_three_times(site: Website) -> None:
    site.answers |= {"/": redirect("/a"), "/a": redirect("b"), "/b": redirect("https://www.tea.scot/c")}
    site.answers["/c"] = redirect("http://tea.scot/d")
    assert site.prober().ask("http://tea.scot/a").outcome is not Outcome.TOO_MANY_REDIRECTS
    site.answers |= {"/b": redirect("/c"), "/c": status(200)}
    assert site.prober().ask(TEA).outcome is Outcome.THERE
    site.answers["/c"] = redirect("/d")
    assert site.prober().ask(TEA).outcome is Outcome.TOO_MANY_REDIRECTS


def test_a_redirect_without_a_place_is_an_answer(site: Website) -> None:
    site.answers["/"] = status(302)
    assert site.prober().ask(TEA).outcome is Outcome.THERE


def test_a_host_that_is_not_there_is_told_from_one_that_does_not_answer(site: Website) -> None:
    assert site.prober().ask("http://gone.org").outcome is Outcome.NO_HOST
    site.hosts["nobody.scot"] = [()]
    assert site.prober().ask("http://nobody.scot").outcome is Outcome.NO_HOST
    site.hosts["shut.scot"] = [("8.8.8.8",)]
    assert site.prober().ask("http://shut.scot").outcome is Outcome.NO_ANSWER


def test_the_next_address_is_tried_where_the_first_leads_nowhere(site: Website) -> None:
    site.hosts["both.scot"] = [("2606:4700::1111", HERE)]
    assert site.prober().ask("http://both.scot").outcome is Outcome.THERE
    assert [address for address, _ in site.dialled] == ["2606:4700::1111", HERE]


def test_of_very_many_addresses_a_few_are_tried(site: Website) -> None:
    site.hosts["many.scot"] = [tuple(f"8.8.8.{last}" for last in range(1, 200))]
    assert site.prober().ask("http://many.scot").outcome is Outcome.NO_ANSWER
    assert len(site.dialled) == 6


def test_without_a_network_it_is_not_the_websites_fault(site: Website) -> None:
    def unreachable(_address: str, _port: int, _seconds: float) -> None:
        raise OSError(101, "Network is unreachable")

    assert site.prober(connect=unreachable).ask(TEA).outcome is Outcome.NOT_ASKED


def test_no_proxy_of_the_environment_is_used(site: Website, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://{HERE}:{free_port()}")
    assert os.environ["http_proxy"]
    assert site.prober().ask(TEA).outcome is Outcome.THERE
    assert site.asked == ["HEAD /"]


def test_the_machines_own_resolver_knows_numbers() -> None:
    assert line.resolve(HERE, 80, 1.0) == (HERE,)
    with pytest.raises(NotThereError) as found:
        line.resolve("a" * 70 + ".scot", 80, 1.0)
    assert found.value.outcome is Outcome.NO_HOST


@pytest.mark.parametrize(
    ("number", "outcome"), [(socket.EAI_NONAME, Outcome.NO_HOST), (socket.EAI_AGAIN, Outcome.NOT_ASKED)]
)
def test_a_name_that_is_not_there_is_told_from_a_resolver_that_is_away(
    monkeypatch: pytest.MonkeyPatch, number: int, outcome: Outcome
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(number, "no")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(NotThereError) as found:
        line.resolve("tea.scot", 80, 1.0)
    assert found.value.outcome is outcome


def test_a_resolver_that_takes_for_ever_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(0.5) or [])
    begin = time.monotonic()
    with pytest.raises(NotThereError):
        line.resolve("tea.scot", 80, 0.1)
    assert time.monotonic() - begin < 0.4


def test_a_real_line_is_dialled_where_none_is_given() -> None:
    with website.running() as site:
        dialled = line.connect(HERE, site.port, 1.0)
        assert dialled.getpeername() == (HERE, site.port)
        dialled.close()


def test_people_are_waited_for_ten_seconds_at_most() -> None:
    assert (Patience().connect_seconds, Patience().whole_seconds) == (5.0, 10.0)
    assert Prober(agent="x").ask("http://10.0.0.1").outcome is Outcome.REFUSED
