"""HTML -> Document: one walk over the tree, boilerplate named rather than lost."""

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from monitor.extract.boilerplate import PROSE_LETTERS, PROSE_LINKS, Region, Shares, aside_of, standing_asides
from monitor.extract.groups import with_groups_aside
from monitor.extract.links import Resolver, decoded_email, is_document
from monitor.extract.nesting import flattened
from monitor.extract.noscript import without_noscript
from monitor.extract.signals import APP_ROOTS, SignalReader
from monitor.model.document import Aside, Block, Document, Link, MediaKind, Role
from monitor.model.source import Watch

_Attributes = dict[str, str | None]

_MAX_BLOCKS = 20_000
_MAX_LETTERS = 2_000_000
_MAX_LINKS = 5_000
_MAX_NAME = 200
_MAX_PATH = 200
_CELL_LETTERS = 400  # a table cell with more than this lays out a page, it holds no value
_MAIN_SHARE = 0.5
_CORE_SHARE = 0.8
_CONTROL_SHARE = 0.8

_BREAKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3"
    " h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section select summary table tbody tfoot thead tr"
    " ul textarea".split()
)
_IN_CELL = frozenset({"p", "div", "center", "ul", "ol", "li"})
_ROLES = {
    "li": Role.LIST_ITEM,
    "tr": Role.TABLE_ROW,
    "address": Role.ADDRESS,
    **dict.fromkeys(("dt", "dd", "figcaption", "caption", "legend", "label", "summary"), Role.TERM),
}
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_OPAQUE = frozenset({"script", "style", "svg", "template", "noscript", "iframe", "frame", "object", "embed", "video", "audio", "canvas", "head"})
"""Elements that are not walked into; what they say about the page is read by `_read_opaque`."""


class _Frame:
    """What holds for the content of one element."""

    __slots__ = ("counts", "in_article", "in_cell", "in_main", "last", "level", "number", "outer", "path", "prose", "region", "role")

    def __init__(self, outer: "_Frame | None", path: str, number: int) -> None:
        self.counts: dict[str, int] = {}
        self.path = path
        self.outer = outer
        self.number = self.last = number
        self.prose = 0
        if outer is None:
            self.role, self.level, self.region = Role.PARAGRAPH, 0, -1
            self.in_main = self.in_article = self.in_cell = False
        else:
            self.role, self.level, self.region = outer.role, outer.level, outer.region
            self.in_main, self.in_article, self.in_cell = outer.in_main, outer.in_article, outer.in_cell


class _Raw:
    """A block before it is known which regions stand."""

    __slots__ = ("density", "frame", "is_control", "text")

    def __init__(self, text: str, frame: _Frame, density: float, *, is_control: bool) -> None:
        self.text = text
        self.frame = frame
        self.density = density
        self.is_control = is_control

    @property
    def is_prose(self) -> bool:
        """Whether it is long, with few links."""
        return len(self.text) >= PROSE_LETTERS and self.density < PROSE_LINKS


