"""Two documents -> Change: what differs for a reader, with noise left out and its weight beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from monitor.compare.diff import Pair, Reading, Unit, excerpts, in_context, only_in, pairs, readings
from monitor.compare.linkset import file_facts, link_facts
from monitor.compare.noise import furniture_hash, is_muted, is_prose, volatile_paths
from monitor.compare.passing import without_passing
from monitor.compare.shared_files import without_shared
from monitor.compare.significance import (
    MAJOR,
    WEAK,
    amount_facts,
    is_statement,
    term_facts,
    text_facts,
    title_fact,
    weight_of,
)
from monitor.compare.successor import find_successors
from monitor.compare.versions import Versions, compare_versions, read_versions
from monitor.compare.whole import FURNITURE_SCORE, OTHER_SCORE, furniture_fact, is_worn, return_fact, whole_facts
from monitor.compare.witness import Witness
from monitor.model.change import Change, ChangeOutcome, Excerpt, Fact, FactKind, HostProfile, NoiseProfile, Weight
from monitor.model.document import Document, MediaKind
from monitor.model.source import Watch
from monitor.normalise import comparison_key

_MAX_SENTENCES = 60
_MAX_FACTS = 40
_READ_AS_TEXT = frozenset({MediaKind.TEXT, MediaKind.XML})
_FIRST = frozenset({FactKind.RETURNED, FactKind.UNSTABLE})
"""Said before everything else, though they add no weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What a comparison knows beside the two documents."""

    noise: NoiseProfile
    volatile: frozenset[str]
    furniture: frozenset[str]
    watch: Watch
    tool_title: str
    notices: tuple[Fact, ...] | None = None
    """What the newer page says of itself, where it was read before."""
    witness: Witness | None = None
    """Another look at the newer page: only what it bears out counts."""


def compare_documents(
    before: Document | None,
    after: Document,
    *,
    noise: NoiseProfile,
    host: HostProfile,
    watch: Watch,
    tool_title: str = "",
    notices: tuple[Fact, ...] | None = None,
) -> Change:
    """Say what differs from the last good copy. `notices` are those of `after`, where they were read already.

    Both documents were made under the same rule: an edited rule is the caller's to apply to the old copy first
    (`relabelled`). Never raises; bounded in time by the size of the two texts.
    """
    return _compare(before, after, replace(_setting(noise, host, watch, tool_title), notices=notices))


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
    if not change.is_told or _is_same(first, second):
        return change
    setting = replace(_setting(noise, host, watch, tool_title), witness=Witness(before, first, second))
    again = _compare(before, first, setting)
    if again.is_told:
        return again
    facts = (Fact(kind=FactKind.UNCONFIRMED),)
    return replace(again, outcome=ChangeOutcome.UNCHANGED, facts=facts, excerpts=(), muted=again.muted + 1)


def _setting(noise: NoiseProfile, host: HostProfile, watch: Watch, tool_title: str) -> _Setting:
    return _Setting(
        noise=noise, volatile=volatile_paths(noise), furniture=host.furniture, watch=watch, tool_title=tool_title
    )


def _compare(before: Document | None, after: Document, setting: _Setting) -> Change:
    if after.selector_missed:
        fact = Fact(kind=FactKind.SELECTOR_MISSED, values=(("selector", setting.watch.select or ""),), score=MAJOR)
        return Change(outcome=ChangeOutcome.NOT_COMPARED, reason="selector-missed", facts=(fact,))
    if before is None:
        return Change(outcome=ChangeOutcome.FIRST, version_after=_first(read_versions(after)))
    if _is_same(before, after):
        return Change(outcome=ChangeOutcome.UNCHANGED)
    if before.unreadable or after.unreadable:
        sizes = (("before_bytes", str(before.size_bytes)), ("after_bytes", str(after.size_bytes)))
        return _only(Fact(kind=FactKind.BYTES_CHANGED, values=sizes, score=FURNITURE_SCORE))
    if before.kind is not after.kind and not {before.kind, after.kind} <= _READ_AS_TEXT:
        kinds = (("before", str(before.kind)), ("after", str(after.kind)))
        return _only(Fact(kind=FactKind.TYPE_CHANGED, values=kinds, score=OTHER_SCORE))
    return _compare_texts(*readings(before, after), setting)


def _is_same(before: Document, after: Document) -> bool:
    """Whether nothing readable differs: the same bytes, or the same text and links."""
    if before.content_hash and before.content_hash == after.content_hash:
        return True
    if before.unreadable or after.unreadable or before.kind is not after.kind:
        return False
    return before.text_hash == after.text_hash and before.links == after.links


def _only(fact: Fact) -> Change:
    return Change(outcome=ChangeOutcome.CHANGED, weight=weight_of(fact.score), score=fact.score, facts=(fact,))


def _compare_texts(old: Reading, new: Reading, setting: _Setting) -> Change:
    gone, come = only_in(old, new), only_in(new, old)
    removed, added = without_passing(
        _borne_out(gone, setting, is_new=False), _borne_out(come, setting, is_new=True), before=old, after=new
    )
    found = pairs(removed, added, before=old, after=new)
    if setting.witness:
        found = tuple(map(setting.witness.quoted, found))
    heard = tuple(pair for pair in found if not is_muted(pair, setting.volatile))
    muted = len(gone) + len(come) - len(removed) - len(added) + len(found) - len(heard)
    found = heard
    printed = _Printed(old, new, setting.notices)
    told = tuple(pair for pair in found if not _is_furniture(pair, setting.furniture))
    if found and not told and printed.facts:
        told = found  # the version that a series of pages had in common is the news of the one that has another now
    facts = _facts(told, printed, setting)
    shown = told or tuple(filter(is_statement, found))
    facts += () if told else _shared_facts(shown, old, new, is_any=bool(found))
    muted += len(found) - len(shown)
    returned = return_fact(setting.noise, new.document) if told or muted else None
    if returned and (told or returned.kind is FactKind.UNSTABLE):
        facts.append(returned if told else replace(returned, score=WEAK))
    is_old_news = returned is not None and is_worn(setting.noise)
    facts.sort(key=lambda fact: (fact.kind not in _FIRST, -fact.score))
    score = round(sum(fact.score for fact in facts), 2)
    versions = _versions(facts, printed) if score else (None, None)
    return Change(
        outcome=ChangeOutcome.CHANGED if score else ChangeOutcome.UNCHANGED,
        weight=Weight.NONE if is_old_news else weight_of(score),
        score=score,
        facts=tuple(facts[:_MAX_FACTS]),
        excerpts=excerpts(shown) or _title_excerpts(facts),
        added=_shown(pair.after for pair in shown),
        removed=_shown(pair.before for pair in shown),
        version_before=versions[0],
        version_after=versions[1],
        muted=muted,
    )


def _borne_out(units: Sequence[Unit], setting: _Setting, *, is_new: bool) -> tuple[Unit, ...]:
    """The sentences that another look shows too, where there was one."""
    witness = setting.witness
    return tuple(unit for unit in units if witness is None or witness.bears_out(unit, is_new=is_new))


def _is_furniture(pair: Pair, furniture: frozenset[str]) -> bool:
    """Whether other pages of the host have the block too: that of what came, or of what went where nothing came for it.

    What stands on this page alone is its own news, also where all pages said the same before. Prose is never furniture.
    """
    unit = pair.after or pair.before
    return bool(furniture) and unit is not None and not is_prose(unit) and furniture_hash(unit.block.text) in furniture


def _shared_facts(shared: Sequence[Pair], old: Reading, new: Reading, *, is_any: bool) -> list[Fact]:
    """What to say of a page that has no news of its own: the statements that its host's pages changed alike, or their frame."""
    if shared:
        counted = (replace(fact, score=0.0) for fact in text_facts(shared))
        return [Fact(kind=FactKind.SHARED, score=FURNITURE_SCORE), *counted]
    furniture = Fact(kind=FactKind.FURNITURE, score=FURNITURE_SCORE) if is_any else furniture_fact(old, new)
    return [furniture] if furniture else []


