import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract import EXTRACTOR_VERSION, extract
from monitor.model.document import Aside, MediaKind, Role
from monitor.model.source import Watch
from tests.unit.extract.pages import MORE, PROSE, aside_of, main, read


def test_headings_paragraphs_lists_tables_and_addresses_are_blocks_of_their_own() -> None:
    document = read(
        f"<h1>BIO <em>aanpak</em></h1><p>{PROSE}</p><ul><li>Eerste<li>Tweede</ul><table><tr><th>Versie<td><p>1.04</p></tr></table>"
        "<address>Postbus 1<br>1234 AB Arnhem</address><dl><dt>Bron<dd>CIP</dl>"
    )
    assert [(block.role, block.text) for block in document.blocks] == [
        (Role.HEADING, "BIO aanpak"),
        (Role.PARAGRAPH, PROSE),
        (Role.LIST_ITEM, "Eerste"),
        (Role.LIST_ITEM, "Tweede"),
        (Role.TABLE_ROW, "Versie | 1.04"),
        (Role.ADDRESS, "Postbus 1 1234 AB Arnhem"),
        (Role.TERM, "Bron: CIP"),
    ]
    assert document.heading == "BIO aanpak"
    assert (document.title, document.language, document.kind) == ("Aanpak", "nl", MediaKind.HTML)


def test_nodes_that_are_no_elements_are_no_text_and_end_no_line() -> None:
    document = read("<p>een <?php x ?>twee<!-- drie --></p><svg><![CDATA[vier]]></svg><!doctype html><p>vijf</p>")
    assert [block.text for block in document.blocks] == ["een twee", "vijf"]
    assert document.signals.markers == ("drie",)


@pytest.mark.parametrize(
    ("markup", "aside"),
    [
        ("<nav>Menu van de site</nav>", Aside.NAVIGATION),
        ("<div class='main-menu'>Menu van de site</div>", Aside.NAVIGATION),
        ("<div role=navigation>Menu van de site</div>", Aside.NAVIGATION),
        ("<ol class=breadcrumb><li>Menu van de site</ol>", Aside.NAVIGATION),
        ("<header>Menu van de site</header>", Aside.HEADER),
        ("<footer>Menu van de site</footer>", Aside.FOOTER),
        ("<div class=siteFooter__inner>Menu van de site</div>", Aside.FOOTER),
        ("<aside>Menu van de site</aside>", Aside.SIDEBAR),
        ("<div id=cookie-bar>Menu van de site <button>OK</button></div>", Aside.CONSENT),
        ("<div role=dialog>Menu van de site</div>", Aside.CONSENT),
        ("<div hidden>Menu van de site</div>", Aside.HIDDEN),
        ("<p style='color:red; display: none'>Menu van de site</p>", Aside.HIDDEN),
        ("<div class='modal fade'>Menu van de site</div>", Aside.HIDDEN),
        ("<div class=related-articles>Menu van de site</div>", Aside.RELATED),
        ("<h2>Laatste nieuws</h2><p><a href=/n>Menu van de site</a></p>", Aside.RELATED),
        ("<ul><li><a href=/a>Menu van de site</a><li><a href=/b>B</a><li><a href=/c>C</a></ul>", Aside.LINKS),
        ("<button>Menu van de site</button>", Aside.FORM),
        ("<form><label>Menu van de site <input name=q></label></form>", Aside.FORM),
    ],
)
def test_what_is_not_content_is_kept_with_its_reason(markup: str, aside: Aside) -> None:
    document = read(f"{markup}<h1>Aanpak</h1><p>{PROSE}</p><p>{MORE}</p>")
    assert aside_of(document, "Menu van de site") is aside
    assert main(document) == ["Aanpak", PROSE, MORE]


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=sidebar>{}</div>",
        "<aside>{}</aside>",
        "<form id=aspnetForm>{}</form>",
        "<div class='page has-sidebar cookie-page'>{}</div>",
        "<div class=footer>{}</div>",
    ],
)
def test_an_element_that_holds_the_bulk_of_the_prose_is_the_page_whatever_it_is_called(markup: str) -> None:
    document = read(markup.format(f"<p>{PROSE}</p><p>{MORE}</p>") + "<p>Kort.</p>")
    assert main(document)[:2] == [PROSE, MORE]