class _Reader:
    """One walk over one tree."""

    def __init__(self, url: str, selected: frozenset[int] | None, ignored: frozenset[int]) -> None:
        self.resolve = Resolver(url)
        self.signals = SignalReader(self.resolve)
        self.selected = selected
        self.ignored = ignored
        self.regions: list[Region] = []
        self.raw: list[_Raw] = []
        self.anchors: list[tuple[_Attributes, str, _Frame]] = []
        self.fragments: set[str] = set()
        self.has_main = False
        self.main_regions: frozenset[int] = frozenset()
        self.language = ""
        self.title = ""
        self.letters = 0
        self._frames = 0
        self._text: list[str] = []
        self._link: _Attributes | None = None
        self._link_text: list[str] = []
        self._link_letters = 0
        self._controls = 0
        self._control_letters = 0

    def walk(self, root: LexborNode) -> None:
        """Visit every node once, in the order of the page; no recursion, so that depth costs nothing."""
        frame = _Frame(None, "", 0)
        if self.selected is not None:
            frame.region = self._region(Aside.IGNORED, frame)
        opened: list[tuple[LexborNode, _Frame]] = []
        node: LexborNode | None = root
        while node is not None:
            inner = self._enter(node, frame)
            following = None
            if inner is not None:
                opened.append((node, frame))
                frame = inner
                following = node.first_child
            elif opened:
                following = node.next
            while following is None and opened:
                left, outer = opened.pop()
                self._leave(left, frame, outer)
                frame = outer
                following = left.next if opened else None
            node = following

    def _enter(self, node: LexborNode, frame: _Frame) -> _Frame | None:
        """Take in one node; the frame for its children, or None when they are not walked."""
        if node.is_text_node:
            self._take(node.text_content or "")
            return None
        if not node.is_element_node:
            if node.is_comment_node:
                self.signals.comment(node.comment_content)
            return None
        tag = node.tag or ""
        attributes = node.attributes
        if tag in _OPAQUE:
            self._read_opaque(tag, node, attributes)
            return None
        if attributes:
            token = attributes.get("data-cfemail")
            if token and (address := decoded_email(token)):
                self._take(address)
                return None
            self._read_names(tag, node, attributes)
        if tag in _BREAKS:
            return self._open(tag, node, attributes, frame)
        if attributes and self._is_set_aside(tag, node, attributes, frame):
            return self._open(tag, node, attributes, frame)
        self._enter_inline(tag, attributes)
        return frame

    def _is_set_aside(self, tag: str, node: LexborNode, attributes: _Attributes, frame: _Frame) -> bool:
        """Whether an element within a line starts a region of its own."""
        if self.ignored or self.selected:
            return True
        return aside_of(tag, attributes, in_article=frame.in_article) is not None

    def _open(self, tag: str, node: LexborNode, attributes: _Attributes, outer: _Frame) -> _Frame:
        """A frame for an element that breaks the line."""
        if outer.in_cell and tag in _IN_CELL and sum(map(len, self._text)) < _CELL_LETTERS:
            self._text.append(" ")
        else:
            self._break(outer)
        number = outer.counts[tag] = outer.counts.get(tag, 0) + 1
        self._frames += 1
        frame = _Frame(outer, _step(outer.path, tag, attributes.get("id"), number), self._frames)
        if tag in _LEVELS:
            frame.role, frame.level = Role.HEADING, _LEVELS[tag]
        elif tag in _ROLES:
            frame.role, frame.level = _ROLES[tag], 0
        elif tag == "table":
            frame.in_cell, frame.role = False, Role.PARAGRAPH
        if tag == "tr":
            frame.in_cell = True
        elif tag == "main" or attributes.get("role") == "main":
            frame.in_main = frame.in_article = True
        elif tag == "article":
            frame.in_article = True
        aside = aside_of(tag, attributes, in_article=outer.in_article)
        if aside is not None and outer.region < 0 or aside is not None and self.regions[outer.region].aside is not aside:
            frame.region = self._region(aside, outer)
        if self.selected is not None and node.mem_id in self.selected:
            frame.region = -1
        if node.mem_id in self.ignored:
            frame.region = self._region(Aside.IGNORED, outer)
        return frame

    def _region(self, aside: Aside, frame: _Frame) -> int:
        self.regions.append(Region(aside=aside, parent=frame.region, in_main=frame.in_main))
        return len(self.regions) - 1

    def _enter_inline(self, tag: str, attributes: _Attributes) -> None:
        """Take in an element that stands within a line."""
        if tag == "a":
            if attributes.get("href"):
                self._link, self._link_text = attributes, []
        elif tag in {"br", "img", "wbr"}:
            self._text.append(" ")
        elif tag in {"td", "th"}:
            if any(map(str.strip, self._text)):
                self._text.append(" | ")
        elif tag == "button":
            self._controls += 1
        elif tag == "input" and (attributes.get("type") or "").lower() == "password":
            self.signals.password_fields += 1

    def _leave(self, node: LexborNode, frame: _Frame, outer: _Frame) -> None:
        """Close an element."""
        if frame is not outer:
            frame.last = self._frames
            if outer.in_cell and node.tag in _IN_CELL and sum(map(len, self._text)) < _CELL_LETTERS:
                self._text.append(" ")
            else:
                self._break(frame)
            return
        tag = node.tag
        if tag == "a" and self._link is not None:
            self.anchors.append((self._link, " ".join("".join(self._link_text).split())[:_MAX_NAME], frame))
            self._link = None
        elif tag == "button":
            self._controls -= 1

    def _take(self, text: str) -> None:
        """Add to the line."""
        self._text.append(text)
        if self._link is not None:
            self._link_text.append(text)
            self._link_letters += len(text.strip())
        if self._controls:
            self._control_letters += len(text.strip())

    def _break(self, frame: _Frame) -> None:
        """End the line; what it holds becomes a block."""
        if not self._text:
            return
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if text.strip(" |") and len(self.raw) < _MAX_BLOCKS and self.letters < _MAX_LETTERS:
            self.letters += len(text)
            density = min(self._link_letters / len(text), 1.0)
            is_control = self._control_letters / len(text) > _CONTROL_SHARE and frame.level == 0
            self.raw.append(_Raw(text, frame, density, is_control=is_control))
        self._link_letters = self._control_letters = 0

    def _read_names(self, tag: str, node: LexborNode, attributes: _Attributes) -> None:
        """Take in what an element's own attributes say."""
        identity = attributes.get("id")
        if identity:
            self.fragments.add(identity)
            if identity in APP_ROOTS:
                self.signals.app_root(identity, node.text(deep=True))
            self.signals.name(identity)
        if classes := attributes.get("class"):
            self.signals.name(classes)
        if tag == "a" and (name := attributes.get("name")):
            self.fragments.add(name)
        elif tag == "html":
            self.language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip().lower()
        elif tag == "form":
            self.signals.forms += 1
        elif tag in APP_ROOTS:
            self.signals.app_root(tag, node.text(deep=True))

    def _read_opaque(self, tag: str, node: LexborNode, attributes: _Attributes) -> None:
        """Take in an element whose content is no text of the page."""
        if identity := attributes.get("id"):
            self.fragments.add(identity)
        if tag == "script":
            self.signals.script(attributes.get("src"), node.text_content)
        elif tag in {"iframe", "frame"}:
            self.signals.frame(attributes.get("src"))
        elif tag == "head":
            self._read_head(node)

    def _read_head(self, head: LexborNode) -> None:
        """Read title, base, links, meta elements and scripts."""
        base = head.css_first("base[href]")
        if base is not None:
            self.resolve.base = self.resolve(base.attributes["href"] or "") or self.resolve.base
        for node in head.iter():
            attributes = node.attributes
            match node.tag:
                case "title":
                    self.title = self.title or " ".join(node.text(deep=True).split())
                case "meta":
                    self.signals.meta(attributes)
                case "script":
                    self.signals.script(attributes.get("src"), node.text_content)
                case "link":
                    if (attributes.get("rel") or "").lower() == "canonical" and (href := attributes.get("href")):
                        self.signals.canonical = self.resolve(href)
                case _:
                    pass

    def blocks(self) -> tuple[Block, ...]:
        """The blocks, each with the reason why it is not main content, if any."""
        asides = self._asides()
        core = self._core(asides)
        blocks = [
            Block(
                text=raw.text,
                role=raw.frame.role,
                path=_seen_from(core, raw.frame),
                level=raw.frame.level,
                link_density=round(raw.density, 2),
                aside=aside,
            )
            for raw, aside in zip(self.raw, asides, strict=True)
        ]
        return with_groups_aside(blocks)

    def _asides(self) -> list[Aside | None]:
        """For each line the reason why it is set aside: its region's, its own kind's, or that it stands outside ``main``."""
        held = standing_asides(self.regions, self._shares())
        asides = [held[raw.frame.region] if raw.frame.region >= 0 else None for raw in self.raw]
        prose = main_prose = 0
        for raw, aside in zip(self.raw, asides, strict=True):
            if aside is None and raw.is_prose:
                prose += len(raw.text)
                main_prose += len(raw.text) if raw.frame.in_main else 0
        self.has_main = prose > 0 and main_prose / prose >= _MAIN_SHARE
        self.main_regions = frozenset(index for index, aside in enumerate(held) if aside is None)
        for index, raw in enumerate(self.raw):
            if asides[index] is None:
                if raw.is_control:
                    asides[index] = Aside.FORM
                elif self.has_main and not raw.frame.in_main and raw.frame.level != 1:
                    asides[index] = Aside.SIDEBAR
            elif raw.frame.level == 1 and asides[index] is Aside.HEADER:
                asides[index] = None
        return asides

    def _shares(self) -> Shares:
        """Add each line to its region; the sums of the page."""
        prose = letters = 0
        for raw in self.raw:
            own = int(len(raw.text) * (1 - raw.density))
            letters += own
            prose += len(raw.text) if raw.is_prose else 0
            if raw.frame.region >= 0:
                region = self.regions[raw.frame.region]
                region.letters += own
                region.prose += len(raw.text) if raw.is_prose else 0
        return Shares(prose=prose, letters=letters)

    def _core(self, asides: list[Aside | None]) -> _Frame | None:
        """The innermost element that holds nearly all prose of the main content."""
        frames: dict[int, _Frame] = {}
        prose = 0
        for raw, aside in zip(self.raw, asides, strict=True):
            if aside is None and raw.is_prose:
                prose += len(raw.text)
                frame: _Frame | None = raw.frame
                while frame is not None:
                    frame.prose += len(raw.text)
                    frames[frame.number] = frame
                    frame = frame.outer
        holders = [frame for frame in frames.values() if frame.prose >= _CORE_SHARE * prose]
        return max(holders, key=lambda frame: frame.number, default=None)

    def found_links(self) -> tuple[Link, ...]:
        """The links, each target and text once."""
        links: dict[tuple[str, str, bool], Link] = {}
        for attributes, text, frame in self.anchors:
            url = self.resolve(attributes["href"] or "")
            if url is None or len(links) >= _MAX_LINKS:
                continue
            is_main = (frame.region < 0 or frame.region in self.main_regions) and (frame.in_main or not self.has_main)
            if (url, text, is_main) not in links:
                links[url, text, is_main] = Link(
                    url=url,
                    text=text,
                    is_main=is_main,
                    rel=(attributes.get("rel") or "").lower(),
                    is_document=is_document(url, type_=attributes.get("type") or "", download="download" in attributes),
                )
        return tuple(links.values())


