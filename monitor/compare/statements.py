"""Tagged sentence -> what it states of the page: that it has a successor, or that it has ended.

The patterns are laid on the string of tags (`notice_words.Tag`), a letter a word; above each stands what it reads. They
know no words: a new verb belongs in the table. A repetition is over single letters, and a sentence has at most
`tagging.MAX_TOKENS` of them, so that none takes long.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from monitor.compare.notice_verbs import HAVE, SEPARABLE
from monitor.compare.self_reference import noun_kind, words_of
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


_THING = r'DIwWNGPC0j"()k\-'
"""Letters of a name with its article."""
_FREE = rf"[apy,TSshoucet179{_THING}]"
"""What may stand between a verb and what it says: adverbs, dates, prepositions and their nouns; no other verb, doubt or denial."""
_ADVERBIAL = rf"[a,]*(?:w{{0,2}}|[py0(]{_FREE}{{0,40}}?)"
_OWN_ADVERBIAL = _ADVERBIAL.replace("k", "")
"""After a name no "and": ``De gids is door velen gelezen en later vervangen`` is a history."""
_NO_NOUN = r"(?![wWNGPCDITSs0j])"
"""``ingetrokken certificaten`` does not say that something is withdrawn."""
_NAME = r":?(?P<name>[^bEVRxqlLiX:;!|]+)"
_KEEPER = _NAME.replace("name", "keeper")
_NOT_HELD = rf"z{_FREE}{{0,8}}?U(?!a*[yp{_THING}])|z{_FREE}{{0,8}}?[vtu]{_NO_NOUN}|z[a,]*c(?!a*[pwWNGP])|x{_FREE}{{0,6}}?[vctu]{_FREE}{{0,3}}?z"
"""``niet meer geldig``, ``no longer available``; "no longer available in print" is still to be had."""
_ENDED = rf"(?P<ended>[e#]{_NO_NOUN}|{_NOT_HELD})"
_REPLACED = r"(?:M|r[a,]*(?:p?0[a,]*|\([^()]{1,12}\))?y)"
_PREDICATE = rf"(?:(?:{_REPLACED}|[er#](?:p?0|[a,])*9){_NAME}|K{_KEEPER}|(?P<bare>r){_NO_NOUN}|{_ENDED})"
_NOT_OF = r"(?<![pyqxdfmnDITwWCGPNo])"
"""Before a subject: no preposition, no "that"; "in deze handreiking" is no subject."""
_SUBJECT_TAIL = r"(?:p[DITwWNGCPk0]{1,8}|\([^()]{1,12}\)|,[^,;:.]{1,25},|0)?[a,]*"
"""``deze norm (uit 2015)``, ``deze richtlijn, die in 2014 werd opgesteld,``."""
_AND_ALSO = rf"(?:[^dfmq.;:!|]{{1,60}}?k[a,]*b|b[a,]*[w@]{_FREE}{{0,20}}?k)[a,]*(?:[py0(]{_FREE}{{0,40}}?)?"
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
    # The information in this report may be outdated and is no longer reviewed.
    rf"{_NOT_OF}{_SELF}m[^dq.;:!|]{{1,30}}?k[a,]*b{_ADVERBIAL}(?P<ended>{_NOT_HELD})",
    # Sinds 2024 is deze handreiking vervallen. (With the verb first, "wordt deze norm ingetrokken, dan" is a condition.)
    rf"(?<=[^.;:!L])(?P<verb>b)[a,]*{_SELF}{_ADVERBIAL}{_PREDICATE}",
    # Deze norm vervalt. This circular no longer applies. This guide expired on 1 May 2023.
    rf"{_NOT_OF}{_SELF}{_SUBJECT_TAIL}(?P<ended>E(?!a*x)|V{_FREE}{{0,8}}?z|zV(?![wWNGPCDI0j])|e(?=p?0|[.!]*$))",
    # Per 1 mei vervalt deze norm. Sindsdien geldt deze norm niet meer.
    rf"(?P<ended>Ea*{_SELF}(?!a*x)|Va*{_SELF}{_FREE}{{0,8}}?z)",
    # We no longer maintain this page. The VNG has withdrawn this guide. Gebruik dit sjabloon niet meer.
    r"(?P<ended>zVa*n?S|ba*eS(?=$|[.,;!kpa])|i[a,]*Sa*z)",
    # De VNG trekt deze norm per 1 mei in. Wij raden het gebruik van deze gids af. Wij adviseren deze lijst niet meer te gebruiken.
    r"(?P<first>B)a*S(?:p?0|a)*(?P<second>[p4w])(?=$|[.,;:!k])",
    rf"(?P<ended>ga*n?S(?:p?0|a)*4(?=$|[.,;:!])|nS{_SUBJECT_TAIL}b{_ADVERBIAL}(?:[e#F]|z[a,]*[vU]){_NO_NOUN}|Fa*nS)",
    # De minister herroept deze circulaire. Het bestuur heeft besloten deze richtlijn per 1 mei in te trekken.
    r"(?<![pymfxq8])(?P<ended><a*S)(?=$|[.,;:!kpa0])",
    r"=(?:p?0|[a,])*(?P<ended>S(?:p?0|a)*8|8a*S)",
    # Intrekking van deze circulaire per 1 mei 2025
    r"^(?:[LA][:!.,-]*)*D?(?P<ended>7pS(?:p?0|[a,])*[.!]*$)",
    r"(?<![pyqxdfmn])S(?P<ended>a*(?:m[a,]*)?za*[bw]?U(?=$|[.,;:!]))",
    # Wij werken deze pagina niet meer bij. Voor deze tool wordt geen ondersteuning meer geboden.
    r"(?P<ended>3a*Sa*za*[pv](?=$|[.,;:!])|pS(?:p?0|[a,])*[bm](?:p?0|[a,])*2|b[a,]*2[^bEVRxqlLiX.,:;!|]{0,6}pS)",
    # De geldigheid van deze norm is verstreken. Support for this tool ended in 2022.
    rf"(?<![pyqxdfm])D?[jV]pS{_SUBJECT_TAIL}(?P<ended>b{_ADVERBIAL}[eZ]{_NO_NOUN}|[eZ](?=p?0|[.!]*$))",
    # De beheerder heeft het onderhoud van dit product beëindigd. We have stopped maintaining this guide.
    r"(?P<ended>ba*D?jpS(?:p?0|a)*[eZ](?=$|[.,;:!kp])|[bwW]a*Zp?D?jp?S)",
    # The agency rescinded this memorandum in May 2024.
    r"^D?[wWNP]{1,4}a*(?P<ended>e)S(?=$|p?0|[.!])",
    # Effective 1 January 2028, this policy will be replaced by X. Per 1 mei zal deze norm worden vervangen door X.
    rf"^[vp]0,?a*(?:Sa*fw?|fa*Sa*b?)a*{_REPLACED}{_NAME}",
    # Outdated: this guide is kept for reference. … deze gids niet: de inhoud is achterhaald.
    r"^(?:[LA][:!.,-]*)*(?P<ended>e)[:-]+a*S",
    rf"S[^.!]{{0,40}}?[;:]D?C(?:b{_ADVERBIAL}{_PREDICATE}|(?P<holds>Va*z))",
    # Do not use this document; it has been cancelled.
    rf"S[,;:-]+[hT]a*b{_ADVERBIAL}{_PREDICATE}",
    # Deze publicatie verloor op 1 mei 2023 haar geldigheid.
    rf"{_NOT_OF}{_SELF}{_SUBJECT_TAIL}(?P<ended>>(?:p?0|[a,])*w?j)",
    # Deze gids maakt plaats voor X.
    rf"{_NOT_OF}S{_SUBJECT_TAIL}Y{_KEEPER}",
    # De inhoud van deze gids is opgenomen in X. The text of this guide now forms part of X.
    rf"{_NOT_OF}(?P<content>S){_SUBJECT_TAIL}b?{_ADVERBIAL}@{_KEEPER}",
    # De rol van deze gids is overgenomen door X.
    rf"5Sb{_ADVERBIAL}(?:6y|K){_NAME}",
    # The same by the page's own name.
    rf"(?:^|(?<=[.:;,L-]))D?(?P<own>[{_THING}]{{1,14}}?)[a,]*b{_OWN_ADVERBIAL}{_PREDICATE}",
    rf"(?<=[^.;:!L])b[a,]*(?P<own>D?[WNGPC0w]{{1,8}}?){_OWN_ADVERBIAL}{_PREDICATE}",
    rf"(?:^|(?<=[.:;,L-]))(?P<own>[{_THING}]{{1,14}}?)[a,]*(?P<ended>E(?!a*x)|Va*z|zV(?![wWNGPCDI0j]))",
    r"(?P<ended>E)a*(?P<own>D?[WNGPC0w]{1,8})(?!a*x)",
)
"""Subject and predicate, in both orders of Dutch; the subject means the page or bears its name."""
_SECOND = re.compile(rf"(?:(?:p?0)?,?k[a,]*b?|[,:;-]+[hDT][a,]*b){_ADVERBIAL}{_PREDICATE}")
"""A second predicate of the same subject: ``ingetrokken op 1 mei, en vervangen door``, ``verouderd: het is vervangen door``."""
_IT = re.compile(rf"L?[:!.,-]*[hDT][a,]*b{_ADVERBIAL}{_PREDICATE}")
_PARTICIPLE_FIRST = re.compile(rf"^L?[:!.,-]*{_REPLACED}(?P<name>[^bS;!|]+?)[b,]a*{_SELF}")
"""``Superseded in 2022 by X, this paper is kept for reference only.``"""
_ACTIVES = _compiled(
    # X vervangt deze handreiking. X supersedes this guide.
    rf"(?P<name>[{_THING}ps]+?)[a,]*R(?:[a,]|p0)*(?:S|(?P<own>D?[WNGPC0]{{1,8}}))",
    # Sinds 2024 vervangt X deze handreiking.
    rf"{_OPENING}R[a,]*(?P<name>[{_THING}p]+?)(?<![pyq])S",
    # X, die deze handreiking vervangt. X, which replaces this guide.
    rf"(?P<name>[{_THING}]+),?q(?:S(?:p?0|a)*R|RS)",
    # X is in de plaats gekomen van deze handreiking. Gebruik X; die komt in de plaats van deze handreiking.
    rf"(?P<name>[DIWNGP0w\"][{_THING}p]*?)[;,]*[qhT]?[bwa,]{{0,4}}Ja*S",
    # Op 1 mei heeft X de plaats van dit document ingenomen.
    rf"b(?P<name>[DIWNGP\"][{_THING}p]*?)5S6",
    # De Handreiking X heeft deze gids per 1 juni vervangen. X volgt deze gids op.
    rf"(?P<name>[DIWNGP\"][{_THING}p]*?)(?P<has>b)[a,]*S(?:p?0|a)*r(?=$|[.,;:!k])",
    rf"(?P<name>[DIWNGP\"][{_THING}p]*?)>[a,]*S(?:p?0|a)*[p4](?=$|[.,;:!k])",
    # The contents of this page have moved to X, which replaces it.
    rf"S[^.;!|]{{1,40}}?(?P<name>[DIWNGP\"][{_THING}]*),?qa*Rh",
    # Gebruik X in plaats van deze handreiking.
    rf"i(?:[a,]|p[a0])*(?P<name>[DIWNGP\"][{_THING}p]*?)[a,]*QS",
    # De opvolger van deze handreiking is X. Please use the successor of this tool: X.
    rf"(?<!p)(?:D?[OJ]|iJ)p?S[bw:]w?(?P<name>[DIWNGP\"][{_THING}p]*)",
    # In plaats van deze handreiking geldt nu X.
    rf"(?:^|[.:;,!])i?QS[a,]*[Vib]?(?:p?0|[a,])*(?P<name>[DIWNGP\"][{_THING}p]*)",
    # Vanaf 1 mei geldt X in plaats van deze handreiking.
    rf"V(?:p?0|[a,])*(?P<name>[DIWNGP\"][{_THING}p]*?)[a,]*QS",
    rf"(?P<name>[DIWNGP\"][{_THING}]*?)(?:p?0|[a,])*V(?:p?0|[a,])*QS",
    # The successor of this guide, X, was published in 2024.
    rf"D?[OJ]p?S,(?P<name>[DIWNGP\"][{_THING}p]*?),",
    # Gebruik niet langer dit sjabloon, maar X.
    rf"i[zx]a*S,?k(?P<name>[{_THING}p]+)",
)
"""The successor is the subject, or what to use instead."""
_NEWER = r"(?:I?a*u+[GPN]|I?a*O)(?:\([^()]{1,6}\))?"
_EXISTENCES = _compiled(
    # Er is inmiddels een nieuwere versie van deze gids verschenen: X
    rf"Xa*{_NEWER}(?:pS[a,]*c?|[a,]*c?(?=$|[:.,;!(-]))(?P<name>.*)",
    # A newer version of this guide is available.
    r"I?u+[GPN]pS(?:[ba,]*c|b(?=[.!]*$))(?P<name>.*)",
    # De nieuwe versie van deze pagina staat op https://example.nl/.
    r"Du+[GPN]pS[bw]a*c?a*p(?P<address>w)",
    # Van deze gids is een nieuwe versie beschikbaar.
    rf"pSb[a,]*{_NEWER}(?:[a,]*c|(?=$|[:.,;!(-]))(?P<name>.*)",
    # Deze gids heeft een opvolger: X
    rf"{_NOT_OF}S[a,]*b[a,]*I?a*O(?=$|[:.,;!(-])(?P<name>.*)",
    # Dit is niet de meest recente versie.
    r"(?:(?:S|^L?[:!.,-]*[TD])[a,]*b|l)a*(?:x|z)a*(?:Dt|t[GPN])[GPN]?(?P<name>.*)",
)
"""Something newer exists of the page, or it is not the latest."""
_OLDER = frozenset({"oudere", "eerdere", "vorige", "vroegere", "older", "previous", "earlier"})
"""Said of an edition, it says that there is a newer one."""
_IS_OLD = re.compile(
    rf"(?:^|[L.:;,!-])l[a,]*I[a,]*(?:(?:[oer],?)+[GP]|%)|{_NOT_OF}Sa*Ha*[oe]+C|{_NOT_OF}Sa*ba*I(?:[oer]+[GP]|%)"
)
"""``U bekijkt een oude versie``, ``deze pagina bevat verouderde informatie``."""
_OLD_AND = re.compile(rf"[,:;-]+[hDT][a,]*b{_ADVERBIAL}{_PREDICATE}")
"""``an old version of the guide; it has since been superseded``"""
_NEWER_ELSEWHERE = re.compile(r"[DI]a*(?:[tu]+[GPNC]|O)")
_REFERRAL = re.compile(r"(?:^|[:.;,!-])[ka]*i[a,]*(?!D?[xzhST])(?:D?O[:p]?)?(?P<name>(?:[^bEVRxqlLiX:;!|]|i(?!$))+)")
_HEIR = re.compile(r"[DwW]?O(?:pS)?[bw:]a*(?P<name>[DIWNGP\"][^bEVRxqlLiX:;!|]*)")
"""``De opvolger heet X``, in a sentence after a notice."""
_OF_WHETHER = re.compile(r"\W*of\b", re.IGNORECASE)
"""``Of deze norm is vervallen, …``"""
_CONDITION = re.compile(r"[^k,;:.!(|-]*d")
_LABEL = r"(?:[LA][:!.,-]*)*"
_BANNER_REPLACED = re.compile(rf"{_LABEL}a*b?a*(?:{_REPLACED}|[er#](?:p?0|[a,])*9|D?(?:O[GNP]?|uG)[a,]*c?:){_NAME}")
_BANNER_USE = re.compile(rf"{_LABEL}e[:;,.-]+i{_NAME}")
_ROW_NAMED = re.compile(rf"(?:D?O[GNP]?|{_REPLACED})\|(?!-){_NAME}")
"""``Vervangen door | X``"""
_ROW_REPLACED = re.compile(rf"A:?\|[re]\|(?:D?O|{_REPLACED}|r):?\|(?!-){_NAME}")
"""``Status | Vervangen | Opvolger | X``"""
_ROW_ENDED = re.compile(r"(?:ep?|7)[:|]-?0|j[:|](?:e|zv|xv?z)(?:$|[|.])|e(?:p?0)?\|xO|A:?\|e\|(?:D?O|ry?):?\|x")
"""``Withdrawn on 1 August 2021 | no replacement``"""
_MARKED_TITLE = re.compile(
    rf"^[(\"]*(?:{_LABEL})(?:e|zv)\"?(?:[)|-]|:[DWN(])|[(|-](?:e|zv)(?:[p0][{_THING}p]{{0,8}}?)?[).]*$"
)
_IS_PART = re.compile(
    r"\W*(?:artikel|hoofdstuk|paragraaf|bijlage|article|section|chapter|annex|appendix)\b", re.IGNORECASE
)
"""``Artikel 5 (vervallen)``"""
_BANNER_ENDED = re.compile(
    rf"{_LABEL}A[:-]*ey[{_THING}p]{{1,12}}|{_LABEL}(?:(?P<bare>r)|e|zv|xv?z)(?:[p0][{_THING}p]{{0,8}})?[.!\"]*|{_LABEL}[GP]e|{_LABEL}(?:[eo]e?(?P<noun>[GPN])|%)[.!]*"
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
        more = _OLD_AND.search(sentence.tags, old.end())
        said = _predicate(sentence, more) if more and _is_stated(sentence, more) else None
        found = [said or _old(sentence, old)]
    yield from found


def _predicated(sentence: Tagged, is_own: IsOwn) -> Iterator[Statement]:
    for pattern in _PREDICATIONS:
        for found in pattern.finditer(sentence.tags):
            if _is_of_the_page(sentence, found, is_own) and _is_stated(sentence, found) and _fits(sentence, found):
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
    if groups.get("ended") or groups.get("first") or groups.get("holds"):
        return Statement(WITHDRAWN)
    if groups.get("name") and _is_incident(groups["name"]):
        return None
    if keeper := groups.get("keeper"):
        is_document = bool(set(keeper) & set("NGP0")) or "://" in sentence.words(*found.span("keeper"))
        return Statement(SUCCESSOR, sentence.words(*found.span("keeper"))) if is_document else None
    return Statement(SUCCESSOR, _named(sentence, found) if groups.get("name") else "")


def _is_incident(name: str) -> bool:
    """``opgevolgd door een gesprek met de leverancier``, ``door het bestuur``: neither a document nor a name."""
    return name.lstrip(":a").startswith(("I", "D")) and not set(name) & set('WNGPCu0"')


def _named(sentence: Tagged, found: re.Match[str]) -> str:
    start, end = found.span("name" if "name" in found.groupdict() else "address")
    name = sentence.tags[start:end]
    start += len(name) - len(name.lstrip(':"a,.'))
    end -= len(name) - len(name.rstrip("k,a(."))
    return sentence.words(start, end)


def _first(sentence: Tagged, patterns: tuple[re.Pattern[str], ...], is_own: IsOwn) -> list[Statement]:
    """The first of some ways to name a successor."""
    for pattern in patterns:
        for found in pattern.finditer(sentence.tags):
            if _is_of_the_page(sentence, found, is_own) and _is_stated(sentence, found) and _fits(sentence, found):
                return [Statement(SUCCESSOR, _named(sentence, found))]
    return []


_FORMALLY = words_of("""
    ingetrokken, buiten werking, herroepen, vervallen verklaard, te vervallen, geldigheid, van kracht, bijgehouden, onderhouden
    withdrawn, rescinded, repealed, revoked, in force, in effect, maintained
