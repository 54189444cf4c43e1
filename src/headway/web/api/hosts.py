"""
Which addresses a webhook may have.

A webhook makes the service send to wherever somebody says, so that it must not lead to what
only the service can reach: the machine itself, its network, a cloud's own addresses. The name
is looked up once for each attempt, every answer is judged, and the connection goes to the very
number that was judged.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from headway.web.api.errors import ApiError

LONGEST = 500
_SPECIAL = tuple(
    ipaddress.ip_network(one)
    for one in ("64:ff9b::/96", "64:ff9b:1::/48", "fec0::/10", "192.0.0.0/24")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """
    Where to send.

    Attributes:
        path: With what follows the question mark.
    """

    host: str
    port: int
    path: str
    is_tls: bool

    @property
    def named(self) -> str:
        """For the Host header."""
        usual = 443 if self.is_tls else 80
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == usual else f"{host}:{self.port}"


def target_of(address: str, *, private: bool) -> Target:
    """
    An address, taken apart.

    Args:
        address: As somebody typed it.
        private: Whether the installer allows addresses of the own network, and no TLS.

    >>> target_of("https://hooks.example/headway?x=1", private=False).path
    '/headway?x=1'

    Raises:
        ApiError: It is none that a webhook may have.
    """
    if len(address) > LONGEST or any(not 32 < ord(one) < 127 for one in address):
        raise ApiError("An address has at most 500 characters, and no blanks among them.")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise ApiError("That is no address, such as https://hooks.example/headway.") from error
    if parts.scheme not in ("https", "http") or not parts.hostname or port == 0:
        raise ApiError("That is no address, such as https://hooks.example/headway.")
    if parts.scheme == "http" and not private:
        raise ApiError("The address must begin with https://, so that nobody reads along.")
    if "@" in parts.netloc or parts.fragment:
        raise ApiError("The address must hold no name, no password and no #.")
    is_tls = parts.scheme == "https"
    return Target(
        host=parts.hostname,
        port=port or (443 if is_tls else 80),
        path=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
        is_tls=is_tls,
    )


def looked_up(target: Target, *, private: bool) -> str:
    """
    The number that a target's name stands for now, if all that it stands for may be sent to.

    Raises:
        ApiError: It stands for nothing, or for something of the own network.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ApiError(f"Nothing is known under the name {target.host[:100]}.") from error
    numbers = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not private and not all(is_public(one) for one in numbers):
        raise ApiError(
            f"{target.host[:100]} lies in a network that is not public. Whoever runs the service "
            "can allow that, with HEADWAY_WEBHOOKS_PRIVATE."
        )
    return numbers[0]


def is_public(number: str) -> bool:
    """
    Whether a numeric address is on the open internet.

    >>> [is_public(one) for one in ("127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "0.0.0.0")]
    [False, False, False, False, False]
    >>> [is_public(one) for one in ("::ffff:10.0.0.1", "64:ff9b::7f00:1", "100.64.0.1", "fe80::1")]
    [False, False, False, False]
    >>> [is_public(one) for one in ("fec0::1", "192.0.0.8", "::10.0.0.1", "2002:7f00:1::")]
    [False, False, False, False]
    >>> is_public("93.184.216.34"), is_public("2606:2800:220:1::1")
    (True, True)
    """
    try:
        one = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if any(one in net for net in _SPECIAL):
        return False
    if isinstance(one, ipaddress.IPv6Address):
        inner = one.ipv4_mapped or one.sixtofour or (one.teredo[1] if one.teredo else None)
        if inner is not None:
            return False
    return one.is_global and not (one.is_multicast or one.is_reserved or one.is_unspecified)
