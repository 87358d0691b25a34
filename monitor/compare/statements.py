"""Tagged sentence -> what it states of the page: that it has a successor, or that it has ended.

The patterns are laid on the string of tags (`notice_words.Tag`), a letter a word; above each stands what it reads. They
know no words: a new verb belongs in the table. A repetition is over single letters, and a sentence has at most
`tagging.MAX_TOKENS` of them, so that none takes long.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from monitor.compare.tagging import Tagged
from monitor.model.change import FactKind

SUCCESSOR, WITHDRAWN = FactKind.SUCCESSOR, FactKind.WITHDRAWN
IsOwn = Callable[[str], bool]
"""Whether words are the page's own name."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of the page, with the words that name the successor."""

    kind: FactKind
    name: str = ""
    is_soft: bool = False
    """Only said to be an old edition; a newer one named beside it says the same and more."""


_THING = r'DIwWNGPC0"()k\-'
"""Letters of a name with its article."""
_FREE = rf"[apy,TSshoucet{_THING}]"
"""What may stand between a verb and what it says: adverbs, dates, prepositions and their nouns; no other verb, doubt or denial."""
_ADVERBIAL = rf"[a,]*(?:w{{0,2}}|[py0(]{_FREE}{{0,40}}?)"
_NO_NOUN = r"(?![wWNGPCDITSs0])"
"""``ingetrokken certificaten`` does not say that something is withdrawn."""
_NAME = r":?(?P<name>[^bEVRxqlLiX:;!|]+)"
_ENDED = rf"(?P<ended>e{_NO_NOUN}|z{_FREE}{{0,8}}?[vctu]{_NO_NOUN}|x{_FREE}{{0,6}}?[vctu]{_FREE}{{0,3}}?z)"
_REPLACED = r"(?:M|r[a,]*(?:p?0[a,]*|\([^()]{1,12}\))?y)"
_PREDICATE = rf"(?:{_REPLACED}{_NAME}|K:?(?P<keeper>[^bEVRxqlLiX:;!|]+)|(?P<bare>r){_NO_NOUN}|{_ENDED})"
_NOT_OF = r"(?<![pyqxdfmDITwWCGPNo])"
"""Before a subject: no preposition, no "that"; "in deze handreiking" is no subject."""
_SUBJECT_TAIL = r"(?:p[DITwWNGCPk0]{1,8}|\([^()]{1,12}\)|,[^,;:.]{1,25},|0)?[a,]*"
"""``deze norm (uit 2015)``, ``deze richtlijn, die in 2014 werd opgesteld,``."""
_AND_ALSO = rf"(?:[^dfmq.;:!|]{{1,60}}?k[a,]*b|b[a,]*w{_FREE}{{0,20}}?k)[a,]*(?:[py0(]{_FREE}{{0,40}}?)?"
"""``is in 2018 opgesteld door een werkgroep en is`` …, ``is verhuisd en`` …: another verb first, then "and"."""
_OPENING = r"(?:^|(?<=[.:;L]))[a,]*(?:[py0][DITwWNGCPk0p]{0,10},?)?"
"""The start of a clause, with what may stand before its verb."""
_SELF = r"[Ss]"


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


