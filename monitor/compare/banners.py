"""Short line without a subject -> what it says at the head of a page: ``Status: ingetrokken``, ``[Vervallen] Handreiking``."""

import re
from collections.abc import Iterator

from monitor.compare.self_reference import noun_kind
from monitor.compare.statement_patterns import NAME, OLDER, REPLACED, THING
from monitor.compare.statements import SUCCESSOR, WITHDRAWN, Statement, is_incident, named
from monitor.compare.tagging import Tagged

_LABEL = r"(?:[LA%][:!.,-]*)*"
_BANNER_REPLACED = re.compile(
    rf"{_LABEL}(?:e(?:p?0)?[k;,.:-]+)?a*b?a*(?:{REPLACED}|[er#](?:p?0|[a,])*9|D?(?:O[GNP]?|uG)[a,]*c?:){NAME}"
)
_BANNER_USE = re.compile(rf"{_LABEL}(?:[er]|[eo]e?[GNP])[(:;,.-]+i{NAME}")
_ROW_NAMED = re.compile(
    rf"(?:D?O[GNP]?|D?[OJ]p?S|{REPLACED})\|(?!-){NAME}|[^|]{{0,12}}[re]\|D?u[GNP][:|](?!-){NAME.replace('name', 'other')}"
)
"""``Vervangen door | X``, ``Document is vervangen | Nieuw document: X``"""
_ROW_REPLACED = re.compile(rf"A:?\|(?:[re]\|(?:D?O|{REPLACED}|r)|{REPLACED}):?\|(?!-){NAME}")
"""``Status | Vervangen | Opvolger | X``"""
_ROW_ENDED = re.compile(
    r"(?:ep?|7)[:|]-?0|j[eZ]p?0[.!]*$|(?:[wW]?j(?:p[DS]?[wNPGC]{0,3})?|A?pS)[:|](?:[eZ]|zv|xv?z)(?:p?0)?(?:$|[|.])|(?:e|b?a*zv|xv?z)\|[wvVe]{0,2}p0(?:[pw,]{0,4}0)?$|e(?:p?0)?\|xO|A:?\|e\|(?:D?O|ry?):?\|x"
)
"""``Withdrawn on 1 August 2021 | no replacement``"""
_ISO_STAGE = re.compile(r"Stage\W{1,3}95\.99\b")
"""The code by which ISO says that a standard is withdrawn."""
_MARKED_TITLE = re.compile(
    rf"^[(\"]*(?:{_LABEL})(?:e|zv)\"?(?:[)|-]|:[DWN(])|[(|-](?:e|zv)(?:[p0][{THING}p]{{0,8}}?)?[).]*$"
)
_IS_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d[-/]\d")
_INFINITIVES = frozenset({"vervangen", "Vervangen"})
"""In small letters and alone a heading of something to do."""
_IS_PART = re.compile(
    r"\W*(?:artikel|hoofdstuk|paragraaf|bijlage|article|section|chapter|annex|appendix)\b", re.IGNORECASE
)
"""``Artikel 5 (vervallen)``"""
_BANNER_ENDED = re.compile(
    rf"{_LABEL}A[:-]*ey[{THING}p]{{1,12}}|{_LABEL}(?:(?P<bare>r)|e|b?a*zv|xv?z)[a,]*(?:p?0[{THING}py]{{0,8}}|p[{THING}op]{{0,8}}?[0NGPCO][{THING}p]{{0,8}})?[.!\"]*|{_LABEL}[GP]e|Nep?0|{_LABEL}A:?o|\"*e\"*|{_LABEL}(?:[eo]e?[GPN]|%)[.!]*"
)


def banner(sentence: Tagged) -> Iterator[Statement]:
    """What a short line without a subject says at the head of a page: ``Vervangen door: X``, ``Status: ingetrokken``."""
    if found := _ROW_REPLACED.match(sentence.tags) or _ROW_NAMED.match(sentence.tags):
        if not is_incident(sentence, found):
            yield Statement(SUCCESSOR, named(sentence, found))
        return
    counts = "0" in sentence.tags and "A" not in sentence.tags and not _IS_DATED.search(sentence.text)  # "Vervallen: 3"
    if _ISO_STAGE.match(sentence.text) or (_ROW_ENDED.match(sentence.tags) and not counts):
        yield Statement(WITHDRAWN)
        return
    if _IS_PART.match(sentence.text) or sentence.tags.startswith("i") or sentence.text in _INFINITIVES:
        return
    pieces = list(re.finditer(r"[^|()-]+", sentence.tags))
    is_row = "|" in sentence.tags
    for place, piece in enumerate(pieces):
        start = piece.start()
        if found := _BANNER_REPLACED.match(sentence.tags, start) or _BANNER_USE.match(sentence.tags, start):
            if is_incident(sentence, found):
                return
            yield Statement(SUCCESSOR, named(sentence, found))
            return
        ended = _BANNER_ENDED.fullmatch(piece[0])
        is_labelled = "A" in piece[0]
        is_at_edge = not is_row and place in {0, len(pieces) - 1} and not _heads_list(sentence.words(*piece.span()))
        if ended and not counts and (is_labelled or is_at_edge):
            yield Statement(SUCCESSOR if ended["bare"] else WITHDRAWN)


def _heads_list(words: str) -> bool:
    """``Ingetrokken normen``, ``Vorige versie``."""
    first, *rest = words.casefold().strip(".! ").split() or [""]
    lists = bool(rest) and noun_kind(rest[-1]) is not None and rest[-1].endswith(("en", "s"))
    return lists or first in OLDER


def marks_title(title: Tagged) -> bool:
    """Whether a title says it: ``[Vervallen] Handreiking``, ``Withdrawn: Guide``, ``Handreiking (ingetrokken)``."""
    return bool(_MARKED_TITLE.search(title.tags)) and not (_IS_PART.match(title.text) or title.tags.startswith("i"))
