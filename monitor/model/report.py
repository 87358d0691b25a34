"""What one audience is told: findings, counts and the lines around them. No words yet: those are the renderer's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from email.utils import parseaddr
from enum import StrEnum
from zoneinfo import ZoneInfo

from monitor.model.change import Change
from monitor.model.decision import Decision
from monitor.model.observation import Recorded, Run
from monitor.model.period import Delivery, SourceHealth, TrendPoint
from monitor.model.source import Catalogue, Norm, Source, Tlp, Tool
from monitor.model.verdict import StandingWord, State

OVERDUE_WEEKS = 3
"""From this age on, what nobody took up is marked in words."""


class ReportKind(StrEnum):
    """Why a report is made."""

    WEEKLY = "weekly"
    BASELINE = "baseline"
    """The first one: everything is shown, the unknown as unknown."""
    INTERIM = "interim"
    """An open period's report, rewritten while the week lasts."""
    ALERT = "alert"
    """`parked`: told at once, by itself."""
    VOID = "void"
    """Our own network failed: nothing is concluded about any tool."""


class FindingKind(StrEnum):
    """What a finding is about; one cause is one finding, whatever the number of tools."""

    PARKED = "parked"
    DEAD = "dead"
    HOST = "host"
    """A whole host is gone or silent."""
    REDESIGN = "redesign"
    """A site was rebuilt: several addresses of one host went, or several texts changed, in the same run."""
    CERTIFICATE = "certificate"
    UNCERTAIN = "uncertain"
    MOVED = "moved"
    """One address moved, or a whole site to one new host."""
    SUCCESSOR = "successor"
    LOGIN = "login"
    BLOCKED = "blocked"
    FRAGMENT = "fragment"
    SELECTOR = "selector"
    """The catalogue's own selector matches nothing on the page: nothing is watched until it is mended."""
    CERTIFICATE_SOON = "certificate-soon"
    NORM = "norm"
    CHANGE = "change"
    MOVED_TRIVIAL = "moved-trivial"


