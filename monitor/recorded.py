"""Recorded visits -> verdicts, through the same rooms as a run (contract.md, "Recorded visits")."""

import base64
import binascii
import gzip
import json
import logging
import traceback
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from monitor.errors import UsageError
from monitor.history import History
from monitor.judge.held import needs_reading
from monitor.judge.standing import told_until
from monitor.model.exchange import Exchange, Hop, Response
from monitor.model.observation import Observation, Past, Recorded, Want
from monitor.model.plan import Request
from monitor.model.source import Source, SourceId, Tool, ToolId
from monitor.model.verdict import Standing, StateClass
from monitor.observe import Sight, internal_error, observe_source, with_linked
from monitor.render.json import content_json
from monitor.run.parts import Extract
from monitor.urls import host_of, join, without_fragment

T = TypeVar("T", dict[Any, Any], list[Any])

logger = logging.getLogger(__name__)

_GZIP = b"\x1f\x8b"
_ENCODING = "utf-8-sig"
_FOUND = 302
_NOT_MODIFIED = 304
_UNRECORDED = "https://unrecorded.invalid/page"
"""Stands in where a page history has lost its address (`"url": null`): a name that never resolves (RFC 6761, 6.4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One recorded visit."""

    source: Source
    tool: Tool
    at: datetime
    exchange: Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayDesk:
    """What a replay works with: a store of its own and the reader; no door to the network."""

    history: History
    extract: Extract
    language: str


def read_visits(files: Iterable[Path]) -> Iterator[Visit]:
    """Read JSON lines, plain or gzip. Raises `UsageError` with file and line for one that is wrong."""
    for path in files:
        with path.open("rb") as probe:
            is_gzip = probe.read(2) == _GZIP
        with gzip.open(path, "rt", encoding=_ENCODING) if is_gzip else path.open(encoding=_ENCODING) as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    yield _visit(json.loads(line), path.parent)
                except (ValueError, KeyError, TypeError, AttributeError, OSError, binascii.Error) as error:
                    raise UsageError(
                        f"{path}:{number}: not a recorded visit: {_said(error)}.",
                        "Each line needs source, url, at, status, and body_file, body_text or body_base64.",
                    ) from error


def _said(error: Exception) -> str:
    """What is wrong with a line, for who wrote it."""
    match error:
        case KeyError():
            return f"no {error}"
        case json.JSONDecodeError():
            return f"not JSON at column {error.colno} ({error.msg})"
        case OSError():
            return f"{error.filename}: {error.strerror}"
        case _:
            return str(error)


def _visit(entry: object, folder: Path) -> Visit:
    if not isinstance(entry, dict):
        raise TypeError("a line holds one object, between braces")
    at = datetime.fromisoformat(str(entry["at"]))
    if at.tzinfo is None:
        raise ValueError(f"at {entry['at']!r} has no offset")
    headers = _of_kind(entry, "headers", dict, "an object of names and values")
    fields = {str(name).lower(): str(value) for name, value in headers.items()}
    content, charset = _body(entry, folder)
    if charset:  # the text was decoded by whoever recorded it
        kind = fields.get("content-type", "text/html").partition(";")[0]
        fields["content-type"] = f"{kind}; charset={charset}"
    url = _UNRECORDED if entry["url"] is None else str(entry["url"])
    if not host_of(url):
        raise ValueError(f"url {url!r} is no address")
    final_url = str(entry.get("final_url") or url)
    listed = _of_kind(entry, "hops", list, "a list of objects with url and status")
    hops = _hops(listed or _unrecorded_hop(url, final_url), final_url)
    name = SourceId(str(entry["source"]))
    status = int(entry["status"])
    source = Source(id=name, tool=ToolId(name), url=url)
    exchange = Exchange(
        request=Request(url=url, sources=(name,), etag=fields.get("etag", "*") if status == _NOT_MODIFIED else None),
        outcome=Response(status=status, fields=MappingProxyType(fields), content=content),
        final_url=final_url,
        hops=hops,
        requests=1,
        bytes_received=len(content),
    )
    tool = Tool(id=ToolId(name), title=str(entry.get("tool_title") or ""), sources=(source,))
    return Visit(source=source, tool=tool, at=at.astimezone(UTC), exchange=exchange)


