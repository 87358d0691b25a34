"""Words that differ are marked, and named once more in words."""

from zoneinfo import ZoneInfo

from monitor.model.change import Excerpt
from monitor.phrases import phrases_for
from monitor.render.diffing import diff_view, paired

NL = phrases_for("nl", ZoneInfo("Europe/Amsterdam"))


def test_only_the_words_that_differ_are_marked() -> None:
    view = diff_view(Excerpt(before="Versie 1.04, juni", after="Versie 1.04zv, juni"), NL)
    assert [(span.text, span.changed) for span in view.after] == [
        ("Versie ", False),
        ("1.04zv, ", True),
        ("juni", False),
    ]
    assert view.summary == "verwijderd: “1.04,”; toegevoegd: “1.04zv,”"


def test_a_whole_sentence_that_came_or_went_is_called_so() -> None:
    assert diff_view(Excerpt(after="Nieuw."), NL).summary == "toegevoegd"
    assert diff_view(Excerpt(before="Oud."), NL).summary == "verwijderd"


def test_long_equal_stretches_keep_both_ends() -> None:
    words = " ".join(f"woord{number}" for number in range(60))
    view = diff_view(Excerpt(before=f"{words} oud", after=f"{words} nieuw"), NL)
    assert "…" in view.before[0].text
    assert len(view.before[0].text.split()) == 25


def test_a_line_that_went_and_its_like_that_came_are_one_difference() -> None:
    came = Excerpt(after="Versie 3.0, oktober 2026", under="Kop")
    went = Excerpt(before="Versie 2.0, januari 2019", under="Kop")
    assert paired((came, went)) == (Excerpt(before=went.before, after=came.after, under="Kop"),)


def test_unlike_lines_and_lines_under_other_headings_stay_apart() -> None:
    came = Excerpt(after="Met deze toets bepaalt u de waarde.", under="Kop")
    went = Excerpt(before="xyz", under="Kop")
    elsewhere = Excerpt(before="Met deze toets bepaalt u de waarde niet.", under="Elders")
    assert paired((came, went)) == (came, went)
    assert paired((came, elsewhere)) == (came, elsewhere)
