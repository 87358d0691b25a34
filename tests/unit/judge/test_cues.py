"""The short cuts of the judge: what is not looked for could not have been found."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.judge.cues import CUES, Cue, may_hold_cue
from monitor.judge.view import View
from monitor.model.document import Block, Document, MediaKind

URL = "https://www.example.nl/aanpak"


def view_of(*texts: str) -> View:
    document = Document(kind=MediaKind.HTML, blocks=tuple(Block(text=text) for text in texts))
    return View(document=document, url=URL, final_url=URL)


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: f"{cue.page}-{cue.strength}")
@given(data=st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_text_in_which_a_cue_stands_has_a_trigger(cue: Cue, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(cue.pattern))
    if cue.pattern.search(text):  # Hypothesis reads a class of characters a little wider than `re`
        assert may_hold_cue(text)


@pytest.mark.parametrize("title", ["Handreiking BIO", "Baseline informatiebeveiliging overheid", ""])
def test_an_honest_title_is_not_searched_for_cues(title: str) -> None:
    assert not may_hold_cue(title.lower())


@given(
    st.lists(st.text(alphabet="ab \u3042.", max_size=60), max_size=12),
    st.integers(min_value=0, max_value=60),
)
def test_a_text_has_at_most_so_many_words_when_counting_them_says_so(texts: list[str], words: int) -> None:
    view = view_of(*texts)
    assert view.says_at_most(words) is (view.words <= words)
    assert view.shows_at_most(words) is (view.all_words <= words)
