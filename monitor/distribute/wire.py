"""Exchange <-> one line of JSON: plain values, so that reading a chunk file can run nobody's code."""

import base64
import json
import zlib
from datetime import datetime
from types import MappingProxyType
from typing import Any

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

_PLAIN = (
    "final_url", "requests", "bytes_received", "elapsed_seconds", "robots_disallowed", "plain_accept",
    "retry_after_seconds", "via_proxy", "peer_address",
)  # fmt: skip


def to_line(exchange: Exchange) -> str:
    """The exchange without its request, which whoever asked still has."""
    certificate = exchange.certificate
    held = {name: getattr(exchange, name) for name in _PLAIN}
    held["outcome"] = _outcome_to(exchange.outcome)
    held["hops"] = [[hop.url, hop.status, hop.location] for hop in exchange.hops]
    held["attempts"] = [[attempt.showed, attempt.retried_because] for attempt in exchange.attempts]
    held["limits"] = list(exchange.limits)
    held["certificate"] = certificate and [
        certificate.not_after.isoformat(),
        certificate.issuer,
        certificate.fingerprint,
    ]
    return json.dumps(held, separators=(",", ":"))


def from_line(line: str | bytes, request: Request) -> Exchange:
    """What `to_line` wrote, as the answer to this request. Raises ValueError, KeyError or TypeError for anything else."""
    held: dict[str, Any] = json.loads(line)
    certificate = held["certificate"]
    return Exchange(
        request=request,
        outcome=_outcome_from(held["outcome"]),
        hops=tuple(Hop(url=url, status=status, location=location) for url, status, location in held["hops"]),
        attempts=tuple(Attempt(showed=showed, retried_because=why) for showed, why in held["attempts"]),
        certificate=certificate
        and Certificate(
            not_after=datetime.fromisoformat(certificate[0]), issuer=certificate[1], fingerprint=certificate[2]
        ),
        limits=tuple(held["limits"]),
        **{name: held[name] for name in _PLAIN},
    )


def _outcome_to(outcome: Outcome) -> dict[str, Any]:
    match outcome:
        case Response():
            return {
                "status": outcome.status,
                "fields": dict(outcome.fields),
                "content": base64.b64encode(zlib.compress(outcome.content, 1)).decode() if outcome.content else "",
                "truncated": outcome.truncated,
                "digest": outcome.digest,
                "transfer_hash": outcome.transfer_hash,
            }
        case Failure():
            return {
                "failure": outcome.kind,
                "detail": outcome.detail,
                "tls_reason": outcome.tls_reason,
                "page_exists": outcome.page_exists,
                "final_host": outcome.final_host,
            }
        case Refusal():
            return {"refusal": outcome.reason, "detail": outcome.detail}


def _outcome_from(held: dict[str, Any]) -> Outcome:
    if "status" in held:
        return Response(
            status=held["status"],
            fields=MappingProxyType(held["fields"]),
            content=zlib.decompress(base64.b64decode(held["content"])) if held["content"] else b"",
            truncated=held["truncated"],
            digest=held["digest"],
            transfer_hash=held["transfer_hash"],
        )
    if "failure" in held:
        return Failure(
            kind=FailureKind(held["failure"]),
            detail=held["detail"],
            tls_reason=held["tls_reason"] and TlsReason(held["tls_reason"]),
            page_exists=held["page_exists"],
            final_host=held["final_host"],
        )
    return Refusal(reason=RefusalReason(held["refusal"]), detail=held["detail"])
