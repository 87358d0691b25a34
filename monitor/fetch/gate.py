"""Address -> may it be asked. Every request passes here, and every socket address once more before it is connected to.

Two looks, because they see different things: `check_url` reads what was written, `Gate.check_address` what the resolver
made of it. Nothing is resolved between the second look and the connection, so an answer cannot change in between.
"""

import re
import socket
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from yarl import URL

from monitor.fetch.policy import FetchPolicy
from monitor.model.exchange import Refusal, RefusalReason
from monitor.urls import as_written, cleaned, is_plain

Address = IPv4Address | IPv6Address

_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_HTTP = re.compile(r"https?://", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"(?!https?:)([a-z][a-z0-9+.-]*):(?!\d)", re.IGNORECASE)
_USER = re.compile(r"[^/]*//[^/?#]*@")
_NUMBER = re.compile(r"^(?:0x[0-9a-f]*|[0-9]+)$", re.IGNORECASE)
_NAT64: Final = ip_network("64:ff9b::/96")
"""The well-known prefix (RFC 6052): what an IPv6-only network makes of the public IPv4 world."""
_COMPATIBLE: Final = ip_network("::/96")
_NOT_PUBLIC: Final = (
    ip_network("100.64.0.0/10"),  # CGNAT; Python calls it neither private nor global
    ip_network("192.88.99.0/24"),  # 6to4 relays
    ip_network("fec0::/10"),  # site-local, deprecated and still routed inside
    ip_network("5f00::/16"),  # segment routing
)


_HOST_NAME = re.compile(r"[A-Za-z0-9._-]+")
"""What may stand in a name after IDNA (RFC 1123, 2.1), and the underscore that some hosts have all the same."""


@dataclass(frozen=True)
class Gate:
    """The rules of one run."""

    policy: FetchPolicy
    _judged_before: dict[str, Refusal | None] = field(default_factory=dict)
    _authorities: dict[str, Refusal | None] = field(default_factory=dict)

    @cached_property
    def allowed(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks that the operator lets in by name."""
        return tuple(ip_network(cidr, strict=False) for cidr in self.policy.allow)

    def check_url(self, url: str) -> URL | Refusal:
        """The address as it will be connected to, or why it is not asked."""
        written = url if (plain := is_plain(url)) else cleaned(url)
        refusal = None if plain else _check_written(written)
        if refusal is not None:
            return refusal
        try:
            parsed = as_written(written.partition("#")[0])
            port = parsed.port
        except ValueError as error:
            return Refusal(reason=RefusalReason.BAD_URL, detail=str(error))
        authority = parsed.raw_authority
        if authority not in self._authorities:
            self._authorities[authority] = self._check_authority(parsed, port)
        return self._authorities[authority] or parsed

    def _check_authority(self, parsed: URL, port: int | None) -> Refusal | None:
        host = parsed.raw_host
        if not host or len(host) > 253 or any(not 0 < len(label) <= 63 for label in host.rstrip(".").split(".")):  # noqa: PLR2004 - RFC 1035, 2.3.4
            return Refusal(reason=RefusalReason.BAD_URL, detail="no usable host name")
        if ":" not in host and not _HOST_NAME.fullmatch(host):
            return Refusal(reason=RefusalReason.BAD_URL, detail="a host name has letters, digits, dots and hyphens")
        if port not in self.policy.ports:
            return Refusal(reason=RefusalReason.PORT, detail=str(port))
        return self._check_literal(host)

    def _check_literal(self, host: str) -> Refusal | None:
        """Refuse literal addresses that are not public or not written the one way (``127.1``, ``0x7f.0.0.1``, ``[fe80::1%eth0]``)."""
        if ":" in host:
            return (
                Refusal(reason=RefusalReason.BAD_URL, detail="address with a zone")
                if "%" in host
                else self.check_address(host)
            )
        if not _NUMBER.match(host.rstrip(".").rpartition(".")[2]):
            return None
        try:
            return self.check_address(str(IPv4Address(host)))
        except ValueError:
            meant = _meant(host)
        if meant is not None and self.check_address(meant) is not None:
            return Refusal(reason=RefusalReason.PRIVATE_ADDRESS, detail=f"{host} is {meant}")
        return Refusal(reason=RefusalReason.BAD_URL, detail=f"{host} is no canonical IPv4 address")

    def check_address(self, address: str) -> Refusal | None:
        """None when this very address may be connected to."""
        if address not in self._judged_before:
            self._judged_before[address] = self._judged(address)
        return self._judged_before[address]

    def _judged(self, address: str) -> Refusal | None:
        try:
            parsed = ip_address(address)
        except ValueError:
            return Refusal(reason=RefusalReason.BAD_URL, detail=f"{address} is no address")
        if any(parsed.version == network.version and parsed in network for network in self.allowed):
            return None
        for inner in (parsed, *unwrapped(parsed)):
            if not is_public(inner):
                return Refusal(reason=RefusalReason.PRIVATE_ADDRESS, detail=address)
        return None


def _check_written(written: str) -> Refusal | None:
    """What the written form alone gives away, before any parser had a say."""
    if _FORBIDDEN.search(written) or "\\" in written.partition("?")[0]:
        return Refusal(reason=RefusalReason.BAD_URL, detail="backslash or control character")
    scheme = _OTHER_SCHEME.match(written)
    if scheme is not None:
        return Refusal(reason=RefusalReason.SCHEME, detail=scheme[1].lower())
    if not _HTTP.match(written):
        return Refusal(reason=RefusalReason.BAD_URL, detail="no http address")
    if _USER.match(written):
        return Refusal(reason=RefusalReason.BAD_URL, detail="user information in the address")
    return None


def unwrapped(address: Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address carries: mapped, compatible, 6to4, Teredo (server and client), NAT64."""
    if isinstance(address, IPv4Address):
        return ()
    carried = [found for found in (address.ipv4_mapped, address.sixtofour) if found is not None]
    carried += address.teredo or ()
    if address in _NAT64 or address in _COMPATIBLE:
        carried.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(carried)


def is_public(address: Address) -> bool:
    """Whether the address is public unicast; a mapped or NAT64 address is as public as what it carries."""
    if isinstance(address, IPv6Address) and (address.ipv4_mapped is not None or address in _NAT64):
        return True  # judged by its IPv4 half
    if any(address.version == network.version and address in network for network in _NOT_PUBLIC):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved and not address.is_unspecified


def _meant(host: str) -> str | None:
    """What the system's lenient reader makes of a number: ``2130706433`` is 127.0.0.1."""
    try:
        return socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))
    except (OSError, UnicodeError):
        return None
