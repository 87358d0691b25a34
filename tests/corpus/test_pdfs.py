"""Recorded versions of real PDF documents: every new version is told."""

import base64
import json
import lzma
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.compare.change import compare_documents
from monitor.extract import extract
from monitor.model.change import Change, ChangeOutcome, FactKind, HostProfile, NoiseProfile, Weight
from monitor.model.document import Document
from monitor.model.source import Watch

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def pairs() -> list[tuple[str, Document, Document]]:
    """Identifier, document before, document after."""
    folder = os.environ.get("MONITOR_CORPUS")
    if not folder:
        pytest.skip("needs the recorded documents: set MONITOR_CORPUS to the folder that holds pdfs.jsonl.xz")
    return list(_read(Path(folder) / "pdfs.jsonl.xz"))


def _read(path: Path) -> Iterator[tuple[str, Document, Document]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            yield item["id"], _document(item["before"]), _document(item["after"])


def _document(encoded: str) -> Document:
    return extract(
        content=base64.b64decode(encoded),
        content_type="application/pdf",
        url="https://example.org/a.pdf",
        watch=Watch(),
    )


def compared(before: Document, after: Document) -> Change:
    return compare_documents(before, after, noise=NoiseProfile(), host=HostProfile(), watch=Watch())


def test_every_new_version_is_a_major_change(pairs: list[tuple[str, Document, Document]]) -> None:
    changes = {name: compared(before, after) for name, before, after in pairs}
    silent = {
        name
        for name, change in changes.items()
        if (change.outcome, change.weight) != (ChangeOutcome.CHANGED, Weight.MAJOR)
    }
    assert len(changes) == 14
    assert not silent


def test_another_document_in_its_place_is_told_as_such(pairs: list[tuple[str, Document, Document]]) -> None:
    swapped = [
        compared(before, after)
        for _, before, after in pairs
        if before.language != after.language or "ITA" in after.title
    ]
    assert any(FactKind.OTHER_DOCUMENT in {fact.kind for fact in change.facts} for change in swapped)


def test_a_document_read_twice_is_the_same(pairs: list[tuple[str, Document, Document]]) -> None:
    assert {compared(before, before).outcome for _, before, _ in pairs} == {ChangeOutcome.UNCHANGED}
