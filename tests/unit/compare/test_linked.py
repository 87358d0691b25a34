"""The files behind a page: come, gone, renamed, moved, replaced; saved again is silent."""

from monitor.compare.linked import MAX_LINKED, compare_linked, linked_documents
from monitor.model.change import FactKind
from monitor.model.document import Document, Link, MediaKind
from monitor.model.observation import LinkedDocument

A = "https://example.nl/media/ab12cd/bio-sa.pdf"
B = "https://example.nl/media/zz98yy/bio-sa.pdf"


def file(url: str = A, name: str = "BIO-SA", content: str = "", text: str = "", size: int = 0) -> LinkedDocument:
    return LinkedDocument(url=url, name=name, content_hash=content, text_hash=text, size_bytes=size)


def told(before: list[LinkedDocument], after: list[LinkedDocument]) -> list[tuple[FactKind, dict[str, str]]]:
    return [(fact.kind, dict(fact.values)) for fact in compare_linked(before, after)]


def test_files_of_the_main_region_are_listed_once_in_order() -> None:
    links = (
        Link(url=B, text="Handreiking (PDF, 1,2 MB)", is_document=True),
        Link(url=A, text="", is_document=True),
        Link(url=B, text="Download", is_document=True),
        Link(url="https://example.nl/menu.pdf", text="Menu", is_document=True, is_main=False),
        Link(url="https://example.nl/contact", text="Contact"),
    )
    found = linked_documents(Document(kind=MediaKind.HTML, links=links))
    assert [(item.url, item.name) for item in found] == [(B, "Handreiking"), (A, "bio-sa.pdf")]


def test_a_library_is_watched_in_part() -> None:
    links = tuple(
        Link(url=f"https://example.nl/{number}.pdf", text="x", is_document=True) for number in range(MAX_LINKED + 50)
    )
    assert len(linked_documents(Document(kind=MediaKind.HTML, links=links))) == MAX_LINKED


def test_a_new_file_is_added_and_a_lost_one_removed() -> None:
    other = file("https://example.nl/media/x/gap.xlsx", "GAP")
    assert told([file()], [file(), other]) == [(FactKind.DOCUMENT_ADDED, {"name": "GAP", "url": other.url})]
    assert told([file(), other], [file()]) == [(FactKind.DOCUMENT_REMOVED, {"name": "GAP", "url": other.url})]


def test_another_name_for_the_same_address_is_renamed() -> None:
    assert told([file(name="BIO-SA v1")], [file(name="BIO-SA v2")]) == [
        (FactKind.DOCUMENT_RENAMED, {"before": "BIO-SA v1", "after": "BIO-SA v2", "url": A})
    ]
    assert told([file(name="BIO-SA")], [file(name="bio sa")]) == []


def test_the_same_bytes_elsewhere_have_moved() -> None:
    assert told(
        [file(A, content="1", text="t")], [file("https://example.nl/nieuw/ander.pdf", content="1", text="t")]
    ) == [(FactKind.DOCUMENT_MOVED, {"name": "BIO-SA", "before": A, "after": "https://example.nl/nieuw/ander.pdf"})]


def test_the_same_text_saved_again_elsewhere_has_moved() -> None:
    assert [kind for kind, _ in told([file(A, content="1", text="t")], [file(B, content="2", text="t")])] == [
        FactKind.DOCUMENT_MOVED
    ]


def test_the_same_file_name_under_a_random_folder_has_moved_while_bytes_are_unknown() -> None:
    assert [kind for kind, _ in told([file(A)], [file(B)])] == [FactKind.DOCUMENT_MOVED]
    again = file("https://example.nl/media/zz98yy/BIO-SA_1.pdf")
    assert [kind for kind, _ in told([file(A)], [again])] == [FactKind.DOCUMENT_MOVED]


def test_the_same_file_name_with_other_text_is_another_file() -> None:
    kinds = [kind for kind, _ in told([file(A, content="1", text="t")], [file(B, content="2", text="u")])]
    assert sorted(kinds) == [FactKind.DOCUMENT_ADDED, FactKind.DOCUMENT_REMOVED]


def test_other_text_at_the_same_address_is_replaced_with_both_sizes() -> None:
    sizes = {"before_bytes": "210", "after_bytes": "245", "before_hash": "1", "after_hash": "2"}
    assert told([file(content="1", text="t", size=210)], [file(content="2", text="u", size=245)]) == [
        (FactKind.DOCUMENT_REPLACED, {"name": "BIO-SA", "url": A, **sizes})
    ]


def test_a_file_saved_again_with_the_same_text_is_silent() -> None:
    assert told([file(content="1", text="t")], [file(content="2", text="t")]) == []


def test_a_file_that_was_not_fetched_this_time_is_silent() -> None:
    assert told([file(content="1", text="t")], [file()]) == []


def test_bytes_decide_where_text_is_unknown() -> None:
    assert [kind for kind, _ in told([file(content="1")], [file(content="2")])] == [FactKind.DOCUMENT_REPLACED]


def test_the_same_files_say_nothing() -> None:
    files = [file(), file(B, "GAP", "1", "t")]
    assert told(files, list(reversed(files))) == []
