"""Set-Cookie fields -> the Cookie field of the next request of the same visit.

A jar of our own: aiohttp's ignores cookies of IP hosts by default, costs on every request, and knows no limits. It lives
as long as one visit, so path and expiry matter little; host and `Secure` matter.
"""

from dataclasses import dataclass, field

from yarl import URL

from monitor.urls import is_ip, registrable_domain

MOST_COOKIES = 50
MOST_BYTES = 4096


@dataclass(slots=True)
class Jar:
    """Cookies of one visit: (host, is a domain cookie, name) -> value and whether it needs https."""

    held: dict[tuple[str, bool, str], tuple[str, bool]] = field(default_factory=dict)

    def keep(self, url: URL, written: str) -> None:
        """Take one Set-Cookie field in (RFC 6265, 5.2), or drop it: too large, too many, or for somebody else."""
        pair, *rest = written.split(";")
        name, equals, value = (part.strip() for part in pair.partition("="))
        attributes = {key.strip().lower(): val.strip() for key, _, val in (part.partition("=") for part in rest)}
        host = (url.raw_host or "").lower()
        domain = attributes.get("domain", "").lower().lstrip(".")
        if not equals or not name or len(pair) > MOST_BYTES or not pair.isprintable() or not pair.isascii():
            return
        if domain and not self._may_set(host, domain):
            return
        key = (domain or host, bool(domain) and domain != "", name)
        if attributes.get("max-age", "1").startswith(("0", "-")) or "1970" in attributes.get("expires", ""):
            self.held.pop(key, None)
        elif key in self.held or len(self.held) < MOST_COOKIES:
            self.held[key] = (value, "secure" in attributes)

    def cookie_field(self, url: URL) -> str:
        """The Cookie field for this address; empty when there is nothing to send."""
        host = (url.raw_host or "").lower()
        return "; ".join(
            f"{name}={value}"
            for (domain, is_wide, name), (value, is_secure) in self.held.items()
            if (host == domain or (is_wide and host.endswith(f".{domain}")))
            and (url.scheme == "https" or not is_secure)
        )

    @staticmethod
    def _may_set(host: str, domain: str) -> bool:
        if host == domain:
            return True
        return (
            host.endswith(f".{domain}")
            and not is_ip(host)
            and registrable_domain(host) == registrable_domain(domain)
            and "." in domain
        )
