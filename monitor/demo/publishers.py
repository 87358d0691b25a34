"""The other publishers of the toolkit: wikis, news, a PDF, a body that changed its name."""

from dataclasses import replace

from monitor.demo.pdf import make_pdf
from monitor.demo.script import CertificateKind, Host, Page, Reach, Visit, moved, week
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


_WIKI_MENU = (("Hoofdpagina", "/wiki/Hoofdpagina"), ("Recente wijzigingen", "/wiki/Speciaal:RecenteWijzigingen"))
_NORA = "www.noraonline.nl"
_NORA_SITE = Site(
    name="NORA Online",
    menu=_WIKI_MENU,
    footer="De inhoud is beschikbaar onder CC BY 4.0.",
    generator="MediaWiki 1.39.11",
)
_ISOR = Article(
    title="ISOR (Information Security Object Repository)",
    lead="De ISOR is een verzameling themagerichte normenkaders die helpen bij de invoering van de BIO.",
    sections=(
        Section(
            heading="Inhoud van de ISOR",
            paragraphs=(
                "Elk normenkader beschrijft beveiligingsobjecten met hun doel, risico en de bijbehorende principes. De kaders worden beheerd door het Centrum Informatiebeveiliging en Privacybescherming.",
                "De normenkaders zijn ook als bestand te downloaden en te gebruiken in eigen hulpmiddelen.",
            ),
        ),
    ),
)
_ISOR_SUCCEEDED = replace(
    _ISOR,
    notice="Versie 2.0 van deze verzameling is vervangen door "
    '<a href="/wiki/ISOR_2.1">versie 2.1 van 30 oktober 2026</a>.',
)


def nora_host() -> Host:
    """Week 2: the certificate has run out; week 3: renewed. Week 4: a successor stated in the page."""
    return Host(
        name=_NORA,
        certificate={week(2): CertificateKind.EXPIRED, week(3): CertificateKind.VALID},
        missing={
            week(1): message_page(
                _NORA_SITE, "Niet bestaande pagina", "Er is nog geen pagina met deze titel.", status=404
            ),
        },
        pages={
            "/": {week(1): moved(f"https://{_NORA}/wiki/Hoofdpagina")},
            "/wiki/Hoofdpagina": {
                week(1): article_page(_NORA_SITE, Article(title="Hoofdpagina", lead="Welkom bij de NORA."))
            },
            "/robots.txt": {week(1): robots(_NORA, disallow=("/index.php",))},
            "/wiki/ISOR": {
                week(1): article_page(_NORA_SITE, _ISOR),
                week(4): article_page(_NORA_SITE, _ISOR_SUCCEEDED),
            },
            "/wiki/ISOR_2.1": {week(4): article_page(_NORA_SITE, replace(_ISOR, title="ISOR versie 2.1"))},
        },
    )


_VERA = "www.veraonline.nl"
_VERA_SITE = Site(
    name="VeRa Online",
    menu=_WIKI_MENU,
    footer="Deze pagina is voor het laatst bewerkt op 1 dec 2020 om 14:05.",
    generator="MediaWiki 1.35.14",
    restless=True,
)
_BIM = Article(
    title="Bedrijfsinformatiemodel Veiligheidsregio (BIM)",
    lead="Het bedrijfsinformatiemodel beschrijft de informatie waarmee veiligheidsregio's werken en hoe die samenhangt.",
    sections=(
        Section(
            heading="Bedrijfsobjecten",
            paragraphs=(
                "Het model onderscheidt onder meer incident, inzet, object, persoon en risico. Per object staat vast wie de eigenaar is en in welke processen het wordt gebruikt.",
                "De informatieplattegrond maakt van dit model een overzicht per regio, met de toepassingen erbij.",
            ),
        ),
    ),
)


def vera_host() -> Host:
    """A counter that never stands still; week 3: the host is down on Monday, and back on Tuesday."""
    return Host(
        name=_VERA,
        reach={week(3): Reach.REFUSED, week(3, day=1): Reach.OPEN},
        missing={
            week(1): message_page(
                _VERA_SITE, "Niet bestaande pagina", "Er is nog geen pagina met deze titel.", status=404
            ),
        },
        pages={
            "/": {week(1): article_page(_VERA_SITE, Article(title="Hoofdpagina", lead="Welkom bij VeRa online."))},
            "/robots.txt": {week(1): robots(_VERA)},
            "/index.php/Bedrijfsinformatiemodel_Veiligheidsregio_(BIM)": {week(1): article_page(_VERA_SITE, _BIM)},
        },
    )


_AIVD = "www.aivd.nl"
_AIVD_SITE = Site(
    name="AIVD",
    menu=(("Onderwerpen", "/onderwerpen"), ("Actueel", "/actueel")),
    footer="Algemene Inlichtingen- en Veiligheidsdienst",
)
_JSCU = Article(
    title="Joint Sigint Cyber Unit vanaf nu actief op GitHub",
    lead="De JSCU van AIVD en MIVD heeft een basisconfiguratie voor het loggen op Windows-systemen gepubliceerd.",
    facts=(("Nieuwsbericht", "22 april 2021"),),
    sections=(
        Section(
            heading="Zelf aanvallen herkennen",
            paragraphs=(
                "Met de basisconfiguratie leggen ICT-specialisten handelingen op computers in hun netwerk zo vast dat aanvallen van statelijke actoren beter te herkennen zijn.",
                "De basisconfiguratie is voor iedereen beschikbaar en mag vrij worden overgenomen.",
            ),
        ),
    ),
)


