from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.judge.rules import REASONS, RULES
from monitor.judge.verdict import wants_after
from monitor.judge.witnesses import Witnesses
from monitor.model.change import HostProfile
from monitor.model.document import Block, Document, MediaKind, Signals
from monitor.model.exchange import Certificate, Exchange, Failure, FailureKind, Refusal, RefusalReason, TlsReason
from monitor.model.observation import Remembered, Want
from monitor.model.plan import Purpose, Request
from monitor.model.source import SourceId
from monitor.model.verdict import Evidence, Flag, Page, Reason, Standing, StandingWord, State, StateClass, Verdict
from tests.unit.judge.made import (
    NOW,
    SENTENCES,
    URL,
    answer,
    answered,
    failed,
    handreiking,
    hop,
    judged,
    page,
    rules,
    source,
)

HOME = "https://www.voorbeeld.nl/"
SIBLING = "https://www.voorbeeld.nl/producten/qzxjvkwp"


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (FailureKind.NAME_UNKNOWN, State.HOST_GONE),
        (FailureKind.NAME_TEMPORARY, State.UNREACHABLE),
        (FailureKind.REFUSED, State.UNREACHABLE),
        (FailureKind.RESET, State.UNREACHABLE),
        (FailureKind.CLOSED, State.UNREACHABLE),
        (FailureKind.NO_ROUTE, State.UNREACHABLE),
        (FailureKind.PROXY, State.UNREACHABLE),
        (FailureKind.CONNECT_TIMEOUT, State.TIMEOUT),
        (FailureKind.SOURCE_TIMEOUT, State.TIMEOUT),
        (FailureKind.REDIRECT_LOOP, State.SERVER_ERROR),
        (FailureKind.NO_LOCATION, State.SERVER_ERROR),
        (FailureKind.BAD_ANSWER, State.SERVER_ERROR),
        (FailureKind.HEAD_TOO_LARGE, State.SERVER_ERROR),
    ],
)
def test_a_failure_has_the_state_of_its_kind(kind: FailureKind, state: State) -> None:
    verdict = judged(failed(Failure(kind=kind, detail="words of the system")))
    assert (verdict.state, verdict.reason, verdict.trusts_content) == (state, kind.value, False)
    assert verdict.evidence[0].detail == "words of the system"


def test_every_kind_of_failure_and_refusal_has_a_verdict() -> None:
    assert all(judged(failed(Failure(kind=kind))).evidence for kind in FailureKind)
    assert all(judged(failed(Refusal(reason=reason))).state is State.NOT_CHECKED for reason in RefusalReason)


def test_a_certificate_that_is_not_accepted_keeps_its_reason_and_what_lies_behind() -> None:
    failure = Failure(kind=FailureKind.TLS, tls_reason=TlsReason.EXPIRED, page_exists=True)
    verdict = judged(failed(failure))
    assert (verdict.state, verdict.reason) == (State.TLS_PROBLEM, "expired")
    assert "page-behind-certificate" in rules(verdict.evidence)


def test_a_run_that_was_over_checked_nothing() -> None:
    verdict = judged(failed(Failure(kind=FailureKind.RUN_OVER)))
    assert (verdict.state, verdict.reason) == (State.NOT_CHECKED, Reason.BUDGET)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (401, State.LOGIN_REQUIRED),
        (403, State.BLOCKED),
        (404, State.DEAD),
        (406, State.BLOCKED),
        (405, State.BLOCKED),
        (408, State.TIMEOUT),
        (410, State.DEAD),
        (429, State.RATE_LIMITED),
        (451, State.DEAD),
        (400, State.SERVER_ERROR),
        (500, State.SERVER_ERROR),
        (503, State.SERVER_ERROR),
        (999, State.BLOCKED),
        (300, State.SERVER_ERROR),
    ],
)
def test_a_status_that_is_no_success_has_its_state(status: int, state: State) -> None:
    verdict = judged(answered(status), handreiking())
    assert (verdict.state, verdict.reason, verdict.trusts_content) == (state, str(status), False)


def test_a_503_that_asks_to_wait_is_a_rate_limit() -> None:
    assert judged(answered(503, fields={"retry-after": "120"})).state is State.RATE_LIMITED
    assert judged(answered(503, retry_after_seconds=120.0)).state is State.RATE_LIMITED


