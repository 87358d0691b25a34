from collections.abc import Iterable

from monitor.judge.void import RunJudge, RunWitness, VoidReason, VoidSlug
from monitor.model.exchange import FailureKind, TlsReason


def fine(domain: str, **known: object) -> RunWitness:
    return RunWitness(domain=domain, was_alive=True, ok=True, final_domain=domain, **known)  # type: ignore[arg-type] # a test names only what differs


def failing(domain: str, failure: FailureKind, *, was_alive: bool = True, **known: object) -> RunWitness:
    return RunWitness(domain=domain, was_alive=was_alive, ok=False, failure=failure, **known)  # type: ignore[arg-type] # a test names only what differs


def judge_run(witnesses: Iterable[RunWitness], canaries: Iterable[bool] = ()) -> VoidReason | None:
    """A run whose visits are all in."""
    judge = RunJudge()
    for witness in witnesses:
        judge.hear(witness)
    for ok in canaries:
        judge.hear_canary(ok=ok)
    return judge.verdict()


def slug(reason: VoidReason | None) -> VoidSlug | None:
    return reason.slug if reason else None


DOMAINS = [f"d{number}.example" for number in range(10)]


def run(down: int, failure: FailureKind) -> Iterable[RunWitness]:
    yield from (failing(domain, failure) for domain in DOMAINS[:down])
    yield from (fine(domain) for domain in DOMAINS[down:])


def test_a_run_in_which_every_canary_fails_is_void() -> None:
    assert slug(judge_run([fine("a.example")], canaries=[False, False])) is VoidSlug.CANARIES
    assert judge_run([fine("a.example")], canaries=[False, True]) is None


def test_six_of_ten_domains_without_a_route_make_a_run_void() -> None:
    reason = judge_run(run(6, FailureKind.NO_ROUTE))
    assert reason == VoidReason(slug=VoidSlug.NO_ROUTE, failed=6, of=10)


def test_five_of_ten_domains_without_a_route_do_not() -> None:
    assert judge_run(run(5, FailureKind.NO_ROUTE)) is None


def test_two_domains_of_two_that_fail_alike_are_too_few_to_blame_ourselves() -> None:
    assert judge_run(failing(domain, FailureKind.NO_ROUTE) for domain in DOMAINS[:2]) is None


def test_most_hosts_being_down_for_their_own_reasons_is_not_void() -> None:
    assert judge_run(run(9, FailureKind.REFUSED)) is None
    assert judge_run(run(9, FailureKind.CONNECT_TIMEOUT)) is None


def test_a_resolver_that_answers_now_this_now_that_is_one_cause() -> None:
    mixed = [
        failing(domain, FailureKind.NAME_TEMPORARY if number % 2 else FailureKind.NAME_UNKNOWN)
        for number, domain in enumerate(DOMAINS)
    ]
    assert slug(judge_run(mixed)) is VoidSlug.NAME_SERVICE


def test_twelve_tools_on_one_host_are_one_domain() -> None:
    tools = [failing("vng.example", FailureKind.NO_ROUTE) for _ in range(12)]
    assert judge_run([*tools, *(fine(domain) for domain in DOMAINS[:3])]) is None


def test_a_domain_that_also_answered_speaks_for_our_network() -> None:
    down = [failing(domain, FailureKind.NAME_TEMPORARY) for domain in DOMAINS[:6]]
    also = [fine(domain) for domain in DOMAINS]
    assert judge_run([*down, *also]) is None


def test_many_hosts_that_end_at_one_foreign_host_are_a_captive_portal() -> None:
    portal = [
        RunWitness(domain=domain, was_alive=True, ok=True, final_domain="portal.example") for domain in DOMAINS[:6]
    ]
    reason = judge_run([*portal, *(fine(domain) for domain in DOMAINS[6:])])
    assert (slug(reason), reason.detail if reason else "") == (VoidSlug.PORTAL, "portal.example")


def test_sites_that_were_led_to_one_host_before_are_no_portal() -> None:
    merged = [
        RunWitness(
            domain=domain,
            was_alive=True,
            ok=True,
            final_domain="rijk.example",
            ended_there_before=True,
        )
        for domain in DOMAINS
    ]
    assert judge_run(merged) is None


def test_hosts_that_answer_alike_each_in_its_own_place_are_no_portal() -> None:
    assert judge_run(fine(domain) for domain in DOMAINS) is None


def test_one_untrusted_issuer_is_an_interception_and_several_are_not() -> None:
    def visits(issuers: int) -> list[RunWitness]:
        return [
            failing(domain, FailureKind.TLS, tls_reason=TlsReason.UNTRUSTED, issuer=f"CA {number % issuers}")
            for number, domain in enumerate(DOMAINS)
        ]

    reason = judge_run(visits(1))
    assert (slug(reason), reason.detail if reason else "") == (VoidSlug.INTERCEPTION, "CA 0")
    assert judge_run(visits(5)) is None


def test_all_certificates_wrong_by_date_is_our_clock() -> None:
    visits = [failing(domain, FailureKind.TLS, tls_reason=TlsReason.NOT_YET_VALID) for domain in DOMAINS]
    assert slug(judge_run(visits)) is VoidSlug.CLOCK


def test_domains_that_were_dead_before_do_not_count() -> None:
    dead = [failing(domain, FailureKind.NAME_UNKNOWN, was_alive=False) for domain in DOMAINS]
    assert judge_run([*dead, fine("alive.example")]) is None


def test_a_first_run_in_which_every_domain_fails_alike_is_void() -> None:
    def visits(failure: FailureKind, count: int) -> list[RunWitness]:
        return [failing(domain, failure, was_alive=False) for domain in DOMAINS[:count]]

    assert slug(judge_run(visits(FailureKind.NO_ROUTE, 8))) is VoidSlug.NO_ROUTE
    assert slug(judge_run(visits(FailureKind.CONNECT_TIMEOUT, 8))) is VoidSlug.NO_ANSWER
    assert slug(judge_run(visits(FailureKind.NAME_TEMPORARY, 1))) is VoidSlug.NAME_SERVICE
    some_differ = [*visits(FailureKind.NO_ROUTE, 7), failing(DOMAINS[9], FailureKind.REFUSED, was_alive=False)]
    assert judge_run(some_differ) is None


def test_one_host_that_is_gone_on_a_first_run_is_its_own_trouble() -> None:
    assert judge_run([failing("gone.example", FailureKind.NAME_UNKNOWN, was_alive=False)]) is None
    assert judge_run([failing("down.example", FailureKind.REFUSED, was_alive=False)]) is None


def test_a_run_without_visits_is_not_void() -> None:
    assert RunJudge().verdict() is None
