from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from stat import S_IMODE

import pytest

from monitor.errors import LockedError
from monitor.history import History, ReportKind
from monitor.model.change import NoiseProfile, Slot
from monitor.model.decision import Decision, DecisionKind
from monitor.model.mail import Letter, MailState
from monitor.model.source import SourceId, Tlp
from monitor.model.verdict import State
from tests.unit.history.conftest import RunMaker
from tests.unit.history.values import NOW, WEEK, alive, changed, document, gone, not_modified

BIO = SourceId("bio")
YEARS = timedelta(days=1500)


def test_pruning_keeps_findings_and_last_good_copies(history: History, visit: RunMaker) -> None:
    visit(alive(kept=document("one")))
    visit(not_modified(at=NOW + WEEK), now=NOW + WEEK)
    visit(changed(at=NOW + 2 * WEEK, kept=document("two")), now=NOW + 2 * WEEK)
    visit(alive("quiet", kept=document("three")), now=NOW + 3 * WEEK)
    visit(not_modified(at=NOW + YEARS), now=NOW + YEARS)
    pruned = history.prune(36, NOW + YEARS)
    assert (pruned.observations, pruned.copies) == (2, 1)
    assert [each.run for each in history.timeline(BIO)] == [3, 5]
    assert history.past(BIO).document == document("two")
    assert history.past(SourceId("quiet")).document == document("three")
    assert history.check() is None
    assert [run.id for run in history.runs()] == [3, 4, 5]


def test_pruning_within_the_term_takes_nothing(history: History, visit: RunMaker) -> None:
    visit(alive(kept=document("one")))
    visit(changed(at=NOW + WEEK, kept=document("two")), now=NOW + WEEK)
    history.prune(36, NOW + 2 * WEEK)
    assert (history.size().observations, history.size().copies) == (2, 2)


def test_forgetting_leaves_bare_states_and_no_byte_of_content(history: History, visit: RunMaker, path: Path) -> None:
    text = "Vertrouwelijke handreiking"
    visit(
        alive(kept=document(text), noise=NoiseProfile(slots=(Slot(text, "rs", 1),))),
        alive("other", kept=document("rest")),
    )
    visit(changed(at=NOW + WEEK, kept=document(f"{text} 2")), now=NOW + WEEK)
    letter = Letter(
        recipient="a@b.nl", audience="A", language="nl", label=Tlp.CLEAR, message_id="<1>", content=b"versie 1.0"
    )
    history.close_period(period="p", kind=ReportKind.WEEKLY, run=2, now=NOW, letters=[letter])
    history.outbox.mark(1, MailState.SENT, now=NOW)
    assert history.forget(["tool-of-bio"]) == 1
    assert [each.observation.verdict.state for each in history.timeline(BIO)] == [State.ALIVE, State.ALIVE]
    assert history.past(BIO).document is None
    assert history.memory()[BIO].etag is None
    assert history.past(SourceId("other")).document == document("rest")
    assert history.check() is None
    history.close()
    assert b"versie 1.0" not in path.read_bytes()


def test_a_renamed_source_keeps_its_history(history: History, visit: RunMaker) -> None:
    visit(gone())
    history.rename({"bio": "bio-2"})
    visit(gone("bio-2", at=NOW + WEEK), now=NOW + WEEK)
    assert [each.run for each in history.timeline(SourceId("bio-2"))] == [1, 2]
    assert history.memory()[SourceId("bio-2")].standing.observations == 2


def test_two_that_were_visited_in_one_run_stay_two(history: History, visit: RunMaker) -> None:
    visit(alive("a"), alive("b"))
    assert history.rename({"a": "b"}) == ()
    assert {*history.memory()} == {"a", "b"}


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
def test_two_that_were_visited_in_turn_become_one_that_remembers_the_last(
    history: History, visit: RunMaker, order: tuple[str, str]
) -> None:
    first, second = order
    noise = NoiseProfile(slots=(Slot("teller", "rs", 1),))
    visit(alive(first, kept=document("one"), noise=noise))
    visit(changed(first, at=NOW + WEEK, kept=document("two")), now=NOW + WEEK)
    visit(gone(second, at=NOW + 2 * WEEK), now=NOW + 2 * WEEK)
    visit(gone(second, at=NOW + 3 * WEEK), now=NOW + 3 * WEEK)
    assert history.rename({"old": "new", "never": "other"}) == ("old",)
    assert history.rename({"old": "new", "never": "other"}) == ()
    joined = SourceId("new")
    assert [each.run for each in history.timeline(joined)] == [1, 2, 3, 4]
    assert [*history.memory()] == [joined]
    assert history.memory()[joined].last_state is State.DEAD
    assert history.memory()[joined].standing.observations == 2
    assert history.past(joined).noise == noise
    (health,) = history.period("p", up_to_run=4).health
    assert (health.visits, health.changes, health.first_visit) == (4, 1, NOW)
    assert history.check() is None


def test_a_decision_follows_and_is_not_doubled(history: History) -> None:
    made = Decision(kind=DecisionKind.ACKNOWLEDGE, source=BIO, at=NOW, by="a")
    history.decide(made, replace(made, source=SourceId("bio-2")), replace(made, at=NOW + WEEK))
    assert history.rename({"bio": "bio-2"}) == ("bio",)
    assert [(one.source, one.at) for one in history.decisions()] == [("bio-2", NOW), ("bio-2", NOW + WEEK)]


def test_without_the_lock_nothing_is_renamed(history: History, path: Path) -> None:
    with (
        History.open(path, document_id="d1", document_title="Toolkit BIO") as reader,
        pytest.raises(LockedError),
    ):
        reader.rename({"bio": "bio-2"})
    assert history.check() is None


def test_what_still_has_content_is_known_till_it_is_forgotten(history: History, visit: RunMaker) -> None:
    visit(alive("kept", kept=document("one")), gone("never-good"))
    assert history.with_content() == ("kept", "never-good")
    history.forget(["kept"])
    assert history.with_content() == ("never-good",)


def test_a_backup_is_whole_and_private_while_a_run_writes(history: History, visit: RunMaker, tmp_path: Path) -> None:
    visit(alive(kept=document()))
    target = tmp_path / "backup.db"
    with history.run(now=NOW, engine="local", planned=1, is_partial=False) as recorder:
        recorder.record(alive("later"))
        recorder.flush()
        history.backup(target)
        recorder.finish(NOW, {})
    assert S_IMODE(target.stat().st_mode) == 0o600
    with History.open(target, document_id="d1", document_title="Toolkit BIO", exclusive=True) as copy:
        assert copy.check() is None
        assert copy.past(BIO).document == document()
        assert copy.size().observations == 2


def test_size_tells_what_there_is(history: History, visit: RunMaker) -> None:
    visit(alive(kept=document()), alive("b"))
    size = history.size()
    assert (size.runs, size.sources, size.observations, size.copies) == (1, 2, 2, 1)
    assert size.file_bytes > 0
    assert size.copy_bytes > 0
