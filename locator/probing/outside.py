"""Which addresses lie outside, in the public net: only those are ever connected to."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_PUBLIC_6 = IPv6Network("2000::/3")
"""All that is given out: so local, mapped (::ffff:0:0/96), NAT64 (64:ff9b::/96) and multicast forms are not even looked at."""

_INSIDE = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' own: https://www.rfc-editor.org/rfc/rfc6598
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, where clouds keep their secrets
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved, broadcast
        "2001::/23",  # Teredo and other tunnels
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",
    )
)
"""https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 twin, written out: Python's own list changes with its version."""


def is_outside(address: str) -> bool:
    """Whether this is an address in the public net; False for what is none.

    >>> is_outside("8.8.8.8"), is_outside("10.0.0.1"), is_outside("::ffff:8.8.8.8")
    (True, False, False)
    """
    try:
        found: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and (found.scope_id or found not in _PUBLIC_6):
        return False
    return found.is_global and not any(found in network for network in _INSIDE)
