"""The files behind a page: come, gone, renamed, moved, replaced; saved again is silent."""

from dataclasses import replace

from monitor.compare.linked import MAX_LINKED, RETURN_SCORE, compare_linked, linked_documents, with_documents
from monitor.compare.significance import weight_of
from monitor.model.change import Change, ChangeOutcome, FactKind, Weight
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


ONE = "https://example.nl/dsresource?objectid=aa11&type=org"
OTHER = "https://example.nl/dsresource?objectid=bb22&type=org"


def test_behind_the_same_words_an_id_is_exchanged_and_the_bytes_say_for_what() -> None:
    assert [kind for kind, _ in told([file(ONE)], [file(OTHER)])] == [FactKind.DOCUMENT_MOVED]
    assert [kind for kind, _ in told([file(ONE, content="1")], [file(OTHER, content="1")])] == [FactKind.DOCUMENT_MOVED]
    newer = file(OTHER, content="2", text="u", size=245)
    assert told([file(ONE, content="1", text="t", size=210)], [newer]) == [
        (
            FactKind.DOCUMENT_REPLACED,
            {
                "name": "BIO-SA",
                "url": OTHER,
                "before_bytes": "210",
                "after_bytes": "245",
                "before_hash": "1",
                "after_hash": "2",
            },
        )
    ]


def test_an_id_behind_other_words_or_on_another_host_is_another_file() -> None:
    for other in (file(OTHER, "GAP"), file(OTHER.replace("example", "voorbeeld"))):
        kinds = [kind for kind, _ in told([file(ONE)], [other])]
        assert sorted(kinds) == [FactKind.DOCUMENT_ADDED, FactKind.DOCUMENT_REMOVED]


def test_links_of_one_text_are_told_apart_by_their_order() -> None:
    before = [file(f"https://example.nl/get?id={number}", "Download") for number in (1, 2, 3)]
    after = [before[0], file("https://example.nl/get?id=9", "Download"), before[2]]
    assert told(before, after) == [
        (FactKind.DOCUMENT_MOVED, {"name": "Download", "before": before[1].url, "after": after[1].url})
    ]


def test_a_script_that_serves_files_has_as_many_as_it_has_queries() -> None:
    first, second = (file(f"https://example.nl/download.php?id={number}", f"Deel {number}") for number in (1, 2))
    assert told([first, second], [first, second]) == []
    assert [kind for kind, _ in told([first, second], [first])] == [FactKind.DOCUMENT_REMOVED]


def test_a_name_with_an_id_behind_it_is_the_files_name() -> None:
    place = "https://example.nl/documents/20182/0/handreiking.pdf"
    old, new = file(f"{place}/8f1e-1122?t=15"), file(f"{place}/9a2b-7734?t=16")
    assert [kind for kind, _ in told([old], [new])] == [FactKind.DOCUMENT_MOVED]


def test_what_asking_shows_outdoes_what_the_links_let_suppose() -> None:
    supposed = Change(
        outcome=ChangeOutcome.CHANGED, weight=Weight.MINOR, score=0.3, facts=compare_linked([file(ONE)], [file(OTHER)])
    )
    other = compare_linked([file(ONE, content="1")], [file(OTHER, content="2")])
    assert with_documents(supposed, other).facts == other
    assert with_documents(supposed, other).weight is Weight.MAJOR
    come_and_gone = compare_linked([file(A)], [file("https://example.nl/nieuw/ander.pdf")])
    worse = replace(supposed, weight=Weight.MAJOR, score=6.0, facts=come_and_gone)
    same = compare_linked([file(A, content="1")], [file("https://example.nl/nieuw/ander.pdf", content="1")])
    assert (with_documents(worse, same).weight, with_documents(worse, same).facts) == (Weight.MINOR, same)


def test_a_file_keeps_its_name_when_only_its_note_differs() -> None:
    notes = ("Handreiking (PDF, 1,2 MB)", "Handreiking PDF document | 5 pagina's | 200 kB", "Handreiking [pdf]")
    for note in notes:
        links = (Link(url=ONE, text=note, is_document=True),)
        assert linked_documents(Document(kind=MediaKind.HTML, links=links))[0].name == "Handreiking"


def test_other_text_at_the_same_address_is_replaced_with_both_sizes() -> None:
    sizes = {"before_bytes": "210", "after_bytes": "245", "before_hash": "1", "after_hash": "2"}
    assert told([file(content="1", text="t", size=210)], [file(content="2", text="u", size=245)]) == [
        (FactKind.DOCUMENT_REPLACED, {"name": "BIO-SA", "url": A, **sizes})
    ]


def test_a_file_that_is_gone_for_certain_is_told_once_by_its_name() -> None:
    lost = replace(file(content="1", text="t"), is_gone=True)
    assert told([file(content="1", text="t")], [lost]) == [(FactKind.DOCUMENT_LOST, {"name": "BIO-SA", "url": A})]
    assert told([lost], [lost]) == []


def test_a_lost_file_that_is_there_again_is_told_and_is_no_alarm() -> None:
    lost = replace(file(content="1", text="t"), is_gone=True)
    back = (FactKind.DOCUMENT_RETURNED, {"name": "BIO-SA", "url": A})
    assert told([lost], [file(content="1", text="t")]) == [back]
    assert back in told([lost], [file(content="2", text="u")])
    assert weight_of(RETURN_SCORE) is Weight.MINOR


def test_a_file_saved_again_with_the_same_text_is_silent() -> None:
    assert told([file(content="1", text="t")], [file(content="2", text="t")]) == []


def test_a_file_that_was_not_fetched_this_time_is_silent() -> None:
    assert told([file(content="1", text="t")], [file()]) == []


def test_bytes_decide_where_text_is_unknown() -> None:
    assert [kind for kind, _ in told([file(content="1")], [file(content="2")])] == [FactKind.DOCUMENT_REPLACED]


def test_the_same_files_say_nothing() -> None:
    files = [file(), file(B, "GAP", "1", "t")]
    assert told(files, list(reversed(files))) == []
