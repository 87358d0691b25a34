"""Which requests go through the proxy of the settings."""

from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from yarl import URL


@dataclass(frozen=True, slots=True)
class ProxyChoice:
    """The proxy, and the hosts that are asked directly. The environment is never looked at here."""

    proxy: str | None
    no_proxy: tuple[str, ...] = ()

    def for_url(self, url: URL) -> str | None:
        """The proxy's address, or None to ask directly."""
        if self.proxy is None or any(
            _covers(entry.strip().lower(), (url.raw_host or "").lower()) for entry in self.no_proxy
        ):
            return None
        return self.proxy


def _covers(entry: str, host: str) -> bool:
    """One entry of `no_proxy`, as curl reads it: ``*``, a name with all below it, an address, a CIDR."""
    if not entry:
        return False
    if entry == "*":
        return True
    try:
        return ip_address(host) in ip_network(entry, strict=False)
    except ValueError:
        name = entry.lstrip(".")
        return host == name or host.endswith(f".{name}")
