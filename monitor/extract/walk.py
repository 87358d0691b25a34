"""A tree -> lines of text, each with the element it stands in: one visit to every node."""

from typing import NamedTuple

from selectolax.lexbor import LexborNode

from monitor.extract.boilerplate import (
    NAMELESS,
    PROSE_LETTERS,
    PROSE_LINKS,
    TELLING,
    Ground,
    Named,
    Region,
    aside_of,
    is_notice,
    read_names,
)
from monitor.extract.head import read_head
from monitor.extract.links import Resolver, decoded_email
from monitor.extract.signals import APP_ROOTS, SignalReader
from monitor.extract.tags import TAGS, Tag
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
_MEDIA = word_set("svg object embed video audio canvas")
_PARAGRAPH, _ROW = Role.PARAGRAPH, Role.TABLE_ROW  # a member looked up costs ten times a name
_OPENERS = frozenset({"aria-controls", "data-bs-target", "data-target"})
_EMAIL = "data-cfemail"
_SELDOM = TELLING | _OPENERS | {_EMAIL}
"""Attributes that say something by themselves; most elements have none, and one look tells."""


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
            self.role, self.level, self.region = _PARAGRAPH, 0, -1
            self.in_main = self.in_article = self.in_cell = False
        else:
            self.role, self.level, self.region = outer.role, outer.level, outer.region
            self.in_main, self.in_article, self.in_cell = outer.in_main, outer.in_article, outer.in_cell

    def holds(self, other: "Frame") -> bool:
        """Whether the other is this one or stands in it."""
        return self.number <= other.number <= self.last


class Line(NamedTuple):
    """A run of text, before it is known which regions stand."""

    text: str
    frame: Frame
    density: float
    free: int
    """Letters outside links."""
    is_control: bool
    is_prose: bool
    """Whether it is long, with few links."""


