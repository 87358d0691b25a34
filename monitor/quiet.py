"""A visit that found everything as it was -> its observation, judged once for all that are alike."""

from datetime import datetime

from monitor.judge.flags import CERTIFICATE_DAYS, SLOW_SECONDS
from monitor.judge.held import holds_same_bytes
from monitor.judge.verdict import was_conditional
from monitor.model.change import HostProfile
from monitor.model.exchange import Exchange, Response
from monitor.model.observation import Observation, Remembered
from monitor.model.source import Source, Tool
from monitor.observe import Sight, observe_source

_OK, _NOT_MODIFIED = 200, 304


class Quiet:
    """Observes the visits of a run that brought back the last good copy, by a 304 or byte for byte.

    What the judge says of such a visit hangs on a few facts that most sources share (`_alike`), so it is asked once for
    each set of them and its answer copied: nothing is decided here.
    """

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._judged: dict[object, Observation] = {}

    def observe(
        self, exchange: Exchange, source: Source, tool: Tool, remembered: Remembered | None
    ) -> Observation | None:
        """What `observe_source` would say; None for a visit that it must see itself, or that needs a second look."""
        response = exchange.response
        if response is None or remembered is None or not self._is_quiet(exchange, response, source, remembered):
            return None
        alike = _alike(exchange, response, source, remembered)
        judged = self._judged.get(alike)
        if judged is None:
            judged = self._judged[alike] = self._judge(exchange, source, tool, remembered)
        return Observation(
            source=source.id,
            tool=tool.id,
            url=source.url,
            at=self._now,
            verdict=judged.verdict,
            change=judged.change,
            final_url=exchange.final_url,
            http_status=response.status,
            certificate=exchange.certificate,
            etag=response.fields.get("etag"),
            last_modified=response.fields.get("last-modified"),
            content_hash="" if response.is_empty else response.content_hash,
            transfer_hash="" if response.is_empty else remembered.transfer_hash or response.transfer_hash,
            notices=judged.notices,
            wants=judged.wants,
            requests=exchange.requests,
            bytes_received=exchange.bytes_received,
            elapsed_seconds=exchange.elapsed_seconds,
            retry_after_seconds=exchange.retry_after_seconds,
            full_visit=judged.full_visit,
        )

    def _is_quiet(self, exchange: Exchange, response: Response, source: Source, remembered: Remembered) -> bool:
        """Whether the copy that we hold came back, straight away, with nothing to remark about the way there."""
        if exchange.hops or exchange.limits or exchange.plain_accept or exchange.elapsed_seconds > SLOW_SECONDS:
            return False
        if remembered.copy_id is None or (remembered.has_linked and source.watch.documents):
            return False
        if "cf-mitigated" in response.fields:
            return False
        certificate = exchange.certificate
        if certificate is not None and certificate.not_after - self._now <= CERTIFICATE_DAYS:
            return False
        if response.status == _NOT_MODIFIED:
            return was_conditional(exchange)
        return response.status == _OK and not response.is_empty and holds_same_bytes(exchange, source, remembered)

    def _judge(self, exchange: Exchange, source: Source, tool: Tool, remembered: Remembered) -> Observation:
        return observe_source(
            Sight(
                source=source,
                tool=tool,
                exchange=exchange,
                document=None,
                remembered=remembered,
                past=None,
                host=HostProfile(),
                now=self._now,
            )
        )


def _alike(exchange: Exchange, response: Response, source: Source, remembered: Remembered) -> object:
    """All that the judge looks at in a quiet visit."""
    return (
        response.status,
        exchange.final_url[:5],
        exchange.robots_disallowed,
        remembered.page,
        remembered.flags,
        remembered.notices,
        source.watch.documents,
    )
