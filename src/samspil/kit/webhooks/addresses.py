"""Which addresses on the net may be told something: never one inside."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from samspil.core.errors import SamspilError

PORTS: Final = {"https": 443, "http": 80}
LONGEST: Final = 500
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.")

# What Python's is_global leaves open, or has let through in some release.
_NEVER: Final = tuple(
    ipaddress.ip_network(one)
    for one in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        "168.63.129.16/32",
        "::/96",
        "::ffff:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)

Resolve = Callable[[str, int], Iterable[str]]


class UnsafeAddressError(SamspilError):
    """The address may not be told anything; ``code`` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where to connect: the address that was checked, and the name that the server goes by."""

    scheme: str
    host: str
    port: int
    path: str
    address: str = ""


def read_url(url: str) -> Destination:
    """An address as written, if it can be one that is told: http(s), a plain name or number, the usual port.

    Raises:
        UnsafeAddressError: it cannot.
    """
    if len(url) > LONGEST or not url.isascii() or any(one <= " " or one in "\\\x7f" for one in url):
        raise UnsafeAddressError("url_not_plain")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UnsafeAddressError("url_not_plain") from error
    if parts.scheme not in PORTS:
        raise UnsafeAddressError("url_scheme")
    if "@" in parts.netloc or parts.fragment:
        raise UnsafeAddressError("url_not_plain")
    if port not in {None, PORTS[parts.scheme]}:
        raise UnsafeAddressError("url_port")
    host = _host(parts.hostname or "")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Destination(parts.scheme, host, PORTS[parts.scheme], path)


def _host(host: str) -> str:
    """A name with a dot, or a number in its usual form; what a library might read as a number is refused."""
    literal = _literal(host)
    if literal is not None:
        _check(str(literal))
        return str(literal)
    host = host.rstrip(".")
    last = host.rpartition(".")[2]
    if "." not in host or not all(host.split(".")) or not set(host) <= _LETTERS or len(host) > 253:
        raise UnsafeAddressError("url_host")
    if last[0].isdigit() or last in {"localhost", "local", "internal", "lan", "home", "arpa", "test"}:
        raise UnsafeAddressError("url_host")
    return host


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def resolve(host: str, port: int) -> list[str]:
    """Every address that a name has."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise UnsafeAddressError("url_unknown") from error
    return [str(one[4][0]) for one in found]


def destination(url: str, look_up: Resolve = resolve) -> Destination:
    """Where to connect. Every address of the name is checked; the one that was checked is the one used.

    Raises:
        UnsafeAddressError: one of them is inside, or the name has none.
    """
    told = read_url(url)
    addresses = list(look_up(told.host, told.port))
    if not addresses:
        raise UnsafeAddressError("url_unknown")
    for one in addresses:
        _check(one)
    return Destination(told.scheme, told.host, told.port, told.path, addresses[0])


def _check(address: str) -> None:
    """Refuse what is not on the open net, however it is wrapped."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError as error:
        raise UnsafeAddressError("url_inside") from error
    inside = any(found in net for net in _NEVER if net.version == found.version)
    if inside or not found.is_global or found.is_multicast:
        raise UnsafeAddressError("url_inside")
