"""Full HTML, JSON, CSV, feed and plot: the same findings in each."""

import csv
import json
import re
import struct
import zlib
from base64 import b64encode
from hashlib import sha256
from io import StringIO
from pathlib import Path
from xml.etree.ElementTree import fromstring

import jsonschema
import pytest

from monitor.model.report import Report, Section
from monitor.model.source import Tlp
from monitor.render import FILES, check_templates, render_file
from monitor.render.csv import render_csv
from monitor.render.feed import render_feed
from monitor.render.html import render_html
from monitor.render.json import render_json, run_json_parts
from monitor.render.mail import mail_body
from monitor.render.plot import trend_png
from monitor.render.text import render_text
from monitor.report import record_findings, run_told
from tests.sample_report import AMSTERDAM, SITUATIONS, TREND, report

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "docs" / "run.schema.json").read_text(encoding="utf-8"))
ATOM = "{http://www.w3.org/2005/Atom}"


def of(situation: str, audience: Tlp = Tlp.AMBER) -> Report:
    made_of, kind, catalogue = SITUATIONS[situation]
    return report(made_of, kind=kind, of=catalogue, audience=audience)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_json_of_a_report_holds_to_its_schema(situation: str) -> None:
    jsonschema.validate(json.loads(render_json(of(situation), "nl")), SCHEMA)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_json_of_a_run_holds_to_its_schema(situation: str) -> None:
    made_of, _, catalogue = SITUATIONS[situation]
    findings = record_findings(made_of, catalogue, timezone=AMSTERDAM)
    told = run_told(made_of.runs[-1], made_of.latest, catalogue, findings=findings, timezone=AMSTERDAM)
    reports = [{"audience": "AMBER", "language": "nl", "path": "reports/x.html"}]
    document = json.loads("".join(run_json_parts(told, reports=reports, language="nl", timezone=AMSTERDAM)))
    jsonschema.validate(document, SCHEMA)
    assert document["reports"] == reports


def test_a_page_of_too_many_tools_lists_those_that_tell_something_and_counts_the_others_by_publisher() -> None:
    whole = of("crowd")
    page = render_html(whole, "nl")
    anchors = {f'id="tool-{row.id}"' for row in whole.listing.rows}
    assert all(anchor in page for anchor in anchors)
    assert "regeling-" not in page
    assert "Per bron" in page
    silent = [one for one in whole.listing.publishers if not one.has_news]
    tools = whole.counts.sources - sum(one.sources for one in whole.listing.publishers if one.has_news)
    assert f"Nog {len(silent)} bronnen, met 1.{tools - 1000} hulpmiddelen." in page
    assert f'<h2 id="tools">Alle hulpmiddelen ({whole.counts.sources})</h2>' in page
    assert "Per bron" not in render_html(of("lively"), "nl")
    assert len(json.loads(render_json(whole, "nl"))["sources"]) == whole.counts.sources
    assert len(list(csv.reader(StringIO(render_csv(whole, "nl")), delimiter=";"))) == whole.counts.sources + 1


def test_a_tool_without_an_address_is_one_entry() -> None:
    entries = json.loads(render_json(of("quiet"), "nl"))["sources"]
    (faq,) = [entry for entry in entries if entry["tool"] == "faq"]
    assert (faq["url"], faq["state"], faq["reason"], faq["source"]) == (None, "not-checked", "no-address", "faq")


def test_for_a_move_the_first_suggestion_is_the_address_to_write() -> None:
    entries = {entry["source"]: entry for entry in json.loads(render_json(of("lively"), "nl"))["sources"]}
    moved = entries["maatregelen"]
    assert moved["suggestions"][0]["url"] == "https://www.ncsc.example/documenten/handreiking-cybersecuritymaatregelen"


