"""Outcome -> is another attempt worth it. One table; every retry goes over a new connection."""

from typing import Final

from monitor.model.exchange import Failure, FailureKind, Outcome, Response
from monitor.model.plan import Purpose

_FAILURES: Final = {
    FailureKind.NAME_TEMPORARY: "name-temporary",
    FailureKind.NO_ROUTE: "connect-error",
    FailureKind.REFUSED: "connect-error",
    FailureKind.PROXY: "connect-error",
    FailureKind.RESET: "broken-off",
    FailureKind.CLOSED: "broken-off",
    FailureKind.CONNECT_TIMEOUT: "time-out",
    FailureKind.TLS_TIMEOUT: "time-out",
    FailureKind.FIRST_BYTE_TIMEOUT: "time-out",
    FailureKind.ATTEMPT_TIMEOUT: "time-out",
}
"""A name that does not exist, a certificate, a redirect loop or a head that is too large will be the same in two seconds."""

_STATUSES: Final = {408: "time-out", 425: "server-error", 429: "rate-limited"}
_FINAL_5XX: Final = frozenset({501, 505, 506, 508, 510, 511})
"""These speak about the request or the set-up, not about the moment."""

PLAIN_ACCEPT: Final = "ordinary-accept"
"""A first 403 or 404 is asked again with a browser's Accept fields: some bot walls answer so (GCTC-NTGC #17337)."""

PLAIN_ACCEPT_STATUSES: Final = frozenset({403, 404})
PLAINLY_ASKED: Final = frozenset({Purpose.PAGE, Purpose.CONFIRM, Purpose.LINKED})
"""A re-check comes after a page that answered both ways; a probe may well not exist."""


def retry_cause(outcome: Outcome, *, limited: bool = False) -> str:
    """Why another attempt is made; empty when none is worth it. A body cut by a limit of ours (`limited`) is no cause."""
    match outcome:
        case Failure(kind=kind):
            return _FAILURES.get(kind, "")
        case Response(status=status) if status in _STATUSES:
            return _STATUSES[status]
        case Response(status=status) if status >= 500 and status not in _FINAL_5XX:  # noqa: PLR2004 - RFC 9110, 15.6
            return "server-error"
        case Response(truncated=str()) if not limited:
            return "truncated"
        case _:
            return ""