""")
"""What is only done to what stands on paper."""


def _is_of_the_page(sentence: Tagged, found: re.Match[str], is_own: IsOwn) -> bool:
    """By what points at it or by its name; beside "deze handreiking" a name is another's."""
    if not found.groupdict().get("own"):
        return True
    return "S" not in sentence.tags[: found.start("own")] and is_own(sentence.words(*found.span("own")))


def _fits(sentence: Tagged, found: re.Match[str]) -> bool:
    """Whether the words under some tags are the ones that the pattern is about."""
    said = {name: sentence.words(*found.span(name)).casefold() for name, tag in found.groupdict().items() if tag}
    return (
        ("first" not in said or (said["first"], said["second"]) in SEPARABLE)
        and ("has" not in said or said["has"] in HAVE)
        and not (said.get("verb") in HAVE and "bare" in said)
        and ("content" not in said or bool({"content"} & {noun_kind(word) for word in said["content"].split()}))
        and ("address" not in said or "://" in said["address"])
        and _ends_as_document(sentence, found, said)
    )


def _ends_as_document(sentence: Tagged, found: re.Match[str], said: dict[str, str]) -> bool:
    """``Dit protocol is ingetrokken``; "dit protocol is verouderd" may be said of what is done."""
    at = sentence.tags.find("S", *found.span())
    noun = sentence.words(at, at + 1).casefold().rpartition(" ")[2] if at >= 0 else ""
    if noun_kind(noun) != "arrangement":
        return True
    names_one = any(noun in word or noun_kind(word) == "document" for word in said.get("name", "").split())
    return names_one or any(word in said.get("ended", "") for word in _FORMALLY)


