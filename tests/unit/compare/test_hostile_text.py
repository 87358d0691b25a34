"""Pages made to keep a reader busy do not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.compare.diff import only_in, readings
from monitor.compare.passing import without_passing
from monitor.compare.successor import find_successors
from monitor.compare.values import value_key
from monitor.compare.versions import compare_versions, read_versions, version_in
from monitor.model.document import Block, Document, MediaKind
from tests.unit.compare.pages import page

HOSTILE = {
    "one long word": "deze " + "a" * 200_000 + " is vervangen door",
    "many words": "vervangen door " * 20_000,
    "many spaces": "versie " + " " * 100_000 + "1",
    "many digits": "versie " + "1" * 100_000,
    "many dots": "versie " + "1." * 50_000,
    "many dates": "geldig tot 1 mei 2024 " * 5_000,
    "many hyphens": "deze " + "a-" * 50_000 + "pagina is vervallen",
    "many brackets": "(" * 50_000 + "vervallen" + ")" * 50_000,
    "many subjects": ("Deze pagina is in de " * 20 + "vervangen. ") * 1_000,
    "many names": ("Vervangen Handreiking " + "X " * 40 + "deze pagina. ") * 1_000,
    "many denials": ("Deze pagina is niet en wordt niet meer, " * 10 + "vervallen. ") * 500,
    "many labels": "Deze versie: versie van de versie, 1 " * 2_000,
    "many sentences": "Deze pagina is. Vervallen. " * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_no_time(text: str) -> None:
    document = Document(kind=MediaKind.HTML, title=text, blocks=(Block(text=text),) * 3)
    begin = time.process_time()
    find_successors(document)
    read_versions(document)
    version_in(text)
    assert time.process_time() - begin < 1


VOCABULARY = (
    "deze pagina handreiking versie v 1.04 2.0 is niet vervangen door de BIO vervallen mei 2019 : . , ? geldig tot 1"
)
WORDS = st.sampled_from(VOCABULARY.split())
LINES = st.lists(WORDS, max_size=12).map(" ".join)
DOCUMENTS = st.builds(
    lambda title, lines: Document(kind=MediaKind.PDF, title=title, blocks=tuple(Block(text=line) for line in lines)),
    LINES,
    st.lists(LINES, max_size=6),
)


PASSING = {
    **HOSTILE,
    "many knobs": "print engels " * 10_000,
    "many stamps": "laatst gewijzigd op 2 maart 2026, " * 2_000,
    "many hours": "8.00 tot " * 10_000,
    "many phones": "+31 " * 20_000,
    "many sizes": "(pdf, 1 kb " * 10_000,
    "many accents": "aë" * 50_000,
    "brackets alone": "(" * 50_000,
}


@pytest.mark.parametrize("text", PASSING.values(), ids=PASSING)
def test_what_passes_in_hostile_text_is_found_in_no_time(text: str) -> None:
    old, new = readings(*(page(f"{text}{number}") for number in (1, 2)))
    gone, come = only_in(old, new), only_in(new, old)
    begin = time.process_time()
    without_passing(gone, come, before=old, after=new)
    assert time.process_time() - begin < 1


@given(DOCUMENTS)
def test_any_document_compared_with_itself_has_no_new_version(document: Document) -> None:
    versions = read_versions(document)
    assert compare_versions(versions, versions) == ()


@given(DOCUMENTS)
def test_a_notice_quotes_the_page(document: Document) -> None:
    text = f"{document.title}\n{document.text}"
    assert all(fact.value("phrase") in text for fact in find_successors(document))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text", [*HOSTILE.values(), "1" * 200_000, "1'" * 100_000, "€ 1" * 60_000, " -1" * 60_000, "| " * 100_000]
)
def test_a_value_is_read_in_the_time_its_length_takes(text: str) -> None:
    started = time.monotonic()
    value_key(text)
    assert time.monotonic() - started < 5