class Section(StrEnum):
    """Where in the report a finding stands, in the order of the page."""

    ACTION = "action"
    CHANGED = "changed"
    RECOVERED = "recovered"
    PENDING = "pending"
    ACKNOWLEDGED = "acknowledged"
    """Someone said: I take this up (or: taken over, to be written into the catalogue)."""
    MUTED = "muted"
    MINOR = "minor"
    """Worth a line: small changes, changed and changed back, trivial moves."""
    PROPOSED = "proposed"
    """Successors that the catalogue itself already names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One source within a finding, with all that is said about it. Nothing about a source stands elsewhere."""

    tool: Tool
    source: Source | None = None
    norm: Norm | None = None
    recorded: Recorded | None = None
    change: Change | None = None
    """The net change over the period."""
    changed_at: datetime | None = None
    returned: bool = False
    """Changed and changed back within the period."""
    label: Tlp = Tlp.AMBER
    """The stricter of the tool's label today and the one under which the visit was kept."""

    @property
    def source_id(self) -> str:
        """The id people and JSON know it by; a tool without an address answers to its own."""
        return self.source.id if self.source else self.tool.id

    @property
    def first_id(self) -> str:
        """The id it was first known by: what items are named after."""
        return self.source.first_id if self.source else (*self.tool.formerly, self.tool.id)[0]

    @property
    def is_tool(self) -> bool:
        """Whether it is a tool of the toolkit; a watched norm is none."""
        return self.norm is None or str(self.tool.id) != str(self.norm.id)

    @property
    def url(self) -> str | None:
        """The address in the catalogue."""
        return self.source.url if self.source else None

    @property
    def state(self) -> State | None:
        """What it is told to be: the trouble of its standing, else what the last visit showed."""
        if self.recorded is None:
            return None
        word = self.recorded.standing.word
        troubled = word in (StandingWord.CONFIRMED, StandingWord.PENDING, StandingWord.RECOVERED)
        return self.recorded.standing.state if troubled else self.recorded.observation.verdict.state

    @property
    def since(self) -> datetime | None:
        """When this began."""
        return self.recorded.standing.since if self.recorded else None

    @property
    def observations(self) -> int:
        """Visits in a row that agree."""
        return self.recorded.standing.observations if self.recorded else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One cause and the sources it touches. What can be derived from the members is, so that leaving some out is safe."""

    item: str
    """Eight lower-case base32 characters: the same in every audience, week and format."""
    kind: FindingKind
    section: Section
    members: tuple[Member, ...]
    first_run: int = 0
    host: str = ""
    """For a finding about a whole host; every member lives there."""
    new_host: str = ""
    """For a moved site."""
    began: datetime | None = None
    """When a change or a remark was first seen; troubles carry it in their members' standing."""
    weeks: int = 0
    is_new: bool = True
    """Not told in an earlier report."""
    decision: Decision | None = None

    @property
    def since(self) -> datetime | None:
        """The earliest beginning among the members."""
        if self.began is not None:
            return self.began
        return min((member.since for member in self.members if member.since), default=None)

    @property
    def label(self) -> Tlp:
        """The strictest label among the members."""
        return max(member.label for member in self.members)

    @property
    def standing(self) -> StandingWord:
        """What people are told over time: the most certain word among the members."""
        words = {member.recorded.standing.word for member in self.members if member.recorded}
        order = (StandingWord.CONFIRMED, StandingWord.PENDING, StandingWord.RECOVERED)
        return next((word for word in order if word in words), StandingWord.OK)

    @property
    def needs_person(self) -> bool:
        """Whether someone should do something: what `--exit-code` reports."""
        return self.section in (Section.ACTION, Section.CHANGED)

    @property
    def is_overdue(self) -> bool:
        """Whether it has been open for weeks without anyone taking it up."""
        return self.section is Section.ACTION and self.weeks >= OVERDUE_WEEKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One source in figures: a line of the list of everything."""

    tool: Tool
    source: Source | None = None
    recorded: Recorded | None = None
    change: Change | None = None
    label: Tlp = Tlp.AMBER
    muted: bool = False
    is_void: bool = False
    """The run concluded nothing: the state is `not-checked: void-run`, the standing stays."""

    @property
    def id(self) -> str:
        """The source's id; a tool without an address answers to its own."""
        return self.source.id if self.source else self.tool.id

    @property
    def state(self) -> State:
        """The state; a tool without an address and a source of a void run are `not-checked`."""
        if self.recorded is None or self.is_void:
            return State.NOT_CHECKED
        return self.recorded.state

    @property
    def is_changed(self) -> bool:
        """Whether a change of its content is told."""
        return self.change is not None and self.change.is_told and not self.is_void


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherTold:
    """The sources of one publisher, in figures."""

    name: str
    sources: int = 0
    trouble: int = 0
    """Neither alive nor without a verdict, kept out included."""
    changed: int = 0
    unchecked: int = 0

    @property
    def has_news(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.trouble or self.changed or self.unchecked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The sources that a page lists one by one: all while they fit, else those of which there is something to tell."""

    rows: tuple[Row, ...] = ()
    """Bounded."""
    wanted: int = 0
    """How many there are to list; more than `rows` where not even those fit."""
    publishers: tuple[PublisherTold, ...] = ()
    """Every publisher, those with most to tell first; none where all sources are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Equal in subject, headline, sections, CSV and JSON: counted once, here."""

    sources: int = 0
    checked: int = 0
    changed: int = 0
    confirmed: int = 0
    classes: Mapping[str, int] = field(default_factory=dict)
    """Per `StateClass` value, all of them present."""
    sections: Mapping[str, int] = field(default_factory=dict)
    """Findings per `Section` value, all of them present."""
    kinds: Mapping[str, int] = field(default_factory=dict)
    """Open actions per `FindingKind` value; only kinds that occur."""
    with_address: int = 0
    in_order: int = 0
    """Sources that no finding names and that were checked."""
    unjudged: int = 0
    """Sources the last visit could not judge and that no finding names, and tools without an address."""

    @property
    def actions(self) -> int:
        """What needs a person."""
        return self.sections.get(Section.ACTION, 0)

    @property
    def changes(self) -> int:
        """Changes of content worth reading."""
        return self.sections.get(Section.CHANGED, 0)


class NoticeKind(StrEnum):
    """What stands in the "please note" box: trouble of the job itself, not of a tool, and why a trouble is no longer told."""

    ABORTED_RUN = "aborted-run"
    VOID_RUN = "void-run"
    MISSED_PERIOD = "missed-period"
    MISTAKE = "mistake"
    WARNING = "warning"
    WARNINGS = "warnings"
    CLASSIFICATION = "classification"
    MORE_MISTAKES = "more-mistakes"
    NOT_DELIVERED = "not-delivered"
    OLD_FULL_RUN = "old-full-run"
    PARTIAL_RUN = "partial-run"
    RETIRED = "retired"
    """A tool that something was open about is retired: that is closed."""
    REMOVED = "removed"
    """The same, of what was taken out of the catalogue; only its number is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One line of that box, as values."""

    kind: NoticeKind
    values: tuple[tuple[str, str | int | date | datetime], ...] = ()


class HealthAdvice(StrEnum):
    """What a source's behaviour over time suggests."""

    NOISY = "noisy"
    NEVER_CHANGED = "never-changed"
    OFTEN_TROUBLED = "often-troubled"
    OFTEN_MOVED = "often-moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthNote:
    """A source worth tuning or replacing."""

    tool: Tool
    advice: HealthAdvice
    health: SourceHealth


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything one audience may see of one period, nothing else, in no language yet."""

    kind: ReportKind
    title: str
    """The document's own title."""
    period: str
    clearance: Tlp
    label: Tlp
    """The strictest label of all it holds, rows included."""
    mail_label: Tlp
    """The strictest label of what its mail holds (an alert or a void notice holds less)."""
    timezone: ZoneInfo
    since: datetime
    until: datetime
    made_at: datetime
    run: Run | None = None
    """The last run within."""
    runs: tuple[Run, ...] = ()
    counts: Counts = field(default_factory=Counts)
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[Row, ...] = ()
    """The rows of `counts.unjudged`; bounded."""
    notices: tuple[Notice, ...] = ()
    trend: tuple[TrendPoint, ...] = ()
    """Past periods and this one, oldest first."""
    previous_report: datetime | None = None
    last_full_run: datetime | None = None
    hidden_tools: int = 0
    """Tools this audience may not see: a number, never a name."""
    hidden_red: int = 0
    catalogue: Catalogue
    """Only the tools this audience may see."""
    norms: tuple[tuple[Norm, Recorded | None], ...] = ()
    """The watch list with its last visits: public, and not counted among the sources."""
    rows: Iterable[Row] = ()
    """May stream: iterate as often as wanted, never hold all of it."""
    listing: Listing = field(default_factory=Listing)
    health: tuple[HealthNote, ...] = ()
    last_change: tuple[datetime, str] | None = None
    """When a visible tool last changed, and its title."""
    in_order: tuple[str, ...] = ()
    """Titles of what is in order, while they are few enough to name."""

    def of(self, section: Section) -> tuple[Finding, ...]:
        """The findings of one section, in their order."""
        return tuple(finding for finding in self.findings if finding.section is section)

    @property
    def week(self) -> int:
        """The number of the week that is told."""
        return int(self.period.rpartition("W")[2])

    @property
    def stem(self) -> str:
        """File name without language and ending; equal labels of one period hold equal content."""
        return f"{self.period}-{self.label.printed.replace(':', '-').replace('+', '-')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTold:
    """What one run tells the operator (clearance AMBER): the content of `run --json`."""

    run: Run
    counts: Counts
    rows: Iterable[Row] = ()
    """May stream."""
    findings: tuple[Finding, ...] = ()
    norms: tuple[tuple[Norm, Recorded | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MailIdentity:
    """Who sends: all of it from the settings, nothing from a page or the catalogue."""

    sender: str
    """``Toolkit-monitor <toolkit@organisation.example>`` or the bare address."""
    domain: str
    """Right side of every Message-ID."""
    reply_to: str = ""
    """A person's mailbox; the sender when empty."""
    threading: bool = True
    """Weeks stack in one conversation a year."""

    @property
    def contact(self) -> str:
        """The address that a person reads."""
        return parseaddr(self.reply_to or self.sender)[1]


__all__ = [
    "OVERDUE_WEEKS",
    "Counts",
    "Delivery",
    "Finding",
    "FindingKind",
    "HealthAdvice",
    "HealthNote",
    "Listing",
    "MailIdentity",
    "Member",
    "Notice",
    "NoticeKind",
    "PublisherTold",
    "Report",
    "ReportKind",
    "Row",
    "RunTold",
    "Section",
]
