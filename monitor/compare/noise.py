"""A page's own visits, and the other pages of its host -> what differs without meaning."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import zip_longest

from monitor.compare.addresses import changed_leads
from monitor.compare.diff import Pair, Unit
from monitor.compare.linked import linked_documents, slides
from monitor.compare.passing import lasting
from monitor.compare.printed_dates import printed_dates
from monitor.compare.values import shape, value_key
from monitor.model.change import WEEK, HostProfile, NoiseProfile, Slot
from monitor.model.document import Document
from monitor.normalise import comparison_key, words_of

PROSE_WORDS = 40
"""Text from here on is prose: never muted, whatever its position did before."""
EDIT_WORDS = 8
"""A text of so many words that keeps most of them was reworded; shorter ones are values, names, slogans."""
_LINE_WORDS = 12
_STEADY, _REPLACED, _ANEW = "s", "r", "x"
"""What a turn did to a position: nothing, gave it another text, showed that each visit makes its text anew."""
_RECENT = 5
NEWS_TURNS = _ENOUGH = 2
_FILES = "files"
"""Stands among the positions for the list of files that a page links to, which may move on week by week."""
_KEPT = 10
_NUMBERS = re.compile(r"\[\d+\]")
_OWN_LINE = re.compile(
    r"\b(?:versie|version|release|revisie|revision|editie|edition|uitgave|v\d|geldig\w*|geldt|ingangsdatum|in werking|vervalt|vervallen"
    r"|vastgesteld|herzien|ingetrokken|valid|effective|in force|expires|superseded|withdrawn|status|(?:concept|ontwerp|definitief|draft|final)\b)",
    re.IGNORECASE,
)
_OWN_LABEL = re.compile(
    r"(?:versie|version|release|revisie|revision|editie|edition|uitgave|status|datum|heid|\b(?:tot|met|t/m|vanaf|per|op|until|from|to|on))\W*$",
    re.IGNORECASE,
)
"""Ends a part of a line whose value is the next part."""
_DIGIT = re.compile(r"\d")
_LINE_PARTS = re.compile(r"\s*[|·•;()\[\]]\s*|,\s+(?!(?:19|20)\d\d\b)|\s[–—-]\s")
_MAX_SLOTS = 400
_MAX_VARIANTS = 10
_LASTING = "l"
"""Begins the hash of a text without what passes."""
_SAME_PAGE = 0.5
_MAX_FURNITURE = 20_000


def learn_noise(
    known: NoiseProfile, before: Document | None, after: Document, *, at: datetime, turn: timedelta = WEEK
) -> NoiseProfile:
    """Add one transition: which positions were given other text, and which text was seen.

    A position counts as replaced when its old text left the page or its new text came to it. Text that only moved down,
    because something was put above it, replaces nothing; neither does an editor, who rewords a sentence where it stands.
    What was not replaced is not written: how long it stood shows by the day.
    """
    seen = variant_of(after)
    variants = known.variants
    if not variants or variants[-1][0] != seen:
        variants = (*variants, (seen, at.isoformat()))[-_MAX_VARIANTS:]
    if before is None:
        return replace(known, variants=variants)
    replaced = _replaced_paths(before, after)
    replaced |= {lead.position for lead in changed_leads(before, after) if lead.position}
    if slides(linked_documents(before), linked_documents(after)):
        replaced |= {_FILES}
    first_seen = datetime.fromisoformat(known.variants[0][1]) if known.variants else at
    slots = {slot.path: slot for slot in known.slots}
    for path in replaced:
        slots[path] = _with_turn(slots.get(path) or Slot(path, "", first_seen.toordinal()), _REPLACED, at, turn)
    return NoiseProfile(slots=_liveliest(slots.values()), variants=variants, transitions=known.transitions + 1)


def learn_unsteady(
    known: NoiseProfile,
    first: Document,
    second: Document,
    *,
    anew: frozenset[str],
    at: datetime,
    turn: timedelta = WEEK,
) -> NoiseProfile:
    """Correct the transition just learned by what two fetches of one run showed.

    `anew` are the positions that gave each of three looks another text: proof that a visit makes them. Where two of the
    three agree, a cache may have been behind.
    """
    slots = {slot.path: slot for slot in known.slots}
    for path in _replaced_paths(first, second):
        slot = slots.get(path) or Slot(path, "", at.toordinal())
        slots[path] = Slot(path, _ANEW, at.toordinal()) if path in anew else _with_turn(slot, _REPLACED, at, turn)
    return replace(known, slots=_liveliest(slots.values()))


def as_of(known: NoiseProfile, at: datetime, turn: timedelta = WEEK) -> NoiseProfile:
    """What was learned, with the turns that each position has let pass since: what stood for long is heard again.

    A turn is a week, or longer where visits are rarer (`Past.turn`). Readers hear of a page once a week; what has another
    text each time tells them nothing, and what has another one every month does. Counted by visits a news item that is
    renewed on Mondays would stand six days of seven; counted by the page's own changes a yearly tariff would never stand.
    """
    return replace(known, slots=tuple(_with_pauses(slot, at, turn) for slot in known.slots))


def _with_turn(slot: Slot, mark: str, at: datetime, turn: timedelta) -> Slot:
    """The slot with what the turn of this day did to it, once for all that is seen on one day."""
    day = at.toordinal()
    past = slot.turns[:-1] if slot.day == day else _with_pauses(slot, at, turn).turns
    return slot._replace(turns=(past + mark)[-_KEPT:], day=day)


def _with_pauses(slot: Slot, at: datetime, turn: timedelta) -> Slot:
    """The slot with the turns between its last one and that of `at`, which stays open."""
    passed = round((at.toordinal() - slot.day) / turn.days) - 1
    return slot._replace(turns=(slot.turns + _STEADY * min(passed, _KEPT))[-_KEPT:])


def _liveliest(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Those that were replaced last, as many as are kept; of one day in the order of their paths, whatever the hash seed."""
    return tuple(sorted(slots, key=lambda slot: (-slot.day, slot.path))[:_MAX_SLOTS])


