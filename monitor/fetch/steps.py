"""One step of a visit: one address asked, and what follows from the answer."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Final

from yarl import URL

from monitor.fetch.ask import Answer, Asker, Unparsed
from monitor.fetch.body import Body, Cap
from monitor.fetch.connect import Dialer
from monitor.fetch.gate import Gate
from monitor.fetch.heads import Head
from monitor.fetch.limits import GLANCE, LARGE, Caps
from monitor.fetch.policy import FetchPolicy
from monitor.fetch.proxy import ProxyChoice
from monitor.fetch.refresh import refresh_target
from monitor.fetch.tls import TlsTrouble, reason_of
from monitor.fetch.trouble import Trouble, worded
from monitor.fetch.visit import Visit
from monitor.model.exchange import REDIRECTS, Failure, FailureKind, Outcome, Response
from monitor.urls import without_fragment

logger = logging.getLogger(__name__)

CODINGS: Final = "gzip, deflate"
ORDINARY: Final = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "nl,en;q=0.8",
}
_OK = 200
_EMPTY: Final = frozenset({204, 205, 304})
_LONGEST_RETRY_AFTER = 6 * 3600.0
_PROXY_AUTHENTICATION = 407
_PARTIAL = 206
_MAY_ASK_TO_WAIT: Final = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Redirected:
    """The step ended in a redirect that may be followed, or in a page that sends its visitor on."""

    status: int
    location: str
    cookies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """The answer needs the patient reader: the same address is asked once more, in its turn."""


Step = Outcome | Redirected | Unread


@dataclass
class Steps:
    """All that a step needs; shared by the workers of one fetcher."""

    policy: FetchPolicy
    gate: Gate
    dialer: Dialer
    asker: Asker
    caps: Caps
    proxies: ProxyChoice
    run: "RunClock"

    @cached_property
    def large(self) -> asyncio.Semaphore:
        """Lets so many large bodies in at a time."""
        return asyncio.Semaphore(self.policy.large_bodies)

    async def take(self, visit: Visit, url: URL) -> Step:
        """Ask the visit's next address. Never raises (but for being cancelled): whatever happens is an outcome."""
        clock = asyncio.get_running_loop().time
        began = clock()
        limit, hit = self._time_limit(visit)
        holder = _Held(self.large)
        result: Step
        try:
            async with asyncio.timeout(limit) as timer:
                holder.timer = timer
                result = await self._asked(visit, url, holder)
        except TimeoutError:
            result = self._timed_out(visit, hit, limit)
        except TlsTrouble as trouble:
            result = await self._looked_at(visit, url, trouble)
        except Trouble as trouble:
            visit.limits += [trouble.limit] if trouble.limit else []
            result = trouble.outcome
        except Exception as error:  # whatever a library lets out is this answer's doing, and this visit's alone
            logger.debug("unforeseen: %s", worded(error), exc_info=True)
            result = Failure(kind=FailureKind.BAD_ANSWER, detail=f"{type(error).__name__}: {worded(error)}")
        finally:
            holder.let_go()
        peer = self.dialer.peers.get((url.raw_host or "", url.port or 0))
        if peer is not None:
            visit.peer_address, visit.certificate = peer.address, peer.certificate if url.scheme == "https" else None
        if isinstance(result, Failure):
            result = replace(result, final_host=url.raw_host)
        visit.spend(clock() - began - holder.waited, self.policy, hop_follows=isinstance(result, (Redirected, Unread)))
        return result

    def _time_limit(self, visit: Visit) -> tuple[float, FailureKind]:
        return min(
            (visit.attempt_left, FailureKind.ATTEMPT_TIMEOUT),
            (visit.source_left, FailureKind.SOURCE_TIMEOUT),
            (self.run.left(), FailureKind.RUN_OVER),
        )

    def _timed_out(self, visit: Visit, kind: FailureKind, limit: float) -> Failure:
        setting = {
            FailureKind.ATTEMPT_TIMEOUT: "limits.attempt_seconds",
            FailureKind.SOURCE_TIMEOUT: "limits.source_seconds",
        }
        visit.limits.append(setting.get(kind, "limits.run_minutes"))
        return Failure(kind=kind, detail=f"not complete after {limit:.3g} s")

    async def _asked(self, visit: Visit, url: URL, holder: "_Held") -> Step:
        fields = self._fields(visit, url)
        proxy = self.proxies.for_url(url)
        visit.via_proxy = visit.via_proxy or proxy is not None
        visit.requests += 1
        try:
            if visit.is_patient:
                answer = await self.asker.ask_patiently(url, fields)
            else:
                answer = await self.asker.ask(url, fields, is_fresh=visit.is_fresh, proxy=proxy)
        except Unparsed as error:
            if proxy is not None:
                return Failure(kind=FailureKind.BAD_ANSWER, detail=str(error))
            visit.is_patient = True
            return Unread()
        try:
            return await self._read(visit, url, answer, holder)
        finally:
            answer.close()

    def _fields(self, visit: Visit, url: URL) -> dict[str, str]:
        fields = {
            "User-Agent": self.policy.user_agent_for(url.raw_host or ""),
            "Accept": "*/*",
            "Accept-Encoding": CODINGS,
        }
        if visit.is_plain:
            fields |= ORDINARY
        request = visit.request
        if request.validators_of is None or request.validators_of == without_fragment(visit.url):
            if request.etag is not None:
                fields["If-None-Match"] = request.etag
            if request.last_modified is not None:
                fields["If-Modified-Since"] = request.last_modified
        if visit.jar is not None and (cookies := visit.jar.cookie_field(url)):
            fields["Cookie"] = cookies
        return fields

    async def _read(self, visit: Visit, url: URL, answer: Answer, holder: "_Held") -> Step:
        head = answer.head
        if head.status in REDIRECTS:
            return Redirected(head.status, head.fields.get("location", ""), head.cookies)
        if head.status == _PROXY_AUTHENTICATION and visit.via_proxy:
            return Failure(kind=FailureKind.PROXY, detail="407 proxy authentication required")
        if head.status in _MAY_ASK_TO_WAIT:
            self._note_retry_after(visit, head.fields.get("retry-after", ""))
        if head.status in _EMPTY:
            return Response(status=head.status, fields=head.fields)
        body = self._body_of(visit, url, head)
        if body.truncated is None:
            await answer.read_into(body, large=LARGE, before_large=holder.take)
        visit.bytes_received += body.received
        visit.limits += [body.limit] if body.limit else []
        truncated = body.truncated or ("206 without being asked" if head.status == _PARTIAL else None)
        response = Response(
            status=head.status,
            fields=head.fields,
            content=body.content,
            truncated=truncated,
            digest=body.digest,
            transfer_hash=body.transfer_hash if head.status == _OK and not truncated else "",
        )
        target = None if visit.robots_of or visit.was_sent_on_from(str(url)) else refresh_target(response, str(url))
        return response if target is None else Redirected(head.status, target, head.cookies)

    def _body_of(self, visit: Visit, url: URL, head: Head) -> Body:
        coding, length = head.fields.get("content-encoding", ""), head.fields.get("content-length", "")
        cap = self.caps.of(visit.request.purpose, head, url, is_robots=bool(visit.robots_of))
        document_cap = self.caps.document if cap is self.caps.html else None
        if (
            not coding
            and length.isascii()
            and length.isdigit()
            and int(length[:15]) > max(cap.size, (document_cap or cap).size)
        ):
            return Body(coding, Cap(min(cap.size, GLANCE), cap.name), self.policy.ratio)
        held = visit.request.held if head.status == _OK and not visit.hops else None
        return Body(coding, cap, self.policy.ratio, document_cap, held)

    def _note_retry_after(self, visit: Visit, asked: str) -> None:
        if not asked:
            return
        try:
            seconds = (
                float(asked)
                if asked.isascii() and asked.isdigit()
                else parsedate_to_datetime(asked).timestamp() - self.run.now().timestamp()
            )
        except (ValueError, TypeError, OverflowError):
            return
        visit.retry_after = min(_LONGEST_RETRY_AFTER, max(0.0, seconds))

    async def _looked_at(self, visit: Visit, url: URL, trouble: TlsTrouble) -> Failure:
        """One unverified look after a TLS failure: is the page there, and what did the server send for a certificate.

        No cookies, no validators; what it says is thrown away.
        """
        fields = {"User-Agent": self.policy.user_agent_for(url.raw_host or ""), "Accept": "*/*"}
        exists: bool | None = None
        visit.requests += 1
        try:
            async with asyncio.timeout(min(self._time_limit(visit)[0], self.policy.first_byte_seconds)):
                proxy = self.proxies.for_url(url)
                answer = await self.asker.ask(url, fields, is_fresh=True, proxy=proxy, verify=False)
                answer.close()
                status = answer.head.status
                exists = True if status < 400 else False if status in (404, 410) else None  # noqa: PLR2004 - RFC 9110, 15.5
        except Exception as error:  # noqa: BLE001 - it was only a look
            logger.debug("no unverified look: %s", worded(error))
        peer = self.dialer.peers.get((url.raw_host or "", url.port or 0))
        reason = reason_of(trouble.error, peer.chain if peer is not None else ())
        return Failure(kind=FailureKind.TLS, detail=worded(trouble.error), tls_reason=reason, page_exists=exists)


@dataclass(slots=True)
class _Held:
    """A place among the large bodies; time spent waiting for it is not the server's."""

    places: asyncio.Semaphore
    timer: asyncio.Timeout | None = None
    waited: float = 0.0
    is_held: bool = False

    async def take(self) -> None:
        """Wait for a place with the clock stopped."""
        clock = asyncio.get_running_loop().time
        began = clock()
        until = self.timer.when() if self.timer is not None else None
        if self.timer is not None and self.places.locked():
            self.timer.reschedule(None)
        await self.places.acquire()
        self.is_held = True
        self.waited = clock() - began
        if self.timer is not None and until is not None:
            self.timer.reschedule(until + self.waited)

    def let_go(self) -> None:
        """Give the place back."""
        if self.is_held:
            self.is_held = False
            self.places.release()


class RunClock:
    """What is left of the run, and what time it is outside."""

    def __init__(self, minutes: float, now: Callable[[], datetime]) -> None:
        self.ends_at = asyncio.get_running_loop().time() + minutes * 60
        self.now = now

    def left(self) -> float:
        """Seconds."""
        return max(0.0, self.ends_at - asyncio.get_running_loop().time())