_PREDICATIONS = _compiled(
    # Deze handreiking is per 1 mei vervangen door X. This guide is no longer maintained.
    rf"{_NOT_OF}{_SELF}{_SUBJECT_TAIL}b{_ADVERBIAL}{_PREDICATE}",
    # Deze handreiking is opgesteld door een werkgroep en is vervangen door X.
    rf"{_NOT_OF}{_SELF}{_AND_ALSO}{_PREDICATE}",
    # Sinds 2024 is deze handreiking vervallen. (With the verb first, "wordt deze norm ingetrokken, dan" is a condition.)
    rf"(?<=[^.;:!L])b[a,]*{_SELF}{_ADVERBIAL}{_PREDICATE}",
    # Deze norm vervalt. This circular no longer applies. This guide expired on 1 May 2023.
    rf"{_NOT_OF}{_SELF}{_SUBJECT_TAIL}(?P<ended>E(?!a*x)|V{_FREE}{{0,8}}?z|zV|e(?=p?0|[.!]*$))",
    # Per 1 mei vervalt deze norm. Sindsdien geldt deze norm niet meer.
    rf"(?P<ended>Ea*{_SELF}(?!a*x)|Va*{_SELF}{_FREE}{{0,8}}?z)",
    # We no longer maintain this page. The VNG has withdrawn this guide. Gebruik dit sjabloon niet meer.
    r"(?P<ended>zVa*S|ba*eS(?=$|[.,;!kpa])|i[a,]*Sa*z)",
    # The same by the page's own name.
    rf"(?:^|(?<=[.:;,L-]))D?(?P<own>[{_THING}]{{1,14}}?)[a,]*b{_ADVERBIAL}{_PREDICATE}",
    rf"(?<=[^.;:!L])b[a,]*(?P<own>D?[WNGPC0w]{{1,8}}?){_ADVERBIAL}{_PREDICATE}",
    rf"(?:^|(?<=[.:;,L-]))(?P<own>[{_THING}]{{1,14}}?)[a,]*(?P<ended>E(?!a*x)|Va*z|zV)",
    r"(?P<ended>E)a*(?P<own>D?[WNGPC0w]{1,8})(?!a*x)",
)
"""Subject and predicate, in both orders of Dutch; the subject means the page or bears its name."""
_SECOND = re.compile(rf"(?:,?k[a,]*b?|[,:;-]+[hDT][a,]*b){_ADVERBIAL}{_PREDICATE}")
"""A second predicate of the same subject: ``ingetrokken en vervangen door``, ``verouderd: het is vervangen door``."""
_IT = re.compile(rf"L?[:!.,-]*[hDT][a,]*b{_ADVERBIAL}{_PREDICATE}")
_PARTICIPLE_FIRST = re.compile(rf"^L?[:!.,-]*{_REPLACED}(?P<name>[^bS;!|]+?)[b,]a*{_SELF}")
"""``Superseded in 2022 by X, this paper is kept for reference only.``"""
_ACTIVES = _compiled(
    # X vervangt deze handreiking. X supersedes this guide.
    rf"(?P<name>[{_THING}ps]+?)[a,]*R(?:[a,]|p0)*(?:S|(?P<own>D?[WNGPC0]{{1,8}}))",
    # Sinds 2024 vervangt X deze handreiking.
    rf"{_OPENING}R[a,]*(?P<name>[{_THING}p]+?)(?<![pyq])S",
    # X, die deze handreiking vervangt. X, which replaces this guide.
    rf"(?P<name>[{_THING}]+),?q(?:Sa*R|RS)",
    # X is in de plaats gekomen van deze handreiking.
    rf"(?P<name>[{_THING}]+)[bwa,]{{0,4}}Ja*S",
    # De opvolger van deze handreiking is X. Please use the successor of this tool: X.
    rf"(?<!p)(?:D?[OJ]|iJ)p?S[b:](?P<name>[DIWNGP0\"][{_THING}p]*)",
    # In plaats van deze handreiking geldt nu X.
    rf"(?:^|[.:;,!])i?QS[a,]*[Vib]?a*(?P<name>[DIWNGP0\"][{_THING}p]*)",
    # Gebruik niet langer dit sjabloon, maar X.
    rf"i[zx]a*S,?k(?P<name>[{_THING}p]+)",
)
"""The successor is the subject, or what to use instead."""
_NEWER = r"(?:I?a*u+[GPN]|I?a*O)(?:\([^()]{1,6}\))?"
_EXISTENCES = _compiled(
    # Er is inmiddels een nieuwere versie van deze gids verschenen: X
    rf"Xa*{_NEWER}(?:pS[a,]*c?|[a,]*c?(?=$|[:.,;!(-]))(?P<name>.*)",
    # A newer version of this guide is available.
    r"I?u+[GPN]pS[ba,]*c(?P<name>.*)",
    # Van deze gids is een nieuwe versie beschikbaar.
    rf"pSb[a,]*{_NEWER}(?:[a,]*c|(?=$|[:.,;!(-]))(?P<name>.*)",
    # Deze gids heeft een opvolger: X
    rf"{_NOT_OF}S[a,]*b[a,]*I?a*O(?=$|[:.,;!(-])(?P<name>.*)",
    # Dit is niet de meest recente versie.
    r"(?:(?:S|^L?[:!.,-]*[TD])[a,]*b|l)a*(?:x|z)a*D?t[GPN]?(?P<name>.*)",
)
"""Something newer exists of the page, or it is not the latest."""
_IS_OLD = re.compile(rf"(?:^|[L.:;,!-])l[a,]*I[a,]*(?:[oer],?)+[GP]|{_NOT_OF}Sa*Ha*[oe]+C|{_NOT_OF}Sa*ba*I[oer]+[GP]")
"""``U bekijkt een oude versie``, ``deze pagina bevat verouderde informatie``."""
_NEWER_ELSEWHERE = re.compile(r"[DI]a*(?:[tu]+[GPN]|O)")
_REFERRAL = re.compile(r"(?:^|[:.;,!-])[ka]*i[a,]*(?!D?[xzhST])(?:D?O[:p]?)?(?P<name>(?:[^bEVRxqlLiX:;!|]|i(?!$))+)")
_HEIR = re.compile(r"D?O(?:pS)?[bw:]a*(?P<name>[DIWNGP0\"][^bEVRxqlLiX:;!|]*)")
"""``De opvolger heet X``, in a sentence after a notice."""
_OF_WHETHER = re.compile(r"\W*of\b", re.IGNORECASE)
"""``Of deze norm is vervallen, …``"""
_CONDITION = re.compile(r"[^k,;:.!(|-]*d")
_LABEL = r"(?:[LA][:!.,-]*)*"
_BANNER_REPLACED = re.compile(rf"{_LABEL}b?(?:{_REPLACED}|D?(?:O|uG)[a,]*c?:){_NAME}")
_BANNER_USE = re.compile(rf"{_LABEL}e[:;,.-]+i{_NAME}")
_MARKED_TITLE = re.compile(
    rf"^[(\"]*(?:{_LABEL})(?:e|zv)\"?(?:[)|-]|:[DWN(])|[(|-](?:e|zv)(?:[p0][{_THING}p]{{0,8}}?)?[).]*$"
)
_BANNER_ENDED = re.compile(
    rf"{_LABEL}(?:(?P<bare>r)|e|zv|xv?z)(?:[p0][{_THING}p]{{0,8}})?[GNP]?[.!\"]*|{_LABEL}[eo]e?[GPN][.!]*"
)


