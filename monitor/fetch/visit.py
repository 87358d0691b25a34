"""One request under way, from its first attempt to its exchange: the only mutable value of the room."""

import re
from dataclasses import dataclass, field

from monitor.fetch.cookies import Jar
from monitor.fetch.policy import FetchPolicy
from monitor.model.exchange import (
    REDIRECTS,
    Attempt,
    Certificate,
    Exchange,
    Failure,
    Hop,
    Outcome,
    Refusal,
    Response,
)
from monitor.model.plan import Request


@dataclass(slots=True, eq=False)
class Visit:
    """What has happened so far, and what is to be asked next."""

    request: Request
    url: str
    """The next address to ask, fragment inherited."""
    attempt_left: float
    """Seconds; waits for a turn are not counted."""
    source_left: float
    robots_of: str = ""
    """The origin whose robots.txt this is; empty for all others."""
    not_before: float = 0.0
    retried: int = 0
    is_fresh: bool = False
    """On a new connection."""
    is_patient: bool = False
    """By the patient reader: aiohttp could not read what the server sent."""
    is_plain: bool = False
    """With a browser's Accept fields."""
    first: "tuple[Outcome, str, tuple[Hop, ...]] | None" = None
    """What the first look showed, when a second one with a browser's Accept fields is under way."""
    jar: Jar | None = None
    hops: list[Hop] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    attempts: list[Attempt] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)
    certificate: Certificate | None = None
    peer_address: str | None = None
    requests: int = 0
    bytes_received: int = 0
    elapsed: float = 0.0
    robots_disallowed: bool = False
    robots_checked: str = ""
    retry_after: float | None = None
    via_proxy: bool = False

    @classmethod
    def of(cls, request: Request, policy: FetchPolicy, *, robots_of: str = "") -> "Visit":
        """A visit that has not begun."""
        return cls(
            request=request,
            url=request.url,
            attempt_left=policy.attempt_seconds,
            source_left=policy.source_seconds,
            is_fresh=request.fresh_connection,
            robots_of=robots_of,
        )

    def spend(self, seconds: float, policy: FetchPolicy, *, hop_follows: bool) -> None:
        """Count the time of one step; a new attempt begins with a full measure."""
        self.source_left -= seconds
        self.elapsed += seconds
        self.attempt_left = self.attempt_left - seconds if hop_follows else policy.attempt_seconds

    def was_sent_on_from(self, url: str) -> bool:
        """Whether a page at this place, whatever its query, sent the visit on before: one that counts does so for ever."""
        return any(hop.status not in REDIRECTS and _place(hop.url) == _place(url) for hop in self.hops)

    def begin_again(self, because: str, outcome: Outcome, *, not_before: float) -> None:
        """Another attempt: from the first address, on a new connection."""
        self.attempts.append(Attempt(showed=showed(outcome), retried_because=because))
        self.url = self.request.url
        self.hops = []
        self.seen = set()
        self.limits = []
        self.retry_after = None
        self.elapsed = 0.0
        self.is_fresh = True
        self.not_before = not_before

    def ended(self, outcome: Outcome) -> Exchange:
        """The exchange that this visit led to."""
        url, hops, plain = self.url, tuple(self.hops), False
        if self.first is not None:
            plain = isinstance(outcome, Response) and outcome.status < 400  # noqa: PLR2004 - RFC 9110, 15.5
            if not plain:
                outcome, url, hops = self.first
        return Exchange(
            request=self.request,
            outcome=outcome,
            final_url=url,
            hops=hops,
            attempts=(*self.attempts, Attempt(showed=showed(outcome))),
            certificate=self.certificate,
            requests=self.requests,
            bytes_received=self.bytes_received,
            elapsed_seconds=self.elapsed,
            robots_disallowed=self.robots_disallowed,
            plain_accept=plain,
            retry_after_seconds=self.retry_after,
            limits=tuple(dict.fromkeys(self.limits)),
            via_proxy=self.via_proxy,
            peer_address=self.peer_address,
        )


def _place(url: str) -> str:
    """An address without what is renewed from one visit to the next."""
    return re.split("[?;#]", url, maxsplit=1)[0]


def showed(outcome: Outcome) -> str:
    """An outcome in one word: a status, a kind of failure, a reason of refusal."""
    match outcome:
        case Response(status=status, truncated=None):
            return str(status)
        case Response(status=status):
            return f"{status} truncated"
        case Failure(kind=kind):
            return kind.value
        case Refusal(reason=reason):
            return reason.value
