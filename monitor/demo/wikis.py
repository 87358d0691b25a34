"""Two MediaWiki sites: an expired certificate, a successor told in the page, a counter, a day of silence."""

from dataclasses import replace

from monitor.demo.script import CertificateKind, Host, Reach, moved, week
from monitor.demo.site import Article, Section, Site, article_page, message_page, robots

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
