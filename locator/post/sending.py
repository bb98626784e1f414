"""What sends messages, and the three ways in which sending fails."""

from __future__ import annotations

from typing import Protocol

from locator.post.message import Message


class NotNowError(Exception):
    """The server did not take the message this time, and certainly has not sent it: it can be tried again."""


class AwayError(NotNowError):
    """The server cannot be reached or does not let us in: nothing else can be sent now either."""


class NeverError(Exception):
    """The server refuses this message for good."""


class MayHaveGoneError(Exception):
    """The line broke after the text was handed over: it may have been sent, so that sending it again might make two."""


class Post(Protocol):
    """What takes messages away."""

    def send(self, message: Message) -> None:
        """Send it; raises NotNowError, NeverError, MayHaveGoneError or MessageRefusedError."""
