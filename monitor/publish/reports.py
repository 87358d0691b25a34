"""A record -> the reports of all audiences: their files, and their mail closed in one transaction."""

from datetime import datetime
from typing import TYPE_CHECKING

from monitor.history import History
from monitor.history import ReportKind as ClosingKind
from monitor.model.mail import Letter
from monitor.model.observation import Run
from monitor.model.period import PeriodRecord
from monitor.model.report import Finding, Report, ReportKind
from monitor.model.source import Catalogue, Tlp
from monitor.publish.desk import Audience, Desk, ReportFile
from monitor.publish.files import write_whole
from monitor.report import build_report
from monitor.settings.values import AmberDelivery

if TYPE_CHECKING:
    from pathlib import Path

    from monitor.compare.norms import NormFinding


CLOSING_OF = {
    ReportKind.BASELINE: ClosingKind.BASELINE,
    ReportKind.WEEKLY: ClosingKind.WEEKLY,
    ReportKind.ALERT: ClosingKind.ALERT,
    ReportKind.VOID: ClosingKind.VOID_NOTICE,
}


class Reports:
    """The reports of one record, one per clearance, made when first asked for."""

    def __init__(
        self, desk: Desk, record: PeriodRecord, catalogue: Catalogue, findings: tuple[Finding, ...], now: datetime
    ) -> None:
        self._desk, self._record, self._catalogue = desk, record, catalogue
        self._findings, self._now = findings, now
        self._made: dict[tuple[Tlp, ReportKind], Report] = {}

    def about(self, finding: Finding) -> "Reports":
        """The same, of one finding alone."""
        return Reports(self._desk, self._record, self._catalogue, (finding,), self._now)

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
        from monitor.render import FILES, render_file

        written: list[ReportFile] = []
        made: set[Path] = set()
        for audience in self._desk.audiences:
            report = self.of(audience.clearance, kind)
            stem = f"{report.stem}-void" if kind is ReportKind.VOID else report.stem
            for ending in FILES:
                path = self._desk.folder / f"{stem}-{audience.language}.{ending}"
                if path not in made:
                    write_whole(path, render_file(report, audience.language, ending), self._desk.mode)
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
            kind=CLOSING_OF[kind],
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


def norm_uses(catalogue: Catalogue) -> "tuple[NormFinding, ...]":
    """Norms that moved on, with the tools whose own words still lean on what went."""
    if not catalogue.norms:
        return ()
    from monitor.compare.norms import norm_findings

    return norm_findings(catalogue.norms, ((tool, "") for tool in catalogue.active_tools))
