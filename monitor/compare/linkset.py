"""The links of two documents -> files that came and went, and how many other links differ."""

from collections.abc import Container
from urllib.parse import unquote

from monitor.compare.linked import compare_linked, linked_documents, slides, without_slide
from monitor.compare.noise import NEWS_TURNS, slide_turns
from monitor.compare.significance import LINKS, WEAK
from monitor.model.change import Fact, FactKind, NoiseProfile
from monitor.model.document import Document

_MAX_FACTS = 20


def link_facts(before: Document, after: Document, *, documents: bool, noise: NoiseProfile) -> tuple[Fact, ...]:
    """Compare the links of the main content: files by name and address, others by host and path.

    Queries, which systems renew at will, do not count. With `documents` off, files count as other links do not: not at all.
    A list of the newest files that moved on before and does so again is told as that, once.
    """
    facts: list[Fact] = []
    files = {link.url for document in (before, after) for link in document.links if link.is_document}
    if documents:
        old, new = linked_documents(before, also=files), linked_documents(after, also=files)
        found = compare_linked(old, new)
        if found and (turns := slide_turns(noise)) and slides(old, new):
            found = without_slide(found)
            if turns == NEWS_TURNS:
                values = (("variants", str(turns + 2)),)
                facts.append(Fact(kind=FactKind.UNSTABLE, values=values, score=WEAK))
        facts += found[:_MAX_FACTS]
    others = len(_pages(before, files) ^ _pages(after, files))
    if others:
        facts.append(Fact(kind=FactKind.LINKS_CHANGED, values=(("count", str(others)),), score=LINKS))
    return tuple(facts)


def _pages(document: Document, files: Container[str]) -> frozenset[str]:
    return frozenset(
        _target(link.url)
        for link in document.links
        if link.is_main and link.url not in files and link.url.startswith(("http:", "https:"))
    )


def _target(url: str) -> str:
    """Host and path, without what differs between visits or spellings."""
    place = url.partition("?")[0].partition("://")[2]
    return unquote(place).removeprefix("www.").rstrip("/").casefold()
