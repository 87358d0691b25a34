"""Values <-> what the columns hold: times as integers, the rest as compact JSON that leaves out what is default."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from monitor.model.change import Change, ChangeOutcome, Excerpt, Fact, FactKind, HostProfile, NoiseProfile, Slot, Weight
from monitor.model.exchange import Certificate, Hop
from monitor.model.observation import LinkedDocument, Observation, Suggestion, Want
from monitor.model.verdict import Evidence, Flag, Remark, Verdict

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Fields = dict[str, Any]


def to_time(moment: datetime) -> int:
    """Microseconds since 1970 UTC."""
    return (moment - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=1024)
def from_time(value: int) -> datetime:
    """The moment of `to_time`, aware and in UTC; visits of one run share it."""
    return _EPOCH + timedelta(microseconds=value)


def to_optional_time(moment: datetime | None) -> int | None:
    """As `to_time`; None stays None."""
    return None if moment is None else to_time(moment)


def from_optional_time(value: int | None) -> datetime | None:
    """As `from_time`; None stays None."""
    return None if value is None else from_time(value)


def clean(text: str) -> str:
    """Text that SQLite takes: lone surrogates (undecodable bytes of a server) become question marks."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def clean_optional(text: str | None) -> str | None:
    """As `clean`; None stays None."""
    return None if text is None else clean(text)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_json(value: object) -> str:
    """Compact, ordered by construction, free of surrogates."""
    return clean(_ENCODER.encode(value))


def fingerprint(body: bytes) -> int:
    """Sixty-four bits that name a body, as a row id: no index beside the row, no look-up before writing."""
    return int.from_bytes(blake2b(body, digest_size=8).digest(), "big", signed=True)


def to_hash(text: str) -> bytes | str | None:
    """A SHA-256 in hex as 32 bytes; anything else as it is; empty as None."""
    if not text:
        return None
    try:
        packed = bytes.fromhex(text)
    except ValueError:
        return clean(text)
    return packed if packed.hex() == text else text


def from_hash(value: bytes | str | None) -> str:
    """What `to_hash` packed."""
    return value.hex() if isinstance(value, bytes) else value or ""


def sparse(**fields: object) -> Fields:
    """Only what says something: None and empty sequences are left out."""
    return {key: value for key, value in fields.items() if value is not None and value != []}


Shared = tuple[int, str]
"""What visits have in common, encoded, after the number it is known by."""


def shared(held: Fields) -> Shared | None:
    """Fields for the table of what visits have in common; None when they say nothing."""
    if not held:
        return None
    body = to_json(held)
    return fingerprint(body.encode()), body


@lru_cache(maxsize=1024)
def shared_detail(
    verdict: Verdict,
    failure: str | None,
    suggestions: tuple[Suggestion, ...],
    searched: bool,  # noqa: FBT001 - `lru_cache` is told by place
    notices: tuple[Fact, ...],
    wants: frozenset[Want],
    retry_after: float | None,
) -> Shared | None:
    """What was concluded, in words; encoded once for all visits of which it is the same."""
    return shared(
        sparse(
            reason=verdict.reason,
            evidence=[[e.rule, e.score, e.detail] for e in verdict.evidence],
            flags=[str(flag) for flag in verdict.flags],
            moved_to=verdict.moved_to,
            temporary=verdict.temporary_target,
            failure=failure,
            suggestions=suggestions_of(suggestions),
            searched=searched or None,
            notices=facts_of(notices),
            wants=sorted(wants),
            retry_after=retry_after,
        )
    )


def suggestions_of(suggestions: Iterable[Suggestion]) -> list[list[object]]:
    """Suggestions as JSON holds them."""
    return [[one.url, one.ground, one.similarity, one.title] for one in suggestions]


def suggestions_from(held: Iterable[Any]) -> tuple[Suggestion, ...]:
    """What `suggestions_of` held."""
    return tuple(Suggestion(url=u, ground=g, similarity=s, title=t) for u, g, s, t in held)


def facts_of(facts: Iterable[Fact]) -> list[list[object]]:
    """Facts as JSON holds them."""
    return [[fact.kind, [list(pair) for pair in fact.values], fact.score] for fact in facts]