def test_a_challenge_is_a_wall_whatever_its_status() -> None:
    fields = {"cf-mitigated": "challenge"}
    assert judged(answered(200, fields=fields), handreiking()).state is State.BLOCKED
    assert judged(answered(404, fields=fields)).state is State.BLOCKED


def test_a_404_whose_page_is_a_challenge_is_a_wall() -> None:
    wall = page("Controleren of u een mens bent.", title="Een moment geduld", signals=Signals(captcha="cloudflare"))
    assert judged(answered(404), wall).state is State.BLOCKED


def test_no_content_is_a_server_error_and_an_empty_page_is_gone() -> None:
    assert (judged(answered(204)).state, judged(answered(204)).reason) == (State.SERVER_ERROR, "empty")
    assert (judged(answered(200, content=b"")).state, judged(answered(200, content=b"")).reason) == (
        State.SOFT_404,
        "empty",
    )


def test_a_page_of_white_space_is_as_empty() -> None:
    assert judged(answered(content=b" "), Document(kind=MediaKind.EMPTY)).reason == "empty"


def test_another_file_in_the_place_of_a_file_is_for_the_comparison_to_tell() -> None:
    before = page(*SENTENCES, title="Handreiking", kind=MediaKind.PDF)
    after = page("Iets heel anders.", title="Jaarverslag", kind=MediaKind.PDF)
    verdict = judged(answered(), after, before=before)
    assert (verdict.state, verdict.trusts_content) == (State.ALIVE, True)


def test_an_empty_front_door_is_a_server_error() -> None:
    assert judged(answered(200, url=HOME, content=b""), url=HOME).state is State.SERVER_ERROR


def test_half_a_page_is_alive_and_never_a_good_copy() -> None:
    verdict = judged(answered(truncated="limits.html_mib"), handreiking())
    assert (verdict.state, verdict.flags, verdict.trusts_content) == (State.ALIVE, (Flag.TRUNCATED,), False)


def test_a_good_page_is_alive_and_trusted() -> None:
    verdict = judged(answered(), handreiking())
    assert (verdict.state, verdict.page, verdict.flags, verdict.trusts_content) == (
        State.ALIVE,
        Page.DOCUMENT,
        (),
        True,
    )


def test_a_304_repeats_page_and_flags_of_the_last_full_visit_and_keeps_a_move_a_move() -> None:
    known = Remembered(
        source=SourceId("logging"), url=URL, page=Page.DOCUMENT, flags=(Flag.FRAGMENT_MISSING, Flag.SLOW)
    )
    verdict = judged(answered(304, content=b""), remembered=known)
    assert (verdict.state, verdict.page, verdict.flags) == (State.ALIVE, Page.DOCUMENT, (Flag.FRAGMENT_MISSING,))
    moved = answered(304, content=b"", hops=(hop(URL, 301, "https://nieuw.example/logging"),))
    assert judged(moved, remembered=known).state is State.MOVED


def test_a_permanent_redirect_gives_the_address_to_write_with_the_catalogues_fragment() -> None:
    url = f"{URL}#deel-2"
    hops = (hop(URL, 301, "https://nieuw.example/a"), hop("https://nieuw.example/a", 302, "https://nieuw.example/b"))
    verdict = judged(answered(url=url, hops=hops), handreiking(), url=url)
    assert (verdict.state, verdict.moved_to) == (State.MOVED, "https://nieuw.example/a#deel-2")


def test_what_only_looks_different_is_a_trivial_move() -> None:
    url = "http://voorbeeld.nl/producten/handreiking-logging"
    verdict = judged(answered(url=url, hops=(hop(url, 301, URL + "/"),)), handreiking(), url=url)
    assert (verdict.state, verdict.moved_to) == (State.MOVED_TRIVIAL, URL + "/")


def test_a_temporary_redirect_is_a_detour_with_its_target() -> None:
    verdict = judged(answered(hops=(hop(URL, 302, "https://nieuw.example/b"),)), handreiking())
    assert (verdict.state, verdict.temporary_target) == (State.REDIRECTED, "https://nieuw.example/b")


def test_a_trivial_permanent_hop_before_a_detour_is_a_detour() -> None:
    slash = URL + "/"
    hops = (hop(URL, 301, slash), hop(slash, 302, "https://nieuw.example/b"))
    assert judged(answered(hops=hops), handreiking()).state is State.REDIRECTED


