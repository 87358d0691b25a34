"""Elements and their names -> which parts of a page are not its content, and why."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from monitor.model.document import Aside

ELEMENTS = {
    "nav": Aside.NAVIGATION,
    "aside": Aside.SIDEBAR,
    "dialog": Aside.CONSENT,
    "form": Aside.FORM,
    "select": Aside.FORM,
    "datalist": Aside.FORM,
    "textarea": Aside.FORM,
}
OUTSIDE_MAIN = {"header": Aside.HEADER, "footer": Aside.FOOTER}
"""Elements that frame the page, unless they stand inside an article: there they hold its title and date."""

ROLES = {
    "navigation": Aside.NAVIGATION,
    "menu": Aside.NAVIGATION,
    "menubar": Aside.NAVIGATION,
    "banner": Aside.HEADER,
    "contentinfo": Aside.FOOTER,
    "complementary": Aside.SIDEBAR,
    "search": Aside.FORM,
    "dialog": Aside.CONSENT,
    "alertdialog": Aside.CONSENT,
}

# Words in ids and classes, after "siteFooter__links-2" was read as: site footer links 2. The first row that has one wins.
_NAMES: tuple[tuple[Aside, frozenset[str]], ...] = (
    (
        Aside.CONSENT,
        frozenset(
            "cookie cookies consent gdpr avg onetrust ot didomi cybotcookiebot cookiebot cookieconsent cookiebanner cookiebar cookienotice"
            " cookiewall cookiemelding cookielaw usercentrics axeptio tarteaucitron klaro complianz cmplz truste trustarc osano iubenda evidon"
            " qc cmp fc borlabs termly cookieyes cky cookiescript".split()
        ),
    ),
    (Aside.HIDDEN, frozenset("modal popup lightbox offcanvas drawer screenreader skiplink skiplinks".split())),
    (
        Aside.NAVIGATION,
        frozenset(
            "nav navbar navigation navigatie topnav subnav sidenav mainnav menu megamenu submenu mainmenu breadcrumb breadcrumbs kruimelpad pagination pager".split()
        ),
    ),
    (Aside.FOOTER, frozenset("footer colophon subfooter prefooter".split())),
    (Aside.HEADER, frozenset("masthead topbar siteheader pageheader navheader".split())),
    (Aside.SIDEBAR, frozenset("sidebar zijbalk sidepanel".split())),
    (
        Aside.RELATED,
        frozenset(
            "related gerelateerd recommended recommendations promo promotion promotions newsletter nieuwsbrief subscribe share sharing social socials"
            " sharethis addtoany advert adverts ads advertisement sponsor sponsored teaser teasers testimonial testimonials upsell trending cta".split()
        ),
    ),
)
_PAIRS = (
    (Aside.HEADER, re.compile(r"\b(?:site|page|main|global|top|app) ?header\b")),
    (Aside.HIDDEN, re.compile(r"\b(?:sr only|visually ?hidden|screen reader|skip (?:link|to))\b")),
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_WORD = re.compile(r"[^a-z]+")
_NEVER = frozenset(
    {
        "html",
        "body",
        "main",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "tbody",
        "tr",
        "td",
        "a",
        "span",
        "p",
        "li",
    }
)
"""Elements whose names say something about the page or its style, not about themselves."""
_INVISIBLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@lru_cache(maxsize=8192)
def named_aside(names: str) -> Aside | None:
    """What the words of an element's id and classes call it."""
    words = _NO_WORD.sub(" ", _CAMEL.sub(" ", names).lower()).strip()
    parts = frozenset(words.split())
    for aside, known in _NAMES:
        if not known.isdisjoint(parts):
            return aside
    return next((aside for aside, pattern in _PAIRS if pattern.search(words)), None)


def aside_of(tag: str, attributes: Mapping[str, str | None], *, in_article: bool) -> Aside | None:
    """Why an element's content is not the page's own, or None."""
    if tag in ELEMENTS:
        return ELEMENTS[tag]
    if not in_article and tag in OUTSIDE_MAIN:
        return OUTSIDE_MAIN[tag]
    if not attributes:
        return None
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return Aside.HIDDEN
    style = attributes.get("style")
    if style and _INVISIBLE.search(style):
        return Aside.HIDDEN
    role = attributes.get("role")
    if role in ROLES and not (in_article and ROLES[role] in {Aside.HEADER, Aside.FOOTER}):
        return ROLES[role]
    if tag in _NEVER:
        return None
    names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    return named_aside(names) if len(names) > 1 else None


@dataclass(slots=True)
class Region:
    """An element whose content is set aside, and how much of the page's prose it holds."""

    aside: Aside
    parent: int = -1
    in_main: bool = False
    prose: int = 0
    letters: int = 0


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


def standing_asides(regions: list[Region], page: Shares) -> list[Aside | None]:
    """For each region the reason that holds: its own, its parent's, or none when it is the bulk of the page.

    Regions come in the order of the page, parents first.
    """
    for region in reversed(regions):
        if region.parent >= 0:
            regions[region.parent].prose += region.prose
            regions[region.parent].letters += region.letters
    held: list[Aside | None] = []
    for region in regions:
        outer = held[region.parent] if region.parent >= 0 else None
        is_bulk = page.of(region) >= _SHARE.get(region.aside, _SHARE_ELSE)
        is_panel = region.aside is Aside.HIDDEN and region.in_main and region.prose > 0
        held.append(outer or (None if is_bulk or is_panel else region.aside))
    return held
