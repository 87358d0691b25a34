"""A run -> files a person reads and mail that waits: what each audience may see, once."""

import logging
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from monitor.errors import OutputError
from monitor.history import History, Letter
from monitor.history import ReportKind as ClosingKind
from monitor.model.observation import Run, RunStatus
from monitor.model.period import PeriodRecord
from monitor.model.report import Finding, FindingKind, Report, ReportKind, Section
from monitor.model.source import Catalogue, Tlp
from monitor.report import build_report, closes, period_of, record_findings

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Readers who may see the same in the same language."""

    clearance: Tlp
    language: str
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """A file that was written."""

    audience: Tlp
    language: str
    path: Path


class Renderer(Protocol):
    """A report in one of its shapes."""

    def files(self, report: Report, language: str) -> Iterator[tuple[str, bytes]]:
        """(ending, content) of every file of a report."""
        ...

    def message(self, report: Report, language: str, recipient: str) -> Letter:
        """The finished mail to one recipient."""
        ...

    def check(self) -> None:
        """Raises `OutputError` when a template is missing or broken."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What reports are made with."""

    folder: Path
    mode: int
    timezone: ZoneInfo
    audiences: tuple[Audience, ...]
    renderer: Renderer
    mails: bool
    """Whether messages are made at all: with recipients configured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What came of a run for its readers."""

    files: tuple[ReportFile, ...] = ()
    findings: tuple[Finding, ...] = ()
    closed: str | None = None
    queued: int = 0
    remarks: tuple[str, ...] = ()
    undelivered: int = 0
    record: PeriodRecord | None = field(default=None, repr=False)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The reports a person would open first."""
        return tuple(file.path for file in self.files if file.path.suffix == ".html")

    @property
    def needs_person(self) -> bool:
        """Whether someone should do something."""
        return any(finding.needs_person for finding in self.findings)


def prepare(desk: Desk) -> None:
    """Find trouble before the first request: a folder that cannot be written, a template that is broken."""
    desk.renderer.check()
    try:
        desk.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=desk.folder) as probe:
            probe.write(b"\0" * 4096)
    except OSError as error:
        raise OutputError(
            f"The reports folder {desk.folder} cannot be written: {error.strerror}.",
            "Make room or give this user write access, or set [report] folder.",
        ) from error


def publish(
    desk: Desk, history: History, catalogue: Catalogue, run: Run, *, now: datetime, may_close: bool
) -> Publication:
    """Write the reports of a run, and queue mail where it closes a period, finds danger, or was void.

    `may_close` is False for runs over part of the catalogue and where no mail is wanted: they close nothing.
    """
    if run.status is RunStatus.VOID:
        return _publish_void(desk, history, catalogue, run, now=now, may_mail=may_close)
    closings = history.closings()
    last_closed = closings[-1].period if closings else None
    closing = closes(now, desk.timezone, last_closed) if may_close else None
    period = closing or period_of(now, desk.timezone)
    record = history.period(period, up_to_run=run.id)
    findings = record_findings(record, catalogue, timezone=desk.timezone)
    if closing is None:
        kind = ReportKind.INTERIM
    else:
        kind = ReportKind.WEEKLY if closings else ReportKind.BASELINE
    reports = _Reports(desk, record, catalogue, findings, now)
    files: tuple[ReportFile, ...] = ()
    queued = 0
    if closing is not None:
        files = reports.write(kind)
        closing_kind = ClosingKind.WEEKLY if closings else ClosingKind.BASELINE
        queued = reports.close(history, run, kind, closing_kind)
    elif _is_news(history, period, findings, run):
        files = reports.write(kind)
    if may_close:
        queued += _alert(reports, history, run, findings)
    return Publication(files=files, findings=findings, closed=closing, queued=queued, record=record)


def _publish_void(
    desk: Desk, history: History, catalogue: Catalogue, run: Run, *, now: datetime, may_mail: bool
) -> Publication:
    """A void run writes its report and sends one notice per period."""
    period = period_of(now, desk.timezone)
    record = history.period(period, up_to_run=run.id)
    findings = record_findings(record, catalogue, timezone=desk.timezone)
    reports = _Reports(desk, record, catalogue, findings, now)
    files = reports.write(ReportKind.VOID)
    queued = reports.close(history, run, ReportKind.VOID, ClosingKind.VOID_NOTICE) if may_mail else 0
    return Publication(files=files, findings=findings, queued=queued, record=record)


def _alert(reports: "_Reports", history: History, run: Run, findings: Iterable[Finding]) -> int:
    """Tell at once what is a danger to readers; each danger once."""
    dangers = [f for f in findings if f.kind is FindingKind.PARKED and f.section is Section.ACTION]
    return sum(
        reports.close(history, run, ReportKind.ALERT, ClosingKind.ALERT, key=danger.item) for danger in dangers
    )


class _Reports:
    """The reports of one record, one per clearance, made when first asked for."""

    def __init__(
        self, desk: Desk, record: PeriodRecord, catalogue: Catalogue, findings: tuple[Finding, ...], now: datetime
    ) -> None:
        self._desk, self._record, self._catalogue = desk, record, catalogue
        self._findings, self._now = findings, now
        self._made: dict[tuple[Tlp, ReportKind], Report] = {}

    def of(self, clearance: Tlp, kind: ReportKind) -> Report:
        """The report for a clearance."""
        key = (clearance, kind)
        if key not in self._made:
            self._made[key] = build_report(
                self._record,
                self._catalogue,
                audience=clearance,
                timezone=self._desk.timezone,
                now=self._now,
                kind=kind,
                findings=self._findings,
            )
        return self._made[key]

    def write(self, kind: ReportKind) -> tuple[ReportFile, ...]:
        """Write every audience's files, each whole or not at all."""
        written = []
        for audience in self._desk.audiences:
            report = self.of(audience.clearance, kind)
            stem = f"{report.stem}-void" if kind is ReportKind.VOID else report.stem
            for ending, content in self._desk.renderer.files(report, audience.language):
                path = self._desk.folder / f"{stem}-{audience.language}.{ending}"
                write_whole(path, content, self._desk.mode)
                written.append(ReportFile(audience=audience.clearance, language=audience.language, path=path))
        return tuple(written)

    def close(self, history: History, run: Run, kind: ReportKind, closing: ClosingKind, key: str = "") -> int:
        """Make the report final with its mail, in one transaction; how many messages it queued."""
        letters: list[Letter] = []
        told: dict[str, tuple[str, ...]] = {}
        for audience in self._desk.audiences:
            report = self.of(audience.clearance, kind)
            told[audience.clearance] = tuple(finding.item for finding in report.findings)
            letters += [self._desk.renderer.message(report, audience.language, to) for to in audience.recipients]
        made = history.close_period(
            period=self._record.period, kind=closing, run=run.id, now=self._now, key=key, told=told, letters=letters
        )
        return len(letters) if made is not None else 0


def _is_news(history: History, period: str, findings: Iterable[Finding], run: Run) -> bool:
    """Whether the open period's files should be written again: only when there is something new to tell."""
    told = sorted(f"{finding.item} {finding.section} {finding.standing}" for finding in findings)
    digest = sha256("\n".join((period, str(run.is_partial), *told)).encode()).hexdigest()
    return history.remember_digest("interim", digest)


def write_whole(path: Path, content: bytes, mode: int) -> None:
    """Write a file whole or not at all: temporary file, fsync, rename, fsync of the folder; its mode from the start."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(
            f"The report {path} cannot be written: {error.strerror}.", "Make room, or set [report] folder."
        ) from error


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # a folder cannot be opened for this on Windows
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


__all__ = ["Audience", "Desk", "Publication", "Renderer", "ReportFile", "prepare", "publish", "write_whole"]
