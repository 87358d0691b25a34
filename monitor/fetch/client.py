"""Requests -> exchanges, politely, each ending in exactly one: the fetcher."""

import asyncio
import logging
import random
import re
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from yarl import URL

from monitor.fetch.ask import Asker
from monitor.fetch.connect import TRIP, Dialer, Trip
from monitor.fetch.follow import follow
from monitor.fetch.gate import Gate
from monitor.fetch.lanes import Lane
from monitor.fetch.limits import Caps
from monitor.fetch.outbox import Outbox
from monitor.fetch.policy import FetchPolicy, check_policy
from monitor.fetch.politeness import Dispatcher
from monitor.fetch.proxy import ProxyChoice
from monitor.fetch.resolver import Resolver
from monitor.fetch.retries import PLAIN_ACCEPT, PLAIN_ACCEPT_STATUSES, PLAINLY_ASKED, retry_cause
from monitor.fetch.robotstxt import RobotsCache, RobotsDesk
from monitor.fetch.steps import Redirected, RunClock, Step, Steps, Unread
from monitor.fetch.tls import Tls
from monitor.fetch.trouble import Trouble, worded
from monitor.fetch.visit import Visit
from monitor.model.exchange import (
    TIMEOUT_KINDS,
    Exchange,
    Failure,
    FailureKind,
    Outcome,
    Refusal,
    RefusalReason,
    Response,
)
from monitor.model.plan import Purpose, Request
from monitor.urls import host_of, origin_of

logger = logging.getLogger(__name__)