def test_a_part_of_the_text_about_cookies_is_no_consent_dialogue() -> None:
    document = read(
        "<ul><li><a href='#cookies'>Cookies</a></ul>"
        f"<div><p>{PROSE}</p><p>{PROSE}</p></div><div id=cookies><h2>Cookies</h2><p>{MORE}</p></div>"
    )
    assert MORE in main(document)


def test_an_accordion_that_opens_on_demand_is_content() -> None:
    document = read(
        f"<main><h1>Vragen</h1><p>{PROSE}</p><h2><button>Wat is de BIO?</button></h2><div hidden><p>{MORE}</p></div></main>"
    )
    assert main(document) == ["Vragen", PROSE, "Wat is de BIO?", MORE]


def test_what_stands_beside_a_believable_main_element_is_beside_the_content() -> None:
    document = read(
        f"<div>Welkom bij de gemeente</div><main><h1>Aanpak</h1><p>{PROSE}</p></main><div>Volg ons ook elders</div>"
    )
    assert main(document) == ["Aanpak", PROSE]


def test_a_notice_above_the_main_element_is_content() -> None:
    document = read(f"<div class=alert-bar>Deze pagina is vervangen.</div><main><h1>Aanpak</h1><p>{PROSE}</p></main>")
    assert main(document)[0] == "Deze pagina is vervangen."


def test_a_header_gives_back_the_title_and_what_stands_with_it() -> None:
    document = read(
        f"<header><a href=/>Naar de startpagina</a><h1>Aanpak</h1><p>Versie 1.04, mei 2019</p></header><p>{PROSE}</p>"
    )
    assert main(document) == ["Aanpak", "Versie 1.04, mei 2019", PROSE]


def test_an_obfuscated_address_is_read() -> None:
    key = 0x2A
    token = bytes([key, *(letter ^ key for letter in b"info@cip.nl")]).hex()
    document = read(
        f"<p>Mail <a href='/cdn-cgi/l/email-protection' class='__cf_email__' data-cfemail='{token}'>[email&#160;protected]</a> voor hulp.</p>"
        f"<p><a href='/cdn-cgi/l/email-protection#{token}'>Schrijf ons</a></p>"
    )
    assert "Mail info@cip.nl voor hulp." in document.text
    assert [link.url for link in document.links] == ["mailto:info@cip.nl"]


def test_links_are_absolute_and_know_whether_they_lead_to_a_file() -> None:
    document = read(
        f"<p>{PROSE} <a href='../media/bio 1.04.pdf'>BIO</a> <a href='/dl?id=1' type='application/pdf'>Bijlage</a> "
        "<a href='?p=2#x'>Verder</a> <a href='#boven'>Boven</a> <a href='javascript:void(0)'>Druk af</a></p><nav><a href='//ander.nl/x.docx'>Menu</a></nav>",
    )
    assert [(link.url, link.text, link.is_document, link.is_main) for link in document.links] == [
        ("https://www.example.nl/media/bio%201.04.pdf", "BIO", True, True),
        ("https://www.example.nl/dl?id=1", "Bijlage", True, True),
        ("https://www.example.nl/aanpak/index.html?p=2", "Verder", False, True),
        ("https://ander.nl/x.docx", "Menu", True, False),
    ]


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/dsresource?objectid=aa11'>Handreiking (pdf, 2 MB)</a>",
        "<a href='/d/12'>Handreiking [PDF]</a>",
        "<a href='/d/12'>Handreiking (2,1 MB, docx)</a>",
        "<a href='/d/12'>Rekenblad (Excel)</a>",
        "<a href='/d/12'>Handreiking <span>PDF document | 5 pagina's | 200 kB</span></a>",
        "<a href='/d/12' download>Handreiking</a>",
        "<a href='/documents/20182/0/handreiking.pdf/8f1e-11aa?t=15'>Handreiking</a>",
    ],
)
def test_a_link_that_promises_a_file_leads_to_one_whatever_its_address(link: str) -> None:
    assert [each.is_document for each in read(f"<p>{link}</p>").links] == [True]


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/hulp/pdf'>Hoe lees ik een PDF?</a>",
        "<a href='/bestanden'>Bestanden van 200 MB en meer (uitleg)</a>",
        "<a href='/cursus'>Cursus Word en Excel</a>",
        "<a href='/versies'>Handreiking (in het Engels)</a>",
        "<a href='mailto:info@example.nl?subject=stuk'>Vraag het stuk op (pdf)</a>",
    ],
)
def test_a_link_that_speaks_of_files_leads_to_a_page(link: str) -> None:
    assert [each.is_document for each in read(f"<p>{link}</p>").links] == [False]