def test_a_redirect_back_to_itself_for_a_cookie_is_no_move() -> None:
    assert judged(answered(hops=(hop(URL, 302, URL),)), handreiking()).state is State.ALIVE


def test_a_permanent_redirect_to_the_home_page_is_no_move_but_a_soft_404() -> None:
    home = page("Welkom bij Voorbeeld.", title="Voorbeeld", heading="Welkom")
    verdict = judged(answered(hops=(hop(URL, 301, HOME),)), home)
    assert (verdict.state, verdict.reason, verdict.moved_to) == (State.SOFT_404, "redirect-to-home", None)


def test_a_page_that_says_it_is_not_found_is_a_soft_404() -> None:
    gone = page("De opgevraagde pagina kon niet worden gevonden.", title="Pagina niet gevonden", heading="Oeps")
    verdict = judged(answered(), gone)
    assert (verdict.state, verdict.page, verdict.reason) == (State.SOFT_404, Page.NOT_FOUND, "not-found-text")
    assert not verdict.trusts_content


def test_a_front_door_is_never_a_soft_404() -> None:
    gone = page("De opgevraagde pagina kon niet worden gevonden.", title="Pagina niet gevonden", heading="Oeps")
    verdict = judged(answered(url=HOME), gone, url=HOME)
    assert (verdict.state, verdict.page) == (State.SERVER_ERROR, Page.NOT_FOUND)
    assert judged(answered(url=HOME), page("Welkom."), url=HOME, before=handreiking()).state is State.ALIVE


def test_text_still_like_the_last_good_copy_ends_the_question() -> None:
    before = handreiking()
    after = page(*SENTENCES[:5], "De pagina is niet gevonden.", title="404", heading="Pagina niet gevonden")
    verdict = judged(answered(hops=(hop(URL, 301, HOME),)), after, before=before)
    assert verdict.state is State.MOVED
    assert "like-last-good" in rules(verdict.evidence)


def test_a_page_where_a_pdf_used_to_be_is_gone_unless_it_still_bears_the_name() -> None:
    url = "https://www.voorbeeld.nl/media/handreiking-logging.pdf"
    pdf = page(*SENTENCES, kind=MediaKind.PDF)
    other = page("Alle publicaties van de vereniging op een rij.", title="Publicaties", heading="Publicaties")
    gone = judged(answered(url=url), other, url=url, before=pdf)
    assert (gone.state, gone.reason) == (State.SOFT_404, "wrong-kind")
    named = judged(
        answered(url=url), page("Lees online of download.", title=TITLE_PAGE, heading=TITLE_PAGE), url=url, before=pdf
    )
    assert (named.state, Flag.TYPE_CHANGED in named.flags) == (State.ALIVE, True)


TITLE_PAGE = "Handreiking logging"


def test_a_text_that_shrank_to_another_is_suspect_and_one_that_was_rewritten_is_not() -> None:
    before = handreiking()
    vanished = page("Kies een onderwerp.", title="Onderwerpen", heading="Onderwerpen")
    assert judged(answered(), vanished, before=before).state is State.SOFT_404
    rewritten = page(*(f"Nieuw: {sentence[::-1]}." for sentence in SENTENCES), title=TITLE_PAGE, heading=TITLE_PAGE)
    assert judged(answered(), rewritten, before=before).state is State.ALIVE


def test_other_sources_that_land_on_the_same_page_add_to_the_suspicion() -> None:
    overview = page("Alle producten.", title="Producten", heading="Producten")
    exchange = answered(hops=(hop(URL, 301, "https://www.voorbeeld.nl/producten"),))
    alone = judged(exchange, overview, title="Diepgaande risicoanalyse systemen")
    together = judged(exchange, overview, title="Diepgaande risicoanalyse systemen", witnesses=Witnesses(landings=4))
    assert "landing-shared" not in rules(alone.evidence)
    assert "landing-shared" in rules(together.evidence)