def _is_stated(sentence: Tagged, found: re.Match[str]) -> bool:
    """No condition, possibility or expectation before it in its clause, no condition after it, no quotation around it."""
    before, after = sentence.tags[: found.start()], sentence.tags[found.end() :]
    clause = re.split(r"[.;!|]", before)[-1]
    is_open = _OF_WHETHER.match(sentence.text) or set(clause) & set("dmf") or "d" in found[0]
    is_other = found[0].startswith("s") and "S" in after  # "versie 1.0" beside "deze versie"
    return not is_open and not is_other and before.count('"') % 2 == 0 and not _CONDITION.match(after)


def _old(sentence: Tagged, found: re.Match[str]) -> Statement:
    is_older = bool(_OLDER & set(sentence.words(*found.span()).casefold().split()))
    is_outgrown = is_older or names_newer(sentence, found.end())
    return Statement(SUCCESSOR) if is_outgrown else Statement(WITHDRAWN, is_soft=True)


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
    if found := _ROW_REPLACED.match(sentence.tags) or _ROW_NAMED.match(sentence.tags):
        yield Statement(SUCCESSOR, _named(sentence, found))
        return
    if _ROW_ENDED.match(sentence.tags):
        yield Statement(WITHDRAWN)
        return
    if _IS_PART.match(sentence.text):
        return
    pieces = list(re.finditer(r"[^|()-]+", sentence.tags))
    is_row = "|" in sentence.tags
    for place, piece in enumerate(pieces):
        start = piece.start()
        if found := _BANNER_REPLACED.match(sentence.tags, start) or _BANNER_USE.match(sentence.tags, start):
            yield Statement(SUCCESSOR, _named(sentence, found))
            return
        ended = _BANNER_ENDED.fullmatch(piece[0])
        is_labelled = "A" in piece[0]
        if (
            ended
            and ended["noun"]
            and _is_plural(sentence.words(start + ended.start("noun"), start + ended.end("noun")))
        ):
            continue  # "Ingetrokken normen" are what it lists
        if ended and (is_labelled or (not is_row and place in {0, len(pieces) - 1})):
            yield Statement(SUCCESSOR if ended["bare"] else WITHDRAWN)


def _is_plural(noun: str) -> bool:
    return noun.casefold().endswith(("en", "s"))


def marks_title(title: Tagged) -> bool:
    """Whether a title says it: ``[Vervallen] Handreiking``, ``Withdrawn: Guide``, ``Handreiking (ingetrokken)``."""
    return bool(_MARKED_TITLE.search(title.tags)) and not _IS_PART.match(title.text)
