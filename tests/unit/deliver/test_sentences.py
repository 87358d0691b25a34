import pytest

from monitor.deliver import Problem, told
from monitor.deliver.sentences import SECOND_COPY, SENTENCES, written


@pytest.mark.parametrize("problem", list(Problem))
def test_each_problem_has_its_sentence_beside_the_relays_own_words(problem: Problem) -> None:
    assert told(written(problem, "")) == SENTENCES[problem]
    assert told(written(problem, "4.7.0 no: later")) == f"{SENTENCES[problem]} (4.7.0 no: later)"
    assert told(f"{SECOND_COPY}: {written(problem, 'x')}") == f"{SECOND_COPY}: {SENTENCES[problem]} (x)"


@pytest.mark.parametrize("words", ["", "2.0.0 Ok: queued as 4F", SECOND_COPY, "no relay; kept as a.eml"])
def test_words_that_name_no_problem_stay_as_they_are(words: str) -> None:
    assert told(words) == words
