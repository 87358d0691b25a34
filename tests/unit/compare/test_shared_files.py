"""A file that every page of a site offers in its side column is no news of one page."""

from dataclasses import replace

from monitor.compare.change import compare_documents
from monitor.compare.noise import furniture_hash
from monitor.compare.shared_files import shared_files
from monitor.model.change import FactKind, HostProfile, NoiseProfile
from monitor.model.document import Aside, Block, Document, Link
from monitor.model.source import Watch
from tests.unit.compare.pages import PROSE, fact, page

LINE = "Jaarverslag 2026 (pdf, 2 MB)"
REPORT = Link(url="https://a.nl/media/jaarverslag.pdf", text="Jaarverslag 2026", is_document=True)
HOST = HostProfile(furniture=frozenset({furniture_hash(LINE)}))


def offering(aside: Aside | None = Aside.SIDEBAR) -> Document:
    return page(*PROSE, Block(text=LINE, path="./aside/ul/li", aside=aside), links=(REPORT,))


def told(before: Document, after: Document, host: HostProfile) -> list[FactKind]:
    change = compare_documents(before, after, noise=NoiseProfile(), host=host, watch=Watch())
    return [kind for kind in (FactKind.DOCUMENT_ADDED, FactKind.DOCUMENT_REMOVED) if fact(change, kind)]


def test_a_file_that_the_pages_of_a_host_share_comes_and_goes_in_silence() -> None:
    assert told(page(*PROSE), offering(), HOST) == []
    assert told(offering(), page(*PROSE), HOST) == []


def test_a_file_of_this_page_alone_is_told() -> None:
    assert told(page(*PROSE), offering(), HostProfile()) == [FactKind.DOCUMENT_ADDED]
    assert told(offering(), page(*PROSE), HostProfile()) == [FactKind.DOCUMENT_REMOVED]


def test_a_file_in_the_text_is_the_page_s_own_whoever_else_offers_it() -> None:
    assert shared_files(offering(), HOST.furniture) == {REPORT.url}
    assert shared_files(offering(None), HOST.furniture) == frozenset()
    both = replace(offering(), blocks=(*offering().blocks, Block(text="Lees het Jaarverslag 2026.", path="./p")))
    assert shared_files(both, HOST.furniture) == frozenset()
