"""A tree -> lines of text, each with the element it stands in: one visit to every node."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from monitor.extract.boilerplate import PROSE_LETTERS, PROSE_LINKS, Ground, Region, aside_of, is_notice
from monitor.extract.head import read_head
from monitor.extract.links import Resolver, decoded_email
from monitor.extract.signals import APP_ROOTS, SignalReader
from monitor.model.document import Aside, Role
from monitor.normalise import word_set

Attributes = dict[str, str | None]

_MAX_LINES = 20_000
_MAX_LETTERS = 2_000_000
_MAX_ALTERNATIVE = 40
"""The text of a picture in a table cell is its value ("ja", "verplicht"); a longer one describes it."""
_MAX_NAME = 200
_MAX_PATH = 200
_CELL_LETTERS = 400  # a table cell with more than this lays out a page, it holds no value
_CONTROL_SHARE = 0.8

_BREAKS = word_set(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3"
    " h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section select summary table tbody tfoot thead tr"
    " ul textarea"
)
_IN_CELL = frozenset({"p", "div", "center", "ul", "ol", "li"})
"""What in a table cell is part of its value, as long as that is short."""
_ROLES = {
    "li": Role.LIST_ITEM,
    "tr": Role.TABLE_ROW,
    "address": Role.ADDRESS,
    "table": Role.PARAGRAPH,
    **dict.fromkeys(("dt", "dd", "figcaption", "caption", "legend", "label", "summary"), Role.TERM),
}
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_OPENERS = frozenset({"aria-controls", "data-bs-target", "data-target"})
_OPAQUE = word_set("del s strike script style svg template noscript iframe frame object embed video audio canvas head")
"""Elements that are not walked into, as no reader takes struck text for what the page says; what they say about the page is read by `_read_opaque`."""


class Frame:
    """What holds for the content of one element that breaks the line."""

    __slots__ = (
        "counts",
        "in_article",
        "in_cell",
        "in_main",
        "last",
        "level",
        "mass",
        "number",
        "outer",
        "path",
        "region",
        "role",
    )

    def __init__(self, outer: "Frame | None", path: str, number: int) -> None:
        self.counts: dict[str, int] | None = None
        self.path = path
        self.outer = outer
        self.number = self.last = number
        """Its own place among the frames of the page, and that of the last frame within it."""
        self.mass = 0
        if outer is None:
            self.role, self.level, self.region = Role.PARAGRAPH, 0, -1
            self.in_main = self.in_article = self.in_cell = False
        else:
            self.role, self.level, self.region = outer.role, outer.level, outer.region
            self.in_main, self.in_article, self.in_cell = outer.in_main, outer.in_article, outer.in_cell

    def holds(self, other: "Frame") -> bool:
        """Whether the other is this one or stands in it."""
        return self.number <= other.number <= self.last


@dataclass(slots=True)
class Line:
    """A run of text, before it is known which regions stand."""

    text: str
    frame: Frame
    density: float
    is_control: bool
    is_prose: bool
    """Whether it is long, with few links."""


class Walker:
    """One walk over one tree; what it gathered is read from its fields."""

    def __init__(self, url: str, selected: frozenset[int] | None, ignored: frozenset[int]) -> None:
        self.resolve = Resolver(url)
        self.signals = SignalReader(self.resolve)
        self.regions: list[Region] = []
        self.frames: list[Frame] = []
        """In the order of the page, outer ones first."""
        self.lines: list[Line] = []
        self.anchors: list[tuple[Attributes, str, Frame]] = []
        self.fragments: set[str] = set()
        self.opened: set[str] = set()
        """Ids of the elements that a control of the page opens."""
        self.language = ""
        self.title = ""
        self.letters = 0
        self._selected = selected
        self._ignored = ignored
        self._text: list[str] = []
        self._link: Attributes | None = None
        self._link_text: list[str] = []
        self._link_letters = 0
        self._controls = 0
        self._control_letters = 0

    def walk(self, root: LexborNode) -> None:
        """Visit every node in the order of the page; no recursion, so that depth costs nothing."""
        frame = Frame(None, "", 0)
        self.frames.append(frame)
        if self._selected is not None:
            frame.region = self._region(Aside.IGNORED, Ground.SELECTOR, frame, "")
        opened: list[tuple[LexborNode, str, Frame]] = []
        node: LexborNode | None = root
        while node is not None:
            tag = node.tag or ""
            inner = self._enter(tag, node, frame)
            following = None
            if inner is not None:
                opened.append((node, tag, frame))
                frame = inner
                following = node.first_child
            elif opened:
                following = node.next
            while following is None and opened:
                left, tag, outer = opened.pop()
                self._leave(tag, frame, outer)
                frame = outer
                following = left.next if opened else None
            node = following

    def _enter(self, tag: str, node: LexborNode, frame: Frame) -> Frame | None:
        """Take in one node; the frame for its children, or None when they are not walked."""
        if tag == "-text":
            text = node.text_content or ""
            if not text.isspace():
                self._take(text)
            elif self._text:
                self._text.append(" ")
            return None
        if tag in _OPAQUE:
            self._read_opaque(tag, node, node.attributes)
            return None
        if not node.is_element_node:
            if node.is_comment_node:
                self.signals.comment(node.comment_content)
            return None
        attributes = node.attributes
        if attributes and (address := _hidden_address(attributes)):
            self._take(address)
            return None
        self._read_element(tag, node, attributes)
        return self._place(tag, node, attributes, frame)

    def _place(self, tag: str, node: LexborNode, attributes: Attributes, frame: Frame) -> Frame:
        """The frame in which an element's content stands: its own, or that of the line it is part of."""
        breaks = tag in _BREAKS
        found = aside_of(tag, attributes, in_article=frame.in_article) if breaks or attributes else None
        is_ignored = bool(self._ignored) and node.mem_id in self._ignored
        is_selected = bool(self._selected) and node.mem_id in (self._selected or ())
        if breaks or found or is_ignored or is_selected:
            frame = self._open(tag, attributes, frame, found)
            if is_ignored:
                frame.region = self._region(Aside.IGNORED, Ground.SELECTOR, frame, "")
            elif is_selected:
                frame.region = -1
        if not breaks:
            self._enter_inline(tag, attributes, frame)
        return frame

    def _open(self, tag: str, attributes: Attributes, outer: Frame, found: tuple[Aside, Ground] | None) -> Frame:
        """A frame for an element that breaks the line."""
        self._end_line(tag, outer, outer)
        if outer.counts is None:
            outer.counts = {}
        number = outer.counts[tag] = outer.counts.get(tag, 0) + 1
        frame = Frame(outer, _step(outer.path, tag, attributes.get("id"), number), len(self.frames))
        self.frames.append(frame)
        if tag in _LEVELS:
            frame.role, frame.level = Role.HEADING, _LEVELS[tag]
        elif tag in _ROLES:
            frame.role, frame.level, frame.in_cell = _ROLES[tag], 0, tag == "tr"
        elif tag == "article":
            frame.in_article = True
        if tag == "main" or attributes.get("role") == "main":
            frame.in_main = frame.in_article = True
        elif not frame.in_main and attributes and is_notice(attributes):
            frame.in_main = True
        if found is not None:
            frame.region = self._region(*found, outer, attributes.get("id") or "")
        return frame

    def _region(self, aside: Aside, ground: Ground, frame: Frame, identity: str) -> int:
        self.regions.append(Region(aside=aside, ground=ground, parent=frame.region, identity=identity))
        return len(self.regions) - 1

    def _enter_inline(self, tag: str, attributes: Attributes, frame: Frame) -> None:
        """Take in an element that stands within a line."""
        match tag:
            case "a":
                if attributes.get("href"):
                    self._link, self._link_text = attributes, []
            case "br" | "img" | "wbr":
                self._text.append(" ")
                if frame.in_cell and (alternative := attributes.get("alt")):
                    self._take(alternative[:_MAX_ALTERNATIVE])
            case "td" | "th":
                if any(map(str.strip, self._text)):
                    self._text.append(" | ")
            case "button":
                self._controls += 1
                self._count_control(frame)
            case "input":
                self._count_control(frame)
                if (attributes.get("type") or "").lower() == "password":
                    self.signals.password_fields += 1
            case _:
                pass

    def _count_control(self, frame: Frame) -> None:
        if frame.region >= 0:
            self.regions[frame.region].controls += 1

    def _leave(self, tag: str, frame: Frame, outer: Frame) -> None:
        """Close an element."""
        if tag == "a" and self._link is not None:
            self.anchors.append((self._link, " ".join("".join(self._link_text).split())[:_MAX_NAME], frame))
            self._link = None
        elif tag == "button":
            self._controls -= 1
        if frame is not outer:
            frame.last = len(self.frames) - 1
            self._end_line(tag, frame, outer)

    def _take(self, text: str) -> None:
        """Add to the line."""
        self._text.append(text)
        if self._link is not None:
            self._link_text.append(text)
            self._link_letters += len(text.strip())
        if self._controls:
            self._control_letters += len(text.strip())

    def _end_line(self, tag: str, frame: Frame, outer: Frame) -> None:
        """Begin a new line, but not for a paragraph within a table cell that is short so far."""
        if not self._text:
            return
        if outer.in_cell and tag in _IN_CELL and sum(map(len, self._text)) < _CELL_LETTERS:
            self._text.append(" ")
            return
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if frame.role is Role.TABLE_ROW:
            text = text.strip(" |")
        if text.strip(" |") and len(self.lines) < _MAX_LINES and self.letters < _MAX_LETTERS:
            self.letters += len(text)
            density = min(self._link_letters / len(text), 1.0)
            is_control = self._control_letters / len(text) > _CONTROL_SHARE and frame.level == 0
            is_prose = len(text) >= PROSE_LETTERS and density < PROSE_LINKS
            self.lines.append(Line(text, frame, density, is_control, is_prose))
        self._link_letters = self._control_letters = 0

    def _read_element(self, tag: str, node: LexborNode, attributes: Attributes) -> None:
        """Take in what an element says by its tag and names."""
        if tag == "form":
            self.signals.forms += 1
        elif tag in APP_ROOTS:
            self.signals.app_root(tag, node.text(deep=True))
        if not attributes:
            return
        if identity := attributes.get("id"):
            self.fragments.add(identity)
            self.signals.name(identity)
            if identity in APP_ROOTS:
                self.signals.app_root(identity, node.text(deep=True))
        if classes := attributes.get("class"):
            self.signals.name(classes)
        for target in _OPENERS & attributes.keys():
            self.opened.update(name.lstrip("#") for name in (attributes[target] or "").split())
        if tag == "a" and (name := attributes.get("name")):
            self.fragments.add(name)
        elif tag == "html":
            self.language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip().lower()

    def _read_opaque(self, tag: str, node: LexborNode, attributes: Attributes) -> None:
        """Take in an element whose content is no text of the page."""
        if identity := attributes.get("id"):
            self.fragments.add(identity)
        if tag == "script":
            self.signals.script(attributes.get("src"), node.text(deep=True))
        elif tag in {"iframe", "frame"}:
            self.signals.frame(attributes.get("src"))
        elif tag == "head":
            self.title = read_head(node, self.resolve, self.signals)


def _hidden_address(attributes: Attributes) -> str | None:
    """The e-mail address that an element hides from harvesters."""
    token = attributes.get("data-cfemail")
    return decoded_email(token) if token else None


def _step(path: str, tag: str, identity: str | None, number: int) -> str:
    """The path one element further; an id that looks made by a person starts it anew, so that it survives a new frame around it."""
    if identity and identity.isascii() and not any(map(str.isdigit, identity)):
        return f"#{identity[:_MAX_PATH]}"
    step = f"{path}/{tag}[{number}]" if number > 1 else f"{path}/{tag}"
    return step if len(step) <= _MAX_PATH else "…" + step[-_MAX_PATH // 2 :]