def facts_from(held: Iterable[Any]) -> tuple[Fact, ...]:
    """What `facts_of` held."""
    return tuple(
        Fact(kind=FactKind(kind), values=tuple((name, value) for name, value in values), score=score)
        for kind, values, score in held
    )


@lru_cache(maxsize=1024)
def shared_route(final_url: str | None, hops: tuple[Hop, ...], certificate: Certificate | None) -> Shared | None:
    """How visits went from address to answer; those that ended where they began have no `final_url` here, but a mark."""
    return shared(
        sparse(
            final_url=final_url,
            hops=[[hop.url, hop.status, hop.location] for hop in hops],
            certificate=certificate and [to_time(certificate.not_after), certificate.issuer, certificate.fingerprint],
        )
    )


_HASHES = ("content", "transfer", "text")


def _in_json(packed: bytes | str | None) -> list[str] | str | None:
    """A packed hash as JSON holds it: in base 64, a third shorter than in hex."""
    return [b64encode(packed).decode()] if isinstance(packed, bytes) else packed


def _from_json(held: list[str] | str | None) -> str:
    """What `_in_json` made of a hash, also of before, when it was in hex."""
    return b64decode(held[0]).hex() if isinstance(held, list) else held or ""


def representation_of(observation: Observation) -> Fields:
    """What names the content that was seen."""
    return sparse(
        etag=observation.etag,
        modified=observation.last_modified,
        **{name: _in_json(to_hash(getattr(observation, f"{name}_hash"))) for name in _HASHES},
    )


@lru_cache(maxsize=64)
def shared_change(change: Change) -> Shared | None:
    """What changed, apart from outcome and weight, which have columns of their own."""
    return shared(
        sparse(
            score=change.score or None,
            facts=facts_of(change.facts),
            excerpts=[[excerpt.before, excerpt.after, excerpt.under] for excerpt in change.excerpts],
            added=list(change.added),
            removed=list(change.removed),
            before=change.version_before,
            after=change.version_after,
            muted=change.muted or None,
            reason=change.reason,
        )
    )


@lru_cache(maxsize=2048)
def detail_from(body: str | None) -> tuple[Fields, Fields]:
    """What `shared_detail` holds, as the fields of a verdict and of an observation; visits share them."""
    held: Fields = json.loads(body) if body else {}
    verdict = {
        "reason": held.get("reason"),
        "evidence": tuple(Evidence(rule=r, score=s, detail=d) for r, s, d in held.get("evidence", ())),
        "flags": tuple(Flag(flag) for flag in held.get("flags", ())),
        "moved_to": held.get("moved_to"),
        "temporary_target": held.get("temporary"),
    }
    visit = {
        "failure_kind": held.get("failure"),
        "suggestions": suggestions_from(held.get("suggestions", ())),
        "searched": held.get("searched", False),
        "notices": facts_from(held.get("notices", ())),
        "wants": frozenset(Want(want) for want in held.get("wants", ())),
        "retry_after_seconds": held.get("retry_after"),
    }
    return verdict, visit


@lru_cache(maxsize=2048)
def route_from(body: str | None) -> Fields:
    """The parts of `shared_route` by the names of the fields they fill."""
    held: Fields = json.loads(body) if body else {}
    certificate = held.get("certificate")
    return {
        "final_url": held.get("final_url"),
        "hops": tuple(Hop(url=u, status=s, location=where) for u, s, where in held.get("hops", ())),
        "certificate": certificate
        and Certificate(not_after=from_time(certificate[0]), issuer=certificate[1], fingerprint=certificate[2]),
    }


@lru_cache(maxsize=2048)
def representation_from(body: str | None) -> Fields:
    """The parts of `representation_of` by the names of the fields they fill."""
    held: Fields = json.loads(body) if body else {}
    return {
        "etag": held.get("etag"),
        "last_modified": held.get("modified"),
        **{f"{name}_hash": _from_json(held.get(name)) for name in _HASHES},
    }


