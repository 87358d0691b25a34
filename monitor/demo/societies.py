"""CIP, NBA and IFV: a lost fragment, a replaced file, a body that changed its name."""

from dataclasses import replace

from monitor.demo.pdf import make_pdf
from monitor.demo.script import Host, Page, Visit, moved, week
from monitor.demo.site import Article, Section, Site, article_page, message_page, render, robots, sitemap

_CIP = "cip-overheid.nl"
_CIP_SITE = Site(
    name="Centrum Informatiebeveiliging en Privacybescherming",
    menu=(("Over CIP", "/over-cip/"), ("Producten", "/producten-en-diensten/producten"), ("Agenda", "/agenda/")),
    footer="CIP is een publiek-private netwerkorganisatie.",
    generator="Umbraco",
    with_news=True,
)
_BIO_SA = Article(
    title="BIO en thema-uitwerkingen",
    lead="Hier vindt u de producten van het CIP die helpen bij de invoering van de BIO.",
    section_id="BIO-SA",
    sections=(
        Section(
            heading="BIO Self-Assessment",
            paragraphs=(
                "De BIO-SA is een doe-het-zelfinstrument om te meten hoe volwassen de organisatie omgaat met informatiebeveiliging. Het is ook een stuurinstrument voor stapsgewijze verbetering.",
                "Management en medewerkers vullen de vragen samen in. De uitkomst verschijnt als spinnenwebdiagram en is te vergelijken met die van een vorig jaar.",
            ),
        ),
        Section(
            heading="Thema-uitwerkingen",
            paragraphs=(
                "Voor applicatieontwikkeling, clouddiensten, huisvesting, serverplatform en toegangsbeveiliging zijn de maatregelen uit de BIO verder uitgewerkt.",
            ),
        ),
    ),
)


def cip_host() -> Host:
    """Week 3: the section loses its id. Week 5: another scheme of addresses."""
    path = "/productcategorieën-en-worshops/producten/bio-en-thema-uitwerkingen/"
    later = "/producten-en-diensten/producten?product=bio-en-thema-uitwerkingen"
    renamed = replace(_BIO_SA, section_id="bio-self-assessment")
    return Host(
        name=_CIP,
        missing={
            week(1): message_page(_CIP_SITE, "Niet gevonden", "Deze pagina kunnen wij niet vinden.", status=404),
        },
        pages={
            "/": {week(1): article_page(_CIP_SITE, Article(title="CIP", lead="Samen werken aan veilige diensten."))},
            "/robots.txt": {week(1): robots(_CIP, delay=1)},
            "/sitemap.xml": {week(1): sitemap(_CIP, ("/", "/producten-en-diensten/producten"))},
            path: {
                week(1): article_page(_CIP_SITE, _BIO_SA),
                week(3): article_page(_CIP_SITE, renamed),
                week(5): moved(later),
            },
            later: {week(5): article_page(_CIP_SITE, renamed)},
        },
    )


_NBA = "www.nba.nl"
_NBA_SITE = Site(name="NBA", menu=(("Themas", "/themas/"), ("Over de NBA", "/over-de-nba/")), footer="Koninklijke NBA")
_NBA_PDF = "/globalassets/over-de-nba/ledengroepen/lio/handreiking-bij-volwassenheidsmodel-informatiebeveiliging/handreiking_volwassenheidsmodel_informatiebeveiliging.pdf"
_MATURITY = (
    "Het volwassenheidsmodel geeft interne auditafdelingen en directies een leidraad om hun organisatie te ondersteunen bij het meten, bepalen en verbeteren van het volwassenheidsniveau van informatiebeveiliging.",
    "Het model kent vijf niveaus: initieel, herhaalbaar, gedefinieerd, beheerst en continu verbeterend. Per beheersmaatregel staat beschreven welk bewijs bij welk niveau hoort.",
)


def nba_host() -> Host:
    """Week 3: another edition at the same address. Week 5: the file is gone and the site says so with status 200."""
    first = make_pdf(
        title="Handreiking bij Volwassenheidsmodel Informatiebeveiliging",
        version="2.0",
        paragraphs=("Versie 2.0, januari 2019", *_MATURITY),
    )
    second = make_pdf(
        title="Handreiking bij Volwassenheidsmodel Informatiebeveiliging",
        version="3.0",
        paragraphs=(
            "Versie 3.0, oktober 2026",
            *_MATURITY,
            "Nieuw in deze versie is het hoofdstuk over uitbesteding: bij elke maatregel staat nu ook wat van een leverancier wordt verwacht en hoe dat is aan te tonen.",
        ),
    )
    missing = message_page(
        _NBA_SITE,
        "Helaas, deze pagina bestaat niet (meer)",
        "Mogelijk is de pagina verplaatst of verwijderd. Probeer het via de zoekfunctie of de homepage.",
        status=200,
    )
    return Host(
        name=_NBA,
        missing={week(1): missing},
        pages={
            "/": {week(1): article_page(_NBA_SITE, Article(title="NBA", lead="Beroepsorganisatie van accountants."))},
            "/robots.txt": {week(1): robots(_NBA)},
            _NBA_PDF: {
                week(1): Page(content=first, content_type="application/pdf"),
                week(3): Page(content=second, content_type="application/pdf"),
                week(5): missing,
            },
        },
    )


