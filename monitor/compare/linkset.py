"""The links of two documents -> documents that came and went, and how many other links differ."""

from collections.abc import Mapping
from urllib.parse import unquote

from monitor.compare.significance import DOCUMENT, LINKS
from monitor.model.change import Fact, FactKind
from monitor.model.document import Document, Link
from monitor.normalise import comparison_key

_MAX_FACTS = 20


def link_facts(before: Document, after: Document) -> tuple[Fact, ...]:
    """Compare the links of the main content by host and path; queries, which systems renew, do not count.

    A document of the same name or the same link text at a new address was uploaded again: whether its content differs is
    for who fetches it to say.
    """
    old, new = _targets(before), _targets(after)
    gone = {target: link for target, link in old.items() if target not in new}
    come = {target: link for target, link in new.items() if target not in old}
    old_names = {name for link in old.values() if link.is_document for name in _names(link)}
    new_names = {name for link in new.values() if link.is_document for name in _names(link)}
    facts = [
        _document_fact(FactKind.DOCUMENT_ADDED, link)
        for link in come.values()
        if link.is_document and old_names.isdisjoint(_names(link))
    ]
    facts += [
        _document_fact(FactKind.DOCUMENT_REMOVED, link)
        for link in gone.values()
        if link.is_document and new_names.isdisjoint(_names(link))
    ]
    for target, link in new.items():
        was = old.get(target)
        if was and link.is_document and comparison_key(was.text) != comparison_key(link.text):
            values = (("before", was.text), ("after", link.text), ("url", link.url))
            facts.append(Fact(kind=FactKind.DOCUMENT_RENAMED, values=values, score=DOCUMENT))
    others = len(gone) + len(come) - len(facts)
    if others > 0:
        facts.append(Fact(kind=FactKind.LINKS_CHANGED, values=(("count", str(others)),), score=LINKS))
    return tuple(facts[:_MAX_FACTS])


def _targets(document: Document) -> Mapping[str, Link]:
    found: dict[str, Link] = {}
    for link in document.links:
        if link.is_main and link.url.startswith(("http:", "https:")):
            found.setdefault(_target(link.url), link)
    return found


def _target(url: str) -> str:
    """Host and path, without what differs between visits or spellings."""
    place = url.partition("?")[0].partition("://")[2]
    return unquote(place).removeprefix("www.").rstrip("/").casefold()


def _names(link: Link) -> frozenset[str]:
    """What a file may be known by: its own name and the words it is linked with."""
    name = _target(link.url).rpartition("/")[2]
    return frozenset(filter(None, (comparison_key(name.rpartition(".")[0] or name), comparison_key(link.text))))


def _document_fact(kind: FactKind, link: Link) -> Fact:
    name = link.text or unquote(link.url.partition("?")[0]).rpartition("/")[2]
    return Fact(kind=kind, values=(("name", name), ("url", link.url)), score=DOCUMENT)
