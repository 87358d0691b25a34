"""Mail that waits -> made anew where its content was lowered or raised since (report.md, T-11)."""

import logging
from datetime import datetime
from hashlib import sha256

from monitor.history import ClosedReport, History
from monitor.history import ReportKind as ClosingKind
from monitor.model.mail import Letter, Mail, MailState
from monitor.model.source import Catalogue
from monitor.publish.desk import Desk
from monitor.publish.reports import CLOSING_OF, Reports, norm_uses
from monitor.report import record_findings

logger = logging.getLogger(__name__)


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
    kind = next(kind for kind, closing in CLOSING_OF.items() if closing is closed.kind)
    carries = closed.kind in (ClosingKind.BASELINE, ClosingKind.WEEKLY)
    record = history.period(closed.period, up_to_run=closed.run, carries=carries)
    findings = record_findings(record, catalogue, timezone=desk.timezone, norm_findings=norm_uses(catalogue))
    if closed.key:
        findings = tuple(finding for finding in findings if finding.item == closed.key)
    return Reports(desk, record, catalogue, findings, closed.made_at).letters(kind)


def _same(letter: Letter, mail: Mail) -> bool:
    return (letter.recipient, letter.audience, letter.language) == (mail.recipient, mail.audience, mail.language)