_IFV = "www.ifv.nl"
_NIPV = "nipv.nl"
_IFV_SITE = Site(
    name="Instituut Fysieke Veiligheid",
    menu=(("Kennisplein", "/kennisplein"), ("Nieuws", "/nieuws")),
    footer="IFV",
    generator="Microsoft SharePoint",
)
_NIPV_SITE = Site(
    name="NIPV",
    menu=(("Onderwerpen", "/onderwerpen/"), ("Nieuws", "/nieuws/")),
    footer="Nederlands Instituut Publieke Veiligheid",
    generator="WordPress 6.8",
    with_news=True,
)
_KENNISTHEMA = Article(
    title="Kennisthema informatievoorziening",
    lead="Op deze pagina staat de actuele versie van de toolkit BIO voor de veiligheidsregio's.",
    section_id="tab2",
    sections=(
        Section(
            heading="Toolkit BIO",
            paragraphs=(
                "De toolkit is een levend document met handreikingen om de basis op orde te krijgen en te voldoen aan de BIO. Het landelijk implementatieloket houdt de toolkit bij.",
                "Regio's die een hulpmiddel missen of een fout zien, melden dat bij het implementatieloket.",
            ),
        ),
    ),
)
_VERA_NEWS = Article(
    title="Informatieplattegrond beschikbaar in VeRa",
    lead="De informatieplattegrond helpt veiligheidsregio's grip te houden op hun gegevens.",
    sections=(
        Section(
            heading="Beschikbaar voor alle regio's",
            paragraphs=(
                "De plattegrond maakt zichtbaar welke toepassingen en gegevens een regio gebruikt en waar de informatievoorziening kwetsbaar is.",
                "Alle regio's kunnen de plattegrond vanaf nu in VeRa online vullen.",
            ),
        ),
    ),
)
_IFV_OWN = "/kennisplein/Paginas/Kennisthema-informatievoorziening.aspx"
_IFV_NEWS = "/nieuws/Paginas/Informatieplattegrond-beschikbaar-in-Ve.aspx"
_NIPV_OWN = "/onderwerp/digitale-weerbaarheid/"
_NIPV_NEWS = "/nieuws/informatieplattegrond-beschikbaar-in-vera/"


def ifv_hosts() -> tuple[Host, Host]:
    """Week 2: the body has a new name, and every address leads to its new host."""

    def sharepoint(article: Article) -> Page:
        def content(visit: Visit) -> bytes:
            digest = f'<input type="hidden" name="__REQUESTDIGEST" value="0x{visit.day:06X}{visit.number:06X}">'
            return render(_IFV_SITE, article, visit).replace(b"</main>", digest.encode() + b"</main>")

        return Page(content=content)

    return (
        Host(
            name=_IFV,
            missing={week(1): message_page(_IFV_SITE, "404", "De pagina is niet gevonden.", status=404)},
            pages={
                "/": {
                    week(1): article_page(_IFV_SITE, Article(title="IFV", lead="Voor veiligheid in Nederland.")),
                    week(2): moved(f"https://{_NIPV}/"),
                },
                "/robots.txt": {week(1): robots(_IFV)},
                _IFV_OWN: {week(1): sharepoint(_KENNISTHEMA), week(2): moved(f"https://{_NIPV}{_NIPV_OWN}")},
                _IFV_NEWS: {week(1): sharepoint(_VERA_NEWS), week(2): moved(f"https://{_NIPV}{_NIPV_NEWS}")},
            },
        ),
        Host(
            name=_NIPV,
            missing={week(1): message_page(_NIPV_SITE, "Niet gevonden", "Deze pagina is niet gevonden.", status=404)},
            pages={
                "/": {week(1): article_page(_NIPV_SITE, Article(title="NIPV", lead="Voor publieke veiligheid."))},
                "/robots.txt": {week(1): robots(_NIPV)},
                "/sitemap.xml": {week(1): sitemap(_NIPV, ("/", _NIPV_OWN, _NIPV_NEWS))},
                _NIPV_OWN: {week(2): article_page(_NIPV_SITE, _KENNISTHEMA)},
                _NIPV_NEWS: {week(2): article_page(_NIPV_SITE, _VERA_NEWS)},
            },
        ),
    )
