"""The links of two documents -> those that came, went, or lead elsewhere under the same words."""

from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass

from monitor.model.document import Document, Link
from monitor.normalise import comparison_key


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a link to a page led and leads; either address is empty where there was none, or is none any more."""

    text: str
    before: str
    after: str

    @property
    def position(self) -> str:
        """What stays the same of a link that leads elsewhere: its words. Empty where it came or went."""
        return f"link {comparison_key(self.text)[:_KEY_LETTERS]}" if self.before and self.after else ""


_KEY_LETTERS = 60


def changed_leads(before: Document, after: Document) -> Iterator[Lead]:
    """The links of the main content that do not lead to the same host and path, in the order of the page; no files.

    A query, which systems renew at will, is none of an address. A link with the words of one that went is that link.
    """
    if before.links == after.links:
        return
    files = {link.url for document in (before, after) for link in document.links if link.is_document}
    old, new = _pages(before, but=files), _pages(after, but=files)
    gone = {target: link for target, link in old.items() if target not in new}
    by_words: dict[str, list[str]] = defaultdict(list)
    for target, link in gone.items():
        by_words[comparison_key(link.text)].append(target)
    by_words.pop("", None)
    for target, link in new.items():
        if target not in old:
            twins = by_words.get(comparison_key(link.text))
            yield Lead(link.text, _bare(gone.pop(twins.pop(0)).url) if twins else "", _bare(link.url))
    yield from (Lead(link.text, _bare(link.url), "") for link in gone.values())


def _pages(document: Document, *, but: Container[str]) -> dict[str, Link]:
    found: dict[str, Link] = {}
    for link in document.links:
        if link.is_main and link.url not in but and link.place:
            found.setdefault(link.place, link)
    return found


def _bare(url: str) -> str:
    return url.partition("?")[0]
