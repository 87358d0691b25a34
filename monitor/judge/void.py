"""All visits of a run -> whether our own network failed: then nothing is concluded (contract.md, "Words")."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from monitor.model.exchange import TIMEOUT_KINDS, FailureKind, TlsReason

SHARE = 0.6
"""Of the registrable domains that were alive before, so many failing alike make a run void..."""
AT_LEAST = 3
"""...and at least so many: two hosts that fail together may have their own reasons."""


class VoidSlug(StrEnum):
    """What went wrong on our side."""

    CANARIES = "canaries"
    NO_ROUTE = "no-route"
    NAME_SERVICE = "name-service"
    PROXY = "proxy"
    PORTAL = "captive-portal"
    INTERCEPTION = "interception"
    CLOCK = "clock"
    NO_ANSWER = "no-answer"
    """First run only: every domain failed in one and the same way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidReason:
    """Why a run is void. `detail` is a bare fact: the figures, a host, an issuer."""

    slug: VoidSlug
    detail: str = ""
    failed: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunWitness:
    """What one visit tells about our own network."""

    domain: str
    """Registrable domain of the address asked for: several tools on one host are one."""
    was_alive: bool
    """Whether the source was alive (or moved) on its last visit that counted."""
    ok: bool
    """Whether an answer came at all: any status, any page."""
    failure: FailureKind | None = None
    tls_reason: TlsReason | None = None
    issuer: str = ""
    final_domain: str = ""
    """Registrable domain where the visit ended."""
    ended_there_before: bool = False
    """The last visit ended on that domain as well, so it says nothing new."""


_LOCAL: dict[FailureKind, VoidSlug] = {
    FailureKind.NO_ROUTE: VoidSlug.NO_ROUTE,
    FailureKind.NAME_TEMPORARY: VoidSlug.NAME_SERVICE,
    FailureKind.NAME_UNKNOWN: VoidSlug.NAME_SERVICE,
    FailureKind.PROXY: VoidSlug.PROXY,
}
_OURS_ALONE = frozenset({VoidSlug.NO_ROUTE, VoidSlug.NAME_SERVICE, VoidSlug.PROXY})
_BY_DATE = frozenset({TlsReason.EXPIRED, TlsReason.NOT_YET_VALID})
_BY_ISSUER = frozenset({TlsReason.UNTRUSTED, TlsReason.SELF_SIGNED, TlsReason.INCOMPLETE_CHAIN})

Cause = tuple[VoidSlug, str]


@dataclass(slots=True)
class _Domain:
    was_alive: bool = False
    is_fine: bool = False
    """An answer of the host's own came."""
    causes: set[Cause] = field(default_factory=set)
    is_name_unknown: bool = True
    """Every visit failed with "no such name", which may be the plain truth."""

    def explanations(self) -> set[Cause]:
        """What could explain this domain from our side; one visit that was as it should be rules all out."""
        return set() if self.is_fine else self.causes


@dataclass(slots=True)
class RunJudge:
    """Hears every visit as it comes; keeps a few words per registrable domain, never the visits."""

    _domains: dict[str, _Domain] = field(default_factory=dict)
    _canaries: list[bool] = field(default_factory=list)

    def hear(self, witness: RunWitness) -> None:
        """Take in one visit of the plan."""
        domain = self._domains.get(witness.domain)
        if domain is None:
            domain = self._domains[witness.domain] = _Domain()
        domain.was_alive = domain.was_alive or witness.was_alive
        causes = causes_of(witness)
        domain.causes |= causes
        domain.is_fine = domain.is_fine or (witness.ok and not causes)
        domain.is_name_unknown = domain.is_name_unknown and witness.failure is FailureKind.NAME_UNKNOWN

    def hear_canary(self, *, ok: bool) -> None:
        """Take in one canary: whether it gave the answer of its own host."""
        self._canaries.append(ok)

    def verdict(self) -> VoidReason | None:
        """Why nothing may be concluded from this run, or None. A cause with a name helps more than "the canaries"."""
        known = {name: domain for name, domain in self._domains.items() if domain.was_alive}
        cause = _shared_cause(known) if known else self._first_run()
        if cause is None and self._canaries and not any(self._canaries):
            return VoidReason(slug=VoidSlug.CANARIES, failed=len(self._canaries), of=len(self._canaries))
        return cause

    def _first_run(self) -> VoidReason | None:
        """Without history there is nothing to compare with: every domain must fail, and alike."""
        total = len(self._domains)
        for (slug, detail), failed in _most_shared(self._domains.values()):
            if failed < total:
                return None
            certain = slug in _OURS_ALONE and not all(d.is_name_unknown for d in self._domains.values())
            if certain or total >= AT_LEAST:
                return VoidReason(slug=slug, detail=detail, failed=failed, of=total)
        return None


def causes_of(witness: RunWitness) -> set[Cause]:
    """The causes on our side that could explain this visit; none for an answer of the host itself."""
    if witness.failure is not None:
        return {_cause_of_failure(witness, witness.failure)}
    causes: set[Cause] = set()
    if witness.final_domain not in {"", witness.domain} and not witness.ended_there_before:
        causes.add((VoidSlug.PORTAL, witness.final_domain))
    return causes


def _cause_of_failure(witness: RunWitness, failure: FailureKind) -> Cause:
    if failure in _LOCAL:
        return (_LOCAL[failure], "")
    if failure is FailureKind.TLS and witness.tls_reason in _BY_DATE:
        return (VoidSlug.CLOCK, str(witness.tls_reason))
    if failure is FailureKind.TLS and witness.tls_reason in _BY_ISSUER:
        return (VoidSlug.INTERCEPTION, witness.issuer)
    return (VoidSlug.NO_ANSWER, "timeout" if failure in TIMEOUT_KINDS else failure.value)


def _shared_cause(known: dict[str, _Domain]) -> VoidReason | None:
    """The cause on our side that at least 60 % of the domains alive before share, and at least three."""
    for (slug, detail), failed in _most_shared(known.values()):
        if slug is not VoidSlug.NO_ANSWER and failed >= AT_LEAST and failed >= SHARE * len(known):
            return VoidReason(slug=slug, detail=detail, failed=failed, of=len(known))
    return None


def _most_shared(domains: Iterable[_Domain]) -> list[tuple[Cause, int]]:
    """Causes by the number of domains that failed by them and by nothing less; a domain that also worked is out."""
    counts = Counter(cause for domain in domains for cause in domain.explanations())
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