def test_the_summary_of_a_change_is_a_sentence_in_the_language_of_the_report() -> None:
    def summary(language: str) -> str:
        entries = json.loads(render_json(of("lively"), language))["sources"]
        return str(next(entry["content"]["summary"] for entry in entries if entry["source"] == "bio-v1-04"))

    assert summary("nl").startswith("Nieuwe versie: 1.04 → 1.04zv.")
    assert summary("en").startswith("New version: 1.04 → 1.04zv.")


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("audience", [Tlp.CLEAR, Tlp.AMBER])
def test_counts_are_equal_in_subject_sections_csv_and_json(situation: str, audience: Tlp) -> None:
    whole = of(situation, audience)
    document = json.loads(render_json(whole, "nl"))
    rows = list(csv.DictReader(StringIO(render_csv(whole, "nl").removeprefix("\ufeff")), delimiter=";"))
    body = mail_body(whole, "nl")
    counts = document["counts"]
    assert counts["sources"] == len(document["sources"]) == len(rows)
    for name in whole.counts.classes:
        assert counts[name] == sum(row["class"] == name for row in rows)
        assert counts[name] == sum(entry["class"] == name for entry in document["sources"])
    assert counts["changed"] == sum(row["content"] == "changed" for row in rows)
    assert counts["confirmed"] == sum(entry["standing"] == "confirmed" for entry in document["sources"])
    assert len(document["findings"]) == sum(whole.counts.sections.values())
    in_rows = {item for row in rows for item in row["items"].split()}
    assert in_rows == {finding.item for finding in whole.findings}
    for section, words, heading in (
        (Section.ACTION, r"(\d+) acties?", "Actie nodig"),
        (Section.CHANGED, r"(\d+) wijziging", "Inhoud gewijzigd"),
    ):
        number = len(whole.of(section))
        told = re.search(words, body.subject)
        assert told is None or int(told.group(1)) == number
        if number and situation != "void":
            assert told is not None
            assert f"{heading} ({number})" in body.text
            assert f"{heading} ({number})" in body.html
            assert f"{heading} ({number})" in render_html(whole, "nl")


def test_the_full_page_lets_nothing_in_but_its_own_style_and_script() -> None:
    page = render_html(of("lively"), "nl")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    for kind in ("style", "script"):
        inner = re.search(f"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        assert inner is not None
        digest = b64encode(sha256(inner.group(1).encode()).digest()).decode()
        assert f"{kind}-src &#39;sha256-{digest}&#39;" in policy.group(
            1
        ) or f"{kind}-src 'sha256-{digest}'" in policy.group(1)
    assert "default-src" in policy.group(1)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<link|<iframe|url\(", page)
    assert re.findall(r'src="(?!data:image/png;base64,)', page) == []


def test_the_full_page_carries_its_label_on_paper_too() -> None:
    page = render_html(of("lively"), "nl")
    assert page.count(">TLP:AMBER</div>") == 2
    assert '<body class="paper-amber">' in page
    assert re.search(
        r'@page amber \{ @top-right \{ content: "TLP:AMBER";[^}]*\} @bottom-right \{ content: "TLP:AMBER"', page
    )


def test_the_full_page_shows_each_tool_with_its_timeline_and_difference() -> None:
    page = render_html(of("lively"), "nl")
    assert page.count('<details class="tool') == 20
    assert '<th scope="row"><a href="#tool-isor">' in page
    assert "<ins>1.04zv, 12 november 2026</ins>" in page
    assert "<del>1.04, 17 juni 2020</del>" in page


def test_the_feed_has_an_entry_for_each_finding_with_a_lasting_id() -> None:
    whole = of("lively")
    feed = fromstring(render_feed(whole, "nl").encode())  # noqa: S314 - our own output
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in feed.findall(f"{ATOM}entry")]
    assert [name.rpartition(":")[2] for name in ids] == [finding.item for finding in whole.findings]


def test_the_plot_is_a_valid_png_with_twelve_weeks() -> None:
    picture = trend_png(TREND)
    width, height = struct.unpack(">II", picture[16:24])
    assert (width, height) == (1104, 380)
    start = picture.index(b"IDAT") + 4
    length = struct.unpack(">I", picture[start - 8 : start - 4])[0]
    assert len(zlib.decompress(picture[start : start + length])) == height * (width + 1)


def test_one_week_is_no_course() -> None:
    assert trend_png(TREND[:1]) == b""


def test_every_form_is_the_same_bytes_when_made_again() -> None:
    whole = of("mistakes")
    first, second = ([render_file(whole, "nl", ending) for ending in FILES] for _ in range(2))
    assert first == second


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="docx"):
        render_file(of("quiet"), "nl", "docx")


def test_the_templates_compile() -> None:
    assert check_templates() == 3


def test_the_text_report_says_what_the_page_says() -> None:
    text = render_text(of("lively"), "en")
    assert text.startswith("TLP:AMBER\n")
    assert "python -m monitor accept" in text


def test_templates_trust_no_value() -> None:
    for path in (ROOT / "templates").glob("*.j2"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|Markup", source), path.name
