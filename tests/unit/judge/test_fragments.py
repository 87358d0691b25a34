import pytest

from monitor.judge.fragments import fragment_flag
from monitor.model.document import Document, MediaKind, Signals
from monitor.model.verdict import Flag
from tests.unit.judge.made import URL


def flag(fragment: str, *known: str, kind: MediaKind = MediaKind.HTML, signals: Signals | None = None) -> Flag | None:
    document = Document(kind=kind, fragments=frozenset(known), signals=signals or Signals(scripts=3))
    return fragment_flag(document, f"{URL}#{fragment}")


def test_a_place_that_is_there_is_no_matter() -> None:
    assert flag("BIO-SA", "BIO-SA") is None
    assert flag("deel%202", "deel 2") is None
    assert flag("deel", "user-content-deel") is None


def test_a_place_that_is_not_there_is_a_flag() -> None:
    assert flag("BIO-SA", "inhoud") is Flag.FRAGMENT_MISSING


def test_case_is_exact() -> None:
    assert flag("bio-sa", "BIO-SA") is Flag.FRAGMENT_MISSING


@pytest.mark.parametrize("fragment", ["", "top", "TOP", ":~:text=logging", "inhoud:~:text=logging"])
def test_what_needs_no_target_is_never_missing(fragment: str) -> None:
    assert flag(fragment, "inhoud") is None


@pytest.mark.parametrize("fragment", ["tab2", "tab-2", "!/producten", "/producten/x", "product=X"])
def test_what_scripts_read_cannot_be_known(fragment: str) -> None:
    assert flag(fragment, "inhoud") is Flag.FRAGMENT_UNKNOWABLE


def test_a_tab_on_a_page_without_scripts_is_missing() -> None:
    assert flag("tab2", "inhoud", signals=Signals()) is Flag.FRAGMENT_MISSING


def test_an_application_makes_its_own_places() -> None:
    assert flag("deel", signals=Signals(scripts=2, app_roots=("root",))) is Flag.FRAGMENT_UNKNOWABLE


def test_a_page_number_in_a_pdf_is_fine() -> None:
    assert flag("page=3", kind=MediaKind.PDF) is None
