"""One source judged whole: what a visit becomes, alone and with a second look."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from monitor.compare.noise import learn_noise
from monitor.extract import extract
from monitor.judge.held import holds_same_bytes, needs_reading
from monitor.model.change import ChangeOutcome, HostProfile, NoiseProfile, Weight
from monitor.model.document import Document, Role
from monitor.model.exchange import Exchange, Failure, FailureKind, Outcome, Response
from monitor.model.observation import Answer, LinkedDocument, Observation, Past, Remembered, Suggestion, Want
from monitor.model.plan import Purpose, Request
from monitor.model.source import Source, SourceId, Tool, ToolId, Watch
from monitor.model.verdict import Flag, Page, State
from monitor.observe import (
    Sight,
    observe_again,
    observe_source,
    search_is_due,
    with_linked,
)

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
URL = "https://www.voorbeeld.nl/product/handreiking/"
SENTENCES = [
    "De handreiking beschrijft hoe een organisatie haar informatie indeelt naar waarde.",
    "Elke afdeling wijst een eigenaar aan die de indeling vaststelt en onderhoudt.",
    "De maatregelen volgen uit de indeling en worden jaarlijks opnieuw bekeken.",
    "Vragen over de toepassing kunnen gesteld worden aan de eigen adviseur.",
    "De bijlagen bevatten voorbeelden uit de praktijk van verschillende organisaties.",
]


def page(*sentences: str, title: str = "Handreiking Dataclassificatie") -> bytes:
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences or SENTENCES)
    return f"<html lang=nl><title>{title}</title><body><main><h1>{title}</h1>{text}</main></body></html>".encode()


def response(content: bytes = b"", status: int = 200, **fields: str) -> Response:
    given = {"content-type": "text/html; charset=utf-8", **fields}
    return Response(status=status, content=content, fields=MappingProxyType(given))


def exchange(outcome: Outcome, purpose: Purpose = Purpose.PAGE) -> Exchange:
    return Exchange(request=Request(url=URL, purpose=purpose, etag='"1"'), outcome=outcome, final_url=URL, requests=1)


def read(content: bytes) -> Document:
    return extract(content=content, content_type="text/html; charset=utf-8", url=URL, watch=Watch())


def sight(outcome: Outcome, *, held: bytes | None = None) -> Sight:
    source = Source(id=SourceId("a"), tool=ToolId("a"), url=URL)
    past = Past(document=read(held)) if held is not None else Past()
    remembered = None
    if past.document is not None:
        remembered = Remembered(
            source=source.id,
            url=URL,
            copy_id=1,
            content_hash=past.document.content_hash,
            rule_id=past.document.rule_id,
            page=Page.DOCUMENT,
            last_state=State.ALIVE,
            final_url=URL,
        )
    seen = exchange(outcome)
    content = outcome.content if isinstance(outcome, Response) else b""
    return Sight(
        source=source,
        tool=Tool(id=ToolId("a"), title="Handreiking Dataclassificatie", sources=(source,)),
        exchange=seen,
        document=read(content) if content and needs_reading(seen, source, remembered) else None,
        remembered=remembered,
        past=past,
        host=HostProfile(),
        now=NOW,
    )


def answer(outcome: Outcome, purpose: Purpose) -> Answer:
    content = outcome.content if isinstance(outcome, Response) else b""
    return Answer(exchange=exchange(outcome, purpose).light, document=read(content) if content else None)


def observed(outcome: Outcome, *, held: bytes | None = None) -> Observation:
    return observe_source(sight(outcome, held=held))


def test_a_first_good_visit_brings_a_copy() -> None:
    seen = observed(response(page(), etag='"1"'))
    assert (seen.verdict.state, seen.change.outcome, seen.full_visit) == (State.ALIVE, ChangeOutcome.FIRST, True)
    assert seen.document is not None
    assert seen.etag == '"1"'


def test_a_304_keeps_the_remembered_document() -> None:
    seen = observed(response(status=304), held=page())
    assert (seen.verdict.state, seen.change.outcome) == (State.ALIVE, ChangeOutcome.UNCHANGED)
    assert seen.document is None
    assert not seen.full_visit


def test_the_same_bytes_are_unchanged_without_being_read() -> None:
    looked = sight(response(page()), held=page())
    assert looked.document is None
    assert holds_same_bytes(looked.exchange, looked.source, looked.remembered)
    seen = observe_source(looked)
    assert (seen.change.outcome, seen.full_visit, seen.document) == (ChangeOutcome.UNCHANGED, True, None)


def test_an_edited_rule_makes_the_same_bytes_be_read_again() -> None:
    looked = sight(response(page()), held=page())
    edited = replace(looked.source, watch=Watch(select="main"))
    assert needs_reading(looked.exchange, edited, looked.remembered)


def test_what_an_older_extractor_read_otherwise_teaches_nothing_of_the_page() -> None:
    looked = sight(response(page(*SENTENCES, "Nog een zin.")), held=page())
    assert looked.past is not None
    assert looked.past.document is not None
    marked = tuple(
        block._replace(text=f"{block.text}[bewerken]") if block.role is Role.HEADING else block
        for block in looked.past.document.blocks
    )
    held = replace(looked.past.document, blocks=marked, rule_id="0:x")
    seen = observe_source(replace(looked, past=Past(document=held)))
    assert seen.change.outcome is ChangeOutcome.CHANGED
    assert seen.noise is not None
    assert len(seen.noise.slots) == 1, "the place of the new sentence"


def test_an_error_page_is_neither_compared_nor_kept() -> None:
    seen = observed(response(b"<h1>Not found</h1>", status=404), held=page())
    assert (seen.verdict.state, seen.change.outcome) == (State.DEAD, ChangeOutcome.NOT_COMPARED)
    assert seen.document is None
    assert Want.RECHECK in seen.wants


def test_half_a_page_is_neither_compared_nor_kept() -> None:
    half = replace(response(page()[:200]), truncated="content-length")
    seen = observed(half, held=page())
    assert (seen.verdict.state, seen.change.outcome) == (State.ALIVE, ChangeOutcome.NOT_COMPARED)
    assert Flag.TRUNCATED in seen.verdict.flags
    assert seen.document is None


def test_a_changed_page_wants_a_second_fetch() -> None:
    seen = observed(response(page(*SENTENCES, "Versie 2.0 voegt een hoofdstuk over leveranciers toe.")), held=page())
    assert seen.change.outcome is ChangeOutcome.CHANGED
    assert Want.CONFIRM in seen.wants


def test_trouble_that_a_recheck_shows_again_is_rechecked() -> None:
    looked = sight(response(b"x", status=404), held=page())
    first = observe_source(looked)
    again = observe_again(first, looked, {Purpose.RECHECK: (answer(response(b"x", status=404), Purpose.RECHECK),)})
    assert (again.verdict.state, again.rechecked, again.requests) == (State.DEAD, True, 2)


def test_trouble_that_a_recheck_does_not_show_is_gone_with_both_looks_as_evidence() -> None:
    looked = sight(response(b"x", status=404), held=page())
    first = observe_source(looked)
    again = observe_again(first, looked, {Purpose.RECHECK: (answer(response(page()), Purpose.RECHECK),)})
    assert (again.verdict.state, again.rechecked) == (State.ALIVE, False)
    assert any(evidence.rule == "first-look" for evidence in again.verdict.evidence)


def test_a_recheck_that_our_own_network_failed_says_nothing() -> None:
    looked = sight(response(b"x", status=404), held=page())
    first = observe_source(looked)
    lost = answer(Failure(kind=FailureKind.NO_ROUTE), Purpose.RECHECK)
    again = observe_again(first, looked, {Purpose.RECHECK: (lost,)})
    assert (again.verdict.state, again.rechecked) == (State.DEAD, False)


def test_a_change_that_a_second_fetch_shows_too_stands() -> None:
    new = response(page(*SENTENCES, "Versie 2.0 voegt een hoofdstuk over leveranciers toe."))
    looked = sight(new, held=page())
    again = observe_again(observe_source(looked), looked, {Purpose.CONFIRM: (answer(new, Purpose.CONFIRM),)})
    assert (again.change.outcome, again.change.weight) == (ChangeOutcome.CHANGED, Weight.MAJOR)


def test_a_change_that_a_second_fetch_does_not_show_is_not_told() -> None:
    looked = sight(response(page(*SENTENCES, "Tijdelijke mededeling van de beheerder van deze site.")), held=page())
    second = answer(response(page()), Purpose.CONFIRM)
    again = observe_again(observe_source(looked), looked, {Purpose.CONFIRM: (second,)})
    assert not again.change.is_told


def test_a_change_that_only_one_fetch_shows_leaves_the_held_text_and_its_validators() -> None:
    looked = sight(
        response(page(*SENTENCES, "De leverancier levert elk jaar een verklaring aan."), etag='"new"'), held=page()
    )
    behind = answer(response(page(), etag='"old"'), Purpose.CONFIRM)
    again = observe_again(observe_source(looked), looked, {Purpose.CONFIRM: (behind,)})
    assert (again.document, again.etag, again.content_hash, again.full_visit) == (None, None, "", False)
    assert again.noise is not None
    assert not again.noise.variants


def test_what_only_one_fetch_shows_of_a_told_change_is_news_again_next_time() -> None:
    new, newer = (*SENTENCES, "De eigenaar is de directie."), "Het archief is sinds kort ook op zondag open."
    looked = sight(response(page(*new, newer), etag='"most"'), held=page())
    behind = answer(response(page(*new), etag='"more"'), Purpose.CONFIRM)
    again = observe_again(observe_source(looked), looked, {Purpose.CONFIRM: (behind,)})
    assert again.change.added == new[-1:]
    assert again.document == behind.document
    assert again.etag == '"more"'


def test_without_a_good_second_fetch_nothing_is_concluded_and_nothing_kept() -> None:
    looked = sight(response(page(*SENTENCES, "Versie 2.0 voegt een hoofdstuk toe.")), held=page())
    second = answer(response(b"x", status=503), Purpose.CONFIRM)
    again = observe_again(observe_source(looked), looked, {Purpose.CONFIRM: (second,)})
    assert (again.change.outcome, again.change.reason) == (ChangeOutcome.NOT_COMPARED, "unconfirmed")
    assert again.document is None
    assert not again.full_visit


def test_a_linked_document_with_other_content_is_a_major_change() -> None:
    before = LinkedDocument(url="https://x.nl/a.pdf", name="Handreiking", content_hash="1", text_hash="1")
    seen = with_linked(
        observed(response(status=304), held=page()), (before,), (replace(before, content_hash="2", text_hash="2"),)
    )
    assert (seen.change.outcome, seen.change.weight) == (ChangeOutcome.CHANGED, Weight.MAJOR)
    assert [fact.kind for fact in seen.change.facts] == ["document-replaced"]


def test_a_lost_page_is_looked_for_once_a_week() -> None:
    seen = replace(observed(response(b"x", status=410), held=page()), wants=frozenset({Want.REPAIR}))
    found = (Suggestion(url="https://x.nl/b", ground="sitemap-same-title"),)
    assert search_is_due(seen, Past())
    assert not search_is_due(seen, Past(searched_at=NOW - timedelta(days=3), suggestions=found))
    assert search_is_due(seen, Past(searched_at=NOW - timedelta(days=7)))


def test_what_a_page_says_of_itself_is_told_for_as_long_as_it_says_so() -> None:
    notice = "Let op: deze handreiking is vervangen door de Risicotoets BIO2."
    seen = observed(response(page(notice, *SENTENCES)))
    assert Flag.SUPERSEDED in seen.verdict.flags
    assert seen.notices
    looked = sight(response(status=304), held=page(notice, *SENTENCES))
    assert looked.remembered is not None
    later = observe_source(replace(looked, remembered=replace(looked.remembered, notices=seen.notices)))
    assert later.notices == seen.notices


def test_a_page_on_which_the_selector_matches_nothing_never_takes_the_place_of_the_good_copy() -> None:
    first = sight(response(page("Een heel andere zin over de indeling van informatie.")), held=page())
    assert first.document is not None
    missed = observe_source(replace(first, document=replace(first.document, selector_missed=True)))
    assert (missed.change.outcome, missed.change.selector_missed) == (ChangeOutcome.NOT_COMPARED, True)
    assert (missed.document, missed.noise, missed.full_visit, missed.wants) == (None, None, False, frozenset())


def test_a_page_that_went_to_and_fro_twice_is_flagged_as_unstable_while_it_lasts() -> None:
    texts = (page(), page("Een heel andere zin over de indeling van informatie."))
    noise = NoiseProfile()
    for day, which in enumerate((0, 1, 0, 1)):
        noise = learn_noise(noise, None, read(texts[which]), at=NOW - timedelta(days=8 - day))
    again = sight(response(texts[0]), held=texts[1])
    goes_on = replace(again, past=Past(document=read(texts[1]), noise=noise))
    assert Flag.UNSTABLE in observe_source(goes_on).verdict.flags
    settled = replace(goes_on, exchange=exchange(response(texts[1])), document=read(texts[1]))
    assert Flag.UNSTABLE in observe_source(settled).verdict.flags
    assert Flag.UNSTABLE not in observe_source(replace(settled, now=NOW + timedelta(days=60))).verdict.flags


def test_the_same_bytes_are_read_again_for_an_edited_fragment() -> None:
    before = sight(response(page()), held=page())
    assert before.remembered is not None
    edited = replace(before.source, url=f"{URL}#nieuw")
    assert not needs_reading(before.exchange, before.source, before.remembered)
    assert needs_reading(before.exchange, edited, before.remembered)
