from datetime import timedelta
from pathlib import Path
from stat import S_IMODE

import pytest

from monitor.errors import StoreError
from monitor.history import History, ReportKind
from monitor.model.change import NoiseProfile
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
    visit(alive(kept=document(text), noise=NoiseProfile(slots=((text, "rs"),))), alive("other", kept=document("rest")))
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


def test_an_id_that_is_taken_cannot_be_given(history: History, visit: RunMaker) -> None:
    visit(alive("a"), alive("b"))
    with pytest.raises(StoreError, match="UNIQUE"):
        history.rename({"a": "b"})


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
