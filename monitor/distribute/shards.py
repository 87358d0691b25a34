"""Requests -> shards by registrable domain: all of a domain in one, so that politeness stays within one process."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import zip_longest

from monitor.model.plan import Request
from monitor.urls import host_of, registrable_domain


@dataclass(frozen=True, slots=True)
class Keyed:
    """A request with the name that its answer has in the ledger."""

    key: str
    request: Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """What one worker asks: whole domains, interleaved, so that none waits for another's delays."""

    id: str
    items: tuple[Keyed, ...]

    @property
    def domains(self) -> frozenset[str]:
        """Whose politeness is kept here."""
        return frozenset(domain_of(item.request) for item in self.items)


def domain_of(request: Request) -> str:
    """The registrable domain that a request counts for."""
    return registrable_domain(host_of(request.url))


def keyed(requests: Iterable[Request]) -> tuple[Keyed, ...]:
    """Each request with its key: the same question has the same key in every attempt and by every driver.

    A question that is asked twice in one round is numbered.
    """
    seen: dict[str, int] = defaultdict(int)
    items = []
    for request in requests:
        asked = [request.url, request.purpose, request.etag, request.last_modified, request.fresh_connection]
        name = blake2b(json.dumps(asked).encode(), digest_size=12).hexdigest()
        seen[name] += 1
        items.append(Keyed(name if seen[name] == 1 else f"{name}-{seen[name]}", request))
    return tuple(items)


def bucket_of(domain: str, buckets: int) -> int:
    """Rendezvous hashing (Thaler and Ravishankar 1998): with one bucket more, only its own domains move."""

    def weight(bucket: int) -> bytes:
        return blake2b(f"{bucket}\0{domain}".encode(), digest_size=8).digest()

    return max(range(buckets), key=weight)


def shards_of(items: Sequence[Keyed], *, size: int, at_least: int, chunk: int) -> tuple[Shard, ...]:
    """Shards of about `size` requests, no fewer than `at_least` where there is a chunk for each; the largest first."""
    wanted = max(-(-len(items) // size), min(at_least, len(items) // chunk), 1)
    buckets: dict[int, dict[str, list[Keyed]]] = defaultdict(lambda: defaultdict(list))
    bucket_by_domain: dict[str, int] = {}
    for item in items:
        domain = domain_of(item.request)
        if domain not in bucket_by_domain:
            bucket_by_domain[domain] = bucket_of(domain, wanted)
        buckets[bucket_by_domain[domain]][domain].append(item)
    shards = [
        Shard(id=f"{number:05}of{wanted:05}", items=tuple(_interleaved(domains.values())))
        for number, domains in sorted(buckets.items())
    ]
    return tuple(sorted(shards, key=lambda shard: -len(shard.items)))


def _interleaved(groups: Iterable[list[Keyed]]) -> Iterator[Keyed]:
    ordered = (sorted(group, key=lambda item: item.key) for group in groups)
    return (item for row in zip_longest(*ordered) for item in row if item is not None)