@lru_cache(maxsize=256)
def change_from(outcome: ChangeOutcome, weight: Weight, body: str | None) -> Change:
    """The change that `shared_change` and its two columns hold."""
    held: Fields = json.loads(body) if body else {}
    return Change(
        outcome=outcome,
        weight=weight,
        score=held.get("score", 0.0),
        facts=facts_from(held.get("facts", ())),
        excerpts=tuple(Excerpt(before=b, after=a, under=u) for b, a, u in held.get("excerpts", ())),
        added=tuple(held.get("added", ())),
        removed=tuple(held.get("removed", ())),
        version_before=held.get("before"),
        version_after=held.get("after"),
        muted=held.get("muted", 0),
        reason=held.get("reason"),
    )


FULL_VISIT, RECHECKED, TRUSTS_CONTENT, ENDED_AT_URL = 1, 2, 4, 8
"""The yes-or-no fields of a visit, a bit each."""


def marks_of(observation: Observation) -> int:
    """The yes-or-no fields as bits."""
    return (
        FULL_VISIT * observation.full_visit
        + RECHECKED * observation.rechecked
        + TRUSTS_CONTENT * observation.verdict.trusts_content
        + ENDED_AT_URL * (observation.final_url == observation.url)
    )


def noise_of(noise: NoiseProfile) -> Fields:
    """A noise profile as JSON values."""
    return {"slots": noise.slots, "variants": noise.variants, "transitions": noise.transitions}


def _last_seen(variants: tuple[tuple[str, str], ...]) -> int:
    """The day of a position in a profile of before a day was kept with each: that of the last text seen."""
    return datetime.fromisoformat(variants[-1][1]).toordinal() if variants else 0


def noise_from(held: Fields) -> NoiseProfile:
    """What `noise_of` holds."""
    variants = tuple((text, at) for text, at in held["variants"])
    return NoiseProfile(
        slots=tuple(Slot(path, turns, day[0] if day else _last_seen(variants)) for path, turns, *day in held["slots"]),
        variants=variants,
        transitions=held["transitions"],
    )


_LINKED = ("url", "name", "etag", "last_modified", "content_hash", "text_hash", "size_bytes", "http_status", "is_gone")


def linked_of(linked: Iterable[LinkedDocument]) -> list[list[object]]:
    """Linked documents as JSON values."""
    return [
        [*(getattr(document, name) for name in _LINKED), to_optional_time(document.gone_since)] for document in linked
    ]


def linked_from(held: list[list[Any]]) -> tuple[LinkedDocument, ...]:
    """What `linked_of` holds."""
    return tuple(_linked_from(values) for values in held)


def _linked_from(values: list[Any]) -> LinkedDocument:
    """One of them; a row that was kept before documents could be gone is shorter."""
    known = dict(zip((*_LINKED, "gone_since"), values, strict=False))
    return LinkedDocument(**known | {"gone_since": from_optional_time(known.get("gone_since"))})


def host_of(profile: HostProfile) -> Fields:
    """A host's profile as JSON values; its name is the row's key."""
    return {
        "furniture": sorted(profile.furniture),
        "home_hash": profile.home_hash,
        "home_shingles": sorted(profile.home_shingles),
        "probes": profile.probes,
    }


def host_from(host: str, held: Fields) -> HostProfile:
    """What `host_of` holds."""
    return HostProfile(
        host=host,
        furniture=frozenset(held["furniture"]),
        home_hash=held["home_hash"],
        home_shingles=frozenset(held["home_shingles"]),
        probes=tuple((where, at, showed) for where, at, showed in held["probes"]),
    )


def remarks_to(remarks: tuple[Remark, ...]) -> str | None:
    """``fragment-missing 12 1790000000000000``, several joined by commas; None where there is none, as nearly always."""
    return ",".join(f"{one.name} {one.run} {to_time(one.since)}" for one in remarks) or None


def remarks_from(kept: str | None) -> tuple[Remark, ...]:
    """What `remarks_to` wrote."""
    words = (one.split() for one in kept.split(",")) if kept else ()
    return tuple(Remark(name=name, run=int(run), since=from_time(int(since))) for name, run, since in words)
