"""Hostile text in every field: none of it is alive in any form."""

import csv
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO

import pytest

from monitor.model.change import Excerpt, Fact, FactKind
from monitor.model.observation import Suggestion
from monitor.model.report import Report
from monitor.model.source import Catalogue, Classification, Mistake, Source, SourceId, Successor, Tlp, Tool, ToolId
from monitor.model.verdict import Evidence, Flag, StandingWord, State
from monitor.render.csv import render_csv
from monitor.render.feed import render_feed
from monitor.render.html import render_html
from monitor.render.mail import mail_body
from monitor.render.text import render_text
from tests.sample_report import NOW, quiet_record, report, seen, version_change

CANARIES = (
    "<script>alert('kanarie')</script>",
    "<img src=https://kanarie.example/pixel.gif onerror=alert(1)>",
    "<a href='https://kanarie.example/'>log hier in</a>",
    '" onmouseover="alert(1)" x="',
    "[log in](https://kanarie.example) **vet**",
    "{{ 7*7 }}{% for x in y %}",
    '=HYPERLINK("https://kanarie.example")',
    "regel\r\nBcc: kanarie@elders.example\r\n\r\nTLP:CLEAR",
    "\u202eexe.fdp\u2066\u200b",
    "</style></script></title><base href=//kanarie.example>",
    "{detail} {0.__class__} %(x)s",
    "javascript:alert(1)",
)


def poisoned(text: str) -> Report:
    """The text in every field that comes from a page or from the catalogue."""
    source = Source(
        id=SourceId("vergif"),
        tool=ToolId("vergif"),
        url=text,
        printed_url=text,
        note=text,
        superseded_by=(Successor(title=text, url=text, ground=text),),
    )
    tool = Tool(
        id=ToolId("vergif"),
        title=text,
        publisher=text,
        owner=text,
        description=text,
        tlp=Classification(label=Tlp.CLEAR),
        sources=(source,),
    )
    values = tuple((name, text) for name in ("phrase", "url", "name", "before", "after", "under", "term"))
    facts = tuple(Fact(kind=kind, values=values) for kind in (FactKind.TITLE_CHANGED, FactKind.DOCUMENT_ADDED))
    change = replace(
        version_change(),
        facts=facts,
        excerpts=(Excerpt(before=text, after=f"{text} nu", under=text),),
        added=(text,),
        removed=(text,),
        version_before=text,
        version_after=f"{text}2",
    )
    one = seen(
        "isor",
        state=State.DEAD,
        word=StandingWord.CONFIRMED,
        since=NOW,
        first_run=3,
        reason=text,
        change=change,
        evidence=(Evidence(rule=text, score=1.0, detail=text), Evidence(rule="status", detail=text)),
        flags=(Flag.SUPERSEDED,),
        notices=(Fact(kind=FactKind.SUCCESSOR, values=values),),
        suggestions=(Suggestion(url=text, ground=text, title=text),),
    )
    visit = replace(one, observation=replace(one.observation, source=SourceId("vergif"), url=text, final_url=text))
    mistake = Mistake(file=text, line=1, key=text, problem=text, remedy=text)
    of = Catalogue(title="Toolkit BIO", url=text, tools=(tool,), mistakes=(mistake,))
    return report(replace(quiet_record(), latest=(visit,), telling=(visit,), changes=(visit,), health=()), of=of)


class Alive(HTMLParser):
    """Elements, attributes and targets that a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.targets += [value or "" for name, value in attrs if name in {"href", "src", "action", "cite"}]


@pytest.mark.parametrize("canary", CANARIES)
def test_no_canary_is_alive_in_html(canary: str) -> None:
    whole, plain = poisoned(canary), poisoned("gewone tekst")
    for page, clean in (
        (render_html(whole, "nl"), render_html(plain, "nl")),
        (mail_body(whole, "nl").html, mail_body(plain, "nl").html),
    ):
        alive, expected = Alive(), Alive()
        alive.feed(page)
        expected.feed(clean)
        assert set(alive.tags) == set(expected.tags)
        assert alive.tags.count("script") == expected.tags.count("script")
        assert alive.handlers == []
        assert not any("kanarie" in target or target.startswith("javascript") for target in alive.targets)
        assert "49" not in re.findall(r"kanarie\D*(\d+)", page)


@pytest.mark.parametrize("canary", CANARIES)
def test_no_canary_starts_a_line_or_hides_in_text(canary: str) -> None:
    for text in (render_text(poisoned(canary), "nl"), mail_body(poisoned(canary), "nl").text):
        lines = text.splitlines()
        assert not any(line.startswith("Bcc:") for line in lines)
        assert [number for number, line in enumerate(lines) if line == "TLP:CLEAR"] == [0, len(lines) - 1]
        assert not set(text) & set("\u202e\u2066\u200b\r\x1b")


@pytest.mark.parametrize("canary", CANARIES)
def test_no_canary_is_a_formula_or_a_row_of_its_own(canary: str) -> None:
    rows = list(csv.reader(StringIO(render_csv(poisoned(canary), "nl").removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == 2
    assert not any(cell.lstrip()[:1] in {"=", "+", "-", "@"} for cell in rows[1] if cell)


@pytest.mark.parametrize("canary", CANARIES)
def test_no_canary_is_alive_in_the_feed(canary: str) -> None:
    feed = render_feed(poisoned(canary), "nl")
    assert not re.search(r"<(script|img|a|base)\b", feed)
    assert "kanarie" not in "".join(re.findall(r'href="([^"]*)"', feed))


@pytest.mark.parametrize("canary", CANARIES)
def test_no_canary_is_in_the_subject_or_a_file_name(canary: str) -> None:
    whole = poisoned(canary)
    body = mail_body(whole, "nl")
    assert body.subject == "[TLP:CLEAR] Toolkit BIO: 1 actie, 1 wijziging (week 47)"
    assert whole.stem == "2026-W47-TLP-CLEAR"
