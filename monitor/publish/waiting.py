"""Mail that waits -> made anew where its content was lowered or raised since (report.md, T-11)."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256

from monitor.history import ClosedReport, History
from monitor.history import ReportKind as ClosingKind
from monitor.model.mail import Letter, Mail, MailState
from monitor.model.report import ReportKind
from monitor.model.source import Catalogue, Tlp
from monitor.publish.clearances import Clearances
from monitor.publish.desk import Desk
from monitor.publish.reports import CLOSING_OF, Reports, norm_uses
from monitor.report import record_findings
from monitor.settings.values import AmberDelivery

logger = logging.getLogger(__name__)

CHANGED = "labels or readers changed while it waited"


def refresh_waiting(
    desk: Desk, history: History, catalogue: Catalogue, *, now: datetime, revived: frozenset[int] = frozenset()
) -> None:
    """Make waiting mail anew after labels or readers changed (T-11): nobody gets what is above his clearance by now.

    A message that may have arrived goes out again with the same bytes, or not at all: it is cancelled where its reader
    may no longer see what it holds. `revived` waited through changes unseen, so they are looked at in any case.
    """
    kept = history.digest("clearances")
    before = Clearances.read(kept)
    clearances = Clearances.of(desk, catalogue, before)
    text, raised = clearances.written(), clearances.raised_since(before)
    closed = {report.id: report for report in history.reports()}
    again: dict[int, _Again] = {}
    for mail in history.outbox.waiting():
        if kept == text and mail.id not in revived:
            continue
        report = again.setdefault(mail.report, _Again(desk, history, catalogue, closed[mail.report]))
        if mail.state is MailState.UNKNOWN or mail.resent:
            reason = _no_longer(mail, report, clearances, raised)
        else:
            reason = "" if _renewed(mail, report) else CHANGED
        if reason:
            history.outbox.mark(mail.id, MailState.CANCELLED, now=now, text=reason)
            logger.warning("mail %d cancelled: %s", mail.id, reason)
    if kept != text:  # last, so that a crash before it makes all of this happen again
        history.remember_digest("clearances", text)


@dataclass(frozen=True)
class _Again:
    """A report that was made before, by the catalogue and settings as they are now."""

    desk: Desk
    history: History
    catalogue: Catalogue
    closed: ClosedReport

    @property
    def kind(self) -> ReportKind:
        return next(kind for kind, closing in CLOSING_OF.items() if closing is self.closed.kind)

    @cached_property
    def reports(self) -> Reports:
        carries = self.closed.kind in (ClosingKind.BASELINE, ClosingKind.WEEKLY)
        record = self.history.period(self.closed.period, up_to_run=self.closed.run, carries=carries)
        norms = norm_uses(self.catalogue)
        findings = record_findings(record, self.catalogue, timezone=self.desk.timezone, norm_findings=norms)
        if self.closed.key:
            findings = tuple(finding for finding in findings if finding.item == self.closed.key)
        return Reports(self.desk, record, self.catalogue, findings, self.closed.made_at)

    @cached_property
    def letters(self) -> tuple[Letter, ...]:
        return self.reports.letters(self.kind)

    def is_about(self, tool: str) -> bool:
        """Whether the report may say anything of a tool: an alert and a void notice are about their findings alone."""
        if self.kind not in (ReportKind.ALERT, ReportKind.VOID):
            return True
        return any(
            member.tool.id == tool
            for finding in self.reports.of(Tlp.RED, self.kind).findings
            for member in finding.members
        )


def _renewed(mail: Mail, report: _Again) -> bool:
    """Put the message as it would be made now in the place of the one that waits; False where there is none now."""
    wanted = (mail.recipient, mail.audience, mail.language)
    for letter in report.letters:
        if (letter.recipient, letter.audience, letter.language) == wanted:
            is_same = sha256(letter.content).hexdigest() == mail.sha256
            return is_same or report.history.outbox.rewrite(mail.id, letter)
    return False


def _no_longer(mail: Mail, report: _Again, now: Clearances, raised: Mapping[str, Tlp]) -> str:
    """Why the bytes of a message may not go to its reader any more; empty when they may.

    They hold at most what his clearance of then allowed, by the labels of then: only what was raised since can matter.
    """
    clearance = now.readers.get(mail.recipient)
    if clearance is None:
        return "its reader is no longer named"
    if mail.label > clearance:
        return "its reader's clearance no longer covers it"
    if mail.label >= Tlp.AMBER and report.desk.amber_delivery is not AmberDelivery.MAIL:
        return "AMBER is no longer mailed"
    held = (now.labels[tool] for tool, was in raised.items() if was <= Tlp(mail.audience) and report.is_about(tool))
    strictest = max(held, default=Tlp.CLEAR)
    if strictest > clearance:
        return "a label was raised above its reader's clearance"
    return "a label was raised above the one it bears" if strictest > mail.label else ""
