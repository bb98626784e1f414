"""What can go wrong between us and an identity provider; the texts are for the server's log."""

from __future__ import annotations


class UnreachableError(Exception):
    """The provider does not answer, is too slow, or answers with something that is no answer."""


class NotGrantedError(Exception):
    """The provider answers that it does not let this person in: the code is used or too old, or they pressed cancel."""


class UntrustedError(Exception):
    """The provider's answer fails a check, so that it proves nothing."""
