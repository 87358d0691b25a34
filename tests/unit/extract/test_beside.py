"""What a side column holds of the page itself: its files, its version and its status; the rest of it is beside the content."""

import pytest

from monitor.model.document import Aside
from tests.unit.extract.pages import MORE, PROSE, aside_of, main, read

FILE = "<li><a href=/media/handreiking-v2.pdf>Handreiking v2 (pdf)</a></li>"
NEWS = "<li>Zie <a href=/media/blad.pdf>het blad (pdf)</a></li>"


def watched(markup: str) -> list[str]:
    document = read(f"<header></header><main><h1>Aanpak</h1><p>{PROSE}</p><p>{MORE}</p>{markup}</main>")
    return [link.url.rpartition("/")[2] for link in document.links if link.is_main]


@pytest.mark.parametrize(
    "frame",
    [
        "<aside><h2>Downloads</h2><ul>{}</ul></aside>",
        "<div class=sidebar><ul>{}</ul></div>",
        "<div role=complementary><h2>Documenten</h2><ul>{}</ul></div>",
        "<div class='col-4 related-documents'><h3>Bij dit product</h3><ul>{}</ul></div>",
        "</main><aside><ul>{}</ul></aside><main>",
    ],
)
def test_a_file_beside_the_text_is_watched_as_one_in_it(frame: str) -> None:
    assert watched(frame.format(FILE)) == ["handreiking-v2.pdf"]
    assert watched(frame.format("<li><a href=/contact>Contact</a></li>")) == []


@pytest.mark.parametrize(
    "frame",
    [
        "<nav><ul>{}</ul></nav>",
        "<div class=footer><ul>{}</ul></div>",
        "<div class=site-header><ul>{}</ul></div>",
        "<aside><h2>Laatste nieuws</h2><ul>{}</ul></aside>",
        "<aside><nav><ul>{}</ul></nav></aside>",
        "<div class=related-articles><ul>{}</ul></div>",
        "<div class=sidebar><h2>Meest gelezen</h2><ul>{}</ul></div>",
    ],
)
def test_files_of_menus_footers_and_news_are_not_the_page_s(frame: str) -> None:
    assert watched(frame.format(FILE + FILE.replace("v2", "v3"))) == []


def test_news_beside_the_text_is_news_and_the_files_after_it_are_not() -> None:
    markup = f"<aside><section><h2>Nieuws</h2><ul>{NEWS * 2}</ul></section><h2>Downloads</h2><ul>{FILE}</ul></aside>"
    document = read(f"<main><h1>Aanpak</h1><p>{PROSE}</p><p>{MORE}</p>{markup}</main>")
    assert aside_of(document, "het blad") is Aside.RELATED
    assert aside_of(document, "Handreiking v2") is Aside.SIDEBAR
    assert watched(markup) == ["handreiking-v2.pdf"]


def beside(markup: str) -> list[str]:
    document = read(f"<main><h1>Aanpak</h1><p>{PROSE}</p><aside>{markup}</aside>{f'<p>{MORE}</p>' * 3}</main>")
    return main(document)[2:-3]


@pytest.mark.parametrize(
    ("markup", "own"),
    [
        (
            "<dl><dt>Versie</dt><dd>2.1</dd><dt>Status:</dt><dd>Definitief</dd></dl>",
            ["Versie: 2.1", "Status: Definitief"],
        ),
        ("<dl><dt>Auteur</dt><dd>Jan</dd><dt>Geldig tot</dt><dd>1 mei 2027</dd></dl>", ["Geldig tot: 1 mei 2027"]),
        ("<table><tr><th>Version</th><td>2.1</td></tr><tr><th>Views</th><td>12</td></tr></table>", ["Version | 2.1"]),
        ("<h2>Releases</h2><a href=/r><div>v1.2.0 <span>Latest</span></div><div>Jan 3</div></a>", ["v1.2.0 Latest"]),
    ],
)
def test_version_status_and_validity_beside_the_text_are_content(markup: str, own: list[str]) -> None:
    assert beside(markup) == own


@pytest.mark.parametrize(
    "markup",
    [
        "<dl><dt>Leestijd</dt><dd>4 minuten</dd><dt>Bekeken</dt><dd>214 keer</dd></dl>",
        "<dl><dt>Statussen van andere normen</dt><dd>Zie de lijst</dd></dl>",
        "<h3>Norm A</h3><dl><dt>Versie</dt><dd>1.0</dd></dl><h3>Norm B</h3><dl><dt>Versie</dt><dd>3.0</dd></dl>",
        "<p>Versie 1.4.2</p><p>Status: online</p>",
        "<p>v1.2.0</p><p>v1.1.0 Older</p>",
        f"<dl><dt>Versie</dt><dd>{PROSE}</dd></dl>",
    ],
)
def test_other_terms_and_lists_of_other_versions_stay_beside_it(markup: str) -> None:
    assert beside(markup) == []
