import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.normalise import comparison_key, normalise_text, sentences


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise_text(text)
    assert normalise_text(once) == once


@given(st.text())
def test_a_key_of_a_key_is_the_key(text: str) -> None:
    once = comparison_key(text)
    assert comparison_key(once) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“De aanpak”", '"De aanpak"'),
        ("ver\u00adgader\u200bzaal", "vergaderzaal"),
        ("BIO – versie\u00a01.04", "BIO - versie 1.04"),
        ("cafe\u0301", "café"),
        ("ﬁnanciën", "financiën"),
        ("a\n\t b", "a b"),
    ],
)
def test_what_only_looks_different_is_the_same(one: str, other: str) -> None:
    assert normalise_text(one) == normalise_text(other)


def test_punctuation_case_and_emoji_do_not_count_in_a_key() -> None:
    assert comparison_key("Let op! 🔔 De BIO, versie 1.04zv.") == comparison_key("let op de bio versie 1.04zv")


def test_a_full_stop_after_an_abbreviation_ends_no_sentence() -> None:
    assert sentences("Zie bijv. Hoofdstuk 2. Daarna niet.") == ("Zie bijv. Hoofdstuk 2.", "Daarna niet.")
    assert sentences("Besloten op 4 okt. 2025, i.p.v. Juni. Klaar.") == (
        "Besloten op 4 okt. 2025, i.p.v. Juni.",
        "Klaar.",
    )
    assert sentences("1. Inleiding") == ("1. Inleiding",)


@given(st.text(alphabet=st.sampled_from("aA1. !?\"'(")))
def test_sentences_lose_no_letter(text: str) -> None:
    assert comparison_key("".join(sentences(text))) == comparison_key(text)


def test_text_without_an_end_mark_is_one_sentence() -> None:
    assert sentences("Versie 1.04, mei 2019") == ("Versie 1.04, mei 2019",)
    assert sentences("") == ()
