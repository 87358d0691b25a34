"""What a visit showed (`Verdict`) and how sure we are over time (`Standing`): contract.md, "Words"."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class StateClass(StrEnum):
    """The coarse word for a state."""

    ALIVE = "alive"
    MOVED = "moved"
    DEAD = "dead"
    UNCERTAIN = "uncertain"
    BLOCKED = "blocked"
    TLS_PROBLEM = "tls-problem"
    REFUSED = "refused"


class State(StrEnum):
    """What one run concludes about one source."""

    ALIVE = "alive"
    REDIRECTED = "redirected"
    MOVED = "moved"
    MOVED_TRIVIAL = "moved-trivial"
    DEAD = "dead"
    SOFT_404 = "soft-404"
    HOST_GONE = "host-gone"
    PARKED = "parked"
    SERVER_ERROR = "server-error"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    BLOCKED = "blocked"
    RATE_LIMITED = "rate-limited"
    LOGIN_REQUIRED = "login-required"
    TLS_PROBLEM = "tls-problem"
    NOT_CHECKED = "not-checked"

    @property
    def state_class(self) -> StateClass:
        """The class this state belongs to."""
        return _CLASS_OF[self]


_CLASS_OF = {
    State.ALIVE: StateClass.ALIVE,
    State.REDIRECTED: StateClass.ALIVE,
    State.MOVED: StateClass.MOVED,
    State.MOVED_TRIVIAL: StateClass.MOVED,
    State.DEAD: StateClass.DEAD,
    State.SOFT_404: StateClass.DEAD,
    State.HOST_GONE: StateClass.DEAD,
    State.PARKED: StateClass.DEAD,
    State.SERVER_ERROR: StateClass.UNCERTAIN,
    State.UNREACHABLE: StateClass.UNCERTAIN,
    State.TIMEOUT: StateClass.UNCERTAIN,
    State.BLOCKED: StateClass.BLOCKED,
    State.RATE_LIMITED: StateClass.BLOCKED,
    State.LOGIN_REQUIRED: StateClass.BLOCKED,
    State.TLS_PROBLEM: StateClass.TLS_PROBLEM,
    State.NOT_CHECKED: StateClass.REFUSED,
}

CLEARING = frozenset({State.ALIVE, State.REDIRECTED, State.MOVED, State.MOVED_TRIVIAL})
"""States that clear what was pending at once."""


class Reason(StrEnum):
    """Why a source was not checked (contract.md, class `refused`)."""

    VOID_RUN = "void-run"
    ROBOTS = "robots"
    SCHEME = "scheme"
    PRIVATE_ADDRESS = "private-address"
    PORT = "port"
    TOO_LARGE = "too-large"
    BUDGET = "budget"
    BAD_URL = "bad-url"
    NO_ADDRESS = "no-address"
    UNDECIDABLE = "undecidable"
    INTERNAL_ERROR = "internal-error"
    WORKER_CRASH = "worker-crash"
    SKIPPED = "skipped"
    """The settings ask to leave the host alone."""


class Page(StrEnum):
    """What kind of page was served."""

    DOCUMENT = "document"
    NOT_FOUND = "not-found"
    BLOCKED = "blocked"
    LOGIN = "login"
    UNAVAILABLE = "unavailable"
    PLACEHOLDER = "placeholder"
    SHELL = "shell"


class Flag(StrEnum):
    """What stands beside a state."""

    FRAGMENT_MISSING = "fragment-missing"
    FRAGMENT_UNKNOWABLE = "fragment-unknowable"
    TYPE_CHANGED = "type-changed"
    CERTIFICATE_ENDS_SOON = "certificate-ends-soon"
    PLAIN_HTTP = "plain-http"
    CHAIN_TOO_LONG = "chain-too-long"
    SLOW = "slow"
    CANONICAL_ELSEWHERE = "canonical-elsewhere"
    SUPERSEDED = "superseded"
    UNSTABLE = "unstable"
    TRUNCATED = "truncated"
    UNREADABLE = "unreadable"
    NEEDS_SCRIPT = "needs-script"


TELLING_FLAGS = frozenset({Flag.FRAGMENT_MISSING, Flag.CERTIFICATE_ENDS_SOON, Flag.SUPERSEDED})
"""Flags that ask somebody to do something; the others only stand beside a state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One ground for a verdict: which rule spoke, how much it counted, and the fact it saw."""

    rule: str
    score: float = 0.0
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one visit showed, and on what grounds."""

    state: State
    reason: str | None = None
    evidence: tuple[Evidence, ...] = ()
    page: Page | None = None
    flags: tuple[Flag, ...] = ()
    moved_to: str | None = None
    """For `moved`: the last hop reached by permanent redirects only, with the catalogue's fragment."""
    temporary_target: str | None = None
    """Where a temporary redirect led; the same one for four runs over 20 days is a move."""
    trusts_content: bool = False
    """Whether what was served may be compared and kept as a good copy."""

    @property
    def state_class(self) -> StateClass:
        """The coarse word."""
        return self.state.state_class


class StandingWord(StrEnum):
    """What people are told over time."""

    OK = "ok"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    RECOVERED = "recovered"


LASTING = frozenset({Flag.FRAGMENT_MISSING, Flag.CERTIFICATE_ENDS_SOON, Flag.SUPERSEDED})
"""Flags that ask for something to be done: when they began is kept."""
SELECTOR_MISSED = "selector-missed"
"""Kept beside them: the catalogue's selector matches nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What stands beside the state and lasts: since which run."""

    name: str
    """A flag, or `SELECTOR_MISSED`."""
    run: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How sure we are of a source's state, folded over its visits."""

    word: StandingWord = StandingWord.OK
    state: State = State.ALIVE
    """The state of the trouble that is pending, confirmed or recovered from; else the last state."""
    reason: str | None = None
    since: datetime | None = None
    """When the present trouble (or the one recovered from, or for `ok` the present good time) was first seen."""
    confirmed_at: datetime | None = None
    recovered_at: datetime | None = None
    observations: int = 0
    """Visits that showed the present class in a row; `blocked` and `not-checked` do not add to others."""
    last_at: datetime | None = None
    """The last visit that counted."""
    first_run: int | None = None
    """The run that first saw the present trouble; part of an item's id."""
    target: str | None = None
    """The address a move or a temporary redirect leads to."""
    target_since: datetime | None = None
    target_runs: int = 0
    target_is_permanent: bool = False
    """Whether `target` was reached by permanent redirects: permanent and temporary runs are not added up."""
    rechecked: bool = False
    """A second look within one run agreed with the present trouble."""
    look_by_hand: bool = False
    """Kept out for four runs: someone should open it in a browser."""
    last_good_at: datetime | None = None
    """The last visit that showed the source alive."""
    remarks: tuple[Remark, ...] = ()
    """What lasts beside the state, each since the visit that first showed it."""

    @property
    def state_class(self) -> StateClass:
        """The coarse word of `state`."""
        return self.state.state_class

    def remark(self, name: str) -> Remark | None:
        """Since when something stands beside the state."""
        return next((one for one in self.remarks if one.name == name), None)

    @property
    def is_suspect(self) -> bool:
        """Whether the source is due daily, whatever its interval."""
        return self.word is StandingWord.PENDING