def test_a_sibling_that_is_answered_alike_proves_a_soft_404_and_an_honest_one_spares() -> None:
    menu = Block(text="Home Producten Nieuws Contact Over ons Zoeken Privacy Cookies Sitemap")
    odd = replace(
        page("Wij helpen u graag verder op weg met andere publicaties."),
        title="Voorbeeld",
        blocks=(menu, Block(text="Wij helpen u graag verder op weg met andere publicaties.")),
    )
    home = replace(page(), title="Voorbeeld", blocks=(menu, Block(text="Welkom bij de vereniging van voorbeelden.")))
    soft = Witnesses(
        sibling=answer(Purpose.SIBLING, 200, odd, url=SIBLING), home=answer(Purpose.HOME, 200, home, url=HOME)
    )
    honest = Witnesses(sibling=answer(Purpose.SIBLING, 404, url=SIBLING))
    assert judged(answered(), odd).state is State.ALIVE
    verdict = judged(answered(), odd, witnesses=soft)
    assert (verdict.state, verdict.reason) == (State.SOFT_404, "same-as-nonexistent")
    assert "sibling-honest" in rules(judged(answered(), odd, witnesses=honest).evidence)


def test_a_short_product_page_differs_from_its_sibling_once_the_template_is_taken_out() -> None:
    menu = tuple(Block(text=f"Menu {number} van deze vereniging met een lange naam") for number in range(9))
    product = Document(
        kind=MediaKind.HTML, title="GAP", blocks=(*menu, Block(text="De GAP-analyse in Excel, versie 2.3 van mei."))
    )
    missing = Document(
        kind=MediaKind.HTML, title="Fout", blocks=(*menu, Block(text="Zoek het ergens anders op de site."))
    )
    home = Document(kind=MediaKind.HTML, title="Home", blocks=(*menu, Block(text="Welkom op de website.")))
    witnesses = Witnesses(
        sibling=answer(Purpose.SIBLING, 200, missing, url=SIBLING), home=answer(Purpose.HOME, 200, home, url=HOME)
    )
    verdict = judged(answered(), product, witnesses=witnesses)
    assert (verdict.state, "sibling-unlike" in rules(verdict.evidence)) == (State.ALIVE, True)


def test_the_home_page_in_place_of_a_page_is_a_soft_404() -> None:
    home = page("Welkom bij Voorbeeld.", title="Voorbeeld", content_hash="home")
    witnesses = Witnesses(home=answer(Purpose.HOME, 200, home, url=HOME))
    assert judged(answered(), home, witnesses=witnesses).reason == "home-page"


def test_a_page_without_text_is_alive_but_needs_scripts() -> None:
    shell = page(title="Kennisbank", signals=Signals(scripts=3, app_roots=("root",)))
    verdict = judged(answered(url=f"{URL}#deel"), shell, url=f"{URL}#deel")
    assert (verdict.state, verdict.page, verdict.trusts_content) == (State.ALIVE, Page.SHELL, False)
    assert set(verdict.flags) == {Flag.FRAGMENT_UNKNOWABLE, Flag.NEEDS_SCRIPT}


def test_a_shell_that_every_path_answers_with_cannot_be_decided() -> None:
    shell = page(title="Kennisbank", signals=Signals(scripts=3, app_roots=("root",)), content_hash="1")
    witnesses = Witnesses(sibling=answer(Purpose.SIBLING, 200, shell, url=SIBLING))
    verdict = judged(answered(), shell, witnesses=witnesses)
    assert (verdict.state, verdict.reason) == (State.NOT_CHECKED, Reason.UNDECIDABLE)


def test_a_site_that_became_an_application_is_not_called_dead_for_its_missing_text() -> None:
    shell = page(title="Kennisbank", signals=Signals(scripts=3, app_roots=("root",)))
    assert judged(answered(), shell, before=handreiking()).state is State.ALIVE


def test_a_page_that_sent_the_visit_on_is_a_detour_and_never_a_move_for_good() -> None:
    target = "https://nieuw.example/logging"
    verdict = judged(answered(hops=(hop(URL, 200, target),)), handreiking())
    assert (verdict.state, verdict.temporary_target, verdict.moved_to) == (State.REDIRECTED, target, None)
    assert "meta-refresh" in rules(verdict.evidence)
    lost = judged(answered(404, hops=(hop(URL, 200, target),)))
    assert (lost.state, lost.temporary_target) == (State.DEAD, None)


