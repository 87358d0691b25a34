"""A run -> files a person reads and mail that waits: what each audience may see, once."""

import logging
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from monitor.errors import OutputError
from monitor.history import ClosedReport, History
from monitor.history import ReportKind as ClosingKind
from monitor.model.mail import Letter, Mail, MailState
from monitor.model.observation import Run, RunStatus
from monitor.model.period import PeriodRecord
from monitor.model.report import Finding, FindingKind, MailIdentity, Report, ReportKind, Section
from monitor.model.source import Catalogue, Tlp
from monitor.report import build_report, closes, period_of, record_findings, run_told
from monitor.settings.values import AmberDelivery

if TYPE_CHECKING:
    from monitor.compare.norms import NormFinding

logger = logging.getLogger(__name__)

DAYS_A_MONTH = 30.44


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What reports are made with."""

    folder: Path
    mode: int
    timezone: ZoneInfo
    audiences: tuple[Audience, ...]
    language: str
    """The operator's."""
    identity: MailIdentity
    amber_delivery: AmberDelivery = AmberDelivery.MAIL


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
    """Find trouble before the first request: a folder that cannot be written."""
    try:
        desk.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=desk.folder) as probe:
            probe.write(b"\0" * 4096)
    except OSError as error:
        raise OutputError(
            f"The reports folder {desk.folder} cannot be written: {error.strerror}.",
            "Make room or give this user write access, or set [report] folder.",
        ) from error


def prove_templates(history: History) -> None:
    """Find a broken template before the first request; those that were proved once are only looked whether they are the same."""
    from monitor.render.folders import templates_digest

    if history.remember_digest("templates", templates_digest()):
        from monitor.render import check_templates

        try:
            check_templates()
        except OutputError:
            history.remember_digest("templates", "broken")
            raise


def publish(
    desk: Desk, history: History, catalogue: Catalogue, run: Run, *, now: datetime, may_close: bool, may_mail: bool
) -> Publication:
    """Write the reports of a run, and queue mail where it closes a period, finds danger, or was void.

    Both are False for runs over part of the catalogue and where no mail is wanted; `may_close` also for a daily check
    before the report is due, which still tells of danger.
    """
    if run.status is RunStatus.VOID:
        return _publish_void(desk, history, catalogue, run, now=now, may_mail=may_mail)
    closings = history.closings()
    last_closed = closings[-1].period if closings else None
    closing = closes(now, desk.timezone, last_closed) if may_close else None
    period = closing or period_of(now, desk.timezone)
    record = history.period(period, up_to_run=run.id, carries=closing is not None)
    findings = record_findings(record, catalogue, timezone=desk.timezone, norm_findings=norm_uses(catalogue))
    is_first = not closings or record.is_baseline
    kind = ReportKind.INTERIM if closing is None else ReportKind.BASELINE if is_first else ReportKind.WEEKLY
    reports = _Reports(desk, record, catalogue, findings, now)
    files: tuple[ReportFile, ...] = ()
    queued = 0
    if closing is not None:
        _is_news(history, findings, run)  # what is told now is not told again by the next run
        files = reports.write(kind)
        queued = reports.close(history, run, kind)
    elif _is_news(history, findings, run):
        files = reports.write(kind)
    if may_mail:
        history.outbox.supersede_notices()
        queued += _alert(reports, history, run, findings)
    return Publication(files=files, findings=findings, closed=closing, queued=queued, record=record)


def _publish_void(
    desk: Desk, history: History, catalogue: Catalogue, run: Run, *, now: datetime, may_mail: bool
) -> Publication:
    """A void run writes its report and sends one notice per period."""
    period = period_of(now, desk.timezone)
    record = history.period(period, up_to_run=run.id)
    findings = record_findings(record, catalogue, timezone=desk.timezone, norm_findings=norm_uses(catalogue))
    reports = _Reports(desk, record, catalogue, findings, now)
    files = reports.write(ReportKind.VOID)
    queued = reports.close(history, run, ReportKind.VOID) if may_mail else 0
    return Publication(files=files, findings=findings, queued=queued, record=record)


def _alert(reports: "_Reports", history: History, run: Run, findings: Iterable[Finding]) -> int:
    """Tell at once what is a danger to readers; each danger once for good, and only to those who may see it."""
    told = {report.key for report in history.reports() if report.kind is ClosingKind.ALERT}
    dangers = (f for f in findings if f.kind is FindingKind.PARKED and f.section is Section.ACTION)
    return sum(
        reports.about(danger).close(history, run, ReportKind.ALERT, key=danger.item)
        for danger in dangers
        if danger.item not in told
    )


