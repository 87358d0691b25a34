"""A catalogue and sites that mean harm: a canary in every field, page, header and document."""

import json
from datetime import date

from monitor.demo import Host, Page, Script

MARK = "kanarie"
"""In every canary; where it would be alive is looked at, for as text it may well be shown."""
REACHED = "https://kanarie.example/"
CANARIES: tuple[str, ...] = (
    f"<script>window.{MARK}=1;alert('{MARK}')</script>",
    f"<img src={REACHED}pixel.gif onerror=window.{MARK}=1>",
    f"<a href='{REACHED}'>{MARK} log hier in</a>",
    f'" onmouseover="window.{MARK}=1" autofocus onfocus="window.{MARK}=1" x="',
    f"[{MARK}]({REACHED}) ![{MARK}]({REACHED}x.png) **vet**",
    f"{{{{ 7*7 }}}}{{% for {MARK} in y %}}{{{{ config }}}}",
    f'=HYPERLINK("{REACHED}","{MARK}")',
    f"@SUM(1+1)*cmd|' /C {MARK}'!A0",
    f"{MARK}\u202eexe.fdp\u2066\u200b{MARK}",
    f"</style></script></title></textarea><base href=//{MARK}.example><meta http-equiv=refresh content=0;url={REACHED}>",
    f"{{detail}} {{0.__class__}} %(x)s %s {MARK}",
    f"<svg onload=window.{MARK}=1><style>@import url({REACHED}a.css);</style></svg>",
)
BREAK = f"{MARK} regel\\r\\nBcc: {MARK}@elders.example\\r\\n\\r\\n<script>window.{MARK}=1</script>"
"""As YAML and JSON write it: with real line ends when read."""


def catalogue() -> str:
    """One tool a canary, with it in every field that takes any text."""
    tools = []
    for number, canary in enumerate((*CANARIES, json.loads(f'"{BREAK}"'))):
        source = {
            "id": f"t{number}",
            "url": f"https://www.site{number}.example/pad?q=%3Cscript%3E{MARK}%3C/script%3E",
            "printed_url": canary,
            "note": canary,
            "superseded_by": [{"title": canary, "url": f"{REACHED}nieuw", "ground": canary}],
            "watch": {"key_terms": [canary]},
        }
        tools.append(
            {
                "id": f"t{number}",
                "title": f"{canary} {number}",
                "publisher": canary,
                "tlp": "TLP:wit",
                "description": canary,
                "audience": canary,
                "purpose": canary,
                "owner": canary,
                "tlp_note": canary,
                "sources": [source],
            }
        )
    tools.append({"id": "bad", "title": CANARIES[0], "url": f"javascript:window.{MARK}=1", CANARIES[1]: CANARIES[2]})
    document = {"title": f"Toolkit {CANARIES[0]}", "url": "https://www.document.example/toolkit"}
    return json.dumps({"schema_version": 1, "document": document, "tools": tools})


def _page(canary: str, number: int, *, edition: int) -> Page:
    """A page whose visible text is the canary: escaped on the page, so that it is text there."""
    from html import escape

    shown = escape(canary)
    body = "".join(
        f"<h2>{shown} hoofdstuk {n}</h2><p>Deze handreiking {number} van {shown} helpt gemeenten bij stap {n} van het werk.</p>"
        for n in range(1, 5 + 2 * edition)
    )
    news = (
        f"<p>Versie {edition}.{number} van {1 + edition} maart 2026. Dit document is vervangen door {shown} versie {edition + 1}.</p>"
        if edition > 1
        else ""
    )
    html = (
        f"<!doctype html><html lang=nl><head><meta charset=utf-8><title>{shown} - {edition}</title></head><body><main>"
        f"<h1>{shown}</h1>{body}{news}<ul><li><a href='/doc-{edition}.pdf'>{shown}</a></li></ul></main></body></html>"
    )
    fields = (("Server", canary.encode("ascii", "replace").decode().replace("\n", " ").replace("\r", " ")),)
    return Page(content=html.encode(), fields=fields)


def script() -> Script:
    """Day 0: the first edition. Day 7: another text; a few pages are gone, moved, or refuse."""
    from tests.unit.extract.made import make_pdf

    hosts = []
    for number, canary in enumerate((*CANARIES, f"{MARK} gewoon")):
        path = f"/pad?q=<script>{MARK}</script>"
        later: Page = _page(canary, number, edition=2)
        if number == 1:
            later = Page(status=404, content=f"<title>{canary}</title><h1>{canary} niet gevonden</h1>".encode())
        if number == 2:
            target = f"https://www.site2.example/nieuw/%3Cscript%3E{MARK}%3C/script%3E?x=%22onload=%22"
            later = Page(status=301, fields=(("Location", target),))
        if number == 3:
            later = Page(status=301, fields=(("Location", f"javascript:window.{MARK}=1"),))
        if number == 4:
            pdf = make_pdf(
                ((canary.encode("ascii", "replace").decode(), "Versie 2.0, 1 maart 2026"),),
                title=canary.encode("ascii", "replace").decode(),
            )
            later = Page(content=pdf, content_type="application/pdf")
        hosts.append(
            Host(
                name=f"www.site{number}.example",
                pages={
                    path: {0: _page(canary, number, edition=1), 7: later},
                    f"/nieuw/<script>{MARK}</script>": {0: _page(canary, number, edition=2)},
                    "/doc-1.pdf": {0: Page(content=make_pdf(), content_type="application/pdf")},
                    "/doc-2.pdf": {0: Page(content=make_pdf(((CANARIES[0],),)), content_type="application/pdf")},
                },
            )
        )
    hosts.append(Host(name="www.document.example", pages={"/toolkit": {0: _page(CANARIES[0], 99, edition=1)}}))
    return Script(begins=date(2026, 10, 5), hosts=tuple(hosts))