def test_the_number_of_a_visitor_is_no_part_of_where_a_page_is() -> None:
    here = judged(answered(hops=(hop(URL, 301, f"{URL};jsessionid=0A1B"),)), handreiking())
    assert (here.state, here.moved_to, here.temporary_target) == (State.ALIVE, None, None)
    there = judged(
        answered(hops=(hop(URL, 301, "https://nieuw.example/logging?sid=0123456789abcdef01"),)), handreiking()
    )
    assert (there.state, there.moved_to) == (State.MOVED, "https://nieuw.example/logging")
    detour = judged(answered(hops=(hop(URL, 302, "https://nieuw.example/logging;jsessionid=7"),)), handreiking())
    assert detour.temporary_target == "https://nieuw.example/logging"


def test_where_a_script_sends_its_visitors_is_not_known_unless_it_is_home() -> None:
    on = page("U wordt doorgestuurd.", signals=Signals(refresh_url="https://nieuw.example/logging"))
    home = page("U wordt doorgestuurd.", signals=Signals(refresh_url=HOME))
    verdict = judged(answered(), on)
    assert (verdict.state, verdict.page, verdict.temporary_target) == (State.ALIVE, Page.SHELL, None)
    assert judged(answered(), home).state is State.SOFT_404


def test_a_short_page_that_loads_itself_again_is_a_page() -> None:
    busy = page("Storingen: geen. Bijgewerkt om acht uur.", signals=Signals(refresh_url=URL, refresh_seconds=10.0))
    assert judged(answered(), busy).page is Page.DOCUMENT


def test_a_wiki_that_redirects_in_its_text_is_a_detour_to_the_canonical_address() -> None:
    canonical = "https://wiki.voorbeeld.nl/ISOR"
    document = replace(
        handreiking(signals=Signals(canonical=canonical)),
        blocks=(Block(text="(Doorverwezen vanaf Information Security Object Repository)"), *handreiking().blocks),
    )
    verdict = judged(answered(), document)
    assert (verdict.state, verdict.temporary_target, verdict.trusts_content) == (State.REDIRECTED, canonical, True)
    assert Flag.CANONICAL_ELSEWHERE in verdict.flags


def test_a_domain_for_sale_is_parked_at_once() -> None:
    sale = page("Koop dit domein nu.", title="voorbeeld.nl is te koop", heading="Het domein voorbeeld.nl is te koop")
    verdict = judged(answered(), sale, before=handreiking())
    assert (verdict.state, verdict.page) == (State.PARKED, Page.PLACEHOLDER)


def test_an_article_about_domains_for_sale_on_ones_own_site_is_not_parked() -> None:
    article = handreiking(title="Een oude domeinnaam staat te koop | Voorbeeld")
    assert judged(answered(), article).state is State.ALIVE


def test_a_redirect_to_where_one_signs_in_requires_an_account() -> None:
    door = page("E-mailadres", "Wachtwoord", title="Aanmelden", signals=Signals(password_fields=1))
    verdict = judged(answered(hops=(hop(URL, 302, "https://login.voorbeeld.nl/adfs/ls?wa=1"),)), door)
    assert (verdict.state, verdict.page) == (State.LOGIN_REQUIRED, Page.LOGIN)


def test_the_way_to_the_page_leaves_its_flags() -> None:
    certificate = Certificate(not_after=NOW + timedelta(days=20), issuer="CA", fingerprint="0")
    exchange = answered(final_url="http://www.voorbeeld.nl/x", elapsed_seconds=6.0, certificate=certificate)
    assert set(judged(exchange, handreiking()).flags) == {Flag.PLAIN_HTTP, Flag.SLOW, Flag.CERTIFICATE_ENDS_SOON}
    later = replace(exchange, certificate=replace(certificate, not_after=NOW + timedelta(days=22)))
    assert Flag.CERTIFICATE_ENDS_SOON not in judged(later, handreiking()).flags


def test_more_than_two_hops_are_a_long_chain() -> None:
    chain = tuple(hop(f"https://a.example/{n}", 301, f"https://a.example/{n + 1}") for n in range(3))
    assert Flag.CHAIN_TOO_LONG in judged(answered(hops=chain), handreiking()).flags
    assert Flag.CHAIN_TOO_LONG not in judged(answered(hops=chain[:2]), handreiking()).flags


def test_an_unreadable_file_is_alive_and_its_bytes_may_be_compared() -> None:
    broken = Document(kind=MediaKind.PDF, unreadable="encrypted")
    verdict = judged(answered(), broken)
    assert (verdict.state, verdict.flags, verdict.trusts_content) == (State.ALIVE, (Flag.UNREADABLE,), True)


