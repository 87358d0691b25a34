"""The models and the table of mistakes -> `docs/catalogue.md`.

Written by ``python -m monitor.catalogue.document``; a test holds the page against the models.
"""

import re
from pathlib import Path
from typing import Final

from monitor.catalogue.mistakes import WARNINGS
from monitor.catalogue.schema import PARTS, CatalogueFile, Entry
from monitor.phrases.mistakes import MISTAKES

PAGE: Final = Path("docs/catalogue.md")

_HEAD: Final = """\
# The catalogue

<!-- Made by: python -m monitor.catalogue.document -->

What is watched stands in `catalogue.yaml`, which people edit. The texts that the shipped one takes over from the toolkit
document remain their publishers'. Look a changed file over with `toolkit-monitor catalogue check`: it names every mistake
with its line, its key and how to mend it. A bad entry is left out and named, the rest is watched; a warning leaves its
entry in.

```yaml
schema_version: 1
document: {title: Toolkit BIO, url: "https://www.example.nl/toolkit"}
tools:
  - id: first-tool
    title: First tool
    publisher: Example organisation
    tlp: "TLP:wit"
    url: "https://www.example.nl/guide"
  - id: second-tool
    title: Second tool
    tlp: "TLP:wit"
    sources:
      - id: second-tool
        url: "https://www.example.nl/second#chapter"
        superseded_by:
          - {title: Second tool 2.0, url: "https://www.example.nl/second-2", seen: 2026-11-23, ground: Announced by its publisher.}
        watch: {select: main, ignore: [.visitors], key_terms: [version], documents: true, interval: 7d}
      - {id: second-tool-news, url: "https://www.example.nl/news"}
norms:
  - {id: a-norm, title: A norm, url: "https://www.example.nl/norm", current: "2.0", outdated_terms: ["1.4"]}
```

YAML 1.2 in UTF-8, at most 5 MiB, one document, without anchors, aliases and tags. An id or a title that looks like a
number goes in quotes. `url` and `sources` exclude each other. An edited address keeps its history as long as the source
keeps its id.

Lists of many thousands can be plain: `.csv` with the columns `id,title,url,publisher,tlp` (comma or semicolon), or
`.jsonl` with one tool a line, any key of a tool allowed. Their document is named after the file.

## Classification

The printed words decide; case, spaces and dashes do not matter. wit, white, openbaar, public, clear: TLP:CLEAR. groen,
green: TLP:GREEN. amber, oranje: TLP:AMBER. amber+strict: TLP:AMBER+STRICT. rood, red: TLP:RED. `n.t.b.`, none, and any
other word: TLP:AMBER at least. Words that disagree: the strictest.
"""
_GAP: Final = re.compile(r"\{[^}]*\}")
_NAMES: Final = {
    "document": "`document:`",
    "tools": "`tools:`, each",
    "sources": "`sources:` of a tool, each",
    "superseded_by": "`superseded_by:` of a source or the document, each",
    "watch": "`watch:` of a source",
    "norms": "`norms:`, each",
}


def catalogue_page() -> str:
    """The page, in Markdown."""
    parts = [
        _HEAD,
        _section("The file", CatalogueFile),
        *(_section(_NAMES[key], model) for key, model in PARTS.items()),
    ]
    return "\n".join([*parts, _mistakes()])


def _section(title: str, model: type[Entry]) -> str:
    rows = [
        f"| `{name}` | {'yes' if about.is_required() else ''} | {about.description} |"
        for name, about in model.model_fields.items()
    ]
    return "\n".join(
        [f"## {title}", "", model.__doc__ or "", "", "| key | needed | what it is |", "|---|---|---|", *rows, ""]
    )


def _mistakes() -> str:
    rows = [
        f"| `{kind}` | {'warning' if kind in WARNINGS else 'mistake'} | {_GAP.sub('…', problem)} | {_GAP.sub('…', remedy)} |"
        for kind, (problem, remedy) in MISTAKES.items()
    ]
    head = ["## What can be wrong", "", "| kind | | what is told | how to mend it |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, ""])


if __name__ == "__main__":
    PAGE.write_text(catalogue_page(), encoding="utf-8")
