"""Real pages, none of which has ended: no sentence of theirs is taken for a notice, wherever it would stand."""

import os
import re
from pathlib import Path

import pytest

from monitor.compare.successor import find_successors
from monitor.model.document import Block, Document, MediaKind
from tests.corpus.histories import read_histories, read_page

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def pages() -> list[Document]:
    """The first recorded week of every page."""
    folder = os.environ.get("MONITOR_CORPUS")
    if not folder:
        pytest.skip("needs the recorded histories: set MONITOR_CORPUS to the folder that holds pairs.jsonl.xz")
    return [read_page(history, history["snapshots"][0]["html"]) for history in read_histories(Path(folder))]


def test_no_page_says_that_it_has_ended(pages: list[Document]) -> None:
    assert {page.title: facts for page in pages if (facts := find_successors(page))} == {}


def test_no_sentence_would_say_so_at_the_head_of_a_page(pages: list[Document]) -> None:
    sentences = {
        (title, sentence)
        for page in pages
        for block in page.main_blocks
        for sentence in re.split(r"(?<=[.!?])\s+", block.text)
        for title in (page.title, "")
    }
    alone = (
        Document(kind=MediaKind.HTML, title=title, blocks=(Block(text=sentence),)) for title, sentence in sentences
    )
    assert len(sentences) > 10_000
    assert [facts for document in alone if (facts := find_successors(document))] == []