def wants(verdict: Verdict, document: Document | None = None, **known: object) -> set[Want]:
    asked: dict[str, object] = {"source": source(), "remembered": None, "now": NOW, **known}
    return set(wants_after(verdict, document=document, **asked))  # type: ignore[arg-type] # a test names only what differs


def test_trouble_is_looked_at_again_and_a_lost_page_is_looked_for() -> None:
    assert wants(Verdict(state=State.DEAD, reason="404")) == {Want.RECHECK, Want.REPAIR}
    assert wants(Verdict(state=State.TLS_PROBLEM)) == {Want.RECHECK}
    assert wants(Verdict(state=State.HOST_GONE)) == {Want.REPAIR}
    assert wants(Verdict(state=State.TIMEOUT)) == set()


def test_a_trouble_that_is_confirmed_is_not_looked_at_twice() -> None:
    standing = Standing(word=StandingWord.CONFIRMED, state=State.DEAD, reason="404")
    known = Remembered(source=SourceId("logging"), url=URL, standing=standing)
    assert Want.RECHECK not in wants(Verdict(state=State.DEAD, reason="404"), remembered=known)


def test_a_page_that_shows_none_of_its_name_is_probed_once_per_directory_and_week() -> None:
    document = page("Wij helpen u graag verder op weg met andere publicaties.", title="Voorbeeld")
    verdict = judged(answered(), document, title="Basisconfiguratie Windows loggen")
    assert wants(verdict, document) == {Want.SIBLING, Want.HOME}
    profile = HostProfile(probes=(("www.voorbeeld.nl/producten/", (NOW - timedelta(days=6)).isoformat(), "honest"),))
    assert wants(verdict, document, witnesses=Witnesses(host=profile)) == set()
    assert wants(verdict, document, source=source(HOME)) == set()


def test_a_page_that_nothing_speaks_against_is_not_probed() -> None:
    assert wants(judged(answered(), handreiking()), handreiking()) == set()


def test_one_good_page_for_every_path_is_no_soft_404_on_its_first_visit() -> None:
    everywhere = Witnesses(
        sibling=answer(Purpose.SIBLING, 200, handreiking(), url=SIBLING),
        home=answer(Purpose.HOME, 200, handreiking(), url=HOME),
    )
    assert judged(answered(), handreiking(), witnesses=everywhere).state is State.ALIVE
    led_on = (hop(URL, 301, f"{HOME}nieuw"),)
    assert judged(answered(hops=led_on), handreiking(), witnesses=everywhere).state is State.MOVED


def test_every_rule_and_reason_that_speaks_is_listed() -> None:
    gone = page("De opgevraagde pagina kon niet worden gevonden.", title="Pagina niet gevonden", heading="Oeps")
    verdicts = [
        judged(answered(), gone),
        judged(answered(hops=(hop(URL, 301, HOME),)), gone, before=handreiking()),
        judged(answered(304, content=b""), remembered=Remembered(source=SourceId("logging"), url=URL)),
        judged(failed(Failure(kind=FailureKind.RESET))),
        judged(answered(plain_accept=True, robots_disallowed=True, limits=("limits.html_mib",)), handreiking()),
    ]
    assert {rule for verdict in verdicts for rule in rules(verdict.evidence)} <= set(RULES)
    assert {verdict.reason for verdict in verdicts if verdict.reason} <= set(REASONS)
    assert {verdict.state_class for verdict in verdicts} >= {StateClass.DEAD, StateClass.ALIVE}


def test_a_limit_that_ended_a_visit_is_named_among_its_grounds() -> None:
    failure = Failure(kind=FailureKind.FIRST_BYTE_TIMEOUT, detail="no answer within 20 s")
    exchange = Exchange(request=Request(url=URL), outcome=failure, final_url=URL, limits=("limits.first_byte_seconds",))
    assert Evidence(rule="limit", detail="limits.first_byte_seconds") in judged(exchange).evidence


def test_a_file_that_took_too_long_to_read_names_that_limit() -> None:
    seen = judged(answered(), document=replace(handreiking(), kind=MediaKind.PDF, blocks=(), unreadable="too-long"))
    assert Evidence(rule="limit", detail="limits.parse_seconds") in seen.evidence