def refresh_waiting(desk: Desk, history: History, catalogue: Catalogue, *, now: datetime) -> None:
    """Make waiting mail anew after labels or readers changed (T-11): nobody gets what is above his clearance by now.

    A message that may have arrived goes out again with the same bytes or not at all, so it is cancelled instead.
    """
    labels = sorted(f"{tool.id} {tool.tlp.label}" for tool in catalogue.tools)
    digest = sha256("\n".join((*labels, repr(desk.audiences), desk.amber_delivery)).encode()).hexdigest()
    if history.knows_digest("clearances", digest):
        return
    closed = {report.id: report for report in history.reports()}
    for mail in history.outbox.waiting():
        letter = next(
            (one for one in _letters_again(desk, history, catalogue, closed[mail.report]) if _same(one, mail)), None
        )
        if letter is not None and sha256(letter.content).hexdigest() == mail.sha256:
            continue
        if letter is None or not history.outbox.rewrite(mail.id, letter):
            history.outbox.mark(mail.id, MailState.CANCELLED, now=now, text="labels or readers changed while it waited")
            logger.warning("mail %d cancelled: labels or readers changed while it waited", mail.id)
    history.remember_digest("clearances", digest)  # last, so that a crash before it makes all of this happen again


def _letters_again(desk: Desk, history: History, catalogue: Catalogue, closed: ClosedReport) -> tuple[Letter, ...]:
    """The mail of a report that was made before, by the catalogue and settings as they are now."""
    kind = next(kind for kind, closing in _CLOSING_OF.items() if closing is closed.kind)
    carries = closed.kind in (ClosingKind.BASELINE, ClosingKind.WEEKLY)
    record = history.period(closed.period, up_to_run=closed.run, carries=carries)
    findings = record_findings(record, catalogue, timezone=desk.timezone, norm_findings=norm_uses(catalogue))
    if closed.key:
        findings = tuple(finding for finding in findings if finding.item == closed.key)
    return _Reports(desk, record, catalogue, findings, closed.made_at).letters(kind)


def _same(letter: Letter, mail: Mail) -> bool:
    return (letter.recipient, letter.audience, letter.language) == (mail.recipient, mail.audience, mail.language)


_CLOSING_OF = {
    ReportKind.BASELINE: ClosingKind.BASELINE,
    ReportKind.WEEKLY: ClosingKind.WEEKLY,
    ReportKind.ALERT: ClosingKind.ALERT,
    ReportKind.VOID: ClosingKind.VOID_NOTICE,
}


class _Reports:
    """The reports of one record, one per clearance, made when first asked for."""

    def __init__(
        self, desk: Desk, record: PeriodRecord, catalogue: Catalogue, findings: tuple[Finding, ...], now: datetime
    ) -> None:
        self._desk, self._record, self._catalogue = desk, record, catalogue
        self._findings, self._now = findings, now
        self._made: dict[tuple[Tlp, ReportKind], Report] = {}

    def about(self, finding: Finding) -> "_Reports":
        """The same, of one finding alone."""
        return _Reports(self._desk, self._record, self._catalogue, (finding,), self._now)

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
        """Write every audience's files, each whole or not at all.

        A name tells the label of what is in the file. Where a stricter audience has nothing that a lower one may not
        see, both have the same name, and the file that was made for the lower one serves both.
        """
        from monitor.render import render_files

        written: list[ReportFile] = []
        made: set[Path] = set()
        for audience in self._desk.audiences:
            report = self.of(audience.clearance, kind)
            stem = f"{report.stem}-void" if kind is ReportKind.VOID else report.stem
            for ending, content in render_files(report, audience.language):
                path = self._desk.folder / f"{stem}-{audience.language}.{ending}"
                if path not in made:
                    write_whole(path, content, self._desk.mode)
                made.add(path)
                written.append(ReportFile(audience=audience.clearance, language=audience.language, path=path))
        return tuple(written)

    def close(self, history: History, run: Run, kind: ReportKind, key: str = "") -> int:
        """Make the report final with its mail, in one transaction; how many messages it queued."""
        reports = ((audience, self.of(audience.clearance, kind)) for audience in self._desk.audiences)
        told: dict[str, tuple[str, ...]] = {
            audience.clearance: tuple(f.item for f in report.findings) for audience, report in reports
        }
        letters = self.letters(kind)
        made = history.close_period(
            period=self._record.period,
            kind=_CLOSING_OF[kind],
            run=run.id,
            now=self._now,
            key=key,
            told=told,
            letters=letters,
        )
        return len(letters) if made is not None else 0

    def letters(self, kind: ReportKind) -> tuple[Letter, ...]:
        """The mail of a report; an alert goes only to those who may see what it is about."""
        made = (
            (audience, self.of(audience.clearance, kind)) for audience in self._desk.audiences if audience.recipients
        )
        return tuple(
            letter
            for audience, report in made
            if kind is not ReportKind.ALERT or report.findings
            for letter in self._letters(report, audience)
        )

    def _letters(self, report: Report, audience: Audience) -> list[Letter]:
        """One message per recipient, with one body for all of them; none where AMBER is not to be mailed."""
        from monitor.render.mail import mail_body, message_id, render_message

        identity, delivery = self._desk.identity, self._desk.amber_delivery
        is_amber = report.mail_label >= Tlp.AMBER
        if is_amber and delivery is AmberDelivery.OFF:
            return []
        withheld = is_amber and delivery is AmberDelivery.NOTICE
        body = mail_body(report, audience.language, contact=identity.contact, withheld=withheld)
        return [
            Letter(
                recipient=recipient,
                audience=audience.clearance,
                language=audience.language,
                label=body.label,
                message_id=message_id(report, body, recipient=recipient, domain=identity.domain),
                content=render_message(report, body, recipient=recipient, identity=identity),
            )
            for recipient in audience.recipients
        ]