def _step(path: str, tag: str, identity: str | None, number: int) -> str:
    """The path one element further; an id that looks made by a person starts it anew, so that it survives a new frame around it."""
    if identity and identity.isascii() and not any(map(str.isdigit, identity)):
        return f"#{identity}"
    step = f"{path}/{tag}[{number}]" if number > 1 else f"{path}/{tag}"
    return step if len(step) <= _MAX_PATH else "…" + step[-_MAX_PATH // 2 :]


def _seen_from(core: _Frame | None, frame: _Frame) -> str:
    """A path that starts with a dot inside the element that holds the prose, so that a new wrapper around that moves nothing."""
    if core is None or not core.number <= frame.number <= core.last:
        return frame.path
    return "." + frame.path.removeprefix(core.path)


def _matches(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> frozenset[int]:
    """The nodes that any of the selectors names; one that cannot be read names nothing."""
    found: set[int] = set()
    for selector in selectors:
        try:
            found.update(node.mem_id for node in tree.css(selector))
        except (SelectolaxError, ValueError):
            continue
    return frozenset(found)


def read_html(source: str, *, url: str, watch: Watch) -> Document:
    """Read a page. Linear in its size; the caller adds hash, size and rule."""
    shown, noscript = without_noscript(source)
    tree = LexborHTMLParser(flattened(shown))
    selected = _matches(tree, (watch.select,)) if watch.select else None
    root = tree.root
    if root is None:
        return Document(kind=MediaKind.HTML)
    reader = _Reader(url, selected or None, _matches(tree, watch.ignore))
    reader.walk(root)
    blocks = reader.blocks()
    return Document(
        kind=MediaKind.HTML,
        title=reader.title,
        language=reader.language,
        blocks=blocks,
        links=reader.found_links(),
        fragments=frozenset(reader.fragments),
        signals=reader.signals.finished(letters=reader.letters, noscript=noscript),
        selector_missed=selected is not None and not selected,
    )