def aivd_host() -> Host:
    """From week 3 a wall that keeps everything out that is no browser."""
    wall = Page(
        status=403,
        content=(
            b"<!doctype html><html><head><title>Access Denied</title></head><body><h1>Access Denied</h1>"
            b"<p>Your request was blocked by our security service. Reference: 18.5f2e1602</p></body></html>"
        ),
        has_validators=False,
    )
    path = "/actueel/nieuws/2021/04/22/joint-sigint-cyber-unit-vanaf-nu-actief-op-github"
    return Host(
        name=_AIVD,
        missing={
            week(1): message_page(_AIVD_SITE, "Niet gevonden", "De pagina is niet gevonden.", status=404),
            week(3): wall,
        },
        pages={
            "/": {
                week(1): article_page(_AIVD_SITE, Article(title="AIVD", lead="Voor de nationale veiligheid.")),
                week(3): wall,
            },
            "/robots.txt": {week(1): robots(_AIVD)},
            path: {week(1): article_page(_AIVD_SITE, _JSCU), week(3): wall},
        },
    )


_DO = "www.digitaleoverheid.nl"
_DO_SITE = Site(
    name="Digitale Overheid",
    menu=(("Alle onderwerpen", "/overzicht-van-alle-onderwerpen/"), ("Nieuws", "/nieuws/")),
    footer="Ministerie van Binnenlandse Zaken en Koninkrijksrelaties",
    restless=True,
    with_news=True,
)
_TOOLBOX = Article(
    title="Toolbox cyberincident",
    lead="Wat betekent het voor uw organisatie als deze wordt geraakt door een cyberincident?",
    sections=(
        Section(
            heading="Stap voor stap",
            paragraphs=(
                "Bij iedere stap delen ervaringsdeskundigen hun tips: deelnemers en sprekers van de overheidsbrede cyberoefening vertellen wat zij de volgende keer anders zouden doen.",
                "Begin met het samenstellen van een crisisteam, leg vast wie mag besluiten en oefen ten minste een keer per jaar met uitval van het netwerk.",
            ),
        ),
    ),
)


def digitale_overheid_host() -> Host:
    """Week 4: the section is renamed and its pages move along."""
    tail = "/oefenen-en-kennisdelen/toolbox-cyberincident/"
    before = "/overzicht-van-alle-onderwerpen/informatieveiligheid" + tail
    after = "/overzicht-van-alle-onderwerpen/cybersecurity" + tail
    page = article_page(_DO_SITE, _TOOLBOX)
    return Host(
        name=_DO,
        missing={week(1): message_page(_DO_SITE, "Pagina niet gevonden", "Deze pagina bestaat niet.", status=404)},
        pages={
            "/": {
                week(1): article_page(
                    _DO_SITE, Article(title="Digitale Overheid", lead="Alles over de digitale overheid.")
                )
            },
            "/robots.txt": {week(1): robots(_DO)},
            "/sitemap.xml": {week(1): sitemap(_DO, ("/", before)), week(4): sitemap(_DO, ("/", after))},
            before: {week(1): page, week(4): moved(f"https://{_DO}{after}")},
            after: {week(4): page},
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


_NCSC = "www.ncsc.nl"
_NCSC_SITE = Site(
    name="Nationaal Cyber Security Centrum",
    menu=(("Documenten", "/documenten"), ("Actueel", "/actueel"), ("Contact", "/contact")),
    footer="Ministerie van Justitie en Veiligheid",
)
_NCSC_GUIDE = Article(
    title="Handreiking Cybersecuritymaatregelen",
    lead="Deze handreiking beschrijft de maatregelen die iedere organisatie zou moeten nemen om cyberaanvallen tegen te gaan.",
    facts=(("Publicatie", "28 juni 2021"),),
    sections=(
        Section(
            heading="Acht basismaatregelen",
            paragraphs=(
                "Zorg dat elke toepassing en elk systeem voldoende loginformatie maakt. Pas meervoudige authenticatie toe waar dat nodig is. Bepaal wie toegang heeft tot data en diensten.",
                "Segmenteer netwerken, controleer welke apparaten vanaf internet bereikbaar zijn, versleutel opslagmedia, installeer updates en maak regelmatig back-ups die u ook test.",
            ),
        ),
    ),
)
_PRINCIPLES = Article(
    title="Nationaal Cyber Security Centrum",
    lead="Vijf basisprincipes van digitale weerbaarheid: breng risico's in kaart, bevorder veilig gedrag, bescherm systemen, beheer toegang en bereid u voor op incidenten.",
    sections=(Section(heading="Basisprincipes", paragraphs=("Begin bij de vijf basisprincipes van NCSC en DTC.",)),),
)


def ncsc_host() -> Host:
    """Week 2: down for maintenance. Week 5: a new site, where no old address works any more."""
    closed = message_page(
        _NCSC_SITE, "Onderhoud", "Wegens onderhoud is deze site tijdelijk niet beschikbaar.", status=503
    )
    missing = message_page(_NCSC_SITE, "Pagina niet gevonden", "Deze pagina bestaat niet of niet meer.", status=404)
    before = "/documenten/publicaties/2021/juni/28/handreiking-cybersecuritymaatregelen"
    after = "/wat-kun-je-zelf-doen/handreiking-cybersecuritymaatregelen"
    guide = article_page(_NCSC_SITE, _NCSC_GUIDE)
    home = article_page(_NCSC_SITE, _PRINCIPLES)
    return Host(
        name=_NCSC,
        missing={week(1): missing},
        pages={
            "/": {week(1): home, week(2): closed, week(3): home},
            "/robots.txt": {week(1): robots(_NCSC)},
            "/sitemap.xml": {week(1): sitemap(_NCSC, ("/", before)), week(5): sitemap(_NCSC, ("/", after))},
            before: {week(1): guide, week(2): closed, week(3): guide, week(5): missing},
            after: {week(5): guide},
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