class Walker:
    """One walk over one tree; what it gathered is read from its fields."""

    def __init__(
        self, url: str, selected: frozenset[int] | None, ignored: frozenset[int], marks: frozenset[int]
    ) -> None:
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
        self._marks = marks
        self._marked = ignored | (selected or frozenset())
        self._text: list[str] = []
        self._link: Attributes | None = None
        self._link_text: list[str] = []
        self._link_letters = 0
        self._controls = 0
        self._control_letters = 0
        self._kept: dict[int, tuple[list[str], int, int]] = {}
        """By the number of a frame within a line: the rest of that, and its letters in links and controls."""

    def walk(self, root: LexborNode) -> None:
        """Visit every node in the order of the page; no recursion, so that depth costs nothing."""
        frame = Frame(None, "", 0)
        self.frames.append(frame)
        if self._selected is not None:
            frame.region = self._region(Aside.IGNORED, Ground.SELECTOR, frame, "")
        opened: list[tuple[LexborNode, Tag, Frame]] = []
        node: LexborNode | None = root
        while node is not None:
            name = node.tag or ""
            following = None
            if name == "-text":
                text = node.text_content or ""
                if not text.isspace():
                    self._take(text)
                elif self._text:
                    self._text.append(" ")
                following = node.next
            else:
                tag = TAGS[name]
                inner = self._enter(tag, node, frame)
                if inner is not None:
                    opened.append((node, tag, frame))
                    frame = inner
                    following = node.first_child
                elif opened:
                    following = node.next
            while following is None and opened:
                left, tag, outer = opened.pop()
                if tag.acts or frame is not outer:
                    self._leave(tag, frame, outer)
                    frame = outer
                following = left.next if opened else None
            node = following

    def _enter(self, tag: Tag, node: LexborNode, frame: Frame) -> Frame | None:
        """Take in one node; the frame for its children, or None when they are not walked."""
        if tag.is_opaque or (self._marks and node.mem_id in self._marks):
            self._read_opaque(tag.name, node)
            return None
        attributes = node.attributes
        is_told = not _SELDOM.isdisjoint(attributes)
        if is_told and self._read_seldom(attributes):
            return None
        if tag.is_counted:
            self._count(tag, node, attributes)
        named = self._read_names(tag, node, attributes) if attributes else NAMELESS
        found = None
        if is_told or named.aside is not None or tag.sets_aside:
            found = aside_of(tag, attributes, named, in_article=frame.in_article)
        is_marked = bool(self._marked) and node.mem_id in self._marked
        if tag.breaks or found is not None or is_marked:
            if not (tag.breaks or is_marked) and self._is_beside_line(node, found):
                self._lay_line_aside()
            frame = self._open(tag, attributes, named, frame, found)
            if is_marked:
                self._mark(node.mem_id, frame)
        if tag.acts:
            self._act(tag.name, attributes, frame)
        return frame

    def _count(self, tag: Tag, node: LexborNode, attributes: Attributes) -> None:
        """Take in an element that stands for something of the whole page."""
        if tag.is_app_root:
            self.signals.app_root(tag.name, node.text(deep=True))
        elif tag.name == "form":
            self.signals.forms += 1
        elif tag.name == "html":
            self.language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip().lower()

    def _read_seldom(self, attributes: Attributes) -> bool:
        """Take in what a control opens, or an address that hides from harvesters: then all is said."""
        if _EMAIL in attributes and (address := decoded_email(attributes[_EMAIL] or "")):
            self._take(address)
            return True
        for opener in _OPENERS & attributes.keys():
            self.opened.update(target.lstrip("#") for target in (attributes[opener] or "").split())
        return False

    def _read_names(self, tag: Tag, node: LexborNode, attributes: Attributes) -> Named:
        """Take in an element's id and classes, as what may be linked to and as what may set it aside."""
        identity, classes = attributes.get("id"), attributes.get("class")
        if tag.acts and tag.name == "a" and (name := attributes.get("name")):
            self.fragments.add(name)
        if not identity:
            if not classes:
                return NAMELESS
            self.signals.names[classes] = None
            return read_names(classes)
        self.fragments.add(identity)
        self.signals.names[identity] = None
        if identity in APP_ROOTS:
            self.signals.app_root(identity, node.text(deep=True))
        if not classes:
            return read_names(identity)
        self.signals.names[classes] = None
        return read_names(f"{identity} {classes}")

    def _open(
        self, tag: Tag, attributes: Attributes, named: Named, outer: Frame, found: tuple[Aside, Ground] | None
    ) -> Frame:
        """A frame for an element that breaks the line."""
        if self._text:
            self._end_line(tag, outer, outer)
        counts, name = outer.counts, tag.name
        if counts is None:
            counts = outer.counts = {}
        number = counts[name] = counts.get(name, 0) + 1
        identity = attributes.get("id")
        frame = Frame(outer, _step(outer.path, name, identity, number), len(self.frames))
        self.frames.append(frame)
        if tag.role is not None:
            frame.role, frame.level = tag.role, tag.level
            if not tag.level:
                frame.in_cell = name == "tr"
        elif name == "article":
            frame.in_article = True
        if name == "main" or attributes.get("role") == "main":
            frame.in_main = frame.in_article = True
        elif not frame.in_main and is_notice(attributes, named):
            frame.in_main = True
        if found is not None:
            frame.region = self._region(*found, outer, identity or "")
        return frame

    def _is_beside_line(self, node: LexborNode, found: tuple[Aside, Ground] | None) -> bool:
        """Whether an element within a line is hidden and short, such as a tooltip: the line goes on after it."""
        return found is not None and found[0] is Aside.HIDDEN and len(node.text(deep=True)) < PROSE_LETTERS

    def _lay_line_aside(self) -> None:
        """Keep the line for when the element that is about to open closes."""
        self._kept[len(self.frames)] = self._text, self._link_letters, self._control_letters
        self._text, self._link_letters, self._control_letters = [], 0, 0

    def _region(self, aside: Aside, ground: Ground, frame: Frame, identity: str) -> int:
        self.regions.append(Region(aside=aside, ground=ground, parent=frame.region, identity=identity))
        return len(self.regions) - 1

    def _mark(self, node: int, frame: Frame) -> None:
        """Do with an element as the source's own selectors say."""
        if node in self._ignored:
            frame.region = self._region(Aside.IGNORED, Ground.SELECTOR, frame, "")
        else:
            frame.region = -1

    def _act(self, name: str, attributes: Attributes, frame: Frame) -> None:
        """Take in an element that does something within its line."""
        match name:
            case "a":
                if attributes.get("href"):
                    self._link, self._link_text = attributes, []
            case "img":
                self._take_picture(attributes, frame)
            case "br" | "wbr":
                self._text.append(" ")
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

    def _take_picture(self, attributes: Attributes, frame: Frame) -> None:
        """A picture parts words; in a table its alternative text is the value of a cell."""
        self.signals.media += 1
        self._text.append(" ")
        if frame.in_cell and (alternative := attributes.get("alt")):
            self._take(alternative[:_MAX_ALTERNATIVE])

    def _count_control(self, frame: Frame) -> None:
        if frame.region >= 0:
            self.regions[frame.region].controls += 1

    def _leave(self, tag: Tag, frame: Frame, outer: Frame) -> None:
        """Close an element."""
        if tag.name == "a" and self._link is not None:
            self.anchors.append((self._link, " ".join("".join(self._link_text).split())[:_MAX_NAME], frame))
            self._link = None
        elif tag.name == "button":
            self._controls -= 1
        if frame is not outer:
            frame.last = len(self.frames) - 1
            if self._text:
                self._end_line(tag, frame, outer)
            if self._kept and frame.number in self._kept:
                self._text, self._link_letters, self._control_letters = self._kept.pop(frame.number)

    def _take(self, text: str) -> None:
        """Add to the line."""
        self._text.append(text)
        if self._link is not None:
            self._link_text.append(text)
            self._link_letters += len(text.strip())
        if self._controls:
            self._control_letters += len(text.strip())

    def _end_line(self, tag: Tag, frame: Frame, outer: Frame) -> None:
        """Begin a new line, but not for a paragraph within a table cell that is short so far."""
        if outer.in_cell and tag.is_in_cell and sum(map(len, self._text)) < _CELL_LETTERS:
            self._text.append(" ")
            return
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if frame.role is _ROW:
            text = text.strip(" |")
        linked, pressed = self._link_letters, self._control_letters
        if linked or pressed:
            self._link_letters = self._control_letters = 0
        if text.strip(" |") and len(self.lines) < _MAX_LINES and self.letters < _MAX_LETTERS:
            size = len(text)
            self.letters += size
            density, free = 0.0, size
            if linked:
                density = min(linked / size, 1.0)
                free = int(size * (1 - density))
            is_control = pressed / size > _CONTROL_SHARE and frame.level == 0
            is_prose = size >= PROSE_LETTERS and density < PROSE_LINKS
            self.lines.append(Line(text, frame, density, free, is_control, is_prose))

    def _read_opaque(self, tag: str, node: LexborNode) -> None:
        """Take in a node whose content is no text of the page."""
        if tag == "-comment":
            self.signals.comment(node.comment_content)
            return
        attributes = node.attributes
        if identity := attributes.get("id"):
            self.fragments.add(identity)
        if tag == "script":
            self.signals.script(attributes.get("src"), node.text(deep=True))
        elif tag in {"iframe", "frame"}:
            self.signals.frame(attributes.get("src"))
        elif tag == "head":
            self.title = read_head(node, self.resolve, self.signals)
        elif tag in _MEDIA:
            self.signals.media += 1


def _step(path: str, tag: str, identity: str | None, number: int) -> str:
    """The path one element further; an id that looks made by a person starts it anew, so that it survives a new frame around it."""
    if identity and identity.isascii() and not any(map(str.isdigit, identity)):
        return f"#{identity[:_MAX_PATH]}"
    step = f"{path}/{tag}" if number == 1 else f"{path}/{tag}[{number}]"
    return step if len(step) <= _MAX_PATH else "…" + step[-_MAX_PATH // 2 :]
