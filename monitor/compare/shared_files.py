"""A page and what its host's pages share -> the files in a side column that belong to the site, not to this page."""

from collections.abc import Collection, Iterable

from monitor.compare.noise import furniture_hash
from monitor.model.change import Fact
from monitor.model.document import Aside, Document


def shared_files(document: Document, furniture: Collection[str]) -> frozenset[str]:
    """The addresses of the files whose links stand beside the content only, in blocks that other pages of the host have too."""
    files = [link for link in document.links if link.is_document and link.is_main and link.text]
    if not files or not furniture:
        return frozenset()
    shared = [block.text for block in document.blocks if block.aside is Aside.SIDEBAR]
    shared = [text for text in shared if furniture_hash(text) in furniture]
    if not shared:
        return frozenset()
    content = document.main_text
    return frozenset(
        link.url for link in files if link.text not in content and any(link.text in text for text in shared)
    )


def without_shared(facts: Iterable[Fact], documents: Iterable[Document], furniture: Collection[str]) -> list[Fact]:
    """The facts but for those about files that the site's pages share."""
    told = list(facts)
    if not told or not furniture:
        return told
    shared = frozenset(url for document in documents for url in shared_files(document, furniture))
    return [fact for fact in told if shared.isdisjoint(text for _, text in fact.values)]
