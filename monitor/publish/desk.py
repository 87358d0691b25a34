"""What reports are made with, what came of a run for its readers, and what must be proved before it begins."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from monitor.errors import OutputError
from monitor.history import History
from monitor.model.period import PeriodRecord
from monitor.model.report import Finding, MailIdentity
from monitor.model.source import Tlp
from monitor.settings.values import AmberDelivery


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
