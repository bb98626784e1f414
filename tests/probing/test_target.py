"""What an address asks for is read in one way only, and what could be read in two is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory.link_check import Outcome
from locator.probing import target
from locator.probing.target import NotThereError


@pytest.mark.parametrize(
    ("address", "authority", "path"),
    [
        ("https://example.org", "example.org", "/"),
        ("HTTP://Example.ORG/Tea?day=1#top", "example.org", "/Tea?day=1"),
        ("https://example.org:443/", "example.org", "/"),
        ("http://example.org:443/", "example.org:443", "/"),
        ("https://café.example.org/é?q=ü", "xn--caf-dma.example.org", "/%C3%A9?q=%C3%BC"),
        ("https://example.org./", "example.org", "/"),
        ("http://[2606:4700::1111]/", "[2606:4700::1111]", "/"),
        ("https://my_group.example.org/a%20b", "my_group.example.org", "/a%20b"),
    ],
)
def test_an_address_asks_for_one_page(address: str, authority: str, path: str) -> None:
    found = target.parse(address)
    assert (found.authority, found.path) == (authority, path)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "ftp://example.org",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "gopher://example.org:80/",
        "http://example.org:22/",
        "http://example.org:8080/",
        "http://example.org:99999/",
        "http://example.org:0/",
        "http://me@example.org/",
        "http://me:secret@example.org/",
        "http://example.org\\@127.0.0.1/",
        "http://example.org@127.0.0.1/",
        "http://exa mple.org/",
        "http://example.org/a\r\nHost: inside",
        "http://example.org/\x00",
        "http:///etc",
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://[v1.a]/",
        "http://-example.org/",
        "http://exa$mple.org/",
        f"http://{'a' * 64}.org/",
        f"http://example.org/{'a' * 2000}",
    ],
)
def test_an_address_that_we_do_not_ask_is_refused(address: str) -> None:
    with pytest.raises(NotThereError) as refused:
        target.parse(address)
    assert refused.value.outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    ("location", "whole"),
    [
        ("/tea", "https://example.org/tea"),
        ("tea", "https://example.org/a/tea"),
        ("//www.example.org/", "https://www.example.org/"),
        ("http://example.com", "http://example.com/"),
        ("/a b", "https://example.org/a%20b"),
        ("/caf\xe9", "https://example.org/caf%E9"),
        ("/a\r\nHost: inside", "https://example.org/a%0D%0AHost:%20inside"),
    ],
)
def test_a_redirect_leads_where_a_browser_would_go(location: str, whole: str) -> None:
    found = target.onward(target.parse("https://example.org/a/b"), location)
    assert f"{found.scheme}://{found.authority}{found.path}" == whole


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_given_one_line_is_asked_or_none(address: str, location: str) -> None:
    try:
        found = target.onward(target.parse(f"https://example.org/{address}"), location)
    except NotThereError:
        return
    assert f"{found.authority}{found.path}".isascii()
    assert not any(sign in f"{found.authority}{found.path}" for sign in "\r\n \x00\t")