def _of_kind(entry: Mapping[str, Any], key: str, kind: type[T], meant: str) -> T:
    """A value of the line, empty where none is recorded. Raises `TypeError` for another kind."""
    value = kind() if entry.get(key) is None else entry[key]
    if not isinstance(value, kind):
        raise TypeError(f"{key} is {meant}")
    return value


def _body(entry: Mapping[str, Any], folder: Path) -> tuple[bytes, str]:
    """The content, and the charset it must be read in when the visit does not say."""
    if entry.get("body_text") is not None:
        return str(entry["body_text"]).encode("utf-8", "replace"), "utf-8"
    if entry.get("body_base64") is not None:
        return base64.b64decode(entry["body_base64"], validate=True), ""
    if entry.get("body_file"):
        return (folder / str(entry["body_file"])).read_bytes(), ""
    return b"", ""


def _unrecorded_hop(url: str, final_url: str) -> tuple[Mapping[str, Any], ...]:
    """Where a recording tells the end of the road and not the road: one redirect, taken for a temporary one."""
    return ({"url": url, "status": _FOUND},) if without_fragment(url) != without_fragment(final_url) else ()


def _hops(entries: Iterable[Mapping[str, Any]], final_url: str) -> tuple[Hop, ...]:
    """Redirects with where each led: what the recording says, else the next hop's address."""
    listed = list(entries)
    following = [*(str(hop["url"]) for hop in listed[1:]), final_url][: len(listed)]
    return tuple(
        Hop(
            url=str(hop["url"]),
            status=int(hop["status"]),
            location=join(str(hop["url"]), str(hop.get("location") or led_to)),
        )
        for hop, led_to in zip(listed, following, strict=True)
    )


async def replay(desk: ReplayDesk, visits: Iterable[Visit]) -> AsyncIterator[dict[str, Any]]:
    """Give one line per visit, in the order of the input.

    Each visit is a run of its own at its time; only earlier ones are known. A re-check or second fetch counts as
    agreeing, no probe is made, and no run is void.
    """
    for visit in visits:
        yield await _replay_one(desk, visit)


async def _replay_one(desk: ReplayDesk, visit: Visit) -> dict[str, Any]:
    history, source = desk.history, visit.source
    remembered = history.remembered(source.id)
    past = history.past(source.id) if remembered else Past()
    exchange = visit.exchange
    response = exchange.response
    document = None
    if response is not None and needs_reading(exchange, source, remembered):
        document = await desk.extract(
            content=response.content,
            content_type=response.fields.get("content-type", ""),
            url=exchange.final_url,
            watch=source.watch,
        )
    sight = Sight(
        source=source,
        tool=visit.tool,
        exchange=exchange,
        document=document,
        remembered=remembered,
        past=past,
        host=history.host(host_of(source.url)),
        now=visit.at,
    )
    try:
        observation = _agreeing(observe_source(sight), sight, past)
    except Exception:
        logger.exception("visit of %s at %s could not be judged", source.id, visit.at)
        observation = internal_error(source, visit.tool, visit.at, traceback.format_exc(limit=-3))
    with history.run(now=visit.at, engine="replay", planned=1, is_partial=False) as record:
        record.record(observation, label=visit.tool.tlp.label)
        record.settle(told_until(visit.at), visit.at)  # each visit is a report of its own
        record.finish(visit.at, stats={})
    return _line(history, observation, desk.language)


def _agreeing(observation: Observation, sight: Sight, past: Past) -> Observation:
    """As if every second look had shown the same."""
    verdict_class = observation.verdict.state_class
    if Want.DOCUMENTS in observation.wants and sight.document is not None:
        from monitor.compare.linked import linked_documents  # noqa: PLC0415 - only for pages that were read

        observation = with_linked(observation, past.linked, linked_documents(sight.document))
    return replace(observation, rechecked=verdict_class not in {StateClass.ALIVE, StateClass.MOVED})


def _line(history: History, observation: Observation, language: str) -> dict[str, Any]:
    after = history.remembered(observation.source)
    verdict, standing = observation.verdict, after.standing if after else Standing()
    state = Recorded(run=0, observation=observation, standing=standing).state
    return {
        "source": observation.source,
        "at": observation.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "page": verdict.page,
        "state": state,
        "class": state.state_class,
        "reason": verdict.reason if state is verdict.state else standing.reason,
        "standing": standing.word,
        "flags": list(verdict.flags),
        "content": content_json(observation.change, language=language),
    }
