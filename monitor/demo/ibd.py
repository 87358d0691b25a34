"""www.informatiebeveiligingsdienst.nl: eleven addresses on one host, and what becomes of them."""

from monitor.demo.ibd_texts import (
    BBN2_PLUS,
    BBN2_PLUS_REWORDED,
    BBN_TEST,
    BBN_TEST_SUCCEEDED,
    BIO,
    BIO_ZV,
    CLASSIFICATION,
    CLASSIFICATION_RETITLED,
    DEEP_ANALYSIS,
    GAP,
    HOME,
    INTRODUCTION,
    POLICY,
    RESILIENCE,
    RESTLESS,
    RISK_TEST,
    SITE,
    SMALL_TOWNS,
    STANDARDS,
)
from monitor.demo.office import DOCX, XLSX, make_docx, make_xlsx
from monitor.demo.pdf import make_pdf
from monitor.demo.script import Host, Page, moved, week
from monitor.demo.site import Article, article_page, message_page, robots, sitemap

HOST = "www.informatiebeveiligingsdienst.nl"

_MISSING = message_page(
    SITE,
    "Pagina niet gevonden",
    "De pagina die u zoekt bestaat niet of is verplaatst. Gebruik de zoekfunctie of ga naar de startpagina.",
    status=404,
)
_LOGIN = Page(
    content=(
        b'<!doctype html><html lang="nl"><head><title>Inloggen - Informatiebeveiligingsdienst</title></head><body>'
        b"<main><h1>Inloggen</h1><p>Deze pagina is alleen beschikbaar voor gemeenten. Log in met uw account.</p>"
        b'<form method="post" action="/inloggen/"><label>Gebruikersnaam <input name="gebruiker" type="text"></label>'
        b'<label>Wachtwoord <input name="wachtwoord" type="password"></label><button>Inloggen</button></form></main>'
        b"</body></html>"
    ),
    has_validators=False,
)
_PATHS = (
    "/",
    "/product/baseline-informatiebeveiliging-overheid-bio/",
    "/product/handreiking-informatiebeveiligingsbeleid-bio/",
    "/product/baselinetoets-bbn-bio/",
    "/product/gap-analyse-1-2-alle-sheets/",
    "/product/introductie-aanpak-bio/",
    "/product/maatregelenset-bbn2/",
    "/product/handreiking-dataclassificatie-2/",
    "/project/digitaleweerbaarheid/",
)


def _gap_sheet(version: str, measures: tuple[str, ...]) -> Page:
    rows = (("GAP-analyse BIO", version), *((number, "Ingevoerd?") for number in measures))
    return Page(content=make_xlsx(sheet="Maatregelen", rows=rows), content_type=XLSX)


def _word_file(article: Article) -> Page:
    paragraphs = tuple(text for section in article.sections for text in section.paragraphs)
    return Page(content=make_docx(title=article.title, paragraphs=paragraphs), content_type=DOCX)


def _pdf_file(article: Article) -> Page:
    paragraphs = tuple(text for section in article.sections for text in (section.heading, *section.paragraphs))
    return Page(content=make_pdf(title=article.title, paragraphs=paragraphs), content_type="application/pdf")


def ibd_host() -> Host:
    """Quiet pages, restless pages, and seven kinds of rot between week 2 and week 6."""
    return Host(
        name=HOST,
        missing={week(1): _MISSING},
        pages={
            "/": {week(1): article_page(RESTLESS, HOME)},
            "/robots.txt": {week(1): robots(HOST, disallow=("/wp-admin/",))},
            "/sitemap.xml": {
                week(1): sitemap(HOST, (*_PATHS, "/product/handreiking-bio-voor-kleine-gemeenten/")),
                week(4): sitemap(HOST, (*_PATHS, "/product/bio-aanpak-kleine-gemeenten/")),
            },
            "/product/baseline-informatiebeveiliging-overheid-bio/": {
                week(1): article_page(SITE, BIO),
                week(3): article_page(SITE, BIO_ZV),
            },
            "/wp-content/uploads/2020/06/BIO-versie-104.pdf": {week(1): _pdf_file(BIO)},
            "/wp-content/uploads/2026/09/BIO-versie-104zv.pdf": {week(3): _pdf_file(BIO_ZV)},
            "/project/digitaleweerbaarheid/": {week(1): article_page(RESTLESS, RESILIENCE)},
            "/product/handreiking-bio-voor-kleine-gemeenten/": {
                week(1): article_page(SITE, SMALL_TOWNS),
                week(4): _MISSING,
            },
            "/product/bio-aanpak-kleine-gemeenten/": {week(4): article_page(SITE, SMALL_TOWNS)},
            "/wp-content/uploads/2020/03/handreiking-kleine-gemeenten.docx": {week(1): _word_file(SMALL_TOWNS)},
            "/product/handreiking-informatiebeveiligingsbeleid-bio/": {
                week(1): article_page(SITE, POLICY),
                week(5): moved(f"https://{HOST}/"),
            },
            "/product/baselinetoets-bbn-bio/": {
                week(1): article_page(SITE, BBN_TEST),
                week(5): article_page(SITE, BBN_TEST_SUCCEEDED),
            },
            "/wp-content/uploads/2019/05/baselinetoets-bbn.xlsx": {week(1): _gap_sheet("BBN 1.02", ("1", "2", "3"))},
            "/product/risicotoets-bio2/": {week(5): article_page(SITE, RISK_TEST)},
            "/product/gap-analyse-1-2-alle-sheets/": {week(1): article_page(SITE, GAP)},
            "/wp-content/uploads/2020/07/gap-analyse.xlsx": {
                week(1): _gap_sheet("v2.3", ("5.1.1.1", "5.1.1.2", "6.1.1.1")),
                week(2): _gap_sheet("v2.4", ("5.1.1.1", "5.1.1.2", "6.1.1.1", "6.1.1.2", "7.2.2.1")),
            },
            "/product/introductie-aanpak-bio/": {week(1): article_page(SITE, INTRODUCTION)},
            "/product/maatregelenset-bbn2/": {
                week(1): article_page(RESTLESS, BBN2_PLUS),
                week(6): article_page(RESTLESS, BBN2_PLUS_REWORDED),
            },
            "/product/diepgaande-risicoanalyse-methode-excel/": {
                week(1): article_page(SITE, DEEP_ANALYSIS),
                week(6): message_page(
                    SITE, "Product ingetrokken", "Dit product is ingetrokken en niet langer beschikbaar.", status=410
                ),
            },
            "/nen-iso-27001-2/": {
                week(1): article_page(SITE, STANDARDS),
                week(5): moved(f"https://{HOST}/inloggen/?terug=/nen-iso-27001-2/", status=302),
            },
            "/inloggen/": {week(1): _LOGIN},
            "/product/handreiking-dataclassificatie-2/": {
                week(1): article_page(SITE, CLASSIFICATION),
                week(4): article_page(SITE, CLASSIFICATION_RETITLED),
            },
            "/wp-content/uploads/2021/01/dataclassificatie.docx": {
                week(1): _word_file(CLASSIFICATION),
                week(4): _word_file(CLASSIFICATION_RETITLED),
            },
        },
    )
