"""A page's own visits, and the other pages of its host -> what differs without meaning."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from monitor.compare.diff import Unit
from monitor.compare.values import amounts
from monitor.model.change import HostProfile, NoiseProfile
from monitor.model.document import Block, Document, Role
from monitor.normalise import comparison_key

PROSE_WORDS = 40
"""Text from here on is prose: never muted, whatever its position did before."""
_RECENT = 5
_REPLACED = 2
_KEPT = 10
_MAX_SLOTS = 400
_MAX_VARIANTS = 10
_SAME_PAGE = 0.5
_MAX_FURNITURE = 20_000

_COUNTER_WORDS = re.compile(
    r"\b(?:hits?|views?|visitors?|visits?|guests?|members?|online|downloads?|likes?|shares?|comments?|results?|partners?|vendors?|followers?|reviews?|votes?|users?|customers?|ago|vacancies"
    r"|bezoekers?|bezoeken|gasten|leden|weergaven|keer|reacties|resultaten|volgers|stemmen|gebruikers|beoordelingen|aantal|geleden|vacatures?"
    r"|visites?|vues?|visiteurs?|membres?|invités?|commentaires?|partenaires|avis|résultats|abonnés"
    r"|aufrufe|besucher|gäste|mitglieder|kommentare|ergebnisse|bewertungen|nutzer)\b",
    re.IGNORECASE,
)
_COUNTER_LENGTH = 8
_DIGITS = re.compile(r"\d[\d.,' ]*")
_STAMP = re.compile(
    r"^\W*(?:(?:deze |de )?pagina (?:is )?(?:voor het )?)?(?:laatst(?:e)? (?:gewijzigd|bijgewerkt|bewerkt|aangepast|wijziging|update)|gewijzigd op|bijgewerkt op"
    r"|(?:this )?(?:page )?(?:was )?last (?:modified|edited|changed)|page (?:last )?(?:updated|generated|rendered)|generated (?:on|at|in)|gegenereerd|vandaag|today|aujourd'hui|heute)\b",
    re.IGNORECASE,
)


def learn_noise(known: NoiseProfile, before: Document | None, after: Document, *, at: datetime) -> NoiseProfile:
    """Add one transition: which positions were given other text, and which text was seen.

    A position counts as replaced when its old text left the page or its new text came to it; text that only moved
    down, because something was put above it, replaces nothing.
    """
    seen = variant_of(after)
    variants = known.variants
    if not variants or variants[-1][0] != seen:
        variants = (*variants, (seen, at.isoformat()))[-_MAX_VARIANTS:]
    if before is None:
        return replace(known, variants=variants)
    replaced = _replaced_paths(before, after)
    slots: dict[str, str] = {}
    for path, past in known.slots:
        slots[path] = (past + ("r" if path in replaced else "s"))[-_KEPT:]
    for path in replaced:
        slots.setdefault(path, "r")
    lively = [(path, past) for path, past in slots.items() if "r" in past]
    lively.sort(key=lambda slot: slot[1].rfind("r") - len(slot[1]), reverse=True)
    return NoiseProfile(slots=tuple(lively[:_MAX_SLOTS]), variants=variants, transitions=known.transitions + 1)


def _replaced_paths(before: Document, after: Document) -> frozenset[str]:
    old, new = frozenset(block.text for block in before.blocks), frozenset(block.text for block in after.blocks)
    gone, come = _keys_by_path(before, old - new), _keys_by_path(after, new - old)
    left = frozenset(key for _, key in gone)
    arrived = frozenset(key for _, key in come)
    # Text that differs in letters or digits only counts: the same words in other quotation marks replace nothing.
    return frozenset(path for path, key in gone if key not in arrived) | frozenset(
        path for path, key in come if key not in left
    )


def _keys_by_path(document: Document, texts: frozenset[str]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (block.path, comparison_key(block.text)) for block in document.blocks if block.is_main and block.text in texts
    )


def variant_of(document: Document) -> str:
    """What a visit showed, as a hash over its main text.

    Taken of every page that is read, so it must cost nothing: a return is the same bytes of text, or it is not told as one.
    """
    return sha256(f"{document.kind} {document.main_text}".encode(errors="replace")).hexdigest()[:32]


def volatile_paths(noise: NoiseProfile) -> frozenset[str]:
    """Positions whose text was replaced in at least two of the last five transitions."""
    return frozenset(path for path, past in noise.slots if past[-_RECENT:].count("r") >= _REPLACED)


def is_volatile(unit: Unit, volatile: frozenset[str]) -> bool:
    """Whether a sentence stands where text always differs; prose never does."""
    return unit.block.path in volatile and not is_prose(unit)


def is_prose(unit: Unit) -> bool:
    """Whether a sentence stands in a block too long to be muted."""
    return len(unit.block.text.split()) > PROSE_WORDS


def is_counter(unit: Unit) -> bool:
    """Whether a short fragment counts something that visitors do: ``145 guests online``, ``Hits: 126651``."""
    text = unit.block.text
    return (
        unit.block.role not in {Role.TABLE_ROW, Role.ADDRESS, Role.SHEET_ROW}
        and len(text.split()) <= _COUNTER_LENGTH
        and len(_DIGITS.findall(text)) == 1
        and _COUNTER_WORDS.search(text) is not None
        and not amounts(text)
    )


def is_stamp(unit: Unit) -> bool:
    """Whether a short line is the date that the serving system puts on a page by itself."""
    return len(unit.block.text.split()) <= 2 * _COUNTER_LENGTH and _STAMP.match(unit.block.text) is not None


def furniture_hash(text: str) -> str:
    """Key of a block's text in `HostProfile.furniture`."""
    return sha256(comparison_key(text).encode(errors="replace")).hexdigest()[:16]


def learn_host(known: HostProfile, documents: Iterable[Document]) -> HostProfile:
    """Add what the given pages of one host have in common.

    Two addresses of one page (fragments, languages of one frame) share everything and prove nothing: pages that are mostly
    the same count as one.
    """
    pages: list[frozenset[str]] = []
    shared: set[str] = set()
    for document in documents:
        hashes = _hashes(document.blocks)
        if not hashes or any(_overlap(hashes, page) > _SAME_PAGE for page in pages):
            continue
        for page in pages:
            shared |= hashes & page
        pages.append(hashes)
    if shared <= known.furniture:
        return known
    return replace(known, furniture=frozenset(sorted(known.furniture | shared)[:_MAX_FURNITURE]))


def _hashes(blocks: Iterable[Block]) -> frozenset[str]:
    return frozenset(furniture_hash(block.text) for block in blocks)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other))
