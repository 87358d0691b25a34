"""What one request showed: a response, a failure, or our own refusal to ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType

from monitor.model.plan import Request

_DIGEST_OF_NOTHING = sha256(b"").hexdigest()
PERMANENT = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FailureKind(StrEnum):
    """How a request came to nothing."""

    NAME_UNKNOWN = "name-unknown"
    """The resolver says that the name does not exist (EAI_NONAME, EAI_NODATA)."""
    NAME_TEMPORARY = "name-temporary"
    """The resolver says "try again", or says nothing (EAI_AGAIN, time-out)."""
    NO_ROUTE = "no-route"
    REFUSED = "refused"
    RESET = "reset"
    CLOSED = "closed"
    CONNECT_TIMEOUT = "connect-timeout"
    TLS_TIMEOUT = "tls-timeout"
    FIRST_BYTE_TIMEOUT = "first-byte-timeout"
    ATTEMPT_TIMEOUT = "attempt-timeout"
    SOURCE_TIMEOUT = "source-timeout"
    HOST_GIVEN_UP = "host-given-up"
    """Two time-outs in a row on this host: its other addresses were not waited for."""
    TLS = "tls"
    REDIRECT_LOOP = "redirect-loop"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    NO_LOCATION = "no-location"
    BAD_ANSWER = "bad-answer"
    """Not HTTP, or HTTP that cannot be read even with a browser's patience."""
    HEAD_TOO_LARGE = "head-too-large"
    PROXY = "proxy"
    RUN_OVER = "run-over"
    """The run's time was up before this request had its turn."""


LOCAL_KINDS = frozenset({FailureKind.NO_ROUTE, FailureKind.NAME_TEMPORARY, FailureKind.NAME_UNKNOWN, FailureKind.PROXY})
"""Kinds that our own network can cause; whether it did is decided over the whole run."""

TIMEOUT_KINDS = frozenset(
    {
        FailureKind.CONNECT_TIMEOUT,
        FailureKind.TLS_TIMEOUT,
        FailureKind.FIRST_BYTE_TIMEOUT,
        FailureKind.ATTEMPT_TIMEOUT,
        FailureKind.SOURCE_TIMEOUT,
        FailureKind.HOST_GIVEN_UP,
    }
)


class TlsReason(StrEnum):
    """Why a certificate or a handshake was not accepted (contract.md, "Words")."""

    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    WRONG_HOST = "wrong-host"
    UNTRUSTED = "untrusted"
    INCOMPLETE_CHAIN = "incomplete-chain"
    SELF_SIGNED = "self-signed"
    PROTOCOL = "protocol"


class RefusalReason(StrEnum):
    """Why no packet was sent."""

    SCHEME = "scheme"
    PRIVATE_ADDRESS = "private-address"
    PORT = "port"
    BAD_URL = "bad-url"
    ROBOTS = "robots"
    SKIPPED = "skipped"
    """The settings say to leave this host alone (`network.hosts.*.skip`)."""
    BUDGET = "budget"
    WORKER_CRASH = "worker-crash"
    """Whoever asked this address ended; it is not asked again in this run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One redirect: who answered what, and where it pointed (absolute, fragment kept).

    A status that is no redirect's: the page itself sent its visitor on (meta refresh).
    """

    url: str
    status: int
    location: str | None = None

    @property
    def is_permanent(self) -> bool:
        """Whether RFC 9110 calls this redirect permanent (15.4.2, 15.4.9)."""
        return self.status in PERMANENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What we note of a server's certificate."""

    not_after: datetime
    issuer: str
    fingerprint: str
    """SHA-256 of the DER form, lower-case hex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer. `content` is decoded (RFC 9110, 8.4) and empty for statuses that carry none."""

    status: int
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Lower-case names; cleaned to printable text; repeated fields joined by ", "."""
    content: bytes = b""
    truncated: str | None = None
    """Which end was missed or which limit was hit: then never a baseline, never a change."""
    digest: str = ""
    """SHA-256 of the decoded content where it was taken while streaming, or where the content was let go."""
    transfer_hash: str = ""
    """SHA-256 of the content's coding and its bytes as they were sent: what was sent twice is the same content, and was
    found to keep within all limits when it was decoded. Empty where nothing was coded, or where not all of it came."""

    @property
    def content_hash(self) -> str:
        """SHA-256 of the decoded content, lower-case hex."""
        return self.digest or sha256(self.content).hexdigest()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was sent; content that was let go is not nothing."""
        return not self.content and self.digest in {"", _DIGEST_OF_NOTHING}

    def without_content(self) -> "Response":
        """The answer with its content let go, its hash kept."""
        return replace(self, content=b"", digest=self.content_hash)

    @property
    def media_type(self) -> str:
        """``type/subtype`` in lower case, parameters dropped; empty when not given."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """No usable answer."""

    kind: FailureKind
    detail: str = ""
    """The library's or system's own words, cleaned."""
    tls_reason: TlsReason | None = None
    page_exists: bool | None = None
    """After a TLS failure: what one unverified GET showed. Never feeds a copy."""
    final_host: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """We did not ask."""

    reason: RefusalReason
    detail: str = ""


Outcome = Response | Failure | Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try within an exchange: what it showed and why another followed (empty for the last)."""

    showed: str
    retried_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """All that one request led to: redirects, retries, and the outcome that counts. Never raises, always ends."""

    request: Request
    outcome: Outcome
    final_url: str
    """Where the visit ended, fragment kept (RFC 9110, 10.2.2)."""
    hops: tuple[Hop, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    certificate: Certificate | None = None
    requests: int = 0
    bytes_received: int = 0
    elapsed_seconds: float = 0.0
    robots_disallowed: bool = False
    plain_accept: bool = False
    """The answer came only after a second request with ordinary Accept fields."""
    retry_after_seconds: float | None = None
    """What the server asked for, clamped to 6 hours; carried to the next run when not waited for here."""
    limits: tuple[str, ...] = ()
    """Names of the settings whose limit was hit, such as ``limits.html_mib``."""
    via_proxy: bool = False
    peer_address: str | None = None

    @property
    def response(self) -> Response | None:
        """The outcome if it is an answer."""
        return self.outcome if isinstance(self.outcome, Response) else None

    @property
    def light(self) -> "Exchange":
        """The exchange with its content let go: what may be held while others are waited for."""
        if self.response is None or not self.response.content:
            return self
        return replace(self, outcome=self.response.without_content())

    def brings_same(self, seen: "Exchange") -> bool:
        """Whether both brought the same whole content, from one place and by one name: read again it would be the same."""
        now, before = self.response, seen.response
        return (
            now is not None
            and before is not None
            and (now.status, now.truncated) == (before.status, before.truncated)
            and now.truncated is None
            and not now.is_empty
            and now.content_hash == before.content_hash
            and self.final_url == seen.final_url
            and now.fields.get("content-type") == before.fields.get("content-type")
        )

    @property
    def not_modified(self) -> bool:
        """Whether the server said that what we hold is current (RFC 9110, 15.4.5)."""
        return self.response is not None and self.response.status == 304  # noqa: PLR2004 - the status itself
