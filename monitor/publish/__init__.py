"""A run -> files a person reads and mail that waits: what each audience may see, once."""

from monitor.publish.again import report_again, run_json, shaped
from monitor.publish.closing import publish
from monitor.publish.desk import Audience, Desk, Publication, ReportFile, prepare, prove_templates
from monitor.publish.files import let_go_reports, write_whole
from monitor.publish.reports import norm_uses
from monitor.publish.waiting import refresh_waiting

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
    "shaped",
    "write_whole",
]
