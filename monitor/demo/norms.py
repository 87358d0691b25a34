"""The norms behind the toolkit, and the few pages that successors and canaries point at."""

from dataclasses import replace

from monitor.demo.script import Host, week
from monitor.demo.site import Article, Section, Site, article_page, robots


def _host(name: str, site: Site, pages: dict[str, dict[int, Article]]) -> Host:
    return Host(
        name=name,
        pages={
            "/robots.txt": {week(1): robots(name)},
            **{
                path: {day: article_page(site, text) for day, text in timeline.items()}
                for path, timeline in pages.items()
            },
        },
    )


_BIO2 = Article(
    title="BIO Overheid",
    lead="De Baseline Informatiebeveiliging Overheid 2 (BIO2) is het normenkader voor de hele overheid.",
    facts=(("Versie", "1.3"), ("Vastgesteld", "23 september 2025")),
    sections=(
        Section(
            heading="BIO2",
            paragraphs=(
                "De BIO2 volgt BIO 1.04zv op en sluit aan op NEN-EN-ISO/IEC 27001:2023 en 27002:2022. De basisbeveiligingsniveaus zijn vervallen.",
            ),
        ),
    ),
)
_RELEASES = Article(
    title="Releases · MinBZK/Baseline-Informatiebeveiliging-Overheid",
    lead="Uitgaven van de BIO2 in de openbare codeopslag.",
    sections=(
        Section(
            heading="BIO2 v1.3",
            paragraphs=(
                "Deze uitgave verwerkt de opmerkingen uit de consultatie. De overheidsmaatregelen over toegang en over het beheer van kwetsbaarheden zijn korter geschreven.",
                "De verwijzingen naar NEN-EN-ISO/IEC 27001:2023 en 27002:2022 zijn nagelopen. Een overzicht van alle gewijzigde maatregelen staat in het bestand wijzigingen.md.",
            ),
        ),
        Section(
            heading="BIO2 v1.2",
            paragraphs=(
                "De eerste uitgave na de vaststelling door het Overheidsbreed Beleidsoverleg Digitale Overheid. Taalfouten zijn hersteld; aan de maatregelen zelf is niets veranderd.",
            ),
        ),
    ),
)
_RELEASES_LATER = replace(
    _RELEASES,
    sections=(
        Section(
            heading="BIO2 v1.4",
            paragraphs=(
                "Deze uitgave verduidelijkt de overheidsmaatregelen over leveranciers en over logging. Nieuw is een maatregel voor het bewaren van logbestanden buiten het eigen netwerk.",
            ),
        ),
        *_RELEASES.sections,
    ),
)
_TLP = Article(
    title="Traffic Light Protocol (TLP)",
    lead="FIRST Standards Definitions and Usage Guidance - Version 2.0",
    sections=(
        Section(
            heading="Introduction",
            paragraphs=(
                "The Traffic Light Protocol was created to facilitate greater sharing of potentially sensitive information and more effective collaboration. There are four labels: RED, AMBER, GREEN and CLEAR.",
            ),
        ),
    ),
)
_ISO = Article(
    title="ISO/IEC 27001:2022",
    lead="Information security, cybersecurity and privacy protection. Requirements.",
    sections=(Section(heading="General information", paragraphs=("Status: published. Edition: 3.",)),),
)
_LOGGING = Article(
    title="JSCU-NL/logging-essentials",
    lead="A Windows event logging and collection baseline focused on finding balance between forensic value and data volume.",
)
_EXERCISE = Article(title="Weerbare Digitale Overheid", lead="Oefenen, leren en kennis delen over cyberincidenten.")


def norm_hosts() -> tuple[Host, ...]:
    """Week 5: a new release of BIO2. The rest stands still."""
    github = Site(name="GitHub", menu=(("Explore", "/explore"),), footer="GitHub", restless=True)
    return (
        _host(
            "bio-overheid.nl",
            Site(name="BIO Overheid", menu=(("BIO2", "/bio2/"),), footer="Beheerd door het CIP"),
            {"/": {week(1): _BIO2}},
        ),
        _host(
            "github.com",
            github,
            {
                "/": {week(1): Article(title="GitHub", lead="Build and ship software.")},
                "/MinBZK/Baseline-Informatiebeveiliging-Overheid/releases": {
                    week(1): _RELEASES,
                    week(5): _RELEASES_LATER,
                },
                "/JSCU-NL/logging-essentials": {week(1): _LOGGING},
            },
        ),
        _host(
            "www.first.org",
            Site(name="FIRST", menu=(("Standards", "/standards/"),), footer="FIRST.Org, Inc."),
            {"/": {week(1): Article(title="FIRST", lead="Improving security together.")}, "/tlp/": {week(1): _TLP}},
        ),
        _host(
            "www.iso.org",
            Site(
                name="ISO",
                menu=(("Standards", "/standards.html"),),
                footer="International Organization for Standardization",
            ),
            {"/": {week(1): Article(title="ISO", lead="Standards for the world.")}, "/standard/27001": {week(1): _ISO}},
        ),
        _host(
            "weerbaredigitaleoverheid.nl",
            Site(name="Weerbare Digitale Overheid", menu=(("Oefenen", "/oefenen/"),), footer="Ministerie van BZK"),
            {"/": {week(1): _EXERCISE}},
        ),
    )
