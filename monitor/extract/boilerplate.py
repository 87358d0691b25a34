"""Elements and their names -> which parts of a page are not its content, and why."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from monitor.extract.tags import Tag
from monitor.model.document import Aside
from monitor.normalise import word_set

_ROLES = {
    "navigation": Aside.NAVIGATION,
    "menu": Aside.NAVIGATION,
    "menubar": Aside.NAVIGATION,
    "banner": Aside.HEADER,
    "contentinfo": Aside.FOOTER,
    "complementary": Aside.SIDEBAR,
    "search": Aside.FORM,
    "dialog": Aside.CONSENT,
    "alertdialog": Aside.CONSENT,
    "tooltip": Aside.HIDDEN,
}

# Words in ids and classes, after "siteFooter__links-2" was read as: site footer links 2. The first row that has one wins.
_NAMES: tuple[tuple[Aside, frozenset[str]], ...] = (
    (
        Aside.CONSENT,
        word_set(
            "cookie cookies consent gdpr onetrust didomi cybotcookiebot cookiebot cookieconsent cookiebanner cookiebar cookienotice"
            " cookiewall cookiemelding cookielaw usercentrics axeptio tarteaucitron klaro complianz cmplz truste trustarc osano iubenda evidon"
            " cmp borlabs termly cookieyes cky cookiescript"
        ),
    ),
    (Aside.HIDDEN, word_set("modal popup lightbox offcanvas drawer screenreader skiplink skiplinks")),
    (
        Aside.NAVIGATION,
        word_set(
            "nav navbar navigation navigatie topnav subnav sidenav mainnav menu megamenu submenu mainmenu breadcrumb breadcrumbs kruimelpad pagination pager"
        ),
    ),
    (Aside.FOOTER, word_set("footer colophon subfooter prefooter")),
    (Aside.HEADER, word_set("masthead topbar siteheader pageheader navheader")),
    (Aside.SIDEBAR, word_set("sidebar zijbalk sidepanel")),
    (
        Aside.RELATED,
        word_set(
            "related gerelateerd recommended recommendations promo promotion promotions newsletter nieuwsbrief subscribe share sharing social socials"
            " sharethis addtoany advert adverts ads advertisement sponsor sponsored teaser teasers testimonial testimonials upsell trending cta"
        ),
    ),
)
_PAIRS = (
    (Aside.HEADER, re.compile(r"\b(?:site|page|main|global|top|app) ?header\b")),
    (Aside.HIDDEN, re.compile(r"\b(?:sr only|visually ?hidden|screen reader|skip (?:link|to))\b")),
)
_FILES_OF_PAGE = re.compile(
    r"\b(?:related|gerelateerde?) (?:documents?|documenten|downloads?|files?|bestanden|bijlagen|attachments?)\b"
)
"""Called related, but they are the page's own."""
_PAIR_WORDS = ("header", "sr only", "hidden", "reader", "skip")
"""Without one of these no pair does."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_WORD = re.compile(r"[^a-z]+")
_INVISIBLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_PANEL_WORDS = word_set(
    "tab tabs tabpane pane panel accordion collapse collapsible collapsed content answer faq toggle details expandable uitklap"
)
_COMMENT_WORDS = word_set("comments reacties commentlist kommentare commentaires disqus")
_NOTICE_WORDS = word_set("alert notice notification warning melding waarschuwing mededeling hatnote ambox")
_ALL_NAMES = frozenset().union(*(known for _, known in _NAMES), _PANEL_WORDS, _NOTICE_WORDS, _COMMENT_WORDS)
_NOTICE_ROLES = frozenset({"alert", "note", "status"})
_PANEL_ROLES = frozenset({"tabpanel", "region"})
TELLING = frozenset({"role", "hidden", "style"})
"""Attributes that can set an element aside, besides its names."""


class Ground(Enum):
    """What an element was set aside for."""

    ELEMENT = auto()
    """Its tag or ARIA role, or a name on what is hidden besides: the page's author said so."""
    NAME = auto()
    """Words in its id or class: a guess."""
    COMMENTS = auto()
    """Called the comments of visitors: a guess as well, but they may be long."""
    HIDDEN = auto()
    PANEL = auto()
    """Hidden until the reader opens it: a tab or an accordion, by its role or name."""
    FOLDED = auto()
    """Hidden within the text: most likely the same."""
    SELECTOR = auto()
    """The source's own `watch`."""


class Named(NamedTuple):
    """What the words of an element's id and classes say."""

    aside: Aside | None = None
    is_notice: bool = False
    is_panel: bool = False
    ground: Ground = Ground.NAME


NAMELESS = Named()


@lru_cache(maxsize=8192)
def read_names(names: str) -> Named:
    """Ids and classes are read as words: ``siteFooter__links-2`` is ``site footer links``."""
    text = _NO_WORD.sub(" ", _CAMEL.sub(" ", names).lower()).strip()
    words = frozenset(text.split())
    if _ALL_NAMES.isdisjoint(words) and not any(word in text for word in _PAIR_WORDS):
        return NAMELESS
    aside = next((aside for aside, known in _NAMES if not known.isdisjoint(words)), None)
    aside = aside or next((aside for aside, pattern in _PAIRS if pattern.search(text)), None)
    if aside is Aside.RELATED and _FILES_OF_PAGE.search(text):
        aside = Aside.SIDEBAR
    is_comments = aside is None and not _COMMENT_WORDS.isdisjoint(words)
    return Named(
        aside=Aside.RELATED if is_comments else aside,
        ground=Ground.COMMENTS if is_comments else Ground.NAME,
        is_notice=not _NOTICE_WORDS.isdisjoint(words),
        is_panel=not _PANEL_WORDS.isdisjoint(words),
    )


