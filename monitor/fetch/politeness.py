"""Requests -> whose turn it is: one queue per host, the host with most work first, a slot never held while waiting.

The bound of a run is the busiest host, so its requests must not wait behind others' (research/performance.md 4 measured
7 times the makespan for a plain queue). A host may start when its delay is over and it is below its number at a time; it
then lies in a heap keyed by remaining work. Waiting hosts lie in a second heap by time, watched by a single timer.
"""

import asyncio
import heapq
import itertools
import random
from collections import deque
from collections.abc import Callable

from monitor.fetch.lanes import Lane, Turn
from monitor.fetch.policy import FetchPolicy
from monitor.fetch.visit import Visit
from monitor.model.plan import Request

JITTER = 0.2
"""A delay is drawn between the setting and this share more."""
SLOWEST = 8
"""A host that says we ask too much is asked ever slower, up to so many times its delay: the run must end."""
TIMEOUTS_TO_GIVE_UP = 2


class Dispatcher:
    """Hands out what may start now."""

    def __init__(self, policy: FetchPolicy, clock: Callable[[], float], rng: random.Random) -> None:
        self._policy = policy
        self._clock = clock
        self._rng = rng
        self._lanes: dict[str, Lane] = {}
        self._addresses: dict[str, Turn] = {}
        self._numbers = itertools.count()
        self._startable: list[tuple[int, int, int, Lane]] = []
        self._waiting: list[tuple[float, int, int, Lane]] = []
        self._idle: deque[asyncio.Future[None]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at = 0.0
        self._parked = 0
        self._looked_at = 0.0
        self.outstanding = 0
        self.is_over = False

    def lane(self, host: str) -> Lane:
        """The queue of this host."""
        lane = self._lanes.get(host)
        if lane is None:
            own = self._policy.hosts.get(host)
            delay = self._policy.host_delay_seconds if own is None or own.delay_seconds is None else own.delay_seconds
            lane = self._lanes[host] = Lane(host, delay, delay)
        return lane

    def add(self, host: str, request: Request, *, after: float = 0.0) -> None:
        """A request of this round; `offer_all` must follow."""
        lane = self.lane(host)
        lane.size += 1
        self.outstanding += 1
        self._parked += lane.is_parked
        if after > 0:
            heapq.heappush(lane.delayed, (self._clock() + after, next(self._numbers), request))
        else:
            lane.ready.append(request)

    def offer_all(self) -> None:
        """The round begins."""
        for lane in self._lanes.values():
            if len(lane):
                self._offer(lane)
        self._try_parked()

    def again(self, host: str, visit: Visit, *, is_new: bool = False) -> None:
        """A visit goes on with this host: before what has not begun, not before its time. `is_new` for a robots.txt."""
        lane = self.lane(host)
        self.outstanding += is_new
        self._parked += lane.is_parked
        if visit.not_before > self._clock():
            heapq.heappush(lane.delayed, (visit.not_before, next(self._numbers), visit))
        else:
            lane.ready.appendleft(visit)
        self._offer(lane)
        self._try_parked()

    def done(self) -> None:
        """A request has its exchange."""
        self.outstanding -= 1
        if self.outstanding == 0:
            self._wake(len(self._idle))
        else:
            self._try_parked()

    async def take(self) -> tuple[Lane, Visit | Request] | None:
        """The next to start, as soon as it may; None when the round is over."""
        while self.outstanding:
            found = self._pop_any() if self.is_over else self._pop()
            if found is not None:
                return found
            waiter = asyncio.get_running_loop().create_future()
            self._idle.append(waiter)
            await waiter
        return None

    def release(self, lane: Lane, *, sent_at: float | None) -> None:
        """A request has been answered, or not; the next may start `delay` after it was sent (None: it was not)."""
        again_at = 0.0 if sent_at is None else sent_at + self._drawn(lane)
        for turn in (lane.turn, lane.address):
            if turn is not None:
                turn.active = max(0, turn.active - 1)
                turn.free_at = max(turn.free_at, again_at)
        self._offer(lane)
        if lane.address is not None and lane.address.blocked:
            blocked, lane.address.blocked = lane.address.blocked, []
            for other in blocked:
                self._offer(other)

    def put_back(self, lane: Lane, visit: Visit, address: str) -> bool:
        """Now that the address is known: True when the visit must wait for the address's turn (and does)."""
        turn = self._addresses.setdefault(address, Turn())
        lane.address = turn
        if turn.active < self._policy.per_host and turn.free_at <= self._clock():
            turn.active += 1
            turn.free_at = max(turn.free_at, lane.turn.free_at)
            return False
        lane.turn.active -= 1
        lane.turn.free_at = 0.0
        lane.ready.appendleft(visit)
        self._parked += lane.is_parked
        lane.on_trial = lane.is_parked
        self._offer(lane)
        return True

    def slow_down(self, lane: Lane, *, until: float = 0.0) -> None:
        """The host says that we ask too much."""
        lane.delay = min(lane.delay * 2, lane.usual_delay * SLOWEST)
        lane.turn.free_at = max(lane.turn.free_at, until)

    def timed_out(self, lane: Lane) -> None:
        """Count towards giving the host up."""
        lane.timeouts += 1
        if lane.timeouts >= TIMEOUTS_TO_GIVE_UP and not lane.is_parked:
            lane.is_parked = True
            self._parked += len(lane)

    def answered(self, lane: Lane) -> None:
        """Anything but a time-out: the host is there."""
        lane.timeouts = 0
        if lane.is_parked:
            lane.is_parked = False
            self._parked -= len(lane)
            self._offer(lane)

    def abandon(self, lane: Lane) -> "list[Visit | Request]":
        """All that waits for this host, taken out: it stays given up."""
        left = [*lane.ready, *(entry[2] for entry in lane.delayed)]
        lane.ready.clear()
        lane.delayed.clear()
        self._parked -= len(left) if lane.is_parked else 0
        return left

    def end(self) -> None:
        """Time is up: everything is handed out at once, to be told so."""
        self.is_over = True
        self._wake(len(self._idle))

    def reset(self) -> None:
        """Forget what waits, when a round is broken off."""
        for lane in self._lanes.values():
            lane.ready.clear()
            lane.delayed.clear()
            lane.size = lane.turn.active = 0
        for turn in self._addresses.values():
            turn.active = 0
            turn.blocked.clear()
        self._startable.clear()
        self._waiting.clear()
        self._idle.clear()
        self.outstanding = self._parked = 0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _drawn(self, lane: Lane) -> float:
        return lane.delay * self._rng.uniform(1, 1 + JITTER) if lane.delay else 0.0

    def _offer(self, lane: Lane) -> None:
        """Put the lane where it is found when it may start; a lane at its limit is offered again on release."""
        waiting = len(lane)
        if (lane.is_parked and not lane.on_trial) or not waiting or lane.turn.active >= self._policy.per_host:
            return
        when = lane.turn.free_at
        if lane.address is not None:
            if lane.address.active >= self._policy.per_host:
                lane.address.blocked.append(lane)
                return
            when = max(when, lane.address.free_at)
        if not lane.ready:
            when = max(when, lane.delayed[0][0])
        lane.ticket += 1
        if when <= self._clock():
            heapq.heappush(self._startable, (*self._rank(lane, waiting), lane.ticket, lane))
            self._wake(1)
        else:
            heapq.heappush(self._waiting, (when, next(self._numbers), lane.ticket, lane))
            self._watch(when)

    def _rank(self, lane: Lane, waiting: int) -> tuple[int, int]:
        """Most work left first. Where no delay is asked, the host with most work is begun first and then finished.

        Either keeps the makespan (the second is Graham's longest processing time first, 1969); going round all hosts
        would need a connection kept open for each. Of equal hosts the one just answered goes on, on its connection.
        """
        number = next(self._numbers)
        if lane.delay:
            return -waiting, number
        return -(max(lane.size, waiting) // (lane.turn.active + 1)), -number

    def _pop(self) -> tuple[Lane, Visit | Request] | None:
        self._advance(self._clock())
        while self._startable:
            _, _, ticket, lane = heapq.heappop(self._startable)
            if ticket != lane.ticket:
                continue
            now = self._clock()  # read anew: `_offer` does so too, and both must see the same lane as due
            while lane.delayed and lane.delayed[0][0] <= now:
                lane.ready.append(heapq.heappop(lane.delayed)[2])
            if self._may_start(lane, now):
                return lane, self._start(lane)
            self._offer(lane)
        return None

    def _may_start(self, lane: Lane, now: float) -> bool:
        if not lane.ready or (lane.is_parked and not lane.on_trial):
            return False
        return self._is_free(lane.turn, now) and (lane.address is None or self._is_free(lane.address, now))

    def _is_free(self, turn: Turn, now: float) -> bool:
        return turn.active < self._policy.per_host and turn.free_at <= now

    def _start(self, lane: Lane) -> Visit | Request:
        for turn in (lane.turn, lane.address):
            if turn is not None:
                turn.active += 1
                if self._policy.per_host > 1:
                    turn.free_at = self._clock() + lane.delay
        started = lane.ready.popleft()
        if lane.is_parked:
            self._parked -= 1
            lane.on_trial = False
        elif self._policy.per_host > 1:
            self._offer(lane)
        return started

    def _pop_any(self) -> tuple[Lane, Visit | Request] | None:
        for lane in self._lanes.values():
            while lane.delayed:
                lane.ready.append(heapq.heappop(lane.delayed)[2])
            if lane.ready:
                lane.turn.active += 1
                if lane.address is not None:
                    lane.address.active += 1
                self._parked -= lane.is_parked
                return lane, lane.ready.popleft()
        return None

    def _try_parked(self) -> None:
        """Near the end, each given-up host gets its one more try: as late as costs the run nothing."""
        if not self._parked or (self._parked < self.outstanding and not self._is_near_end()):
            return
        for lane in self._lanes.values():
            if lane.is_parked and len(lane) and lane.turn.active == 0 and not lane.on_trial:
                lane.on_trial = True
                self._offer(lane)

    def _is_near_end(self) -> bool:
        """Whether all other hosts will be done within the time that one try may take; looked at now and then."""
        now = self._clock()
        if now < self._looked_at + self._policy.first_byte_seconds / 10:
            return False
        self._looked_at = now
        others = (lane for lane in self._lanes.values() if len(lane) and not lane.is_parked)
        return all(lane.seconds_left(now) <= self._policy.first_byte_seconds for lane in others)

    def _advance(self, now: float) -> None:
        while self._waiting and self._waiting[0][0] <= now:
            _, number, ticket, lane = heapq.heappop(self._waiting)
            if ticket == lane.ticket:
                heapq.heappush(self._startable, (-len(lane), number, ticket, lane))

    def _watch(self, when: float) -> None:
        if self._timer is not None and self._timer_at <= when:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer_at = when
        self._timer = asyncio.get_running_loop().call_at(when, self._tick)

    def _tick(self) -> None:
        self._timer = None
        self._advance(self._clock())
        self._wake(len(self._startable))
        if self._waiting:
            self._watch(self._waiting[0][0])

    def _wake(self, count: int) -> None:
        while count and self._idle:
            waiter = self._idle.popleft()
            if not waiter.done():
                waiter.set_result(None)
                count -= 1
