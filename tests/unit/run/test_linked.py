"""The files behind a page that are compared: those known, those new, those that were not watched before."""

from monitor.compare.noise import furniture_hash
from monitor.model.change import HostProfile
from monitor.model.document import Aside, Block, Document, Link, MediaKind
from monitor.model.observation import LinkedDocument
from monitor.run.linked import linked_before, own_linked

OWN, ASIDE, NEW = (
    LinkedDocument(url=f"https://a.nl/{name}.pdf", name=name) for name in ("norm", "bijlage", "toelichting")
)


def holding(*linked: LinkedDocument) -> Document:
    links = tuple(Link(url=each.url, text=each.name, is_document=True) for each in linked)
    blocks = tuple(Block(text=each.name, aside=Aside.SIDEBAR) for each in linked)
    return Document(kind=MediaKind.HTML, links=links, blocks=blocks)


def test_a_file_that_the_held_copy_linked_to_is_not_new_where_it_was_not_watched() -> None:
    assert linked_before((OWN,), (OWN, ASIDE, NEW), holding(OWN, ASIDE)) == (OWN, ASIDE)
    assert linked_before((), (ASIDE,), holding(ASIDE)) == (ASIDE,)
    assert linked_before((OWN,), (NEW,), None) == (OWN,)


def test_files_that_the_pages_of_a_host_share_are_not_compared() -> None:
    host = HostProfile(furniture=frozenset({furniture_hash(ASIDE.name)}))
    assert list(own_linked(((OWN, ASIDE), (OWN, NEW)), holding(OWN, ASIDE, NEW), host)) == [(OWN,), (OWN, NEW)]
    assert list(own_linked(((OWN, ASIDE),), None, host)) == [(OWN, ASIDE)]
