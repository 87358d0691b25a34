"""Texts -> the HTML of a Dutch public site, with all that is not the text: menus, banners, counters, news of the week."""

import random
from dataclasses import dataclass, field
from html import escape

from monitor.demo.script import Host, Page, Visit, plain

_HEADLINES = (
    "Kwetsbaarheid in veelgebruikte VPN-software: werk bij",
    "Inschrijving najaarscongres informatieveiligheid geopend",
    "Webinar: incidentrespons in de praktijk, nu terug te kijken",
    "Nieuwe medewerkers versterken het team",
    "Terugblik op de overheidsbrede cyberoefening",
    "Dreigingsbeeld gepubliceerd: gijzelsoftware blijft grootste zorg",
    "Vacature: adviseur informatieveiligheid",
    "Handige poster over phishing voor op de werkvloer",
    "Nieuwsbrief van deze maand is verschenen",
    "Regiobijeenkomst voor CISO's: aanmelden kan nog",
    "Podcast: drie vragen aan een ethisch hacker",
    "Wijziging telefoonnummer servicedesk",
)

_SERVICE = (
    ("Contact", "/contact/"),
    ("Over deze site", "/over-deze-site/"),
    ("Privacy", "/privacy/"),
    ("Cookies", "/cookies/"),
    ("Toegankelijkheid", "/toegankelijkheid/"),
    ("Kwetsbaarheid melden", "/kwetsbaarheid-melden/"),
    ("Archief", "/archief/"),
    ("English", "/en/"),
)
"""Links at the foot of every page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file a page links to."""

    name: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page is about: the part a reader comes for."""

    title: str
    lead: str
    facts: tuple[tuple[str, str], ...] = ()
    """Such as version and date of publication."""
    sections: tuple[Section, ...] = ()
    downloads: tuple[Download, ...] = ()
    notice: str = ""
    """A box above the text; HTML, for it holds a link."""
    section_id: str = ""
    """The id of the first section, for addresses with a fragment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The furniture that all pages of a host share."""

    name: str
    menu: tuple[tuple[str, str], ...]
    footer: str
    generator: str = ""
    restless: bool = False
    """Each visit gives another nonce, another count of visitors, another order of partners."""
    with_news: bool = False
    """A block with other headlines every week."""
    extra: tuple[tuple[str, str], ...] = field(default=())
    """More meta elements: name and content."""


def article_page(site: Site, article: Article) -> Page:
    """A page of the site; where the site is restless or carries news, made anew for each visit."""
    if site.restless or site.with_news:
        return Page(content=lambda visit: render(site, article, visit))
    return Page(content=render(site, article, Visit(day=0, number=0)))


def message_page(site: Site, title: str, text: str, *, status: int) -> Page:
    """A page that only tells something is missing, closed or not allowed."""
    article = Article(title=title, lead=text)
    return Page(content=render(site, article, Visit(day=0, number=0)), status=status, has_validators=False)


def render(site: Site, article: Article, visit: Visit) -> bytes:
    """The whole document, as bytes in UTF-8."""
    chance = random.Random(f"{site.name} {article.title} {visit.day} {visit.number}")  # noqa: S311 - noise, not secrets
    nonce = f"{chance.getrandbits(64):016x}"
    meta = "".join(f'<meta name="{name}" content="{escape(content)}">' for name, content in site.extra)
    generator = f'<meta name="generator" content="{site.generator}">' if site.generator else ""
    return f"""<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<title>{escape(article.title)} - {escape(site.name)}</title>
{generator}{meta}
<link rel="stylesheet" href="/assets/site.css?v={nonce if site.restless else "20"}">
</head>
<body>
<a class="skip-link" href="#inhoud">Direct naar de inhoud</a>
<header><p class="site-name"><a href="/">{escape(site.name)}</a></p><nav aria-label="Hoofdmenu"><ul>{_links(site.menu)}</ul></nav></header>
{_banner(chance, nonce) if site.restless else ""}
<main id="inhoud">
{_main(article)}
</main>
{_news(visit) if site.with_news else ""}
<footer><p>{escape(site.footer)}</p><ul>{_links(_SERVICE)}</ul>{_unrest(chance, visit) if site.restless else ""}</footer>
<script nonce="{nonce if site.restless else ""}">document.documentElement.className = "js";</script>
</body>
</html>
""".encode()


def _links(links: tuple[tuple[str, str], ...]) -> str:
    return "".join(f'<li><a href="{path}">{escape(name)}</a></li>' for name, path in links)


def _main(article: Article) -> str:
    notice = f'<div class="melding" role="note"><p>{article.notice}</p></div>' if article.notice else ""
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in article.facts)
    sections = "".join(
        f"<h2{_id(article, number)}>{escape(section.heading)}</h2>"
        + "".join(f"<p>{escape(text)}</p>\n" for text in section.paragraphs)
        for number, section in enumerate(article.sections)
    )
    links = "".join(f'<li><a href="{file.path}">{escape(file.name)}</a></li>' for file in article.downloads)
    return (
        f'<h1>{escape(article.title)}</h1>\n{notice}<p class="intro">{escape(article.lead)}</p>\n'
        + (f"<dl>{facts}</dl>\n" if facts else "")
        + sections
        + (f'<h2>Downloads</h2><ul class="downloads">{links}</ul>\n' if links else "")
    )


def _id(article: Article, number: int) -> str:
    return f' id="{article.section_id}"' if article.section_id and number == 0 else ""


def _banner(chance: random.Random, nonce: str) -> str:
    partners = chance.randint(90, 180)
    return (
        f'<div id="cookie-consent" class="cookie-banner" role="dialog" data-token="{nonce}"><p>Wij en onze {partners} '
        'partners plaatsen cookies om deze site beter te maken.</p><button type="button">Akkoord</button></div>'
    )


def _unrest(chance: random.Random, visit: Visit) -> str:
    """What differs at the foot of a page: a count of visits, the version of the site, a veiled mail address."""
    visits = 126_000 + 311 * visit.day + visit.number + chance.randint(1, 40)
    key = chance.randint(1, 255)
    veiled = bytes((key, *(key ^ letter for letter in b"redactie@site.example"))).hex()
    return (
        f'<p class="teller">Bezoekers: {visits}. Nu online: {chance.randint(3, 60)} gasten.</p>'
        f'<p>Websiteversie 5.{visit.week}.2. Mail de redactie: <a href="/cdn-cgi/l/email-protection" class="__cf_email__" '
        f'data-cfemail="{veiled}">[email&#160;protected]</a></p>'
    )


def _news(visit: Visit) -> str:
    chosen = random.Random(visit.week).sample(_HEADLINES, 4)  # noqa: S311 - any four will do
    items = "".join(
        f'<li><a href="/nieuws/{visit.week}-{number}/">{escape(text)}</a></li>' for number, text in enumerate(chosen)
    )
    return f'<aside class="nieuws"><h2>Laatste nieuws</h2><ul>{items}</ul></aside>'


def robots(host: str, *, disallow: tuple[str, ...] = (), delay: int | None = None) -> Page:
    """A robots.txt that points to the site map (RFC 9309)."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in disallow)]
    if delay is not None:
        lines.append(f"Crawl-delay: {delay}")
    return plain("\n".join((*lines, f"Sitemap: https://{host}/sitemap.xml", "")))


def sitemap(host: str, paths: tuple[str, ...]) -> Page:
    """A site map in the form of sitemaps.org."""
    places = "".join(f"<url><loc>https://{host}{escape(path)}</loc></url>\n" for path in paths)
    xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}</urlset>\n'
    return Page(content=xml.encode(), content_type="application/xml; charset=utf-8")


__all__ = [
    "Article",
    "Download",
    "Host",
    "Section",
    "Site",
    "article_page",
    "message_page",
    "render",
    "robots",
    "sitemap",
]
