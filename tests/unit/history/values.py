"""Values the tests of the store build: small by default, anything at all by Hypothesis."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from monitor.model.change import Change, ChangeOutcome, Excerpt, Fact, FactKind, NoiseProfile, Slot, Weight
from monitor.model.document import Aside, Block, Document, Link, MediaKind, Role, Signals
from monitor.model.exchange import Certificate, FailureKind, Hop
from monitor.model.observation import LinkedDocument, Observation, Suggestion, Want
from monitor.model.source import SourceId, ToolId
from monitor.model.verdict import (
    LASTING,
    SELECTOR_MISSED,
    Evidence,
    Flag,
    Page,
    Remark,
    Standing,
    StandingWord,
    State,
    Verdict,
)

NOW = datetime(2026, 11, 23, 6, 0, 0, 123456, tzinfo=UTC)
WEEK = timedelta(days=7)


def document(text: str = "Handreiking voor gemeenten", *, menu: tuple[str, ...] = ()) -> Document:
    return Document(
        kind=MediaKind.HTML,
        title="Handreiking",
        blocks=(
            *(Block(text=item, role=Role.LIST_ITEM, path="/nav/ul/li", aside=Aside.NAVIGATION) for item in menu),
            Block(text="Handreiking", role=Role.HEADING, path="/main/h1", level=1),
            Block(text=text, path="/main/p"),
        ),
        links=(Link(url="https://www.example.nl/a.pdf", text="pdf", is_document=True),),
        rule_id="1:abc",
        content_hash="cd" * 32,
        size_bytes=1234,
    )


def alive(name: str = "bio", *, at: datetime = NOW, kept: Document | None = None, **fields: object) -> Observation:
    seen = Observation(
        source=SourceId(name),
        tool=ToolId(f"tool-of-{name}"),
        url=f"https://www.example.nl/{name}",
        final_url=f"https://www.example.nl/{name}",
        at=at,
        verdict=Verdict(state=State.ALIVE, page=Page.DOCUMENT, trusts_content=True),
        change=Change(outcome=ChangeOutcome.FIRST),
        http_status=200,
        etag='"1"',
        last_modified="Mon, 23 Nov 2026 05:00:00 GMT",
        content_hash="ab" * 32,
        full_visit=True,
        document=kept,
        text_hash=kept.text_hash if kept else "",
    )
    return replace(seen, **fields)  # type: ignore[arg-type] # the tests name real fields


def not_modified(name: str = "bio", *, at: datetime = NOW) -> Observation:
    change = Change(outcome=ChangeOutcome.UNCHANGED)
    return alive(
        name, at=at, http_status=304, full_visit=False, etag=None, last_modified=None, content_hash="", change=change
    )


def gone(name: str = "bio", *, at: datetime = NOW, state: State = State.DEAD) -> Observation:
    verdict = Verdict(state=state, page=Page.NOT_FOUND, evidence=(Evidence(rule="status", score=1.0, detail="404"),))
    return alive(name, at=at, verdict=verdict, http_status=404, etag='"error"', content_hash="ee" * 32)


def changed(name: str = "bio", *, at: datetime = NOW, kept: Document | None = None) -> Observation:
    facts = (Fact(kind=FactKind.VERSION_CHANGED, values=(("before", "1.0"), ("after", "2.0")), score=3.0),)
    change = Change(
        outcome=ChangeOutcome.CHANGED,
        weight=Weight.MAJOR,
        score=3.0,
        facts=facts,
        excerpts=(Excerpt(before="versie 1.0", after="versie 2.0"),),
    )
    return alive(name, at=at, kept=kept, change=change)


def next_standing(previous: Standing | None, verdict: Verdict, *, at: datetime, run: int, rechecked: bool) -> Standing:
    """A plain fold, enough to see that the store applies the judge's answer and keeps it."""
    before = previous or Standing(since=at)
    if verdict.state is State.NOT_CHECKED:
        return before
    if verdict.state_class != before.state_class:
        word = StandingWord.CONFIRMED if rechecked else StandingWord.PENDING
        return Standing(word=word, state=verdict.state, since=at, last_at=at, observations=1, first_run=run)
    return replace(before, last_at=at, last_good_at=at, observations=before.observations + 1)


TIMES = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)).map(  # noqa: DTZ001 - made aware here
    lambda moment: moment.replace(tzinfo=UTC)
)
TEXTS = st.text(max_size=20)
MAYBE = st.none() | TEXTS
HASHES = st.just("") | st.binary(min_size=32, max_size=32).map(bytes.hex) | TEXTS
NUMBERS = st.integers(min_value=0, max_value=2**40)
SCORES = st.floats(min_value=-100, max_value=100)


