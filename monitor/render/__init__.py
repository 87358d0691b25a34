"""A Report in one shape: HTML, text, JSON, CSV, a feed, a mail. Pure: values in, text or bytes out.

The shapes are imported when asked for: a quiet run pays for no template engine and no calendar of languages.
"""

from monitor.model.report import Report

FILES: tuple[str, ...] = ("html", "txt", "json", "csv", "atom")
"""Endings of the files that a report is kept as."""


def render_file(report: Report, language: str, ending: str) -> bytes:
    """One file of a report, by its ending."""
    match ending:
        case "html":
            from monitor.render.html import render_html as shape  # noqa: PLC0415 - only what is asked for
        case "txt":
            from monitor.render.text import render_text as shape  # noqa: PLC0415 - as above
        case "json":
            from monitor.render.json import render_json as shape  # noqa: PLC0415 - as above
        case "csv":
            from monitor.render.csv import render_csv as shape  # noqa: PLC0415 - as above
        case "atom":
            from monitor.render.feed import render_feed as shape  # noqa: PLC0415 - as above
        case _:
            raise ValueError(ending)
    return shape(report, language).encode()


def check_templates() -> int:
    """Compile every template; how many there are. Raises `OutputError`, naming the broken or missing one."""
    from monitor.render.environment import check_templates as check  # noqa: PLC0415 - brings Jinja

    return check()


__all__ = ["FILES", "check_templates", "render_file"]
