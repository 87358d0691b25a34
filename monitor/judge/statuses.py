"""A status that is no success, or no answer at all -> Verdict, as tables."""

from http import HTTPStatus

from monitor.model.exchange import TIMEOUT_KINDS, Failure, FailureKind, Refusal, RefusalReason, Response, TlsReason
from monitor.model.verdict import Evidence, Page, Reason, State, Verdict

_BY_STATUS: dict[int, State] = {
    401: State.LOGIN_REQUIRED,
    402: State.BLOCKED,  # a paywall, or a host that was not paid: someone keeps us out
    403: State.BLOCKED,
    404: State.DEAD,
    405: State.BLOCKED,  # a plain GET is always allowed on a page (RFC 9110, 9.1): walls answer so
    406: State.BLOCKED,
    407: State.LOGIN_REQUIRED,
    408: State.TIMEOUT,
    410: State.DEAD,
    418: State.BLOCKED,  # a wall's joke
    423: State.BLOCKED,
    429: State.RATE_LIMITED,
    451: State.DEAD,
    999: State.BLOCKED,  # LinkedIn's own
}
"""Other 4xx (400, 409, 414, 421, 431...) say that server and request do not understand each other: server-error."""

_PAGE_OF: dict[State, Page] = {
    State.LOGIN_REQUIRED: Page.LOGIN,
    State.BLOCKED: Page.BLOCKED,
    State.RATE_LIMITED: Page.BLOCKED,
    State.DEAD: Page.NOT_FOUND,
    State.SERVER_ERROR: Page.UNAVAILABLE,
    State.TIMEOUT: Page.UNAVAILABLE,
}

_BY_FAILURE: dict[FailureKind, State] = {
    FailureKind.NAME_UNKNOWN: State.HOST_GONE,
    FailureKind.NAME_TEMPORARY: State.UNREACHABLE,
    FailureKind.NO_ROUTE: State.UNREACHABLE,
    FailureKind.REFUSED: State.UNREACHABLE,
    FailureKind.RESET: State.UNREACHABLE,
    FailureKind.CLOSED: State.UNREACHABLE,
    FailureKind.PROXY: State.UNREACHABLE,
    FailureKind.TLS: State.TLS_PROBLEM,
    FailureKind.REDIRECT_LOOP: State.SERVER_ERROR,
    FailureKind.TOO_MANY_REDIRECTS: State.SERVER_ERROR,
    FailureKind.NO_LOCATION: State.SERVER_ERROR,
    FailureKind.BAD_ANSWER: State.SERVER_ERROR,
    FailureKind.HEAD_TOO_LARGE: State.SERVER_ERROR,
    FailureKind.RUN_OVER: State.NOT_CHECKED,
} | dict.fromkeys(TIMEOUT_KINDS, State.TIMEOUT)

_BY_REFUSAL: dict[RefusalReason, Reason] = {
    RefusalReason.SCHEME: Reason.SCHEME,
    RefusalReason.PRIVATE_ADDRESS: Reason.PRIVATE_ADDRESS,
    RefusalReason.PORT: Reason.PORT,
    RefusalReason.BAD_URL: Reason.BAD_URL,
    RefusalReason.ROBOTS: Reason.ROBOTS,
    RefusalReason.SKIPPED: Reason.SKIPPED,
    RefusalReason.BUDGET: Reason.BUDGET,
    RefusalReason.WORKER_CRASH: Reason.WORKER_CRASH,
}

FAILURE_REASONS = (*(kind.value for kind in FailureKind), *(reason.value for reason in TlsReason))
STATUS_RULES = ("status", "failure", "refusal", "challenge", "retry-after", "page-behind-certificate")


def judge_failure(failure: Failure) -> Verdict:
    """No answer: the state by its kind; `reason` is the kind itself, or what was wrong with the certificate."""
    state = _BY_FAILURE[failure.kind]
    evidence = [Evidence(rule="failure", score=1.0, detail=failure.detail or failure.kind.value)]
    if failure.page_exists is not None:
        evidence.append(Evidence(rule="page-behind-certificate", detail="yes" if failure.page_exists else "no"))
    reasons: dict[State, str] = {
        State.NOT_CHECKED: Reason.BUDGET.value,
        State.TLS_PROBLEM: (failure.tls_reason or "protocol"),
    }
    return Verdict(state=state, reason=str(reasons.get(state, failure.kind.value)), evidence=tuple(evidence))


def judge_refusal(refusal: Refusal) -> Verdict:
    """We did not ask: nothing is known, and why."""
    evidence = Evidence(rule="refusal", detail=refusal.detail or refusal.reason.value)
    return Verdict(state=State.NOT_CHECKED, reason=_BY_REFUSAL[refusal.reason].value, evidence=(evidence,))


def is_challenge(response: Response) -> bool:
    """Whether a wall in front of the site answered, whatever the status (Cloudflare's own field says so)."""
    return "cf-mitigated" in response.fields


def judge_status(response: Response, *, retry_after_seconds: float | None = None) -> Verdict:
    """A status that is no success. `reason` is the status; 410 and 451 stay apart from 404 (RFC 9110, 15.5)."""
    status = response.status
    evidence = [Evidence(rule="status", score=1.0, detail=str(status))]
    state = _BY_STATUS.get(status, State.SERVER_ERROR)
    waits = response.fields.get("retry-after") or (
        None if retry_after_seconds is None else f"{retry_after_seconds:.0f}"
    )
    if waits is not None:
        evidence.append(Evidence(rule="retry-after", detail=waits))
        state = State.RATE_LIMITED if status == HTTPStatus.SERVICE_UNAVAILABLE else state
    return Verdict(state=state, reason=str(status), evidence=tuple(evidence), page=_PAGE_OF[state])
