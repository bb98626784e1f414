"""Domains that are kept for made-up addresses, as the demonstration has them: nobody is asked about them."""

from __future__ import annotations

DOMAINS = ("example.org", "example.com", "example.net", "example", "test", "invalid")
"""https://www.rfc-editor.org/rfc/rfc2606"""


def is_made_up(domain: str) -> bool:
    """Whether the domain is one of them, or lies below one.

    >>> is_made_up("Tea.Example.org."), is_made_up("notexample.org")
    (True, False)
    """
    plain = domain.strip().rstrip(".").lower()
    return any(plain == one or plain.endswith(f".{one}") for one in DOMAINS)
