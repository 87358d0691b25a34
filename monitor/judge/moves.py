"""Redirects of a visit, and pages that send on -> where the page is now, for good or for the time being."""

from dataclasses import dataclass
from itertools import takewhile

from monitor import urls
from monitor.judge.view import View
from monitor.model.exchange import PERMANENT, REDIRECTS, Exchange
from monitor.model.verdict import State

LONG_CHAIN = 2
"""More hops than this are worth a flag: each is a point that can break (GOV.UK link-checker-api warns alike)."""

_FEW_WORDS = 40
_AT_ONCE = 15.0
"""Seconds: who waits longer was given something to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What the hops say, should the landing be good."""

    state: State = State.ALIVE
    moved_to: str | None = None
    temporary_target: str | None = None
    status: int | None = None
    """Of the hop that decided; None where no hop did."""

    @property
    def ground(self) -> str:
        """The kind of hop that decided, as a rule of the evidence; empty where no hop did."""
        if self.status is None:
            return ""
        if self.status not in REDIRECTS:
            return "meta-refresh"
        return "permanent-redirect" if self.status in PERMANENT else "temporary-redirect"


def read_move(exchange: Exchange, url: str) -> Move:
    """Tell a move from a detour.

    Only the permanent redirects at the start count as an address to write: what a temporary hop leads to, its owner
    does not promise (RFC 9110, 15.4.3). A trivial permanent hop followed by a real detour is a detour. The number that a
    server gives to a visitor is no part of any address.
    """
    if not exchange.hops:
        return Move()
    ended = urls.without_session(exchange.final_url)
    permanent = [hop for hop in takewhile(lambda hop: hop.is_permanent, exchange.hops) if hop.location]
    settled = urls.without_session(permanent[-1].location or "") if permanent else None
    written = urls.with_fragment(settled, urls.fragment_of(url)) if settled else url
    if settled and not _is_same(url, settled) and not urls.differs_trivially(url, settled):
        return Move(state=State.MOVED, moved_to=written, status=permanent[-1].status)
    detour = next((hop.status for hop in exchange.hops if not hop.is_permanent), None)
    if _is_real_detour(written, ended):
        target = urls.without_fragment(ended)
        return Move(state=State.REDIRECTED, temporary_target=target, status=detour)
    if settled and not _is_same(url, settled):
        return Move(state=State.MOVED_TRIVIAL, moved_to=written, status=permanent[-1].status)
    return Move() if _is_same(url, ended) else Move(state=State.REDIRECTED, status=detour)


def sent_on(view: View) -> str | None:
    """Where a page sends its visitor within seconds, saying next to nothing else; None where it lets them stay.

    Menus and links do not count as something said. A page that only loads itself again lets them stay.
    """
    signals = view.document.signals
    target = signals.refresh_url
    if target is None or _is_same(target, view.final_url):
        return None
    return target if (signals.refresh_seconds or 0.0) <= _AT_ONCE and view.words <= _FEW_WORDS else None


def _is_same(one: str, other: str) -> bool:
    return urls.without_fragment(one) == urls.without_fragment(other)


def _is_real_detour(written: str, final_url: str) -> bool:
    return not _is_same(written, final_url) and not urls.differs_trivially(written, final_url)
