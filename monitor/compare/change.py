"""Two documents -> Change: what differs for a reader, with noise left out and its weight beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from monitor.compare.diff import Pair, Reading, Unit, excerpts, in_context, only_in, pairs
from monitor.compare.language import language_of
from monitor.compare.linkset import link_facts
from monitor.compare.noise import furniture_hash, is_counter, is_stamp, is_volatile, variant_of, volatile_paths
from monitor.compare.significance import MAJOR, amount_facts, term_facts, text_facts, title_fact, weight_of
from monitor.compare.successor import find_successors
from monitor.compare.values import value_key
from monitor.compare.versions import compare_versions, read_versions, version_in
from monitor.model.change import Change, ChangeOutcome, Excerpt, Fact, FactKind, HostProfile, NoiseProfile, Weight
from monitor.model.document import Document, MediaKind
from monitor.model.source import Watch
from monitor.normalise import comparison_key

_MAX_SENTENCES = 60
_MAX_FACTS = 40
_REWRITTEN = 0.6
_OTHER = 0.9
_FEW_UNITS = 5
_REDESIGN_UNITS = 10
_REDESIGN_SHARE = 0.5
_FURNITURE_SCORE = 0.3
_OTHER_SCORE = 3.0
_RETURN_SCORE = 1.0
_READ_AS_TEXT = frozenset({MediaKind.TEXT, MediaKind.XML})


@dataclass(frozen=True, slots=True)
class _Noise:
    """What a comparison leaves out."""

    volatile: frozenset[str]
    furniture: frozenset[str]
    witness: Reading | None = None
    """A second look at the newer page: only what it shows too counts."""


def compare_documents(
    before: Document | None,
    after: Document,
    *,
    noise: NoiseProfile,
    host: HostProfile,
    watch: Watch,
    tool_title: str = "",
) -> Change:
    """Say what differs from the last good copy.

    Both documents were made under the same rule: an edited rule is the caller's to apply to the old copy first.
    Never raises; bounded in time by the size of the two texts.
    """
    ruled_out = _Noise(volatile_paths(noise), host.furniture)
    return _compare(before, after, noise=noise, ruled_out=ruled_out, watch=watch, tool_title=tool_title)


def confirm_change(
    change: Change,
    *,
    before: Document,
    first: Document,
    second: Document,
    noise: NoiseProfile,
    host: HostProfile,
    watch: Watch,
    tool_title: str = "",
) -> Change:
    """Say what of a change a second visit in the same run shows again; only that counts."""
    if not change.is_told or first.text_hash == second.text_hash:
        return change
    ruled_out = _Noise(volatile_paths(noise), host.furniture, Reading(first))
    again = _compare(before, second, noise=noise, ruled_out=ruled_out, watch=watch, tool_title=tool_title)
    if again.is_told:
        return again
    return replace(again, outcome=ChangeOutcome.UNCHANGED, facts=(Fact(kind=FactKind.UNCONFIRMED),), muted=again.muted + 1)


def _compare(
    before: Document | None, after: Document, *, noise: NoiseProfile, ruled_out: _Noise, watch: Watch, tool_title: str
) -> Change:
    if after.selector_missed:
        fact = Fact(kind=FactKind.SELECTOR_MISSED, values=(("selector", watch.select or ""),), score=MAJOR)
        return Change(outcome=ChangeOutcome.NOT_COMPARED, reason="selector-missed", facts=(fact,))
    if before is None:
        return Change(outcome=ChangeOutcome.FIRST, version_after=_version(after))
    if before.content_hash and before.content_hash == after.content_hash:
        return Change(outcome=ChangeOutcome.UNCHANGED)
    if before.unreadable or after.unreadable:
        return _unreadable(before, after)
    if before.kind is not after.kind and not {before.kind, after.kind} <= _READ_AS_TEXT:
        fact = Fact(kind=FactKind.TYPE_CHANGED, values=(("before", before.kind), ("after", after.kind)), score=_OTHER_SCORE)
        return _told((fact,))
    if before.text_hash == after.text_hash and before.links == after.links:
        return Change(outcome=ChangeOutcome.UNCHANGED)
    return _compare_texts(Reading(before), Reading(after), noise=noise, ruled_out=ruled_out, watch=watch, tool_title=tool_title)


def _unreadable(before: Document, after: Document) -> Change:
    values = (("before_bytes", str(before.size_bytes)), ("after_bytes", str(after.size_bytes)))
    return _told((Fact(kind=FactKind.BYTES_CHANGED, values=values, score=_FURNITURE_SCORE),))


def _told(facts: tuple[Fact, ...]) -> Change:
    score = sum(fact.score for fact in facts)
    return Change(outcome=ChangeOutcome.CHANGED, weight=weight_of(score), score=round(score, 2), facts=facts)


def _compare_texts(
    old: Reading, new: Reading, *, noise: NoiseProfile, ruled_out: _Noise, watch: Watch, tool_title: str
) -> Change:
    removed, lost = _heard(only_in(old, new), ruled_out, in_witness=False)
    added, gained = _heard(only_in(new, old), ruled_out, in_witness=True)
    told = _told_pairs(pairs(removed, added, before=old, after=new), old.document, new.document, ruled_out)
    facts = _facts(told, old, new, watch, tool_title)
    furniture = _furniture_fact(old, new) if not told else None
    if furniture:
        facts = (*facts, furniture)
    facts = _with_return(facts, noise, new.document) if told else facts
    score = round(sum(fact.score for fact in facts), 2)
    silent = any(fact.kind is FactKind.UNSTABLE and fact.score == 0 for fact in facts)
    versions = _versions(facts)
    return Change(
        outcome=ChangeOutcome.CHANGED if score > 0 or silent else ChangeOutcome.UNCHANGED,
        weight=Weight.NONE if silent else weight_of(score),
        score=score,
        facts=tuple(sorted(facts, key=lambda fact: -fact.score)[:_MAX_FACTS]),
        excerpts=excerpts(told) or _fact_excerpts(facts),
        added=_shown(pair.after for pair in told),
        removed=_shown(pair.before for pair in told),
        version_before=versions[0] or _version(old.document),
        version_after=versions[1] or _version(new.document),
        muted=lost + gained,
    )


def _heard(units: tuple[Unit, ...], ruled_out: _Noise, *, in_witness: bool) -> tuple[tuple[Unit, ...], int]:
    """The sentences that count, and how many did not."""
    kept = tuple(
        unit
        for unit in units
        if not is_volatile(unit, ruled_out.volatile)
        and not is_counter(unit)
        and not is_stamp(unit)
        and (ruled_out.witness is None or ruled_out.witness.says(unit) is in_witness)
    )
    return kept, len(units) - len(kept)


def _told_pairs(found: tuple[Pair, ...], before: Document, after: Document, ruled_out: _Noise) -> tuple[Pair, ...]:
    """Leave out what only furniture of the host takes part in."""
    return tuple(pair for pair in found if not _is_furniture(pair, ruled_out.furniture))


def _is_furniture(pair: Pair, furniture: frozenset[str]) -> bool:
    return any(unit is not None and furniture_hash(unit.block.text) in furniture for unit in (pair.before, pair.after))


def _facts(told: tuple[Pair, ...], old: Reading, new: Reading, watch: Watch, tool_title: str) -> tuple[Fact, ...]:
    before, after = old.document, new.document
    facts: list[Fact] = []
    if old.texts != new.texts:
        # Whatever is told of the text: a notice may stand in a banner, which no one else listens to.
        known = {_notice(fact) for fact in find_successors(before)}
        facts += [fact for fact in find_successors(after) if _notice(fact) not in known]
    if told:
        facts += _whole_facts(told, old, new)
        facts += compare_versions(read_versions(before), read_versions(after))
        facts += amount_facts(told)
        facts += text_facts(told)
    facts += term_facts(watch.key_terms, before.main_text, after.main_text)
    if title := title_fact(old, new):
        facts.append(title)
    facts += link_facts(before, after, documents=watch.documents)
    return tuple(facts)


def _notice(fact: Fact) -> tuple[FactKind, str, str]:
    """What makes two notices the same: letters and digits, not how they are set."""
    return fact.kind, comparison_key(fact.value("name")), comparison_key(fact.value("phrase"))


def _whole_facts(told: tuple[Pair, ...], old: Reading, new: Reading) -> Iterable[Fact]:
    """Whether the page as a whole is another one."""
    total = sum(len(unit.key) for unit in new.units()) or 1
    fresh = sum(len(pair.after.key) for pair in told if pair.after)
    count = sum(1 for _ in old.units())
    if fresh / total < _REWRITTEN or count < _FEW_UNITS:
        return
    languages = language_of(old.document), language_of(new.document)
    if all(languages) and languages[0] != languages[1]:
        yield Fact(kind=FactKind.OTHER_DOCUMENT, values=(("before", languages[0]), ("after", languages[1])), score=_OTHER_SCORE)
    elif fresh / total >= _OTHER and _subject(old.document).isdisjoint(_subject(new.document)):
        values = (("before", _name(old.document)), ("after", _name(new.document)))
        yield Fact(kind=FactKind.OTHER_DOCUMENT, values=values, score=_OTHER_SCORE)
    else:
        yield Fact(kind=FactKind.REWRITTEN, values=(("share", str(round(100 * fresh / total))),), score=MAJOR)


def _name(document: Document) -> str:
    return document.heading or document.title


def _subject(document: Document) -> frozenset[str]:
    """The telling words of title and heading."""
    return frozenset(word for word in f"{document.title} {document.heading}".casefold().split() if len(word) > 3)  # noqa: PLR2004 - articles and prepositions tell nothing


def _furniture_fact(old: Reading, new: Reading) -> Fact | None:
    """A redesign: most of what frames the page is other text, its content is the same."""
    before = {value_key(block.text) for block in old.document.blocks if not block.is_main}
    after = {value_key(block.text) for block in new.document.blocks if not block.is_main}
    if min(len(before), len(after)) < _REDESIGN_UNITS or len(before & after) / max(len(before), len(after)) > 1 - _REDESIGN_SHARE:
        return None
    return Fact(kind=FactKind.FURNITURE, score=_FURNITURE_SCORE)


def _with_return(facts: tuple[Fact, ...], noise: NoiseProfile, after: Document) -> tuple[Fact, ...]:
    """Tell a text that was there before as a return; the second return as unstable, later ones not at all."""
    seen = variant_of(after)
    hashes = [known for known, _ in noise.variants]
    if seen not in hashes[:-1]:
        return facts
    returns = sum(1 for index, known in enumerate(hashes) if known in hashes[:index])
    if returns == 0:
        at = next(date for known, date in reversed(noise.variants[:-1]) if known == seen)
        return (Fact(kind=FactKind.RETURNED, values=(("seen", at),), score=_RETURN_SCORE), *facts)
    variants = (("variants", str(len(set(hashes)))),)
    if returns == 1:
        return (Fact(kind=FactKind.UNSTABLE, values=variants, score=_RETURN_SCORE), *facts)
    return (Fact(kind=FactKind.UNSTABLE, values=variants, score=0),)


def _versions(facts: Iterable[Fact]) -> tuple[str | None, str | None]:
    found = next((fact for fact in facts if fact.kind is FactKind.VERSION_CHANGED), None)
    return (found.value("before"), found.value("after")) if found else (None, None)


def _version(document: Document) -> str | None:
    lines = read_versions(document).lines
    return lines[0].text if lines else None


def _shown(units: Iterable[Unit | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(in_context(unit) for unit in units if unit is not None))[:_MAX_SENTENCES]


def _fact_excerpts(facts: Iterable[Fact]) -> tuple[Excerpt, ...]:
    return tuple(Excerpt(before=fact.value("before"), after=fact.value("after")) for fact in facts if fact.kind is FactKind.TITLE_CHANGED)
