from dataclasses import replace
from itertools import count

from hypothesis import HealthCheck, given, settings

from monitor.history import History, codec
from monitor.history.copies import from_copy, to_copy
from monitor.model.change import NoiseProfile
from monitor.model.document import Document
from monitor.model.observation import LinkedDocument, Observation, Recorded
from monitor.model.source import SourceId, Tlp
from monitor.model.verdict import Remark, Standing
from tests.unit.history import values
from tests.unit.history.conftest import RunMaker
from tests.unit.history.values import NOW, alive, next_standing

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
