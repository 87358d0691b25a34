"""What stands beside a state: facts about the connection and the document that a maintainer may act on."""

from datetime import datetime, timedelta

from monitor import urls
from monitor.judge.fragments import fragment_flag
from monitor.judge.moves import LONG_CHAIN
from monitor.model.document import Document, MediaKind
from monitor.model.exchange import Exchange
from monitor.model.verdict import Flag

SLOW_SECONDS = 5.0
CERTIFICATE_DAYS = timedelta(days=21)

CONNECTION_FLAGS = frozenset({Flag.PLAIN_HTTP, Flag.CHAIN_TOO_LONG, Flag.SLOW, Flag.CERTIFICATE_ENDS_SOON})
"""Known from every visit, a 304 as well; the others come from the content and are remembered with it."""


def connection_flags(exchange: Exchange, *, now: datetime) -> tuple[Flag, ...]:
    """What the way to the page shows."""
    certificate = exchange.certificate
    seen = {
        Flag.PLAIN_HTTP: exchange.final_url.lower().startswith("http:"),
        Flag.CHAIN_TOO_LONG: len(exchange.hops) > LONG_CHAIN,
        Flag.SLOW: exchange.elapsed_seconds > SLOW_SECONDS,
        Flag.CERTIFICATE_ENDS_SOON: certificate is not None and certificate.not_after - now <= CERTIFICATE_DAYS,
    }
    return tuple(flag for flag, holds in seen.items() if holds)


def content_flags(
    document: Document, *, url: str, final_url: str, before: Document | None, is_shell: bool
) -> tuple[Flag, ...]:
    """What the document itself shows."""
    fragment = fragment_flag(document, url, is_shell=is_shell)
    seen = {
        Flag.TYPE_CHANGED: before is not None and _kinds_differ(before.kind, document.kind),
        Flag.CANONICAL_ELSEWHERE: _is_elsewhere(document.signals.canonical, url, final_url),
        Flag.UNREADABLE: document.unreadable is not None,
        Flag.NEEDS_SCRIPT: is_shell,
    }
    flags = [flag for flag, holds in seen.items() if holds]
    return (fragment, *flags) if fragment is not None else tuple(flags)


def _kinds_differ(before: MediaKind, after: MediaKind) -> bool:
    unknown = {MediaKind.EMPTY, MediaKind.OTHER}
    return before is not after and before not in unknown and after not in unknown


def _is_elsewhere(canonical: str | None, url: str, final_url: str) -> bool:
    """Whether a page calls another address its own; a difference in dress says nothing."""
    if not canonical or not urls.host_of(canonical):
        return False
    return not any(
        urls.without_fragment(canonical) == urls.without_fragment(place) or urls.differs_trivially(place, canonical)
        for place in (url, final_url)
    )