def _replaced_paths(before: Document, after: Document) -> frozenset[str]:
    old, new = frozenset(block.text for block in before.blocks), frozenset(block.text for block in after.blocks)
    gone, come = _by_path(before, old - new), _by_path(after, new - old)
    left = frozenset(key for _, key in gone.values())
    arrived = frozenset(key for _, key in come.values())
    # Text that differs in letters or digits only counts: the same words in other quotation marks replace nothing.
    lost = {path: text for path, (text, key) in gone.items() if key not in arrived}
    won = {path: text for path, (text, key) in come.items() if key not in left}
    shrunk = {_row(path) for path in lost}
    held = {block.path for block in before.blocks}
    return frozenset(path for path in lost if not _is_edit(lost[path], won.get(path, ""))) | frozenset(
        path
        for path in won
        # In a row that loses nothing the old text moved on: the list grows.
        if not (path in held and path not in lost and _row(path) not in shrunk)
        and not _is_edit(lost.get(path, ""), won[path])
    )


def _by_path(document: Document, texts: frozenset[str]) -> dict[str, tuple[str, str]]:
    """Text and key of the content at each position, of these texts only."""
    return {
        block.path: (block.text, comparison_key(block.text))
        for block in document.blocks
        if block.is_main and block.text in texts
    }


def _row(path: str) -> str:
    """A position without its numbers: what its neighbours have in common with it."""
    return _NUMBERS.sub("", path)


def _is_edit(before: str, after: str) -> bool:
    """Whether a text of some length was reworded where it stood: systems replace, editors edit.

    In a line, other numbers alone are a system's work; in a longer sentence they may be the norm.
    """
    old, new = words_of(before), words_of(after)
    length = min(len(old), len(new))
    is_like = 2 * len({*old} & {*new}) > max(len({*old}), len({*new}))
    return is_like and (
        length > _LINE_WORDS or (length >= EDIT_WORDS and shape(value_key(before)) != shape(value_key(after)))
    )


def variant_of(document: Document) -> str:
    """What a visit showed, as a mark and a hash over what lasts of its main text: a stamp that moved is no other text.

    Taken of every page that is read, so it must cost next to nothing: a return is the same bytes, or it is not told as one.
    """
    return _LASTING + sha256(f"{document.kind} {lasting(document)}".encode(errors="replace")).hexdigest()[:32]