def statements(sentence: Tagged, is_own: IsOwn) -> Iterator[Statement]:
    """What a sentence says of the page; nothing for a question, a condition, a wish, a denial or a quotation."""
    if sentence.text.rstrip().endswith("?"):
        return
    found = list(_predicated(sentence, is_own))
    if not found:
        found = [*_first(sentence, (_PARTICIPLE_FIRST,), is_own), *_first(sentence, _ACTIVES, is_own)][:1]
    if not any(statement.kind is FactKind.SUCCESSOR for statement in found):
        found += _first(sentence, _EXISTENCES, is_own)
    if not found and (old := _IS_OLD.search(sentence.tags)) and _is_stated(sentence, old):
        found = [_old(sentence, old.end())]
    yield from found


def _predicated(sentence: Tagged, is_own: IsOwn) -> Iterator[Statement]:
    for pattern in _PREDICATIONS:
        for found in pattern.finditer(sentence.tags):
            if _is_of_the_page(sentence, found, is_own) and _is_stated(sentence, found):
                following: re.Match[str] | None = found
                while following:
                    if statement := _predicate(sentence, following):
                        yield statement
                    following = _SECOND.match(sentence.tags, _after(sentence.tags, following))
                return


def _after(tags: str, found: re.Match[str]) -> int:
    """Where a second predicate may begin; the "and" before it may have been taken for a part of the name."""
    return found.end() - (tags[: found.end()].endswith("k"))


