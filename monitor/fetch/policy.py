"""How the fetcher behaves: every limit and rule of contract.md (`[network]`, `[limits]`) as one frozen value."""

import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from types import MappingProxyType
from typing import Literal

from monitor import __version__
from monitor.errors import SettingsError

RobotsMode = Literal["inform", "obey"]


_MAPPING = re.compile(r"(?:\[[0-9a-f:.]*\]|[^:\[\]]*):\d*:(?:\[[0-9a-f:.]*\]|[^:\[\]]*):\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPolicy:
    """What the settings say about one host (`[network.hosts."www.example.nl"]`)."""

    user_agent: str | None = None
    delay_seconds: float | None = None
    robots: RobotsMode | None = None
    skip: str | None = None
    """The reason to leave the host alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPolicy:
    """Limits of the fetcher; the defaults are those of the contract."""

    user_agent: str = f"toolkit-monitor/{__version__}"
    """Sent as it is; whoever assembles adds the contact."""
    allow: tuple[str, ...] = ()
    """CIDRs that are not public but may be asked."""
    ports: frozenset[int] = frozenset({80, 443, 8080, 8443})
    connect_to: tuple[str, ...] = ()
    """curl's ``HOST:PORT:ADDR:PORT``; an empty part stands for any (on the left) or the same (on the right)."""
    ca_file: str | None = None
    proxy: str | None = None
    no_proxy: tuple[str, ...] = ()
    """Host names, ``.suffixes``, addresses and CIDRs that are asked directly; ``*`` for all."""
    concurrency: int = 10
    per_host: int = 1
    host_delay_seconds: float = 1.0
    """Between two requests to one host, and to one address. At 0 the address has no turn of its own."""
    robots: RobotsMode = "inform"
    hosts: Mapping[str, HostPolicy] = field(default_factory=lambda: MappingProxyType({}))

    connect_seconds: float = 10.0
    """Name and connection together."""
    tls_seconds: float = 10.0
    first_byte_seconds: float = 20.0
    attempt_seconds: float = 45.0
    """One attempt with all its redirects, waits for a turn not counted."""
    source_seconds: float = 150.0
    """All attempts of one request, waits not counted."""
    run_minutes: float = 30.0
    retries: int = 2
    backoff_seconds: tuple[float, ...] = (2.0, 8.0)
    """Before the first retry, the second, and (the last one again) every later."""
    retry_after_seconds: float = 60.0
    redirects: int = 10
    head_kib: int = 64
    head_fields: int = 128
    html_mib: float = 10.0
    document_mib: float = 30.0
    error_body_kib: int = 64
    robots_kib: int = 512
    ratio: float = 200.0
    """Decoded to encoded bytes, once past 1 MiB."""
    large_bodies: int = 2
    """Bodies of more than 1 MiB that may be in flight at once: bounds the memory of a run."""
    window: int = 32
    """Finished exchanges that may wait for their reader."""

    def user_agent_for(self, host: str) -> str:
        """What this host is told: the honest name, or what the settings say for it."""
        own = self.hosts.get(host)
        return self.user_agent if own is None or own.user_agent is None else own.user_agent


def check_policy(policy: FetchPolicy) -> None:
    """Find what is wrong with the written parts of a policy before the first request. Raises SettingsError."""
    for cidr in policy.allow:
        try:
            ip_network(cidr, strict=False)
        except ValueError as error:
            raise SettingsError(f"network.allow: {error}", "Write a CIDR such as 10.0.0.0/8.") from error
    for row in policy.connect_to:
        if not _MAPPING.fullmatch(row):
            raise SettingsError(f"network.connect_to: {row!r}", "Write HOST:PORT:ADDRESS:PORT; a part may be empty.")
    if policy.ca_file:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=policy.ca_file)
        except (OSError, ssl.SSLError) as error:
            raise SettingsError(
                f"network.ca_file: {policy.ca_file}: {error}", "Name a readable file with PEM certificates."
            ) from error