def test_the_number_of_a_visitor_is_no_part_of_a_link() -> None:
    links = "<a href='/stuk.pdf;jsessionid=0A1B?p=1'>Stuk</a> <a href='/stukken?PHPSESSID=ab12&p=2'>Stukken</a>"
    assert [(link.url, link.is_document) for link in read(f"<p>{links}</p>").links] == [
        ("https://www.example.nl/stuk.pdf?p=1", True),
        ("https://www.example.nl/stukken?p=2", False),
    ]


def test_a_base_element_moves_relative_links() -> None:
    document = read("<a href='b.pdf'>B</a>", head="<base href='/c/'>")
    assert [link.url for link in document.links] == ["https://www.example.nl/c/b.pdf"]


def test_every_id_and_anchor_name_can_be_a_fragments_target() -> None:
    document = read("<h2 id='BIO-SA'>A</h2><a name=tab2></a><svg id=pic></svg>")
    assert {"BIO-SA", "tab2", "pic"} <= document.fragments


def test_signals_tell_what_the_page_is_made_of() -> None:
    document = read(
        "<div id=root class='spinner app--loading'></div><form><input type=password></form><iframe src='/frame'></iframe>"
        "<noscript>Zet JavaScript aan.</noscript><script src='https://challenges.cloudflare.com/turnstile/v0/api.js'></script>",
        head="<meta name=generator content='TYPO3 CMS'><link rel=canonical href='/echt'><meta property='og:url' content='/og'>"
        "<meta http-equiv=refresh content='0; url=/nieuw'><meta name=robots content=NOINDEX>",
    )
    signals = document.signals
    assert (signals.password_fields, signals.forms, signals.scripts) == (1, 1, 1)
    assert (signals.app_roots, signals.frames) == (("root",), ("https://www.example.nl/frame",))
    assert (signals.noscript, signals.generator, signals.robots) == ("Zet JavaScript aan.", "TYPO3 CMS", "noindex")
    assert (signals.canonical, signals.og_url) == ("https://www.example.nl/echt", "https://www.example.nl/og")
    assert (signals.refresh_url, signals.refresh_seconds) == ("https://www.example.nl/nieuw", 0.0)
    assert signals.captcha == "turnstile"
    assert {"spinner", "app--loading", "challenges.cloudflare.com"} <= set(signals.markers)


def test_a_script_that_only_sends_on_is_a_refresh() -> None:
    document = read("<script>window.location.href = '/elders';</script>")
    assert document.signals.refresh_url == "https://www.example.nl/elders"


def test_a_frame_in_a_noscript_element_does_not_swallow_the_page() -> None:
    document = read(f"<p>{PROSE}</p>", head="<noscript><iframe src='https://t.example/ns.html' /></noscript>")
    assert main(document) == [PROSE]


def test_watch_select_keeps_only_what_it_names() -> None:
    document = read(f"<p>{MORE}</p><div class=x><p>{PROSE}</p></div>", watch=Watch(select=".x"))
    assert main(document) == [PROSE]
    assert aside_of(document, MORE) is Aside.IGNORED
    assert not document.selector_missed


def test_watch_ignore_leaves_out_what_it_names_and_keeps_links_and_lines_whole() -> None:
    watch = Watch(ignore=("#teller", "span.datum"))
    document = read(
        f"<p id=teller>Bezoekers: 12</p><p>{PROSE} <a class=z href=/a>Lees</a></p><p>Op <span class=datum>1 mei</span></p>",
        watch=watch,
    )
    assert main(document) == [f"{PROSE} Lees", "Op"]
    assert [link.url for link in document.links] == ["https://www.example.nl/a"]


