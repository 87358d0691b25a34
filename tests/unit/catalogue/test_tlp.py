import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.catalogue import parse_tlp
from monitor.catalogue.tlp import CONTRADICTION, MISSING, UNDECIDED, UNKNOWN
from monitor.model.source import Tlp

WORDS = {
    "wit": Tlp.CLEAR,
    "white": Tlp.CLEAR,
    "openbaar": Tlp.CLEAR,
    "clear": Tlp.CLEAR,
    "groen": Tlp.GREEN,
    "amber": Tlp.AMBER,
    "amber+strict": Tlp.AMBER_STRICT,
    "rood": Tlp.RED,
}


@pytest.mark.parametrize(
    ("printed", "label", "warning"),
    [
        ("TLP:wit", Tlp.CLEAR, None),
        ("Openbaar (TLP:wit)", Tlp.CLEAR, None),
        ("TLP:CLEAR", Tlp.CLEAR, None),
        ("tlp-groen", Tlp.GREEN, None),
        ("TLP : Green", Tlp.GREEN, None),
        ("TLPwit", Tlp.CLEAR, None),
        ("TLP:AMBER+STRICT", Tlp.AMBER_STRICT, None),
        ("amber_strict", Tlp.AMBER_STRICT, None),
        ("TLP:AMBER + STRICT", Tlp.AMBER_STRICT, None),
        ("TLP:rood", Tlp.RED, None),
        ("Classificatie n.t.b.", Tlp.AMBER, UNDECIDED),
        ("Classificatie n.t.b", Tlp.AMBER, UNDECIDED),
        ("N.T.B.", Tlp.AMBER, UNDECIDED),
        ("ntb", Tlp.AMBER, UNDECIDED),
        ("n.t.b. (TLP:rood)", Tlp.RED, UNDECIDED),
        ("n.t.b. (TLP:wit)", Tlp.AMBER, UNDECIDED),
        (None, Tlp.AMBER, MISSING),
        ("", Tlp.AMBER, MISSING),
        ("TLP:", Tlp.AMBER, MISSING),
        ("Openbaar (TLP:groen)", Tlp.GREEN, CONTRADICTION),
        ("wit of rood", Tlp.RED, UNKNOWN),
        ("TLP:anber", Tlp.AMBER, UNKNOWN),
        ("Openbaar (TLP:anber)", Tlp.AMBER, UNKNOWN),
        ("niet openbaar", Tlp.AMBER, UNKNOWN),
        ("strict", Tlp.AMBER, UNKNOWN),
        ("ＴＬＰ：ｗｉｔ", Tlp.CLEAR, None),
    ],
)
def test_the_label_follows_from_the_printed_words(printed: str | None, label: Tlp, warning: str | None) -> None:
    found = parse_tlp(printed)
    assert (found.label, found.warning, found.printed) == (label, warning, printed)


@given(st.lists(st.sampled_from(sorted(WORDS)), min_size=1, max_size=4))
def test_words_that_disagree_take_the_strictest_reading(words: list[str]) -> None:
    found = parse_tlp(" / ".join(words))
    assert found.label == max(WORDS[word] for word in words)
    assert (found.warning == CONTRADICTION) == (len({WORDS[word] for word in words}) > 1)


@given(st.text(max_size=30))
def test_no_unknown_word_is_ever_published(text: str) -> None:
    found = parse_tlp(f"wit {text}")
    assert found.label >= Tlp.AMBER or found.warning in {None, CONTRADICTION}


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_single_word_is_a_known_one_or_amber(word: str) -> None:
    found = parse_tlp(f"TLP:{word}")
    assert found.warning is None or found.label == Tlp.AMBER


@given(st.sampled_from(sorted(WORDS)), st.sampled_from([str.upper, str.title, str.swapcase]))
def test_case_does_not_matter(word: str, spelled: object) -> None:
    assert callable(spelled)
    assert parse_tlp(spelled(word)).label == WORDS[word]


@given(st.sampled_from(list(Tlp)), st.sampled_from(list(Tlp)))
def test_labels_are_ordered_by_strictness_in_every_comparison(one: Tlp, other: Tlp) -> None:
    assert (one < other, one <= other, one > other, one >= other) == (
        one.rank < other.rank,
        one.rank <= other.rank,
        one.rank > other.rank,
        one.rank >= other.rank,
    )
    assert max(one, other).rank == max(one.rank, other.rank)
