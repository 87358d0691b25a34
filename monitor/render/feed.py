"""Report -> Atom (RFC 4287): one entry an item, for who reads feeds."""

from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from monitor.model.report import Finding, Report
from monitor.phrases import phrases_for
from monitor.phrases.states import BADGE, SECTION
from monitor.render.escaping import safe_href, visible
from monitor.render.headings import headline
from monitor.render.json import moment
from monitor.render.words import advice, summary

_ATOM = "http://www.w3.org/2005/Atom"
MAX_ENTRIES = 500


def render_feed(report: Report, language: str) -> str:
    """The findings as entries; ids are `urn:` names made of the item, so a reader knows an item it has seen."""
    phrases = phrases_for(language, report.timezone)
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": phrases.language})
    label = report.label.printed
    _text(feed, "id", f"urn:toolkit-monitor:{report.catalogue.document_id}")
    _text(feed, "title", f"[{label}] {report.title}: {headline(report, phrases)}")
    _text(feed, "rights", label)
    _text(feed, "updated", moment(report.until) or "")
    _text(SubElement(feed, "author"), "name", "toolkit-monitor")
    for finding in report.findings[:MAX_ENTRIES]:
        entry = SubElement(feed, "entry")
        _text(entry, "id", f"urn:toolkit-monitor:{report.catalogue.document_id}:{finding.item}")
        _text(entry, "title", f"[{finding.label.printed}] {phrases.say(BADGE[finding.kind])}: {_titles(finding)}")
        _text(entry, "updated", moment(_moment_of(finding, report)) or "")
        SubElement(entry, "category", {"term": finding.section, "label": phrases.say(SECTION[finding.section])})
        if (href := safe_href(finding.members[0].url or "")) is not None:
            SubElement(entry, "link", {"href": href})
        _text(entry, "summary", f"{summary(finding, phrases)} {advice(finding, phrases)}")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode") + "\n"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = visible(text)


def _titles(finding: Finding) -> str:
    titles = [member.tool.title for member in finding.members]
    return ", ".join(titles[:5]) + (", …" if len(titles) > 5 else "")  # noqa: PLR2004 - enough to recognise it


def _moment_of(finding: Finding, report: Report) -> datetime:
    return finding.since or report.until
