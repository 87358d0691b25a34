"""Whatever a server answers, there is a verdict, and nothing suspect is trusted."""

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.judge.rules import RULES
from monitor.model.document import Block, Document, MediaKind, Role, Signals
from monitor.model.exchange import Hop
from monitor.model.verdict import CLEARING
from tests.unit.judge.made import URL, answered, handreiking, judged, rules

TEXT = st.text(max_size=80) | st.sampled_from(
    [
        "Pagina niet gevonden",
        "Inloggen",
        "403 Forbidden",
        "Welkom",
        "Deze website is in onderhoud",
        "te koop",
        "\x00",
        "<b>",
    ]
)
PLACES = st.sampled_from(
    [URL, "https://www.voorbeeld.nl/", "https://a.example/404", "http://[::1", "", "mailto:a@b", "/x"]
)
BLOCKS = st.builds(
    Block, text=TEXT, role=st.sampled_from(Role), level=st.integers(0, 6), link_density=st.floats(0, 1, allow_nan=False)
)
SIGNALS = st.builds(
    Signals,
    password_fields=st.integers(0, 2),
    scripts=st.integers(0, 40),
    frames=st.lists(PLACES, max_size=2).map(tuple),
    canonical=st.none() | PLACES,
    refresh_url=st.none() | PLACES,
    refresh_seconds=st.none() | st.floats(0, 100, allow_nan=False),
    captcha=st.sampled_from(["", "recaptcha", "datadome"]),
    markers=st.lists(TEXT, max_size=3).map(tuple),
)
DOCUMENTS = st.builds(
    Document,
    kind=st.sampled_from(MediaKind),
    title=TEXT,
    blocks=st.lists(BLOCKS, max_size=6).map(tuple),
    signals=SIGNALS,
    unreadable=st.none() | st.just("encrypted"),
)
HOPS = st.lists(
    st.builds(Hop, url=PLACES, status=st.sampled_from([301, 302, 303, 307, 308]), location=st.none() | PLACES),
    max_size=4,
)


@settings(deadline=None)  # the first example compiles the cues
@given(
    status=st.integers(100, 999), document=st.none() | DOCUMENTS, before=st.none() | DOCUMENTS, hops=HOPS, final=PLACES
)
def test_every_answer_gets_a_verdict_and_only_good_pages_are_trusted(
    status: int, document: Document | None, before: Document | None, hops: list[Hop], final: str
) -> None:
    verdict = judged(answered(status, hops=tuple(hops), final_url=final), document, before=before)
    assert rules(verdict.evidence) <= set(RULES)
    assert not verdict.trusts_content or verdict.state in CLEARING


@settings(deadline=None)
@given(document=DOCUMENTS)
def test_a_page_is_never_worse_off_for_being_its_own_good_copy(document: Document) -> None:
    assert judged(answered(), document, before=handreiking()).evidence is not None
    if document.text.strip() and document.kind is not MediaKind.EMPTY:
        assert judged(answered(), document, before=document).state in CLEARING
