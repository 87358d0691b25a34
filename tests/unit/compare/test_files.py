"""Files as a run sees them: bytes in, change out."""

from collections.abc import Callable
from functools import partial

import pytest

from monitor.compare.change import compare_documents
from monitor.extract import extract
from monitor.model.change import Change, ChangeOutcome, HostProfile, NoiseProfile, Weight
from monitor.model.source import Watch
from tests.unit.extract import test_office, test_pdf
from tests.unit.extract.made import make_docx, make_pdf, make_xlsx

Make = Callable[[], bytes]

PDF, DOCX, XLSX = partial(make_pdf), partial(make_docx), partial(make_xlsx)
RESAVED: dict[str, tuple[Make, Make]] = {
    **{f"pdf {name}": (PDF, save) for name, save in test_pdf.RESAVED.items()},
    **{f"docx {name}": (DOCX, save) for name, save in test_office.DOCX_RESAVED.items()},
    **{f"xlsx {name}": (XLSX, save) for name, save in test_office.XLSX_RESAVED.items()},
}
CHANGED: dict[str, tuple[Make, Make]] = {
    **{f"pdf {name}": (PDF, partial(make_pdf, pages)) for name, pages in test_pdf.CHANGED.items()},
    **{f"docx {name}": (DOCX, partial(make_docx, edit)) for name, edit in test_office.DOCX_CHANGED.items()},
    **{f"xlsx {name}": (XLSX, partial(make_xlsx, edit)) for name, edit in test_office.XLSX_CHANGED.items()},
}


def compared(before: bytes, after: bytes) -> Change:
    documents = [
        extract(content=content, content_type="", url="https://example.nl/a", watch=Watch())
        for content in (before, after)
    ]
    return compare_documents(*documents, noise=NoiseProfile(), host=HostProfile(), watch=Watch())


@pytest.mark.parametrize(("before", "after"), RESAVED.values(), ids=RESAVED)
def test_a_file_saved_again_is_silent(before: Make, after: Make) -> None:
    assert not compared(before(), after()).is_told


@pytest.mark.parametrize(("before", "after"), CHANGED.values(), ids=CHANGED)
def test_one_change_in_a_file_is_told(before: Make, after: Make) -> None:
    change = compared(before(), after())
    assert change.outcome is ChangeOutcome.CHANGED
    assert change.weight is not Weight.NONE


def test_there_are_twenty_and_more_of_each() -> None:
    assert len(RESAVED) >= 20
    assert len(CHANGED) >= 20


def test_a_new_version_of_a_file_is_told_with_both_versions() -> None:
    change = compared(*(make() for make in CHANGED["pdf the version"]))
    assert (change.weight, change.version_before, change.version_after) == (Weight.MAJOR, "1.04", "1.04zv")


def test_a_file_that_cannot_be_read_is_compared_by_its_bytes() -> None:
    change = compared(make_pdf(encrypted=True), make_pdf(encrypted=True, file_id="ab" * 16))
    assert [fact.kind for fact in change.facts] == ["bytes-changed"]