def aside_of(
    tag: Tag, attributes: Mapping[str, str | None], named: Named, *, in_article: bool
) -> tuple[Aside, Ground] | None:
    """Why an element's content is not the page's own, or None; `named` is what its id and classes say."""
    if tag.aside is not None:
        is_closed = tag.name == "dialog" and "open" not in attributes
        return (Aside.HIDDEN if is_closed else tag.aside), Ground.ELEMENT
    if tag.around is not None and not in_article:
        return tag.around, Ground.ELEMENT
    aside = None if tag.is_styled else named.aside
    if not TELLING.isdisjoint(attributes):
        role = attributes.get("role") or ""
        if _is_hidden(attributes):
            is_panel = role in _PANEL_ROLES or named.is_panel
            hiding = Ground.PANEL if is_panel else Ground.FOLDED if in_article else Ground.HIDDEN
            return (aside, Ground.ELEMENT) if aside is not None else (Aside.HIDDEN, hiding)
        if role in _ROLES and not (in_article and _ROLES[role] in {Aside.HEADER, Aside.FOOTER}):
            return _ROLES[role], Ground.ELEMENT
    return (aside, named.ground) if aside is not None else None


def is_notice(attributes: Mapping[str, str | None], named: Named) -> bool:
    """Whether an element calls itself a notice: "this page was replaced by" belongs to the content wherever it stands."""
    return named.is_notice or attributes.get("role") in _NOTICE_ROLES


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    if "hidden" in attributes:
        return attributes["hidden"] != "until-found"
    style = attributes.get("style")
    return bool(style) and _INVISIBLE.search(style or "") is not None


@dataclass(slots=True)
class Region:
    """An element whose content is set aside, and how much of the page it holds; the sums include what is nested in it."""

    aside: Aside
    ground: Ground
    parent: int = -1
    identity: str = ""
    prose: int = 0
    letters: int = 0
    """Letters outside links."""
    linked: int = 0
    controls: int = 0
    """Buttons and fields."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What the whole page holds: prose, and all letters that are not in links."""

    prose: int
    letters: int

    def of(self, region: Region) -> float:
        """How much of the page a region is; a page with hardly any prose is measured by its letters."""
        if self.prose >= _LITTLE_PROSE:
            return region.prose / self.prose
        return region.letters / self.letters if self.letters else 0.0


_LITTLE_PROSE = 400
PROSE_LETTERS = 80
"""A run of text from here on, with few links, is prose."""
PROSE_LINKS = 0.34

# A region that holds at least this share of the page's prose is the page, whatever it is called.
_SHARE = {Aside.CONSENT: 0.6, Aside.HIDDEN: 0.5, Aside.NAVIGATION: 0.5, Aside.IGNORED: 2.0}
_SHARE_ELSE = 0.3
_COMMENTS_SHARE = 0.98
"""A few lines may draw a crowd; where there is nothing else, the comments are what was published."""
_PANEL_LETTERS = 25
"""Less is a label."""
_TEASER_PROSE = 400
_TEASER_LINKS = 0.2


def standing_asides(
    regions: list[Region], page: Shares, targets: Collection[str], opened: Collection[str]
) -> list[Aside | None]:
    """For each region the reason that holds: its own, its parent's, or none.

    Regions come in the order of the page, parents first. `targets` are the fragments the page itself links to: a part
    of the text with the anchor ``cookies`` is no consent dialogue. `opened` are the elements that a control of the page opens.
    """
    for region in reversed(regions):
        if region.parent >= 0:
            outer = regions[region.parent]
            outer.prose += region.prose
            outer.letters += region.letters
            outer.linked += region.linked
            outer.controls += region.controls
    held: list[Aside | None] = []
    for region in regions:
        above = held[region.parent] if region.parent >= 0 else None
        stands = region.ground is Ground.SELECTOR or not (
            _is_bulk(region, page) or _is_panel(region, opened) or _is_misnamed(region, targets)
        )
        held.append(above or (region.aside if stands else None))
    return held


def _is_bulk(region: Region, page: Shares) -> bool:
    """Whether the region is the page itself, whatever it is called."""
    share = _COMMENTS_SHARE if region.ground is Ground.COMMENTS else _SHARE.get(region.aside, _SHARE_ELSE)
    return page.of(region) >= share


def _is_panel(region: Region, opened: Collection[str]) -> bool:
    """Whether the region is a part of the text that opens on demand: no menu, no form, no dialogue."""
    if region.aside is not Aside.HIDDEN:
        return False
    if region.ground in {Ground.PANEL, Ground.FOLDED} and region.prose:
        return True
    is_closed = region.ground in {Ground.HIDDEN, Ground.FOLDED}
    is_opened = region.ground is Ground.PANEL or (is_closed and region.identity in opened)
    return is_opened and region.letters >= _PANEL_LETTERS and region.letters > region.linked and not region.controls


def _is_misnamed(region: Region, targets: Collection[str]) -> bool:
    """Whether a name misleads: prose that only happens to be about cookies, sharing or newsletters."""
    if region.ground is not Ground.NAME or not region.prose:
        return False
    if region.identity in targets:
        return True
    if region.aside is Aside.CONSENT:
        return not region.controls
    is_text = region.prose >= _TEASER_PROSE and region.linked < _TEASER_LINKS * (region.letters + region.linked)
    return region.aside is Aside.RELATED and is_text and not region.controls