@pytest.mark.parametrize("selector", [".weg", "p[[", "::nonsense(("])
def test_a_selector_that_matches_nothing_is_said_and_the_page_still_read(selector: str) -> None:
    document = read(f"<p>{PROSE}</p>", watch=Watch(select=selector))
    assert document.selector_missed
    assert main(document) == [PROSE]


@pytest.mark.parametrize(
    "selector",
    [
        "main > div.x.y",
        "p:nth-of-type(2)",
        "div:has(> p)",
        "p:not([data-z])",
        'a[href$=".pdf"]',
        'a[href*="/M/" i]',
        "h2 + p",
        "#a p ~ a",
        ":is(p, a)",
        "section:empty",
        'p:-soup-contains("een")',
        "main :where(h2), [class^=x]",
    ],
)
def test_a_selector_means_what_it_means_where_the_catalogue_is_checked(selector: str) -> None:
    body = '<main><div id=a class="x y"><p>een</p><p data-z>twee</p><a href="/m/f.pdf">f</a></div><h2>T</h2><p>drie</p><section></section></main>'
    soup = BeautifulSoup(body, "html.parser")
    meant = soup.select(selector)
    texts = {text for node in meant for text in node.stripped_strings}
    document = read(body, watch=Watch(select=selector))
    assert document.selector_missed is (not meant)
    if meant:
        assert set(main(document)) == texts


def test_a_document_carries_hash_size_and_rule() -> None:
    watch = Watch(ignore=(".x",))
    document = read("<p>a", watch=watch)
    assert document.rule_id == f"{EXTRACTOR_VERSION}:{watch.rule_id}"
    assert document.size_bytes > 0
    assert len(document.content_hash) == 64


def test_a_wrapper_around_the_page_moves_no_paths() -> None:
    plain, wrapped = (
        read(f"<div><h1>A</h1><p>{PROSE}</p></div>"),
        read(f"<section><div><div><h1>A</h1><p>{PROSE}</p></div></div></section>"),
    )
    assert [block.path for block in plain.blocks] == [block.path for block in wrapped.blocks]


def test_a_short_page_without_prose_has_content_too() -> None:
    assert main(read("<h1>BIO</h1><p>Versie 1.04</p>")) == ["BIO", "Versie 1.04"]


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 50_000 + "diep",
        "<div>x" * 30_000 + "</div>" * 30_000,
        "<![" * 300_000,
        "<p>" + "".join(f"<b a={number}>" for number in range(3_000)) + "</p>" + "<p>x</p>" * 3_000,
        "<table>" * 5_000,
        "<a " + "x=1 " * 50_000 + ">",
        "<" * 300_000,
        "<noscript>" * 30_000,
        "&" * 200_000,
    ],
    ids=["deep", "balanced", "cdata", "formatting", "tables", "attributes", "less-than", "noscript", "ampersand"],
)
@pytest.mark.timeout(10)
def test_a_hostile_page_takes_no_more_than_its_size(body: str) -> None:
    assert read(body).unreadable is None


@given(st.text(alphabet=st.sampled_from("<>/abdipv =\"'!-[]&;#x1"), max_size=300))
def test_any_rubbish_is_read_without_an_error(body: str) -> None:
    assert read(body).unreadable is None


@given(st.binary(max_size=300), st.sampled_from(["text/html", "application/pdf", "", "text/plain", "application/xml"]))
def test_any_bytes_give_a_document(content: bytes, label: str) -> None:
    assert extract(content=content, content_type=label, url="https://a.example/", watch=Watch()).size_bytes == len(
        content
    )


def test_plain_text_has_a_block_a_line() -> None:
    document = extract(
        content=b"Eerste regel\n\nTweede  regel", content_type="text/plain", url="https://a.example/", watch=Watch()
    )
    assert (document.kind, main(document)) == (MediaKind.TEXT, ["Eerste regel", "Tweede regel"])


def test_an_empty_cell_keeps_its_column_and_a_picture_in_a_cell_its_meaning() -> None:
    row = "<tr><td>Kluis</td><td></td><td>x</td><td><img src=a alt=nee></td><td></td></tr>"
    assert main(read(f"<main><p>{PROSE}</p><table>{row}</table></main>"))[-1] == "Kluis | | x | nee"