_RATE_LIMITED = 429
_ADDED_AT_ONCE = 500
"""Then the loop has its turn: a hundred thousand requests take a second to sort."""
_ORDINARY = re.compile(r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]+|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?(?:[/?#]|$)")
"""An address whose host can be told without taking it apart; the gate looks at it when its turn comes."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Fetcher:
    """The one door to the network, open for one run.

    Use as an async context manager; call it once per round. A call gives one exchange per request, as they finish, and
    raises nothing for what a server does. Turns, delays, given-up hosts, names and robots.txt are remembered from round
    to round. `robots_cache` is read and filled: keep it between runs to ask each robots.txt once a day.
    """

    def __init__(
        self,
        policy: FetchPolicy,
        *,
        robots_cache: RobotsCache | None = None,
        now: Callable[[], datetime] = _utc_now,
        rng: random.Random | None = None,
    ) -> None:
        self._policy = policy
        self._now = now
        self._rng = rng or random.Random()  # noqa: S311 - jitter, no secret
        self._gate = Gate(policy)
        self._robots = RobotsDesk({} if robots_cache is None else robots_cache, now)
        self._stack = AsyncExitStack()
        self._steps: Steps
        self._dispatcher: Dispatcher

    async def __aenter__(self) -> Self:
        """The run begins: its clock is started here. Raises SettingsError for a policy that cannot be worked with."""
        policy = self._policy
        check_policy(policy)
        clock = asyncio.get_running_loop().time
        dialer = Dialer(self._gate, Resolver(self._gate), Tls(policy.ca_file, policy.tls_seconds))
        asker = await self._stack.enter_async_context(Asker(policy, dialer))
        run = RunClock(policy.run_minutes, self._now)
        self._dispatcher = Dispatcher(policy, clock, self._rng)
        self._steps = Steps(
            policy, self._gate, dialer, asker, Caps(policy), ProxyChoice(policy.proxy, policy.no_proxy), run
        )
        ending = asyncio.get_running_loop().call_at(run.ends_at, self._dispatcher.end)
        self._stack.callback(ending.cancel)
        if policy.proxy:
            logger.info("requests go through a proxy: which addresses may be reached is for the proxy to decide")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Connections are closed."""
        await self._stack.aclose()

    async def __call__(self, requests: Iterable[Request]) -> AsyncGenerator[Exchange, None]:
        """One exchange per request, in the order in which they finish. Asks nothing faster than it is read."""
        asked = tuple(requests)
        if any(request.url[:5].lower() == "https" for request in asked):
            await self._steps.dialer.tls.ready()
        refused = await self._add(asked)
        outbox = Outbox(self._policy.window)
        count = self._dispatcher.outstanding
        workers = [asyncio.create_task(self._work(outbox)) for _ in range(min(self._policy.concurrency, count))]
        for worker in workers:
            worker.add_done_callback(outbox.watch)
        try:
            self._dispatcher.offer_all()
            for exchange in refused:
                yield exchange
            for _ in range(count):
                yield await outbox.get()
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
            self._dispatcher.reset()

    async def _add(self, requests: Iterable[Request]) -> list[Exchange]:
        """Sort the requests over their hosts; gives those that are refused before anything is asked."""
        refused: list[Exchange] = []
        for number, request in enumerate(requests, start=1):
            if number % _ADDED_AT_ONCE == 0:
                await asyncio.sleep(0)
            ordinary = _ORDINARY.match(request.url)
            if ordinary is not None:
                self._dispatcher.add(ordinary[1], request, after=request.after_seconds)
                continue
            checked = self._checked(request.url)
            if isinstance(checked, Refusal):
                refused.append(Exchange(request=request, outcome=checked, final_url=request.url))
            else:
                self._dispatcher.add(_host(checked), request, after=request.after_seconds)
        return refused

    def _checked(self, url: str) -> URL | Refusal:
        checked = self._gate.check_url(url)
        if isinstance(checked, URL):
            own = self._policy.hosts.get(_host(checked))
            if own is not None and own.skip is not None:
                return Refusal(reason=RefusalReason.SKIPPED, detail=own.skip)
        return checked

    async def _work(self, outbox: Outbox) -> None:
        """One slot: take what may start, ask, go on."""
        trip = Trip()
        TRIP.set(trip)
        while (taken := await self._dispatcher.take()) is not None:
            lane, waiting = taken
            visit = waiting if isinstance(waiting, Visit) else Visit.of(waiting, self._policy)
            try:
                exchanges = await self._attend(lane, visit, trip)
            except Exception as error:
                logger.exception("a request went wrong inside the fetcher")
                self._dispatcher.release(lane, sent_at=trip.sent_at)
                exchanges = self._finish(
                    visit, Failure(kind=FailureKind.BAD_ANSWER, detail=f"internal: {worded(error)}")
                )
            for exchange in exchanges:
                await outbox.put(exchange)
                self._dispatcher.done()

    async def _attend(self, lane: Lane, visit: Visit, trip: Trip) -> list[Exchange]:
        """One step of one visit; gives the exchanges that came to their end by it."""
        url = self._ready(visit)
        if not isinstance(url, URL):
            self._dispatcher.release(lane, sent_at=None)
            return [] if url is None else self._finish(visit, url)
        trip.dialled, trip.sent_at = False, asyncio.get_running_loop().time()
        try:
            if await self._waits_for_address(lane, visit, url):
                return []
            result = await self._steps.take(visit, url)
        except Trouble as trouble:
            visit.limits += [trouble.limit] if trouble.limit else []
            result = trouble.outcome
        self._dispatcher.release(lane, sent_at=trip.sent_at if visit.requests else None)
        return self._conclude(lane, visit, url, result)

    def _ready(self, visit: Visit) -> URL | Outcome | None:
        """The address to ask now; an outcome when it is not to be asked; None while its robots.txt is asked for."""
        if self._dispatcher.is_over:
            return Failure(kind=FailureKind.RUN_OVER, detail=f"limits.run_minutes = {self._policy.run_minutes:g}")
        url = self._checked(visit.url)
        if isinstance(url, Refusal) or visit.robots_of or visit.request.purpose is Purpose.CANARY:
            return url
        obeys = self._obeys(url)
        if visit.hops and not obeys:
            return url
        origin = origin_of(url)
        rules = self._robots.rules(origin)
        if rules is None:
            if self._robots.wait(origin, visit):
                asking = Visit.of(Request(url=f"{origin}/robots.txt"), self._policy, robots_of=origin)
                self._dispatcher.again(_host(url), asking, is_new=True)
            return None
        allows = rules.is_open or rules.allows(str(url), self._policy.user_agent_for(_host(url)))
        visit.robots_disallowed = visit.robots_disallowed or not allows
        return Refusal(reason=RefusalReason.ROBOTS, detail=origin) if obeys and not allows else url

    def _obeys(self, url: URL) -> bool:
        own = self._policy.hosts.get(_host(url))
        return (self._policy.robots if own is None or own.robots is None else own.robots) == "obey"

    async def _waits_for_address(self, lane: Lane, visit: Visit, url: URL) -> bool:
        """Find out which address the host shares; True when it is not that address's turn. Raises Trouble."""
        if lane.address is not None or not lane.delay or self._steps.proxies.for_url(url) is not None:
            return False
        addresses, _ = await self._steps.dialer.addresses(_host(url), url.port or 0)
        return self._dispatcher.put_back(lane, visit, addresses[0])

    def _conclude(self, lane: Lane, visit: Visit, url: URL, result: Step) -> list[Exchange]:
        """What follows from a step: the next hop, another attempt, or the end."""
        was_parked = lane.is_parked
        if isinstance(result, Failure) and result.kind in TIMEOUT_KINDS:
            self._dispatcher.timed_out(lane)
            if was_parked:
                return self._given_up(lane, visit, result)
        elif not isinstance(result, Failure) or result.kind is not FailureKind.RUN_OVER:
            self._dispatcher.answered(lane)
        outcome = follow(visit, result, url, self._policy) if isinstance(result, Redirected) else result
        if outcome is None or isinstance(outcome, Unread):
            visit.not_before = 0.0
            self._dispatcher.again(self._host_of(visit), visit)
            return []
        if visit.robots_of or not self._goes_on(lane, visit, outcome):
            return self._finish(visit, outcome)
        return []

    def _goes_on(self, lane: Lane, visit: Visit, outcome: Outcome) -> bool:
        """Whether another attempt was arranged."""
        clock = asyncio.get_running_loop().time
        asked = visit.retry_after if isinstance(outcome, Response) else None
        if isinstance(outcome, Response) and (outcome.status == _RATE_LIMITED or (outcome.status >= 500 and asked)):  # noqa: PLR2004 - RFC 9110, 15.6
            within = asked is not None and asked <= self._policy.retry_after_seconds
            self._dispatcher.slow_down(lane, until=clock() + (asked or 0.0) if within else 0.0)
            if asked is not None and not within:
                return False
        if visit.first is not None or _is_fine(outcome):
            return False
        if (
            isinstance(outcome, Response)
            and outcome.status in PLAIN_ACCEPT_STATUSES
            and visit.request.purpose in PLAINLY_ASKED
        ):
            visit.first = (outcome, visit.url, tuple(visit.hops))
            visit.is_plain = True
            visit.begin_again(PLAIN_ACCEPT, outcome, not_before=0.0)
            self._dispatcher.again(self._host_of(visit), visit)
            return True
        cause = retry_cause(outcome, limited=bool(visit.limits) and isinstance(outcome, Response))
        if not cause or visit.retried >= self._policy.retries or visit.source_left <= 1:
            return False
        backoff = self._policy.backoff_seconds[min(visit.retried, len(self._policy.backoff_seconds) - 1)]
        visit.retried += 1
        visit.begin_again(cause, outcome, not_before=clock() + max(asked or 0.0, backoff * self._rng.uniform(1, 1.25)))
        self._dispatcher.again(self._host_of(visit), visit)
        return True

    def _given_up(self, lane: Lane, visit: Visit, outcome: Failure) -> list[Exchange]:
        """The one more try came to nothing: all that waited for this host ends here."""
        ended = self._finish(visit, outcome)
        told = Failure(
            kind=FailureKind.HOST_GIVEN_UP, detail=f"time-outs in a row: {lane.timeouts}", final_host=lane.host
        )
        while len(lane):
            for waiting in self._dispatcher.abandon(lane):
                ended += self._finish(waiting if isinstance(waiting, Visit) else Visit.of(waiting, self._policy), told)
        return ended

    def _finish(self, visit: Visit, outcome: Outcome) -> list[Exchange]:
        """The exchange of a visit; for a robots.txt none, but those that waited for it go on."""
        exchange = visit.ended(outcome)
        # By the ids, never by the address: a log is read by people who may not see every tool.
        logger.debug(
            "%s %s: %s", visit.request.purpose, ", ".join(visit.request.sources) or "-", exchange.attempts[-1].showed
        )
        if not visit.robots_of:
            return [exchange]
        for waiting in self._robots.settle(visit.robots_of, exchange, obeys=self._obeys(URL(visit.robots_of))):
            self._dispatcher.again(self._host_of(waiting), waiting)
        self._dispatcher.done()
        return []

    @staticmethod
    def _host_of(visit: Visit) -> str:
        return host_of(visit.url)


def _is_fine(outcome: Outcome) -> bool:
    """Whether nothing could be gained by asking again."""
    return isinstance(outcome, Response) and outcome.status < 400 and outcome.truncated is None  # noqa: PLR2004 - RFC 9110, 15.5


def _host(url: URL) -> str:
    return (url.raw_host or "").lower().rstrip(".")
