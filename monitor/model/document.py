"""What a representation says, apart from how it was dressed."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import unquote


class MediaKind(StrEnum):
    """What the bytes are, by their first bytes rather than by their label."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    TEXT = "text"
    XML = "xml"
    OTHER = "other"
    EMPTY = "empty"


class Role(StrEnum):
    """What a block is on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE_ROW = "table-row"
    ADDRESS = "address"
    TERM = "term"
    """dt/dd, figcaption, label and other short text in the main region."""
    SHEET_ROW = "sheet-row"


class Aside(StrEnum):
    """Why a block is not part of the main content. Named, never lost."""

    NAVIGATION = "navigation"
    HEADER = "header"
    FOOTER = "footer"
    SIDEBAR = "sidebar"
    CONSENT = "consent"
    HIDDEN = "hidden"
    RELATED = "related"
    """News teasers, related items, promotions."""
    LINKS = "links"
    FORM = "form"
    IGNORED = "ignored"
    """Left out by the source's own `watch.ignore`, or outside `watch.select`."""


class Block(NamedTuple):
    """A run of text that belongs together. A page has hundreds: a tuple is made in a quarter of a dataclass's time."""

    text: str
    """White space folded, typographic forms as on the page."""
    role: Role = Role.PARAGRAPH
    path: str = ""
    """Position in the tree, such as ``main/article/p[3]`` or ``page[2]``; stable while the layout is."""
    level: int = 0
    """Heading level 1 to 6, else 0."""
    link_density: float = 0.0
    """Share of the letters that stand in links, 0 to 1."""
    aside: Aside | None = None

    @property
    def is_main(self) -> bool:
        """Whether the block belongs to the main content."""
        return self.aside is None


class Link(NamedTuple):
    """A link out of a document; `url` is absolute, without fragment. A tuple, as `Block` is."""

    url: str
    text: str = ""
    is_main: bool = True
    rel: str = ""
    is_document: bool = False
    """Leads to a file (pdf, docx, xlsx, odt…) by its path, type attribute or download attribute, or as its text promises."""

    @property
    def place(self) -> str:
        """Host and path, without what differs between visits or spellings; empty for what is no page of the web."""
        scheme, _, rest = self.url.partition("?")[0].partition("://")
        if scheme not in {"http", "https"}:
            return ""
        return unquote(rest).removeprefix("www.").rstrip("/").casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What a page is made of, for telling a document from a door, a wall or a shell."""

    password_fields: int = 0
    forms: int = 0
    scripts: int = 0
    script_bytes: int = 0
    media: int = 0
    """Pictures, films, sounds and embedded objects."""
    frames: tuple[str, ...] = ()
    """Targets of frames and iframes."""
    app_roots: tuple[str, ...] = ()
    """Ids or tags of elements that only a script fills, such as ``app`` or ``__next``."""
    noscript: str = ""
    generator: str = ""
    canonical: str | None = None
    og_url: str | None = None
    refresh_url: str | None = None
    """Target of a meta refresh (absolute), or of a bare script redirect that is all the page holds."""
    refresh_seconds: float | None = None
    """None where a script does it: that is not followed."""
    robots: str = ""
    captcha: str = ""
    """Name of a challenge whose marks were found."""
    markers: tuple[str, ...] = ()
    """Ids, classes, script hosts and comments that name a system; lower case, for the judge's tables."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A representation, read. What follows from its blocks is worked out once, by whoever asks first."""

    kind: MediaKind
    title: str = ""
    language: str = ""
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    fragments: frozenset[str] = frozenset()
    """Every `id` and `name` that a fragment may point at (HTML Standard, 7.4.6.4)."""
    signals: Signals = Signals()
    pages: int | None = None
    unreadable: str | None = None
    """Why the content could not be read; its bytes are compared instead."""
    content_hash: str = ""
    """SHA-256 of the content it was read from."""
    size_bytes: int = 0
    properties: tuple[tuple[str, str], ...] = ()
    """Embedded metadata (title, subject, version); never dates or ids that saving again changes."""
    rule_id: str = ""
    """`Watch.rule_id` and the extractor's own version under which it was made."""
    selector_missed: bool = False
    """The source's `watch.select` matched nothing on this page."""

    @cached_property
    def main_blocks(self) -> tuple[Block, ...]:
        """The blocks of the main content, in the order of the page."""
        return tuple(block for block in self.blocks if block.aside is None)

    @cached_property
    def main_text(self) -> str:
        """Main content, a block a line."""
        return "\n".join(block.text for block in self.main_blocks)

    @cached_property
    def text(self) -> str:
        """All text, a block a line."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def heading(self) -> str:
        """The first heading of the highest level there is (h1 first), or empty."""
        headings = [block for block in self.blocks if block.level and block.role is Role.HEADING]
        return min(headings, key=lambda block: block.level).text if headings else ""

    @property
    def words(self) -> int:
        """Words of the main content."""
        return len(self.main_text.split())

    @cached_property
    def text_hash(self) -> str:
        """SHA-256 over the text, roles and document links; equal hashes mean that nothing readable differs."""
        parts = [self.title, *("\x1f".join((b.role, b.aside or "", b.text)) for b in self.blocks)]
        parts += [f"{link.url}\x1f{link.text}" for link in self.links if link.is_document]
        return sha256("\x1e".join(parts).encode(errors="replace")).hexdigest()

    @property
    def copy_hash(self) -> str:
        """SHA-256 over the text and where the content's links lead: what a held copy must share to be this one."""
        places = sorted({link.place for link in self.links if link.is_main and not link.is_document})
        return sha256("\x1e".join((self.text_hash, *places)).encode(errors="replace")).hexdigest()
