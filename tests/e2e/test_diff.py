"""`diff`, when the page stays as it is and only a file behind it changes."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.demo import FakeInternet, Host, Page, Script
from monitor.demo.pdf import make_pdf
from tests.e2e.office import open_office

MONDAY = datetime(2026, 10, 5, 5, 0, tzinfo=UTC)
CATALOGUE = """\
schema_version: 1
document: {title: Toolkit}
tools:
  - {id: kader, title: Normenkader, tlp: "TLP:wit", url: "https://www.kader.example/pad"}
"""
TEXT = "Dit kader helpt gemeenten om informatie goed te beveiligen, stap voor stap en maatregel voor maatregel. " * 8
PAGE = Page(
    content=(
        f"<!doctype html><html lang=nl><title>Normenkader</title><main><h1>Normenkader</h1><p>{TEXT}</p>"
        '<p><a href="/normenkader.pdf">Normenkader (PDF)</a></p></main></html>'
    ).encode()
)


def file_of(edition: str) -> Page:
    content = make_pdf(title=f"Normenkader {edition}", paragraphs=(f"Uitgave {edition}. {TEXT}",), version=edition)
    return Page(content=content, content_type="application/pdf")


def test_diff_names_the_linked_file_that_changed_with_both_hashes(tmp_path: Path) -> None:
    pages = {"/pad": {0: PAGE}, "/normenkader.pdf": {0: file_of("een"), 7: file_of("twee"), 14: file_of("drie")}}
    script = Script(begins=MONDAY.date(), hosts=(Host(name="www.kader.example", pages=pages),))
    with FakeInternet(script) as internet, open_office(tmp_path, internet, CATALOGUE) as office:
        for day in (0, 7, 14):
            internet.day = day
            assert office("run", "--at", (MONDAY + timedelta(days=day)).isoformat()).status == 0

        out = office("diff", "kader").out
        assert re.findall(r"(?m)^(\d{4}-\d\d-\d\d)  Document vervangen: (Normenkader)", out) == [
            ("2026-10-12", "Normenkader"),
            ("2026-10-19", "Normenkader"),
        ]
        first, second = re.findall(r"sha256 ([0-9a-f]{12}) → ([0-9a-f]{12})", out)
        assert first[0] != first[1] == second[0] != second[1]
        last = office("diff", "kader", "--from", (MONDAY + timedelta(days=8)).isoformat()).out
        assert "2026-10-19" in last
        assert "2026-10-12" not in last
        nothing = office("diff", "kader", "--from", (MONDAY + timedelta(days=15)).isoformat()).out
        assert "Document" not in nothing