class _Printed:
    """Two pages, and what they print of themselves: read when first asked for, once."""

    def __init__(self, old: Reading, new: Reading, notices: tuple[Fact, ...] | None = None) -> None:
        self.old, self.new = old, new
        self._notices = notices

    @cached_property
    def notices(self) -> tuple[Fact, ...]:
        return find_successors(self.new.document) if self._notices is None else self._notices

    @cached_property
    def before(self) -> Versions:
        return read_versions(self.old.document)

    @cached_property
    def after(self) -> Versions:
        return read_versions(self.new.document)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return compare_versions(self.before, self.after)


def _facts(told: Sequence[Pair], printed: _Printed, setting: _Setting) -> list[Fact]:
    old, new = printed.old, printed.new
    facts = _facts_of_the_pages(printed, setting, is_text_told=bool(told))
    if facts and setting.witness:
        seen_too = _Printed(old, setting.witness.reading)
        borne_out = frozenset(_facts_of_the_pages(seen_too, setting, is_text_told=bool(told)))
        facts = [fact for fact in facts if fact in borne_out]
    looks = (setting.witness.reading.document,) if setting.witness else ()
    facts += link_facts(old.document, new.document, *looks, volatile=setting.volatile)
    if told:
        facts += whole_facts(told, old, new, setting.tool_title)
        facts += amount_facts(told)
        facts += text_facts(told)
    return facts


def _facts_of_the_pages(printed: _Printed, setting: _Setting, *, is_text_told: bool) -> list[Fact]:
    """What is read off the two pages as they are, sentence by sentence or not."""
    old, new = printed.old, printed.new
    before, after = old.document, new.document
    facts = list(printed.facts) if is_text_told else []
    # A notice may stand in a banner, which nothing else listens to.
    if printed.notices:
        known = {_notice(fact) for fact in find_successors(before)}
        facts += [fact for fact in printed.notices if _notice(fact) not in known]
    facts += term_facts(setting.watch.key_terms, before.main_text, after.main_text)
    if title := title_fact(old, new, setting.tool_title):
        facts.append(title)
    if setting.watch.documents:
        files = file_facts(before, after, noise=setting.noise)
        facts += without_shared(files, (before, after), setting.furniture)
    return facts


def _notice(fact: Fact) -> tuple[FactKind, str, str]:
    """What makes two notices the same: letters and digits, not how they are set."""
    return fact.kind, comparison_key(fact.value("name")), comparison_key(fact.value("phrase"))


def _versions(facts: Iterable[Fact], printed: _Printed) -> tuple[str | None, str | None]:
    """The versions that changed, else those the pages print."""
    found = next((fact for fact in facts if fact.kind is FactKind.VERSION_CHANGED), None)
    if found:
        return found.value("before"), found.value("after")
    return _first(printed.before), _first(printed.after)


def _first(versions: Versions) -> str | None:
    return versions.lines[0].text if versions.lines else None


def _shown(units: Iterable[Unit | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(in_context(unit) for unit in units if unit is not None))[:_MAX_SENTENCES]


def _title_excerpts(facts: Iterable[Fact]) -> tuple[Excerpt, ...]:
    return tuple(
        Excerpt(before=fact.value("before"), after=fact.value("after"))
        for fact in facts
        if fact.kind is FactKind.TITLE_CHANGED
    )
