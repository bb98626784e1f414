"""An address that nobody can write to is noticed; a name server that does not answer keeps nobody from saving."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.post import addresses
from locator.post.addresses import AddressProblem, DnsResolver, NoSuchDomainError, TakesMail
from locator.post.message import Message
from tests.post import mail_server, name_server


class Nobody:
    """A resolver that must not be asked."""

    def mail_servers(self, domain: str) -> tuple[str, ...]:
        """Fail."""
        raise AssertionError(f"asked for {domain}")


@pytest.fixture(scope="module")
def resolver() -> Iterator[DnsResolver]:
    with name_server.running() as port:
        yield DnsResolver(("127.0.0.1",), port, seconds=0.5)


@pytest.mark.parametrize("text", ["a@example.org", " Jean.Orr+tea@mail.example.co.uk ", "o'neil@example.org"])
def test_an_address_has_no_problem_and_our_messages_can_go_there(text: str) -> None:
    assert addresses.problem(text) is None
    assert Message(id="1", to=text.strip(), subject="Tea", body="At ten.")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("jean", AddressProblem.NO_AT_SIGN),
        ("", AddressProblem.NO_AT_SIGN),
        ("a@example.org, b@example.org", AddressProblem.MORE_THAN_ONE),
        ("a@example.org;", AddressProblem.MORE_THAN_ONE),
        ("a@b@example.org", AddressProblem.MORE_THAN_ONE),
        ("@example.org", AddressProblem.NAME),
        ("a..b@example.org", AddressProblem.NAME),
        ("Jean Orr <jean@example.org", AddressProblem.NAME),
        ("jéan@example.org", AddressProblem.NAME),
        ("a\r\nBcc: b@example.org", AddressProblem.NAME),
        ("a@example", AddressProblem.DOMAIN),
        ("a@example..org", AddressProblem.DOMAIN),
        ("a@localhost", AddressProblem.DOMAIN),
        ("a@[127.0.0.1]", AddressProblem.DOMAIN),
        (f"{'a' * 250}@example.org", AddressProblem.TOO_LONG),
    ],
)
def test_what_is_no_address_has_a_named_problem(text: str, problem: AddressProblem) -> None:
    assert addresses.problem(text) is problem


@given(st.text(max_size=60))
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    assert addresses.problem(text) in {None, *AddressProblem}


@pytest.mark.parametrize(
    ("domain", "answer"),
    [
        ("takes.scot", TakesMail.YES),
        ("TAKES.scot.", TakesMail.YES),
        ("gone.scot", TakesMail.NO),
        ("none.scot", TakesMail.NO),
        (name_server.NOT_NAMED, TakesMail.UNKNOWN),
        (name_server.FAILS, TakesMail.UNKNOWN),
        (name_server.SILENT, TakesMail.UNKNOWN),
        ("a..b", TakesMail.UNKNOWN),
        (f"{'a' * 80}.scot", TakesMail.UNKNOWN),
    ],
)
def test_only_a_definite_no_is_a_no(resolver: DnsResolver, domain: str, answer: TakesMail) -> None:
    assert addresses.takes_mail(domain, resolver) is answer


def test_a_silent_name_server_is_not_waited_for(resolver: DnsResolver) -> None:
    begin = time.monotonic()
    addresses.takes_mail(name_server.SILENT, resolver)
    assert time.monotonic() - begin < 1.5
    assert addresses.MOST_SECONDS == 2.0


def test_without_a_network_nothing_is_known() -> None:
    nobody_there = DnsResolver(("127.0.0.1",), mail_server.free_port(), seconds=0.2)
    assert addresses.takes_mail("takes.scot", nobody_there) is TakesMail.UNKNOWN


@pytest.mark.parametrize("domain", ["example.org", "steady.example.com", "group.example"])
def test_a_made_up_domain_passes_and_nobody_is_asked(domain: str) -> None:
    assert addresses.takes_mail(domain, Nobody()) is TakesMail.YES


def test_a_name_that_only_ends_like_a_made_up_one_is_asked_for() -> None:
    class Empty(Nobody):
        def mail_servers(self, domain: str) -> tuple[str, ...]:
            raise NoSuchDomainError(domain)

    assert addresses.takes_mail("notexample.org", Empty()) is TakesMail.NO
