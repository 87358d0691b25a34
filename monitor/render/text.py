"""Report -> plain text, by a template of its own: every heading and address of the HTML, 78 columns."""

import re

from monitor.model.report import Report
from monitor.phrases import phrases_for
from monitor.render.compose import compose
from monitor.render.environment import render, text_environment
from monitor.render.sections import Budget
from monitor.render.view import ReportView

FULL = Budget(items=500, brief=1000)


def mail_text(report: Report, view: ReportView) -> str:
    """The text of a view."""
    phrases = phrases_for(view.language, report.timezone)
    text = render(text_environment(), "mail.txt.j2", phrases=phrases, view=view)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def render_text(report: Report, language: str) -> str:
    """The whole report as text."""
    return mail_text(report, compose(report, language, budget=FULL, in_mail=False))
