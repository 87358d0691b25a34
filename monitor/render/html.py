"""Report -> HTML: the body of a mail, and the full report as one file."""

from base64 import b64encode
from hashlib import sha256

from markupsafe import Markup

from monitor.model.report import Report
from monitor.model.verdict import StateClass
from monitor.phrases import Phrases, phrases_for
from monitor.render.compose import compose
from monitor.render.environment import html_environment, our_file, render
from monitor.render.plot import trend_png
from monitor.render.sections import Budget
from monitor.render.tools import tool_views
from monitor.render.view import ReportView

FULL = Budget(items=300, brief=500, proposals=True)
MAX_PUBLISHERS = 100


def mail_html(report: Report, view: ReportView, *, plot_cid: str = "") -> str:
    """The mail's body: tables and inline styles, nothing fetched from anywhere."""
    phrases = phrases_for(view.language, report.timezone)
    return render(html_environment(), "mail.html.j2", phrases=phrases, view=view, plot_cid=plot_cid).lstrip()


def render_html(report: Report, language: str) -> str:
    """The full report: one file, nothing fetched, readable without scripts, printable with its label on every page."""
    phrases = phrases_for(language, report.timezone)
    style, script = our_file("report.css"), our_file("report.js")
    plot = trend_png(report.trend)
    publishers = report.listing.publishers
    told = min(MAX_PUBLISHERS, sum(one.has_news for one in publishers))
    return render(
        html_environment(),
        "report.html.j2",
        phrases=phrases,
        view=compose(report, language, budget=FULL, in_mail=False),
        tools=list(tool_views(report, phrases)),
        total=report.counts.sources,
        wanted=report.listing.wanted,
        publishers=publishers[:told],
        others=len(publishers) - told,
        tools_of_others=sum(one.sources for one in publishers[told:]),
        filters=_filters(report, phrases),
        plot=f"data:image/png;base64,{b64encode(plot).decode()}" if plot else "",
        style=Markup(style),  # noqa: S704 - our own file, never page text
        script=Markup(script),  # noqa: S704 - our own file, never page text
        style_hash=_source_hash(style),
        script_hash=_source_hash(script),
    ).lstrip()


def _source_hash(text: str) -> str:
    """What the Content Security Policy lets pass: this text and no other (CSP 3, 2.3.1)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _filters(report: Report, phrases: Phrases) -> tuple[tuple[str, str, int], ...]:
    """What the list can be narrowed to, by style alone: no script is needed."""
    classes = report.counts.classes
    unchecked = classes[StateClass.REFUSED] + classes[StateClass.BLOCKED]
    trouble = report.counts.sources - classes[StateClass.ALIVE] - classes[StateClass.REFUSED]
    return (
        ("all", phrases.say("everything"), report.listing.wanted),
        ("trouble", phrases.say("not in order"), trouble),
        ("changed", phrases.say("changed"), report.counts.changed),
        ("unchecked", phrases.say("not checked"), unchecked),
    )
