"""History -> Report: what each audience may and should see. TLP is applied here, once (`audience.py`)."""

from monitor.report.audience import findings_for, label_of, may_see
from monitor.report.build import build_report, record_findings, run_told
from monitor.report.findings import findings_of
from monitor.report.items import item_id
from monitor.report.period import closes, missed_between, period_after, period_before, period_of, period_start
from monitor.report.rows import Rows

__all__ = [
    "Rows",
    "build_report",
    "closes",
    "findings_for",
    "findings_of",
    "item_id",
    "label_of",
    "may_see",
    "missed_between",
    "period_after",
    "period_before",
    "period_of",
    "period_start",
    "record_findings",
    "run_told",
]
