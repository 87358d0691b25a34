"""One source, one run: what was seen and concluded; and what is remembered for the next run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.model.change import WEEK, Change, ChangeOutcome, Fact, HostProfile, NoiseProfile
from monitor.model.document import Document
from monitor.model.exchange import Certificate, Exchange, Hop
from monitor.model.source import SourceId, ToolId
from monitor.model.verdict import Flag, Page, Standing, StandingWord, State, Verdict


class Want(StrEnum):
    """What a first look asks for before it is believed (the run's second round)."""

    RECHECK = "recheck"
    """Trouble: visit again, later, on a new connection."""
    CONFIRM = "confirm"
    """A change: fetch once more."""
    SIBLING = "sibling"
    """A suspected soft 404: see what the host answers for a page that cannot exist."""
    HOME = "home"
    """Compare with the home page."""
    DOCUMENTS = "documents"
    """Look whether the linked documents are still the same."""
    REPAIR = "repair"
    """Look where the page went."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Where a lost page may be now, with its ground and how alike it is (0 to 1)."""

    url: str
    ground: str
    """A slug such as ``sitemap-same-title``; its sentence is in `phrases.py`."""
    similarity: float | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedDocument:
    """A document that a page links to, as last seen."""

    url: str
    name: str = ""
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str = ""
    text_hash: str = ""
    size_bytes: int = 0
    http_status: int | None = None
    gone_since: datetime | None = None
    """Since when every answer said that it is not there, or brought a page in its place."""
    is_gone: bool = False
    """It said so in two runs: what is known of the document is how it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A follow-up's answer, read."""

    exchange: Exchange
    document: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """The light half of memory: one row a source, enough to plan and to take the short cuts."""

    source: SourceId
    url: str
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str = ""
    transfer_hash: str = ""
    rule_id: str = ""
    copy_id: int | None = None
    """Row of the last good copy."""
    standing: Standing = field(default_factory=Standing)
    page: Page | None = None
    flags: tuple[Flag, ...] = ()
    final_url: str | None = None
    last_visit: datetime | None = None
    last_state: State | None = None
    visits_since_full: int = 0
    """Conditional visits answered 304 since content was last received."""
    alive_runs: int = 0
    """Runs in which it was alive; the longest-lived hosts serve as canaries."""
    not_before: datetime | None = None
    """A Retry-After that reached past the last run."""
    redirect_status: int | None = None
    notices: tuple[Fact, ...] = ()
    """What the page said of itself when last read; repeated while its bytes are the same."""
    has_linked: bool = False
    """Whether the page is known to link to documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The heavy half: loaded for one source, when its content must be compared."""

    document: Document | None = None
    noise: NoiseProfile = field(default_factory=NoiseProfile)
    linked: tuple[LinkedDocument, ...] = ()
    kept_at: datetime | None = None
    suggestions: tuple[Suggestion, ...] = ()
    """What the last search for a lost page found; valid while the trouble lasts."""
    searched_at: datetime | None = None
    turn: timedelta = WEEK
    """What readers of the report count in: a week, or the usual time between two visits where that is longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What one run saw of one source and concluded from it."""

    source: SourceId
    tool: ToolId
    url: str
    at: datetime
    verdict: Verdict
    change: Change = field(default_factory=lambda: Change(outcome=ChangeOutcome.NOT_COMPARED))
    final_url: str | None = None
    http_status: int | None = None
    hops: tuple[Hop, ...] = ()
    certificate: Certificate | None = None
    failure_kind: str | None = None
    """`FailureKind` when there was no answer: what a void run is judged by."""
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str = ""
    transfer_hash: str = ""
    """As the answer that brought the content had it; the same content sent in another way later keeps its first one."""
    text_hash: str = ""
    rechecked: bool = False
    """A second look in the same run agreed."""
    suggestions: tuple[Suggestion, ...] = ()
    notices: tuple[Fact, ...] = ()
    """What the page says of itself: SUCCESSOR and WITHDRAWN facts, for as long as it says so."""
    wants: frozenset[Want] = frozenset()
    requests: int = 0
    bytes_received: int = 0
    elapsed_seconds: float = 0.0
    retry_after_seconds: float | None = None
    document: Document | None = None
    """A copy worth keeping: present only when it was trusted and differs from the one we hold."""
    noise: NoiseProfile | None = None
    """The widened profile, when anything was learned."""
    linked: tuple[LinkedDocument, ...] | None = None
    """The linked documents as now known; None leaves what is remembered."""
    searched: bool = False
    """The page's new place was looked for in this run; `suggestions` is what came of it."""
    full_visit: bool = False
    """Content was received and read (not a 304)."""


class RunStatus(StrEnum):
    """How a run ended."""

    RUNNING = "running"
    DONE = "done"
    VOID = "void"
    ABORTED = "aborted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run, as kept."""

    id: int
    started_at: datetime
    finished_at: datetime | None = None
    status: RunStatus = RunStatus.RUNNING
    void_reason: str | None = None
    void_detail: str = ""
    engine: str = "local"
    planned: int = 0
    is_partial: bool = False
    """`--only`: closes no period."""
    stats: Mapping[str, float] = field(default_factory=dict)
    """Figures of the run about itself: requests, bytes, seconds, loop lag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An observation as history gives it back: without the heavy parts, with the standing after it."""

    run: int
    observation: Observation
    standing: Standing
    label: str | None = None
    """The tool's label when this was kept: lowering a label later does not lower what was taken under it."""
    counted: bool = True
    """False for a visit of a void run: nothing was concluded from it, and the standing is the one before."""

    @property
    def state(self) -> State:
        """What the visit showed; a detour that led to one place for long enough is a move."""
        seen, standing = self.observation.verdict.state, self.standing
        is_settled = standing.word is StandingWord.CONFIRMED and standing.state is State.MOVED
        return State.MOVED if seen is State.REDIRECTED and is_settled else seen


__all__ = [
    "Answer",
    "HostProfile",
    "LinkedDocument",
    "Observation",
    "Past",
    "Recorded",
    "Remembered",
    "Run",
    "RunStatus",
    "Suggestion",
    "Want",
]
