from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.history import History, codec
from monitor.history.copies import from_copy, to_copy
from monitor.model.change import Change, ChangeOutcome, NoiseProfile, Slot
from monitor.model.document import Document
from monitor.model.observation import LinkedDocument, Observation, Recorded
from monitor.model.source import Catalogue, Source, SourceId, Tlp, Tool, ToolId
from monitor.model.verdict import TELLING_FLAGS, Flag, Remark, Standing, StandingWord, State, Verdict
from monitor.report import findings_of
from monitor.report.sightings import KIND_OF_FLAG
from tests.unit.history import values
from tests.unit.history.conftest import RunMaker
from tests.unit.history.values import NOW, alive, next_standing, not_modified

one_store = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
names = (SourceId(f"source-{number}") for number in count())


@one_store
@given(first=values.OBSERVATIONS, second=values.OBSERVATIONS, standing=values.STANDINGS)
def test_history_gives_back_what_was_recorded(
    history: History, first: Observation, second: Observation, standing: Standing
) -> None:
    source = next(names)
    seen = (replace(first, source=source), replace(second, source=source))
    runs = []
    for observation in seen:
        with history.run(now=NOW, engine="local", planned=1, is_partial=False) as recorder:
            recorder.record(observation)
            recorder.settle(lambda *_, **__: standing, NOW)
            runs.append(recorder.finish(NOW, {}).id)
    told = [
        Recorded(run=run, observation=o, standing=standing, label=Tlp.AMBER) for run, o in zip(runs, seen, strict=True)
    ]
    assert [bare(one) for one in history.timeline(source)] == told
    assert [bare(one) for one in history.run_record(runs[1])] == told[1:]


def bare(recorded: Recorded) -> Recorded:
    """Without the remarks, which the store draws from the visit and not from the judge's answer."""
    return replace(recorded, standing=replace(recorded.standing, remarks=()))


@given(remarks=values.REMARKS)
def test_remarks_are_kept_as_they_were(remarks: tuple[Remark, ...]) -> None:
    assert codec.remarks_from(codec.remarks_to(remarks)) == remarks


@one_store
@given(noise=values.NOISES, linked=values.LINKED, document=values.DOCUMENTS)
def test_memory_gives_back_what_was_learned(
    history: History, noise: NoiseProfile, linked: tuple[LinkedDocument, ...], document: Document
) -> None:
    source = next(names)
    with history.run(now=NOW, engine="local", planned=1, is_partial=False) as recorder:
        recorder.record(alive(source, kept=document, noise=noise, linked=linked))
        recorder.settle(next_standing, NOW)
        recorder.finish(NOW, {})
    past = history.past(source)
    assert (past.document, past.noise, past.linked) == (document, noise, linked)


@one_store
@given(seen=values.OBSERVATIONS, standing=values.STANDINGS, is_quiet=st.booleans())
def test_a_visit_that_is_not_telling_gives_no_finding(
    history: History, *, seen: Observation, standing: Standing, is_quiet: bool
) -> None:
    source = next(names)
    seen = replace(seen, source=source)
    if is_quiet:  # few made by chance are
        seen = replace(
            seen, verdict=replace(seen.verdict, state=State.ALIVE), change=Change(outcome=ChangeOutcome.UNCHANGED)
        )
        standing = replace(standing, word=StandingWord.OK, look_by_hand=False, rechecked=False)
    with history.run(now=NOW, engine="local", planned=1, is_partial=False) as recorder:
        recorder.record(seen)
        recorder.settle(lambda *_, **__: standing, NOW)
        run = recorder.finish(NOW, {}).id
    record = history.period("p", up_to_run=run)
    told = {each.observation.source for each in record.telling}
    latest = [each for each in record.latest if each.observation.source == source]
    tool = Tool(id=ToolId(source), title="T", sources=(Source(id=source, tool=ToolId(source), url="https://a.nl/"),))
    found = findings_of(
        latest=latest,
        changes=(),
        catalogue=Catalogue(title="C", tools=(tool,)),
        since=NOW,
        until=NOW,
        timezone=ZoneInfo("Europe/Amsterdam"),
    )
    assert latest
    assert source in told or not found


def test_what_is_quietly_alive_is_not_telling(history: History, visit: RunMaker) -> None:
    visit(alive("a"), alive("b"))
    run = visit(alive("a", verdict=Verdict(state=State.ALIVE, flags=(Flag.SUPERSEDED,))), not_modified("b"))
    assert [each.observation.source for each in history.period("p", up_to_run=run.id).telling] == ["a"]


def test_every_flag_that_gives_a_finding_is_telling() -> None:
    assert set(KIND_OF_FLAG) == TELLING_FLAGS


@given(document=values.DOCUMENTS)
def test_a_copy_says_what_the_document_said(document: Document) -> None:
    assert from_copy(*to_copy(document)) == document


def test_undecodable_bytes_of_a_server_never_reach_the_store(history: History, visit: RunMaker) -> None:
    bad = "caf\udce9"
    document = values.document(bad)
    visit(
        alive(url=bad, final_url=bad, etag=bad, last_modified=bad, content_hash=bad, text_hash=bad, document=document)
    )
    kept = history.memory()[SourceId("bio")]
    assert (kept.etag, kept.url, kept.content_hash) == ("caf?", "caf?", "caf?")
    past = history.past(SourceId("bio")).document
    assert past is not None
    assert past.main_blocks[1].text == "caf?"


def test_a_profile_of_before_a_day_was_kept_with_each_position_takes_that_of_its_last_text() -> None:
    held = {"slots": [["./p", "rr"]], "variants": [["a", "2026-11-16T06:00:00+00:00"]], "transitions": 2}
    assert codec.noise_from(held).slots == (Slot("./p", "rr", datetime(2026, 11, 16, tzinfo=UTC).toordinal()),)
