"""Requests -> shards."""

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.distribute.shards import bucket_of, domain_of, keyed, shards_of
from monitor.model.plan import Purpose, Request

hosts = st.sampled_from([f"{name}.{zone}" for name in "abcdefgh" for zone in ("example.nl", "gov.example", "co.uk")])
urls = st.builds(lambda host, path: f"https://{host}/{path}", hosts, st.integers(0, 30))
requests = st.lists(st.builds(lambda url: Request(url=url), urls), max_size=60)


@settings(deadline=None)
@given(requests, st.integers(1, 20), st.integers(1, 4))
def test_shards_together_are_the_plan_and_no_domain_is_in_two(asked: list[Request], size: int, workers: int) -> None:
    items = keyed(asked)
    shards = shards_of(items, size=size, at_least=workers, chunk=5)
    assert sorted(item.key for shard in shards for item in shard.items) == sorted(item.key for item in items)
    domains = [domain for shard in shards for domain in shard.domains]
    assert len(domains) == len(set(domains))


@given(requests)
def test_the_same_question_has_the_same_key_and_twice_asked_two(asked: list[Request]) -> None:
    assert keyed(asked) == keyed(asked)
    keys = [item.key for item in keyed(asked)]
    assert len(keys) == len(set(keys))


def test_another_purpose_or_validator_is_another_question() -> None:
    page = Request(url="https://a.nl/")
    variants = (page, Request(url=page.url, purpose=Purpose.RECHECK), Request(url=page.url, etag='"1"'))
    assert len({keyed((request,))[0].key for request in variants}) == 3


def test_a_bucket_more_moves_only_its_own_domains() -> None:
    domains = [f"d{number}.nl" for number in range(200)]
    moved = [domain for domain in domains if bucket_of(domain, 7) != bucket_of(domain, 8)]
    assert all(bucket_of(domain, 8) == 7 for domain in moved)
    assert 5 < len(moved) < 60


def test_domains_are_interleaved_so_that_none_waits_for_another() -> None:
    asked = [Request(url=f"https://{host}.nl/{page}") for host in "ab" for page in range(5)]
    (shard,) = shards_of(keyed(asked), size=1000, at_least=1, chunk=25)
    assert [domain_of(item.request) for item in shard.items[:4]] == ["a.nl", "b.nl", "a.nl", "b.nl"]
