"""Made-up sites with pages that resemble each other, and what a redesign does to them."""

import random
from dataclasses import dataclass, replace

from monitor.judge.candidates import Lost
from monitor.model.document import Block, Document, Link, MediaKind, Role
from monitor.model.source import Source, SourceId, ToolId

OLD = "https://www.oud-voorbeeld.nl"

SUBJECTS = (
    "dataclassificatie", "back-up en herstel", "logging", "toegangsbeheer", "cryptografie", "mobiele apparaten",
    "leveranciers", "fysieke beveiliging", "incidenten", "continuïteit", "wijzigingen", "patches", "netwerken",
    "thuiswerken", "bewustwording", "privacy",
)  # fmt: skip
KINDS = ("handreiking", "factsheet", "checklist", "sjabloon")
_STARTS = ("Bepaal", "Beschrijf", "Controleer", "Leg vast", "Bespreek", "Toets", "Meet", "Beperk", "Verdeel", "Plan")
_THINGS = (
    "de rollen", "de risico's", "de planning", "het eigenaarschap", "de meldingen", "de bewaartermijn", "het testen",
    "de afspraken", "de rapportage", "de uitzonderingen", "het budget", "de oefening", "de scheiding van taken",
)  # fmt: skip
_WHENS = (
    "elk kwartaal",
    "vooraf",
    "bij elke wijziging",
    "binnen een dag",
    "jaarlijks",
    "voor de ingebruikname",
    "na afloop",
)
_BOILERPLATE = (
    "Neem voor vragen contact op met de helpdesk.",
    "Deze publicatie is met leden opgesteld.",
    "Deel deze pagina met een collega.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a made-up site."""

    slug: str
    title: str
    sentences: tuple[str, ...]
    folder: str = "producten"
    host: str = OLD
    ending: str = "/"
    kind: MediaKind = MediaKind.HTML

    @property
    def url(self) -> str:
        return f"{self.host}/{self.folder}/{self.slug}{self.ending}"

    @property
    def document(self) -> Document:
        texts = (*self.sentences, *_BOILERPLATE)
        blocks = (Block(text=self.title, role=Role.HEADING, level=1), *(Block(text=text) for text in texts))
        hashed = "|".join(self.sentences) if self.kind is not MediaKind.HTML else self.url
        return Document(kind=self.kind, title=f"{self.title} | Voorbeeld", blocks=blocks, content_hash=hashed)

    @property
    def lost(self) -> Lost:
        source = Source(id=SourceId("s"), tool=ToolId("t"), url=self.url)
        return Lost(source=source, tool_title=self.title, document=self.document)


def seeded(seed: int) -> random.Random:
    """The same site every time."""
    return random.Random(seed)


def slugged(text: str) -> str:
    return text.replace("ï", "i").replace(" ", "-").replace("'", "").lower()


def old_site(rng: random.Random) -> list[Page]:
    """64 pages: every subject in four kinds that share sentences, so that near misses abound."""
    shared = {subject: tuple(_sentence(subject, rng) for _ in range(3)) for subject in SUBJECTS}
    return [_page(kind, subject, shared[subject], rng) for subject in SUBJECTS for kind in KINDS]


def _page(kind: str, subject: str, shared: tuple[str, ...], rng: random.Random) -> Page:
    title = f"{kind.capitalize()} {subject}"
    own = tuple(_sentence(subject, rng) for _ in range(rng.randint(6, 14)))
    return Page(slug=slugged(title), title=title, sentences=(*shared, *own))


def _sentence(subject: str, rng: random.Random) -> str:
    words = (rng.choice(_STARTS), rng.choice(_THINGS), "rond", subject, "en", rng.choice(_THINGS), rng.choice(_WHENS))
    return " ".join(words) + "."


def edited(page: Page, rng: random.Random, share: float = 0.2) -> Page:
    """The same page after an editor went over it."""
    subject = page.title.partition(" ")[2]
    kept = (sentence if rng.random() > share else _sentence(subject, rng) for sentence in page.sentences)
    return replace(page, sentences=tuple(kept))


RENAMED = {
    "Handreiking": "Gids",
    "Factsheet": "Infoblad",
    "Checklist": "Controlelijst",
    "Sjabloon": "Voorbeelddocument",
}


def renamed(page: Page) -> Page:
    """The same page under another name and another slug, as new house rules for names bring about."""
    kind, _, subject = page.title.partition(" ")
    return replace(
        page, title=f"{subject.capitalize()} ({RENAMED[kind].lower()})", slug=slugged(f"{subject} {RENAMED[kind]}")
    )


def split(page: Page) -> tuple[Page, Page]:
    """One page made into two."""
    middle = len(page.sentences) // 2
    first = replace(
        page, slug=f"{page.slug}-achtergrond", title=f"{page.title}: achtergrond", sentences=page.sentences[:middle]
    )
    second = replace(
        page, slug=f"{page.slug}-stappen", title=f"{page.title}: stappen", sentences=page.sentences[middle:]
    )
    return first, second


def sitemap(pages: list[Page]) -> str:
    rows = "".join(f"<url><loc>{page.url}</loc><lastmod>2026-11-02</lastmod></url>" for page in pages)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def overview(pages: list[Page]) -> Document:
    """A page that lists others by title."""
    links = tuple(Link(url=page.url, text=page.title) for page in pages)
    blocks = tuple(Block(text=page.title, role=Role.LIST_ITEM, link_density=1.0) for page in pages)
    return Document(kind=MediaKind.HTML, title="Producten | Voorbeeld", blocks=blocks, links=links)
