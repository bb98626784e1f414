"""A message has one receiver and the headers that we wrote, whatever the texts hold."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.post import letters
from locator.post.letters import About
from locator.post.message import Message, MessageRefusedError

SENDER = "locator@example.org"
HEADERS = [
    "From",
    "To",
    "Subject",
    "Message-ID",
    "Auto-Submitted",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
]


def message(**changes: str) -> Message:
    values = {"id": "mail-1", "to": "lunch@example.org", "subject": "A referral", "body": "Hello\n"}
    return Message(**(values | changes))


@pytest.mark.parametrize(
    "to",
    [
        "",
        "nobody",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: all@example.org",
        "a@b.example\nRCPT TO:<c@d.example>",
        "<a@b.example>",
        "A <a@b.example>",
        "a b@c.example",
        "a@b.example ",
        f"{'a' * 250}@b.example",
    ],
)
def test_what_is_not_one_plain_address_is_refused(to: str) -> None:
    with pytest.raises(MessageRefusedError):
        message(to=to)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\x00"])
def test_a_line_end_in_a_subject_is_refused(end: str) -> None:
    with pytest.raises(MessageRefusedError):
        message(subject=f"A referral{end}Bcc: all@example.org")


@given(name=st.text(max_size=400), reference=st.text(max_size=40))
def test_no_name_of_a_group_makes_another_header_or_another_receiver(name: str, reference: str) -> None:
    letter = letters.asked(About(group=name, reference=reference, site="Locator"), "https://example.org/a", "1 May")
    made = message_from_bytes(message(subject=letter.subject).wire(SENDER), policy=policy.default)
    assert made.keys() == HEADERS
    assert made["To"] == "lunch@example.org"


def test_the_text_arrives_as_it_was_written() -> None:
    body = "Café at ½ past ten – “yes”.\n.\nA line of " + "many " * 300 + "words.\n"
    made = message_from_bytes(message(body=body).wire(SENDER), policy=policy.default)
    assert made.get_content().replace("\r\n", "\n") == body  # type: ignore[attr-defined]


def test_the_same_message_has_the_same_id_at_every_try() -> None:
    made = [message_from_bytes(message().wire(SENDER), policy=policy.default) for _ in range(2)]
    assert {one["Message-ID"] for one in made} == {"<mail-1@example.org>"}
    assert {one["Auto-Submitted"] for one in made} == {"auto-generated"}
