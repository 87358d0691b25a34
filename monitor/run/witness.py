"""A visit -> what it tells about our own network."""

from dataclasses import replace

from monitor.judge.void import RunWitness
from monitor.model.exchange import Exchange, Failure, FailureKind, Response, TlsReason
from monitor.model.observation import Observation, Remembered
from monitor.model.verdict import State, StateClass
from monitor.urls import host_of, registrable_domain


def witness_of(exchange: Exchange, remembered: Remembered | None) -> RunWitness:
    """What a visit tells about our own network."""
    outcome = exchange.outcome
    failure = outcome if isinstance(outcome, Failure) else None
    response = outcome if isinstance(outcome, Response) else None
    return _witness(
        asked=exchange.request.url,
        ended=exchange.final_url,
        remembered=remembered,
        failure=failure.kind if failure else None,
        tls_reason=failure.tls_reason if failure else None,
        issuer=exchange.certificate.issuer if failure and exchange.certificate else "",
        ok=response is not None,
    )


def witness_again(observation: Observation, remembered: Remembered | None) -> RunWitness:
    """The same, from what was recorded."""
    reason, is_tls = observation.verdict.reason, observation.verdict.state is State.TLS_PROBLEM
    failed = observation.failure_kind is not None
    return _witness(
        asked=observation.url,
        ended=observation.final_url or observation.url,
        remembered=remembered,
        failure=FailureKind(observation.failure_kind) if observation.failure_kind else None,
        tls_reason=TlsReason(reason) if is_tls and reason in set(TlsReason) else None,
        issuer=observation.certificate.issuer if failed and observation.certificate else "",
        ok=observation.http_status is not None,
    )


def _witness(
    *,
    asked: str,
    ended: str,
    remembered: Remembered | None,
    failure: FailureKind | None,
    tls_reason: TlsReason | None,
    issuer: str,
    ok: bool,
) -> RunWitness:
    domain = registrable_domain(host_of(asked))
    final_domain = domain if ended == asked else registrable_domain(host_of(ended))
    before = remembered.final_url if remembered else None
    return RunWitness(
        domain=domain,
        was_alive=remembered is not None
        and remembered.last_state is not None
        and remembered.last_state.state_class in {StateClass.ALIVE, StateClass.MOVED},
        ok=ok,
        failure=failure,
        tls_reason=tls_reason,
        issuer=issuer,
        final_domain=final_domain,
        ended_there_before=before is not None
        and (before == ended or registrable_domain(host_of(before)) == final_domain),
    )


def answers_for_itself(exchange: Exchange) -> bool:
    """Whether a canary's own domain answered: a portal that catches it is no answer of its own."""
    asked = registrable_domain(host_of(exchange.request.url))
    return exchange.response is not None and registrable_domain(host_of(exchange.final_url)) == asked


def answered_as_before(witness: RunWitness) -> bool:
    """Whether a source that serves as canary was answered from where it always is."""
    return witness.ok and (witness.final_domain in {"", witness.domain} or witness.ended_there_before)


def own_interception_left_out(exchange: Exchange, corporate_issuer: str | None) -> Exchange:
    """The exchange without what our own interception did to it.

    A certificate that our own authority made says nothing about the site; one of its that is not accepted is trouble
    of our network, not the site's.
    """
    certificate = exchange.certificate
    if certificate is None or not corporate_issuer or corporate_issuer.casefold() not in certificate.issuer.casefold():
        return exchange
    outcome = exchange.outcome
    if isinstance(outcome, Failure) and outcome.kind is FailureKind.TLS:
        outcome = replace(outcome, kind=FailureKind.PROXY, tls_reason=None)
    return replace(exchange, certificate=None, outcome=outcome)