def known_variants(noise: NoiseProfile) -> tuple[tuple[str, str], ...]:
    """The texts that were seen, by hashes that are still made: a store may hold some over the whole text."""
    return tuple(variant for variant in noise.variants if variant[0].startswith(_LASTING))


def volatile_paths(noise: NoiseProfile) -> frozenset[str]:
    """Positions whose text was replaced in most of the last turns; made anew for each look, once is enough."""
    return frozenset(slot.path for slot in noise.slots if _is_volatile(slot.turns[-_RECENT:]))


def slide_turns(noise: NoiseProfile) -> int:
    """How often the list of files moved on, where it mostly does; 0 where it does not."""
    past = next((slot.turns for slot in noise.slots if slot.path == _FILES), "")
    return len(past.replace(_STEADY, "")) if _is_volatile(past[-_RECENT:]) else 0


def _is_volatile(recent: str) -> bool:
    turns = len(recent.replace(_STEADY, ""))
    return turns + recent.count(_ANEW) >= _ENOUGH and 2 * turns > len(recent)


def is_muted(pair: Pair, volatile: frozenset[str]) -> bool:
    """Whether a difference stands where text always differs.

    Never muted are prose, a sentence reworded where it stood, and another version, status or validity; what only stands in one
    line with these ("Handreiking | 412 | Geldig") is.
    """
    units = [unit for unit in (pair.before, pair.after) if unit]
    if not all(unit.block.path in volatile for unit in units) or any(map(is_prose, units)):
        return False
    if not (pair.before and pair.after):
        return not any(_OWN_LINE.search(unit.text) for unit in units)
    if _own_values(pair.before.text) != _own_values(pair.after.text):
        return False
    return not _is_edit(pair.before.text, pair.after.text)


def _own_values(line: str) -> tuple[str, ...]:
    """What a line says of its version, status and validity: the parts that hold such a word, each with its value."""
    if not _OWN_LINE.search(line):
        return ()
    parts = [part for part in _LINE_PARTS.split(line) if part]
    found: list[str] = []
    for part, following in zip_longest(parts, parts[1:], fillvalue=""):
        if _OWN_LINE.search(part):
            is_open = not _DIGIT.search(part) and (_OWN_LABEL.search(part) or next(printed_dates(following), None))
            found.append(value_key(f"{part} {following}" if is_open else part))
    return tuple(found)


def is_prose(unit: Unit) -> bool:
    """Whether a sentence stands in a block too long to be muted."""
    return len(unit.block.text.split()) > PROSE_WORDS


def furniture_hash(text: str) -> str:
    """Key of a block's text in `HostProfile.furniture`."""
    return sha256(comparison_key(text).encode(errors="replace")).hexdigest()[:16]


def touched(before: Document, after: Document) -> frozenset[str]:
    """Keys of the blocks in which two documents differ, as far as they could be furniture: prose never is."""
    old, new = (frozenset((block.text, block.aside) for block in each.blocks) for each in (before, after))
    differing = old ^ new if before.rule_id == after.rule_id else old | new
    return frozenset(comparison_key(text) for text, _ in differing if len(text.split()) <= PROSE_WORDS)


def may_share(keys: Iterable[str], texts: Iterable[str]) -> bool:
    """Whether a page of these texts may have one of these blocks: only then can it show that they are furniture.

    Folds the page at once, which is ten times cheaper than block by block.
    """
    page = comparison_key("\n".join(texts))
    return any(key in page for key in keys)


def learn_host(known: HostProfile, pages: Iterable[Iterable[str]]) -> HostProfile:
    """Add what the given pages of one host, the texts of their blocks, have in common.

    Two addresses of one page (fragments, languages of one frame) share everything and prove nothing: pages that are mostly
    the same count as one.
    """
    seen: list[frozenset[str]] = []
    shared: set[str] = set()
    for texts in pages:
        hashes = frozenset(map(furniture_hash, texts))
        if not hashes or any(_overlap(hashes, page) > _SAME_PAGE for page in seen):
            continue
        for page in seen:
            shared |= hashes & page
        seen.append(hashes)
    if shared <= known.furniture:
        return known
    return replace(known, furniture=frozenset(sorted(known.furniture | shared)[:_MAX_FURNITURE]))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other))
