"""Sites of the State: a wall against robots, a renamed section, a new site without the old addresses."""

from monitor.demo.script import Host, Page, moved, week
from monitor.demo.site import Article, Section, Site, article_page, message_page, robots, sitemap

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
        Section(
            heading="Communiceren tijdens een incident",
            paragraphs=(
                "Vertel medewerkers en inwoners vroeg wat u weet en wat u nog niet weet. Spreek af wie naar buiten treedt en langs welke weg, ook als de eigen website en mail niet werken.",
                "Bewaar een lijst met telefoonnummers op papier. Houd een logboek bij van besluiten, want wie later terugkijkt heeft de tijdlijn nodig.",
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