def test_struck_text_is_not_what_the_page_says() -> None:
    assert main(read(f"<main><p>{PROSE}</p><p>Sluit af met <del>een touw</del> een slot.</p></main>"))[-1] == (
        "Sluit af met een slot."
    )


SHORT = "Niveau twee is voor gegevens over personen."


@pytest.mark.parametrize(
    "panel",
    [
        f"<button aria-controls=a1>Twee</button><div id=a1 hidden><p>{SHORT}</p></div>",
        f"<a href='#uitleg'>Twee</a><div id=uitleg style='display:none'>{SHORT}</div>",
        f"<button data-bs-target='#u'>Twee</button><div id=u style='display: none'><p>{SHORT}</p></div>",
        f"<div role=tabpanel hidden><p>{SHORT}</p></div>",
        f"<div class=tab-pane style='display:none'><p>{SHORT}</p></div>",
    ],
)
def test_a_panel_that_a_control_opens_is_content_however_short(panel: str) -> None:
    assert SHORT in main(read(f"<main><h1>Aanpak</h1><p>{PROSE}</p>{panel}</main>"))


@pytest.mark.parametrize(
    "hidden",
    [
        f"<div hidden>{SHORT}</div>",
        f"<button aria-controls=m>Menu</button><div id=m hidden><a href=/a>Over ons allemaal</a> <a href=/b>{SHORT}</a></div>",
        f"<button aria-controls=c>Cookies</button><div id=c class=cookie-melding hidden>{SHORT}</div>",
        f"<button aria-controls=f>Zoek</button><div id=f hidden>{SHORT}<input name=q></div>",
        f"<button data-target='#d'>Open</button><div id=d class='modal fade' style='display:none'>{SHORT}</div>",
    ],
)
def test_what_stays_hidden_and_menus_forms_and_dialogues_that_open_are_not_content(hidden: str) -> None:
    assert SHORT not in main(read(f"<main><h1>Aanpak</h1><p>{PROSE}</p>{hidden}</main>"))


@pytest.mark.parametrize(
    "mark",
    [
        "<sup><a href='#n1'>1</a></sup>",
        "<sup id=ref>[<a href='#n1'>12</a>]</sup>",
        "<sup><a href='#n1'><span>[</span>a<span>]</span></a></sup>",
        "<a href='#n1'><sup>*</sup></a>",
        "<sup><a href='#n1'>[footnote 1]</a></sup>",
        "<span class='mw-editsection'><span>[</span><a href='/edit'>bewerken</a><span>]</span></span>",
        "<span hidden>Chief Information Security Officer</span>",
        "<span role=tooltip>Chief Information Security Officer</span>",
        "<b style='display:none'>: <a href='/c'>uitleg</a></b>",
    ],
)
def test_marks_and_what_is_hidden_within_a_line_are_none_of_it(mark: str) -> None:
    document = read(
        f"<main><p>{PROSE}</p><ul><li>De CISO{mark} toetst het <a href=/d>doel</a></ul><p>{MORE}</p></main>"
    )
    assert main(document) == [PROSE, "De CISO toetst het doel", MORE]
    assert [(link.url, link.text) for link in document.links if link.text == "doel"]
    assert document.main_blocks[1].link_density == round(4 / 23, 2)
    row = f"<table><tr><td>De CISO{mark}</td><td>ja</td></tr></table>"
    assert main(read(f"<main><p>{PROSE}</p>{row}</main>"))[-1] == "De CISO | ja"


def test_raised_text_that_is_no_mark_stays() -> None:
    text = "Artikel 2<sup>bis</sup>, 30 m<sup>2</sup>, <sup><a href='#x'>zie de uitleg</a></sup> en <a href='#y'>1</a>"
    assert main(read(f"<main><p>{PROSE}</p><p>{text}</p></main>"))[-1] == "Artikel 2bis, 30 m2, zie de uitleg en 1"


def test_an_open_dialogue_is_told_from_a_closed_one() -> None:
    document = read(f"<dialog open>Ingetrokken</dialog><dialog>Voorwaarden</dialog><p>{PROSE}</p>")
    assert [aside_of(document, text) for text in ("Ingetrokken", "Voorwaarden")] == [Aside.CONSENT, Aside.HIDDEN]