def report_again(
    desk: Desk,
    history: History,
    catalogue: Catalogue,
    *,
    clearance: Tlp,
    since: datetime | None,
    until: datetime | None,
    now: datetime,
) -> Report:
    """A report built from what is kept: of the dates given, or of what was seen since the last closing."""
    last = history.last_run()
    period = period_of(until or now, desk.timezone)
    up_to = last.id if last is not None and since is None and until is None else None
    record = history.period(period, since=since, until=until, up_to_run=up_to)
    return build_report(
        record,
        catalogue,
        audience=clearance,
        timezone=desk.timezone,
        now=now,
        kind=ReportKind.INTERIM,
        norm_findings=norm_uses(catalogue),
    )


def shaped(desk: Desk, report: Report, language: str, name: str) -> bytes:
    """One shape of a report: html, text, json, csv, atom, or eml (a message to nobody, to look at)."""
    from monitor.render import render_file

    if name == "eml":
        from monitor.render.mail import mail_body, render_message

        body = mail_body(report, language, contact=desk.identity.contact)
        return render_message(report, body, recipient=desk.identity.contact, identity=desk.identity)
    return render_file(report, language, "txt" if name == "text" else name)


def run_json(desk: Desk, history: History, catalogue: Catalogue, run: Run, publication: Publication) -> Iterator[str]:
    """The document of `run --json`: for the operator, so with the clearance AMBER."""
    from monitor.render.json import run_json_parts

    record = publication.record
    told = run_told(
        run,
        history.run_record(run.id),
        catalogue,
        findings=publication.findings,
        decisions=record.decisions if record is not None else (),
        timezone=desk.timezone,
    )
    files = (
        {"audience": str(file.audience), "language": file.language, "path": str(file.path)}
        for file in publication.files
        if file.path.suffix == ".html"
    )
    return run_json_parts(told, reports=files, language=desk.language, timezone=desk.timezone)


def norm_uses(catalogue: Catalogue) -> "tuple[NormFinding, ...]":
    """Norms that moved on, with the tools whose own words still lean on what went."""
    if not catalogue.norms:
        return ()
    from monitor.compare.norms import norm_findings

    return norm_findings(catalogue.norms, ((tool, "") for tool in catalogue.active_tools))


def _is_news(history: History, findings: Iterable[Finding], run: Run) -> bool:
    """Whether the open period's files should be written again: only when there is something new to tell."""
    told = sorted(f"{finding.item} {finding.section} {finding.standing}" for finding in findings)
    digest = sha256("\n".join((str(run.is_partial), *told)).encode()).hexdigest()
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
            f"{path} cannot be written: {error.strerror}.", "Make room there, or give this user write access."
        ) from error


def let_go_reports(desk: Desk, keep_months: int, now: datetime) -> None:
    """Remove report files of weeks that lie further back; their names say of which week they are."""
    oldest = period_of(now - timedelta(days=keep_months * DAYS_A_MONTH), desk.timezone)
    for path in desk.folder.glob("[0-9][0-9][0-9][0-9]-W[0-9][0-9]-TLP-*"):
        if path.name[: len(oldest)] < oldest:
            path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # a folder cannot be opened for this on Windows
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


__all__ = [
    "Audience",
    "Desk",
    "Publication",
    "ReportFile",
    "let_go_reports",
    "norm_uses",
    "prepare",
    "prove_templates",
    "publish",
    "refresh_waiting",
    "report_again",
    "run_json",
    "write_whole",
]
