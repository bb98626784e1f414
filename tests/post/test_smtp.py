"""Over a real mail server: what is sent arrives once, and what does not is told apart by whether it may be tried again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from locator.post.message import Message
from locator.post.sending import AwayError, MayHaveGoneError, NeverError, NotNowError
from locator.post.smtp import SmtpPost
from tests.post import mail_server
from tests.post.mail_server import Box

MESSAGE = Message(id="mail-1", to="lunch@example.org", subject="A referral to Café Friends", body="Hello\n")


@pytest.fixture
def box() -> Iterator[Box]:
    with mail_server.running() as box:
        yield box


def post(port: int, **changes: str) -> SmtpPost:
    return SmtpPost(host="127.0.0.1", port=port, sender="locator@example.org", **({"security": "none"} | changes))


def test_a_message_arrives_once_with_its_words(box: Box) -> None:
    post(box.port).send(MESSAGE)
    (arrived,) = box.messages()
    assert (box.to, arrived["Subject"]) == (["lunch@example.org"], MESSAGE.subject)
    assert arrived.get_content().strip() == "Hello"


def test_a_server_that_is_not_there_is_away() -> None:
    with pytest.raises(AwayError):
        post(mail_server.free_port()).send(MESSAGE)


@pytest.mark.parametrize(("code", "error"), [("451 busy", NotNowError), ("550 unknown", NeverError)])
def test_a_refused_address_is_tried_again_or_never_as_the_server_says(
    box: Box, code: str, error: type[Exception]
) -> None:
    box.address_answer = code
    with pytest.raises(error, match=code):
        post(box.port).send(MESSAGE)
    assert box.messages() == []


@pytest.mark.parametrize(("code", "error"), [("452 full", NotNowError), ("554 no", NeverError)])
def test_a_refused_text_is_tried_again_or_never_as_the_server_says(box: Box, code: str, error: type[Exception]) -> None:
    box.text_answer = code
    with pytest.raises(error, match=code):
        post(box.port).send(MESSAGE)
    assert box.messages() == []


def test_a_line_that_breaks_after_the_text_may_have_sent_it(box: Box) -> None:
    box.breaks_off = True
    with pytest.raises(MayHaveGoneError):
        post(box.port).send(MESSAGE)
    assert len(box.messages()) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_nothing_goes_over_an_open_line_where_a_closed_one_is_asked_for(box: Box, security: str) -> None:
    with pytest.raises(AwayError):
        post(box.port, security=security, user="locator", password="never said aloud").send(MESSAGE)
    assert box.messages() == []
