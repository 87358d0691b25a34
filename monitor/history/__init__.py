"""What we remember: one SQLite file. Observations in; memory, periods and timelines out."""

from monitor.history.outbox import Outbox
from monitor.history.periods import HeldCopy
from monitor.history.record import Recorder
from monitor.history.repair import Repaired, repair
from monitor.history.reports import ClosedReport, ReportKind
from monitor.history.settle import NextStanding
from monitor.history.store import History
from monitor.history.upkeep import Pruned, Size

__all__ = [
    "ClosedReport",
    "HeldCopy",
    "History",
    "MailState",
    "NextStanding",
    "Outbox",
    "Pruned",
    "Recorder",
    "Repaired",
    "ReportKind",
    "Size",
    "repair",
]