def several(each: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(each, max_size=3).map(tuple)


VERDICTS = st.builds(
    Verdict,
    state=st.sampled_from(State),
    reason=MAYBE,
    evidence=several(st.builds(Evidence, rule=TEXTS, score=SCORES, detail=TEXTS)),
    page=st.none() | st.sampled_from(Page),
    flags=several(st.sampled_from(Flag)),
    moved_to=MAYBE,
    temporary_target=MAYBE,
    trusts_content=st.booleans(),
)
CHANGES = st.builds(
    Change,
    outcome=st.sampled_from(ChangeOutcome),
    weight=st.sampled_from(Weight),
    score=SCORES.map(lambda score: score + 0.0),
    facts=several(
        st.builds(Fact, kind=st.sampled_from(FactKind), values=several(st.tuples(TEXTS, TEXTS)), score=SCORES)
    ),
    excerpts=several(st.builds(Excerpt, before=TEXTS, after=TEXTS, under=TEXTS)),
    added=several(TEXTS),
    removed=several(TEXTS),
    version_before=MAYBE,
    version_after=MAYBE,
    muted=NUMBERS,
    reason=MAYBE,
)
OBSERVATIONS = st.builds(
    Observation,
    source=st.just(SourceId("bio")),
    tool=st.just(ToolId("bio")),
    url=TEXTS,
    at=TIMES,
    verdict=VERDICTS,
    change=CHANGES,
    final_url=MAYBE,
    http_status=st.none() | st.integers(100, 599),
    hops=several(st.builds(Hop, url=TEXTS, status=st.integers(300, 399), location=MAYBE)),
    certificate=st.none() | st.builds(Certificate, not_after=TIMES, issuer=TEXTS, fingerprint=TEXTS),
    failure_kind=st.none() | st.sampled_from(FailureKind).map(str),
    etag=MAYBE,
    last_modified=MAYBE,
    content_hash=HASHES,
    text_hash=HASHES,
    rechecked=st.booleans(),
    suggestions=several(st.builds(Suggestion, url=TEXTS, ground=TEXTS, similarity=st.none() | SCORES, title=TEXTS)),
    wants=st.frozensets(st.sampled_from(Want)),
    requests=NUMBERS,
    bytes_received=NUMBERS,
    elapsed_seconds=st.floats(min_value=0, max_value=1e6),
    retry_after_seconds=st.none() | st.floats(min_value=0, max_value=21600),
    full_visit=st.booleans(),
)
REMARKS = several(
    st.builds(Remark, name=st.sampled_from((*LASTING, SELECTOR_MISSED)).map(str), run=NUMBERS, since=TIMES)
)
STANDINGS = st.builds(
    Standing,
    word=st.sampled_from(StandingWord),
    state=st.sampled_from(State),
    reason=MAYBE,
    since=st.none() | TIMES,
    confirmed_at=st.none() | TIMES,
    recovered_at=st.none() | TIMES,
    observations=NUMBERS,
    last_at=st.none() | TIMES,
    first_run=st.none() | NUMBERS,
    target=MAYBE,
    target_since=st.none() | TIMES,
    target_runs=NUMBERS,
    look_by_hand=st.booleans(),
    last_good_at=st.none() | TIMES,
)
NOISES = st.builds(
    NoiseProfile,
    slots=several(st.builds(Slot, TEXTS, TEXTS, NUMBERS)),
    variants=several(st.tuples(TEXTS, TEXTS)),
    transitions=NUMBERS,
)
LINKED = several(
    st.builds(
        LinkedDocument,
        url=TEXTS,
        name=TEXTS,
        etag=MAYBE,
        last_modified=MAYBE,
        content_hash=HASHES,
        text_hash=HASHES,
        size_bytes=NUMBERS,
        http_status=st.none() | st.integers(100, 599),
        gone_since=st.none() | TIMES,
        is_gone=st.booleans(),
    )
)
DOCUMENTS = st.builds(
    Document,
    kind=st.sampled_from(MediaKind),
    title=TEXTS,
    language=TEXTS,
    blocks=several(
        st.builds(
            Block,
            text=TEXTS,
            role=st.sampled_from(Role),
            path=st.text(alphabet="/ab[1]", max_size=12),
            level=st.integers(0, 6),
            link_density=st.floats(0, 1),
            aside=st.none() | st.sampled_from(Aside),
        )
    ),
    links=several(
        st.builds(Link, url=TEXTS, text=TEXTS, is_main=st.just(value=True), rel=TEXTS, is_document=st.booleans())
    ),  # those of menus are not kept
    fragments=st.frozensets(TEXTS, max_size=3),
    signals=st.builds(
        Signals, password_fields=NUMBERS, frames=several(TEXTS), canonical=MAYBE, refresh_seconds=st.none() | SCORES
    ),
    pages=st.none() | NUMBERS,
    unreadable=MAYBE,
    content_hash=HASHES,
    size_bytes=NUMBERS,
    properties=several(st.tuples(TEXTS, TEXTS)),
    rule_id=TEXTS,
    selector_missed=st.booleans(),
)
