"""HTML -> Document: one walk over the tree, boilerplate named rather than lost."""

import re

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from monitor.extract.layout import Layout
from monitor.extract.links import is_document
from monitor.extract.nesting import flattened
from monitor.extract.noscript import without_noscript
from monitor.extract.walk import Frame, Walker
from monitor.model.document import Document, Link, MediaKind
from monitor.model.source import Watch
from monitor.urls import without_session

_MAX_LINKS = 5_000
_MARKS = ("sup:has(a[href^='#'])", "a[href^='#'] > sup")
_EDIT_MARK = "mw-editsection"
_MARK = re.compile(r"[\W_]*(?:[a-z]{2,8}\W+)?(?:\d{1,3}|[a-z])?[\W_]*", re.IGNORECASE)
"""The text of a footnote mark: ``1``, ``[a]``, ``*``, ``[footnote 2]``."""
_CONTAINS = re.compile(r":(?:-soup-)?contains\(")


def read_html(source: str, *, url: str, watch: Watch) -> Document:
    """Read a page. Linear in its size; the caller adds hash, size and rule."""
    shown, noscript = without_noscript(source)
    tree = LexborHTMLParser(flattened(shown))
    root = tree.root
    if root is None:
        return Document(kind=MediaKind.HTML)
    selected = _matches(tree, (watch.select,)) if watch.select else None
    walker = Walker(url, selected or None, _matches(tree, watch.ignore), _marks(tree, shown))
    walker.walk(root)
    targets = frozenset(
        href[1:] for attributes, _, _ in walker.anchors if (href := attributes["href"] or "").startswith("#")
    )
    layout = Layout(walker, targets)
    return Document(
        kind=MediaKind.HTML,
        title=walker.title,
        language=walker.language,
        blocks=layout.blocks,
        links=_links(walker, layout),
        fragments=frozenset(walker.fragments),
        signals=walker.signals.finished(letters=walker.letters, noscript=noscript),
        selector_missed=selected is not None and not selected,
    )


def _matches(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> frozenset[int]:
    """The nodes that any of the selectors names; one that cannot be read names nothing.

    Selectors mean what they mean to soupsieve, by which the catalogue checks them; its one extension has another name here.
    """
    found: set[int] = set()
    for selector in selectors:
        try:
            found.update(node.mem_id for node in tree.css(_CONTAINS.sub(":lexbor-contains(", selector)))
        except (SelectolaxError, ValueError):
            continue
    return frozenset(found)


def _marks(tree: LexborHTMLParser, source: str) -> frozenset[int]:
    """The nodes that stand in the text and are none of it: marks of footnotes, which are numbered anew, and "[edit]" of a wiki."""
    marks = tree.css(f".{_EDIT_MARK}") if _EDIT_MARK in source else []
    if "<sup" in source:
        marks += [node for selector in _MARKS for node in tree.css(selector) if _MARK.fullmatch(node.text(deep=True))]
    return frozenset(node.mem_id for node in marks)


def _links(walker: Walker, layout: Layout) -> tuple[Link, ...]:
    """The links, each target and text once."""
    links: dict[tuple[str, str, bool], Link] = {}
    for attributes, text, frame in walker.anchors:
        resolved = walker.resolve(attributes["href"] or "")
        if resolved is None:
            continue
        url = without_session(resolved)
        leads_to_file = is_document(
            url, type_=attributes.get("type") or "", download="download" in attributes, text=text
        )
        is_main = _is_main(layout, frame, leads_to_file=leads_to_file)
        if (url, text, is_main) not in links and len(links) < _MAX_LINKS:
            rel = (attributes.get("rel") or "").lower()
            links[url, text, is_main] = Link(url, text, is_main, rel, leads_to_file)
    return tuple(links.values())


def _is_main(layout: Layout, frame: Frame, *, leads_to_file: bool) -> bool:
    """Whether a link is one of the content: a file also where it stands in a list, or beside it under no heading of news."""
    if layout.is_grouped(frame):
        return leads_to_file and layout.is_main(frame)
    return layout.is_main(frame) or (leads_to_file and layout.is_beside(frame))
