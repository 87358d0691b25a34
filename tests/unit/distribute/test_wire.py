"""Exchange <-> a line."""

from datetime import UTC, datetime
from types import MappingProxyType

import pytest

from monitor.distribute.wire import from_line, to_line
from monitor.model.exchange import (
    Attempt,
    Certificate,
    Exchange,
    Failure,
    FailureKind,
    Hop,
    Outcome,
    Refusal,
    RefusalReason,
    Response,
    TlsReason,
)
from monitor.model.plan import Request

ASKED = Request(url="https://a.nl/x#y")
OUTCOMES: tuple[Outcome, ...] = (
    Response(status=200, fields=MappingProxyType({"etag": '"é"'}), content=b"\x00\xff<p>", truncated="limits.html_mib"),
    Response(status=304),
    Response(status=200, digest="ab"),
    Failure(kind=FailureKind.TLS, detail="…", tls_reason=TlsReason.EXPIRED, page_exists=True, final_host="b.nl"),
    Failure(kind=FailureKind.NAME_UNKNOWN),
    Refusal(reason=RefusalReason.WORKER_CRASH, detail="why"),
)


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: type(outcome).__name__)
def test_an_exchange_comes_back_as_it_was(outcome: Outcome) -> None:
    exchange = Exchange(
        request=ASKED,
        outcome=outcome,
        final_url="https://b.nl/x#y",
        hops=(Hop(url="https://a.nl/x", status=301, location="https://b.nl/x"), Hop(url="https://b.nl/x", status=302)),
        attempts=(Attempt(showed="500", retried_because="server-error"), Attempt(showed="200")),
        certificate=Certificate(not_after=datetime(2027, 1, 1, tzinfo=UTC), issuer="CA", fingerprint="00"),
        requests=3,
        bytes_received=9,
        elapsed_seconds=0.5,
        robots_disallowed=True,
        plain_accept=True,
        retry_after_seconds=2.0,
        limits=("limits.html_mib",),
        via_proxy=True,
        peer_address="192.0.2.1",
    )
    line = to_line(exchange)
    assert "\n" not in line
    assert from_line(line, ASKED) == exchange


def test_what_is_no_exchange_is_refused() -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_line("{}", ASKED)
