"""Report -> HTML: the body of a mail, and the full report as one file."""

from monitor.model.report import Report
from monitor.phrases import phrases_for
from monitor.render.environment import html_environment, render
from monitor.render.view import ReportView


def mail_html(report: Report, view: ReportView, *, plot_cid: str = "") -> str:
    """The mail's body: tables and inline styles, nothing fetched from anywhere."""
    phrases = phrases_for(view.language, report.timezone)
    return render(html_environment(), "mail.html.j2", phrases=phrases, view=view, plot_cid=plot_cid).lstrip()