def _predicate(sentence: Tagged, found: re.Match[str]) -> Statement | None:
    groups = found.groupdict()
    if groups.get("ended"):
        return Statement(WITHDRAWN)
    if keeper := groups.get("keeper"):
        is_document = bool(set(keeper) & set("NGP0")) or "://" in sentence.words(*found.span("keeper"))
        return Statement(SUCCESSOR, sentence.words(*found.span("keeper"))) if is_document else None
    return Statement(SUCCESSOR, _named(sentence, found) if groups.get("name") else "")


def _named(sentence: Tagged, found: re.Match[str]) -> str:
    start, end = found.span("name")
    name = sentence.tags[start:end]
    start += len(name) - len(name.lstrip(':"a,'))
    end -= len(name) - len(name.rstrip("k,a("))
    return sentence.words(start, end)


def _first(sentence: Tagged, patterns: tuple[re.Pattern[str], ...], is_own: IsOwn) -> list[Statement]:
    """The first of some ways to name a successor."""
    for pattern in patterns:
        for found in pattern.finditer(sentence.tags):
            if _is_of_the_page(sentence, found, is_own) and _is_stated(sentence, found):
                return [Statement(SUCCESSOR, _named(sentence, found))]
    return []


def _is_of_the_page(sentence: Tagged, found: re.Match[str], is_own: IsOwn) -> bool:
    return not found.groupdict().get("own") or is_own(sentence.words(*found.span("own")))


def _is_stated(sentence: Tagged, found: re.Match[str]) -> bool:
    """No condition, possibility or expectation before it in its clause, no condition after it, no quotation around it."""
    before, after = sentence.tags[: found.start()], sentence.tags[found.end() :]
    clause = re.split(r"[.;!|]", before)[-1]
    is_open = _OF_WHETHER.match(sentence.text) or set(clause) & set("dmf") or "d" in found[0]
    is_other = found[0].startswith("s") and "S" in after  # "versie 1.0" beside "deze versie"
    return not is_open and not is_other and before.count('"') % 2 == 0 and not _CONDITION.match(after)


def _old(sentence: Tagged, end: int) -> Statement:
    return Statement(SUCCESSOR) if names_newer(sentence, end) else Statement(WITHDRAWN, is_soft=True)


def names_newer(sentence: Tagged, start: int = 0) -> bool:
    """Whether it speaks of a newer or the current edition: ``De actuele versie staat elders``."""
    return bool(_NEWER_ELSEWHERE.search(sentence.tags, start))


def referral(sentence: Tagged) -> str:
    """What a sentence sends the reader to: ``Gebruik in plaats daarvan X``."""
    found = _HEIR.match(sentence.tags) or _REFERRAL.search(sentence.tags)
    return _named(sentence, found) if found else ""


def said_of_it(sentence: Tagged) -> Statement | None:
    """What a sentence after a notice says of the same: ``Het is vervangen door X``."""
    found = _IT.match(sentence.tags)
    return _predicate(sentence, found) if found and _is_stated(sentence, found) else None


def banner(sentence: Tagged) -> Iterator[Statement]:
    """What a short line without a subject says at the head of a page: ``Vervangen door: X``, ``Status: ingetrokken``."""
    pieces = list(re.finditer(r"[^|()-]+", sentence.tags))
    is_row = "|" in sentence.tags
    for place, piece in enumerate(pieces):
        start = piece.start()
        if found := _BANNER_REPLACED.match(sentence.tags, start) or _BANNER_USE.match(sentence.tags, start):
            yield Statement(SUCCESSOR, _named(sentence, found))
            return
        ended = _BANNER_ENDED.fullmatch(piece[0])
        is_labelled = "A" in piece[0]
        if ended and (is_labelled or (not is_row and place in {0, len(pieces) - 1})):
            yield Statement(SUCCESSOR if ended["bare"] else WITHDRAWN)


def marks_title(title: Tagged) -> bool:
    """Whether a title says it: ``[Vervallen] Handreiking``, ``Withdrawn: Guide``, ``Handreiking (ingetrokken)``."""
    return bool(_MARKED_TITLE.search(title.tags))
