"""The shapes of sentences in which a page says that it has a successor, or that it has ended.

The patterns are laid on the string of tags (`notice_tags.Tag`), a letter a word; above each stands what it reads. They know no
words: a new verb belongs in the table. A repetition is over single letters, and a sentence has at most `tagging.MAX_TOKENS` of
them, so that none takes long.
"""

import re

THING = r'DIwWNGPC0j"()k\-'
"""Letters of a name with its article."""
_FREE = rf"[apy,TSshoucet179{THING}]"
"""What may stand between a verb and what it says: adverbs, dates, prepositions and their nouns; no other verb, doubt or denial."""
_ADVERBIAL = rf"[a,]*(?:w{{0,2}}c?|[py0(]{_FREE}{{0,40}}?)"
_OWN_ADVERBIAL = _ADVERBIAL.replace("k", "")
"""After a name no "and": ``De gids is door velen gelezen en later vervangen`` is a history."""
_NO_NOUN = r"(?![wWNGPCDITSs0j])"
"""``ingetrokken certificaten`` does not say that something is withdrawn."""
NAME = r":?(?P<name>[^bEVRxqlLiX:;!|>]+)"
_KEEPER = NAME.replace("name", "keeper")
_NOT_HELD = rf"z{_FREE}{{0,8}}?U(?!a*[yp{THING}])|z{_FREE}{{0,8}}?[vtu]{_NO_NOUN}|z[a,]*c(?!a*[pwWNGP])|x{_FREE}{{0,6}}?[vctu]{_FREE}{{0,3}}?z"
"""``niet meer geldig``, ``no longer available``; "no longer available in print" is still to be had."""
_ENDED = rf"(?P<ended>[e#]{_NO_NOUN}|{_NOT_HELD})"
REPLACED = r"(?:M|r[a,]*(?:p?0[a,]*|\([^()]{1,12}\))?\(?y)"
_PREDICATE = rf"(?:(?:{REPLACED}|[er#](?:p?0|[a,])*9){NAME}|K{_KEEPER}|(?P<bare>r)(?=[a,]*(?:p?0|[.;:!kb()\"|-]|(?<=,)i|$))|{_ENDED})"
_NOT_OF = r"(?<![pyqxdfmnDITwWCGPNo])"
"""Before a subject: no preposition, no "that"; "in deze handreiking" is no subject."""
_SUBJECT_TAIL = r"(?:p[DITwWNGCPk0]{1,8}|\([^()]{1,12}\)|,[^,;:.]{1,25},|0)?[a,]*"
"""``deze norm (uit 2015)``, ``deze richtlijn, die in 2014 werd opgesteld,``."""
_AND_ALSO = rf"(?:[^dfmq.;:!|]{{1,60}}?k[a,]*b|b[a,]*[w@vu]{_FREE}{{0,20}}?k)[a,]*(?:[py0(]{_FREE}{{0,40}}?)?"
"""``is in 2018 opgesteld door een werkgroep en is`` …, ``is verhuisd en`` …: another verb first, then "and"."""
_OPENING = r"(?:^|(?<=[.:;L]))[a,]*(?:[py0][DITwWNGCPk0p]{0,10},?)?"
"""The start of a clause, with what may stand before its verb."""
_SELF = r"[Ss]"


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


PREDICATIONS = _compiled(
    # Deze handreiking is in januari door X vervangen.
    rf"{_NOT_OF}{_SELF}{_SUBJECT_TAIL}b[a,]*(?:p?0[a,]*)?y(?P<agent>[DIWNGPw\"][{THING}p]*?)r(?=[a,]*(?:$|[.,;:!k]))",
    # This checklist evolved into X.
    rf"{_NOT_OF}S{_SUBJECT_TAIL}M{NAME}",
    # Deze handreiking is per 1 mei vervangen door X. This guide is no longer maintained.
    rf"{_NOT_OF}{_SELF}{_SUBJECT_TAIL}b{_ADVERBIAL}{_PREDICATE}",
    # Deze handreiking is opgesteld door een werkgroep en is vervangen door X.
    rf"{_NOT_OF}{_SELF}{_AND_ALSO}{_PREDICATE}",
    # The information in this report may be outdated and is no longer reviewed.
    rf"{_NOT_OF}{_SELF}[^dfmq.;:!|]{{1,60}}?k[a,]*(?:Y{_KEEPER}|(?P<ends>E)(?!a*x))",
    # This guide, now superseded by X, is kept for reference.
    rf"{_NOT_OF}{_SELF},a*{_PREDICATE},",
    rf"{_NOT_OF}{_SELF}m[^dq.;:!|]{{1,30}}?k[a,]*b{_ADVERBIAL}(?P<ended>{_NOT_HELD})",
    # Sinds 2024 is deze handreiking vervallen. (With the verb first, "wordt deze norm ingetrokken, dan" is a condition.)
    rf"(?<=[^.;:!L])(?P<verb>b)[a,]*{_SELF}{_ADVERBIAL}{_PREDICATE}",
    # Deze norm vervalt. This circular no longer applies. This guide expired on 1 May 2023.
    rf"{_NOT_OF}{_SELF}{_SUBJECT_TAIL}(?P<ended>E(?!a*x)|V{_FREE}{{0,8}}?z|zV(?![wWNGPCDI0j])|e(?=(?:p[Dw]{{0,2}})?p?0|[.!]*$))",
    # Per 1 mei vervalt deze norm. Sindsdien geldt deze norm niet meer.
    rf"(?P<ended>Ea*{_SELF}(?!a*x)|[Vv]a*{_SELF}{_FREE}{{0,8}}?z)",
    # We no longer maintain this page. The VNG has withdrawn this guide. Gebruik dit sjabloon niet meer.
    r"(?P<ended>z[Vj]a*n?S|mza*iS(?=$|[.,;:!])|ba*eS(?=$|[.,;!kpa])|i[a,]*Sa*z)",
    # De VNG trekt deze norm per 1 mei in. Wij raden het gebruik van deze gids af. Wij adviseren deze lijst niet meer te gebruiken.
    r"(?P<first>B)a*S(?:p?0|a)*(?P<second>[p4w])(?=$|[.,;:!k])",
    rf"(?P<ended>ga*n?S(?:p?0|a)*4(?=$|[.,;:!])|nS{_SUBJECT_TAIL}b{_ADVERBIAL}(?:[e#F]|z[a,]*[vU]){_NO_NOUN}|Fa*n?S(?=$|[.,;:!]))",
    # De minister herroept deze circulaire. Het bestuur heeft besloten deze richtlijn per 1 mei in te trekken.
    r"(?<![pymfxq8])(?P<ended><a*S)(?=$|[.,;:!kpa0])",
    r"=(?:p?0|[a,])*(?P<ended>S(?:p?0|a)*8|8a*S|S(?:p?0|a)*zw?[vVw])",
    r"=(?:p?0|[a,])*(?P<ended>D?7pS)",
    # Op 12 maart heeft de stuurgroep deze norm ingetrokken. Het is niet langer toegestaan dit formulier te gebruiken.
    r"(?P<has>b)[DIwWN]{1,4}(?P<ended>S(?:p?0|a)*e)(?=$|[.,;:!kp])",
    r"(?P<ended>za*va*S[wp]?U)",
    # Houd er rekening mee dat deze pagina niet meer actueel is.
    rf"L{_SELF}(?:p?0|[a,])*(?P<ended>[e#]|z[a,]*[vtc])b(?=$|[.,;:!])",
    # Intrekking van deze circulaire per 1 mei 2025
    r"^(?:[LA][:!.,-]*)*D?(?P<ended>7pS(?:p?0|[a,])*[.!]*$)",
    r"(?<![pyqxdfmn])S(?P<ended>a*(?:m[a,]*)?za*[bw]?U(?=$|[.,;:!]))",
    # Wij werken deze pagina niet meer bij. Voor deze tool wordt geen ondersteuning meer geboden.
    r"(?P<ended>3a*Sa*za*[pv](?=$|[.,;:!])|pS(?:p?0|[a,])*[bm](?:p?0|[a,])*2|b[a,]*2[^bEVRxqlLiX.,:;!|]{0,6}pS)",
    # De geldigheid van deze norm is verstreken. Support for this tool ended in 2022.
    rf"(?<![pyqxdfm])D?(?:[jVA]pS|A){_SUBJECT_TAIL}(?P<ended>b{_ADVERBIAL}[eZ]{_NO_NOUN}|[eZ](?=p?0|[.!]*$))",
    # De beheerder heeft het onderhoud van dit product beëindigd. We have stopped maintaining this guide.
    r"(?P<ended>ba*D?jpS(?:p?0|a)*[eZ](?=$|[.,;:!kp])|(?:[bwW]|b(?:p?0|a)*)a*Zp?D?jp?S)",
    # The agency rescinded this memorandum in May 2024.
    r"^D?[wWNP]{1,4}a*(?P<ended>e)S(?=$|p?0|[.!])",
    # Effective 1 January 2028, this policy will be replaced by X. Per 1 mei zal deze norm worden vervangen door X.
    rf"^[vp]0,?a*(?:Sa*fw?|fa*Sa*b?)a*{REPLACED}{NAME}",
    # This circular will be superseded on 1 March 2027 by X. Deze gids zal per 1 maart 2027 worden vervangen door X.
    rf"{_NOT_OF}Sa*f(?:[a,w]*p?0[a,bw]*{REPLACED}|[a,w]*r[a,]*p?0[a,]*y)(?P<name>[^bEVRxqlLiX:;!|]*?[WN][^bEVRxqlLiX:;!|]*)",
    # Outdated: this guide is kept for reference. … deze gids niet: de inhoud is achterhaald.
    r"^(?:[LA][:!.,-]*)*(?P<ended>e)[:-]+a*S",
    rf"S[^.!]{{0,40}}?[;:]D?C(?:b{_ADVERBIAL}{_PREDICATE}|(?P<holds>Va*z))",
    # Do not use this document; it has been cancelled.
    rf"S[,;:-]+[hT]a*b{_ADVERBIAL}{_PREDICATE}",
    # Deze publicatie verloor op 1 mei 2023 haar geldigheid.
    rf"{_NOT_OF}{_SELF}{_SUBJECT_TAIL}(?P<ended>>(?:p?0|[a,])*[wb]?j)",
    # Deze gids maakt plaats voor X.
    rf"{_NOT_OF}S{_SUBJECT_TAIL}Y{_KEEPER}",
    # De inhoud van deze gids is opgenomen in X. The text of this guide now forms part of X.
    rf"{_NOT_OF}(?P<content>S){_SUBJECT_TAIL}b?{_ADVERBIAL}@{_KEEPER}",
    # De rol van deze gids is overgenomen door X.
    rf"5Sb{_ADVERBIAL}(?:6y|K){NAME}",
    # The same by the page's own name.
    rf"(?:^|(?<=[.:;,L-]))D?(?P<own>[{THING}][{THING}p]{{0,16}}?)[a,]*b{_OWN_ADVERBIAL}{_PREDICATE}",
    rf"(?<=[^.;:!L])b[a,]*(?P<own>D?[WNGPC0w]{{1,8}}?){_OWN_ADVERBIAL}{_PREDICATE}",
    rf"(?:^|(?<=[.:;,L-]))(?P<own>[{THING}][{THING}p]{{0,16}}?)[a,]*(?P<ended>E(?!a*x)|Va*z|zV(?![wWNGPCDI0j]))",
    r"(?P<ended>E)a*(?P<own>D?[WNGPC0w]{1,8})(?!a*x)",
)
"""Subject and predicate, in both orders of Dutch; the subject means the page or bears its name."""
SECOND = re.compile(rf"(?:(?:p?0)?,?k[a,]*b?|[,:;-]+[hDT][a,]*b){_ADVERBIAL}{_PREDICATE}")
"""A second predicate of the same subject: ``ingetrokken op 1 mei, en vervangen door``, ``verouderd: het is vervangen door``."""
IT = re.compile(rf"L?[:!.,-]*[hDT][a,]*b{_ADVERBIAL}{_PREDICATE}")
PARTICIPLE_FIRST = re.compile(rf"^L?[:!.,-]*{REPLACED}(?P<name>[^bS;!|]+?)[b,]a*{_SELF}")
"""``Superseded in 2022 by X, this paper is kept for reference only.``"""
ACTIVES = _compiled(
    # X is the current guidance and replaces this page.
    rf"(?P<name>[DIWNGP\"][{THING}p]*?)b[^dfmq.;:!|]{{1,60}}?kRa*S",
    # X vervangt deze handreiking. X supersedes this guide.
    rf"(?P<name>[DIWNGP\"][{THING}p]*?),[^dfmx;:.!|]{{1,30}},[a,]*R(?:p?0|[a,])*S",
    rf"(?P<name>[DIWNGPCws\"][{THING}ps]*?)[a,]*R(?:[a,]|p0)*(?:S|(?P<own>D?[WNGPC0](?:p?D?[WNGPC0]){{0,8}})(?![WNGPC0]|p[DIWNw]))",
    # X has since superseded this guide. X replaced this guide in May.
    rf"(?P<name>[DIWNGP\"][{THING}]*?)(?:(?P<had>b)[a,p]*)?r[a,]*S(?=$|[.,;:!kpa0])",
    # Sinds 2024 vervangt X deze handreiking.
    rf"{_OPENING}R[a,]*(?P<name>[{THING}p]+?)(?<![pyq])S",
    # X, die deze handreiking vervangt. X, which replaces this guide.
    rf"(?P<name>[{THING}]+),?q(?:S(?:p?0|a)*R|RS)",
    # X is in de plaats gekomen van deze handreiking. Gebruik X; die komt in de plaats van deze handreiking.
    rf"(?P<name>[DIWNGP0w\"][{THING}p]*?)[;,]*[qhT]?[bwa,]{{0,4}}Ja*S",
    # Op 1 mei heeft X de plaats van dit document ingenomen.
    rf"b(?P<name>[DIWNGP\"][{THING}p]*?)5S6",
    # De Handreiking X heeft deze gids per 1 juni vervangen. X volgt deze gids op.
    rf"(?P<name>[DIWNGP\"][{THING}p]*?)(?P<has>b)[a,]*S(?:p?0|a)*r(?=$|[.,;:!k])",
    rf"(?P<name>[DIWNGP\"][{THING}p]*?)>[a,]*S(?:p?0|a)*[p4](?=$|[.,;:!k])",
    # The contents of this page have moved to X, which replaces it.
    rf"S[^.;!|]{{1,40}}?(?P<name>[DIWNGP\"][{THING}]*),?qa*Rh",
    # Gebruik X in plaats van deze handreiking.
    rf"i(?:[a,]|p[a0])*(?P<name>[DIWNGP\"][{THING}p]*?)[a,]*QS",
    # In de plaats van deze richtlijn is sinds 2021 X gekomen.
    rf"[JQ]Sb(?:p?0|[a,])*(?P<name>[DIWNGP\"][{THING}p]*?)(?P<came>w)(?=[.!]*$)",
    # Sinds 2022 geldt in plaats van deze handreiking X.
    rf"V(?:p?0|[a,])*[QJ]S(?P<name>[DIWNGP\"][{THING}p]*)",
    # Als opvolger van deze notitie is X verschenen.
    rf"JSb(?:p?0|[a,])*(?P<name>[DIWNGP\"][{THING}p]*?)c",
    # De opvolger van deze handreiking is X. Please use the successor of this tool: X.
    rf"(?<!p)(?:D?[OJ]|iJ)p?S[bw:|]w?(?P<name>[DIWNGP\"][{THING}p]*)",
    # In plaats van deze handreiking geldt nu X.
    rf"(?:^|[.:;,!])i?QS[a,]*(?:[Vib]|Uw)?(?:p?0|[a,])*(?P<name>[DIWNGP\"][{THING}p]*)",
    # Vanaf 1 mei geldt X in plaats van deze handreiking.
    rf"V(?:p?0|[a,])*(?P<name>[DIWNGP\"][{THING}p]*?)[a,]*QS",
    rf"(?P<name>[DIWNGP\"][{THING}]*?)(?:p?0|[a,])*V(?:p?0|[a,])*QS",
    # Zie voor de opvolger van deze handreiking X. Voor deze handreiking is X in de plaats gekomen.
    rf"ipJS[:,]?(?P<name>[DIWNGP\"][{THING}p]*)",
    rf"pSb(?:p?0|[a,])*(?P<name>[DIWNGP\"][{THING}p]*?)6",
    # The successor of this guide, X, was published in 2024.
    rf"D?[OJ]p?S,(?P<name>[DIWNGP\"][{THING}p]*?),",
    # Gebruik niet langer dit sjabloon, maar X.
    rf"i[zx]a*S,?k(?P<name>[{THING}p]+)",
)
"""The successor is the subject, or what to use instead."""
_NEWER = r"(?:I?a*u+[GPN]|I?a*O)(?:\([^()]{1,6}\))?"
EXISTENCES = _compiled(
    # Er is inmiddels een nieuwere versie van deze gids verschenen: X
    # Er is een herziene uitgave verschenen die deze handleiding vervangt.
    rf"{_NEWER}(?:pS)?[ab,]*c?[a,]*q(?:S(?:p?0|a)*R|a*RS)[.!]*$",
    rf"Xa*{_NEWER}(?:pS[a,]*c?|[a,]*c?(?=$|[:.,;!(-]))(?P<name>.*)",
    # A newer version of this guide is available.
    r"I?u+[GPN]pS(?:[ba,]*c|b(?=[.!]*$))(?:(?:[aw]|pD?[wPC]{1,3})[.!]*$|(?P<name>.*))",
    # De nieuwe versie van deze pagina staat op https://example.nl/.
    r"Du+[GPN]pS[bw]a*c?a*p(?P<address>w)",
    # Van deze gids is een nieuwe versie beschikbaar.
    rf"pSb[a,]*{_NEWER}(?:[a,]*c|(?=$|[:.,;!(-]))(?P<name>.*)",
    # Deze gids heeft een opvolger: X
    rf"{_NOT_OF}S[a,]*[bw][a,]*I?a*Ow?(?=$|[:.,;!(-])(?P<name>.*)",
    # Dit is niet de meest recente versie.
    r"(?:(?:S|^L?[:!.,-]*[TD])[a,]*b|l)a*(?:x|z)a*(?:Dt|t[GPN])[GPN]?(?:w[.!]*$|(?P<name>.*))",
)
"""Something newer exists of the page, or it is not the latest."""
OLDER = frozenset({"oudere", "eerdere", "vorige", "vroegere", "older", "previous", "earlier"})
"""Said of an edition, it says that there is a newer one."""
IS_OLD = re.compile(
    rf"(?:^|[L.:;,!-])l[a,]*I[a,]*(?:(?:[oer],?)+[GP](?!pDw)|%)|{_NOT_OF}Sa*Ha*[oe]+C|{_NOT_OF}Sa*ba*I(?:[oer]+[GP]|%)"
)
"""``U bekijkt een oude versie``, ``deze pagina bevat verouderde informatie``."""
OLD_AND = re.compile(rf"[,:;-]+[hDT][a,]*b{_ADVERBIAL}{_PREDICATE}")
"""``an old version of the guide; it has since been superseded``"""
NEWER_ELSEWHERE = re.compile(r"[DI]a*(?:[tu]+[GPNC]|O)")
REFERRAL = re.compile(
    r"(?:^|[:.;,!-])[ka]*(?:pD?[tu]+[GPNC])?,?i[a,:]*(?!D?[xzhST])(?:D?O[:p]?)?(?P<name>(?:[^bEVRxqlLiX:;!|]|i(?!$))+)"
)
APPOSITION = re.compile(rf":(?=[DWN])[{THING}]+")
CURRENT_IN = re.compile(r"D?[tu]+[GPNC](?:b|w)w?a*p(?P<name>[DWN][^bEVRxqlLiX:;!|]*)")
"""``De actuele informatie staat in X``, in a sentence after a notice."""
TAKES_OVER = re.compile(
    rf"(?:^|[;:,.-])[ka]*(?:(?P<name>[DWN][{THING}]*)(?:b[a,]*6|Va*(?=[.,;!]|$)|R[hwT](?=[.,;!]|$)))"
    rf"|(?:^|[;:,.-])[ka]*(?:p?0)?Va*(?P<other>[DWN][{THING}]*)"
)
"""``X is ervoor in de plaats gekomen``, ``X applies instead``, ``in plaats daarvan geldt X``, beside a notice."""
HEIR = re.compile(r"(?:^|[;:,.-])[ka]*[DwW]?O(?:pS)?[bw:]a*(?P<name>[DIWNGP\"][^bEVRxqlLiX:;!|]*)")
"""``De opvolger heet X``, in a sentence after a notice."""
_NEEDING_NO_POINTER = frozenset(
    pattern for pattern in (*PREDICATIONS, *ACTIVES) if "(?P<own>" in pattern.pattern or "|A)" in pattern.pattern
)
_BY_NAME = {
    patterns: tuple(pattern for pattern in patterns if pattern in _NEEDING_NO_POINTER)
    for patterns in (PREDICATIONS, ACTIVES)
}


def applicable(patterns: tuple[re.Pattern[str], ...], tags: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that may match: most want a word that points at the page, and few sentences have one."""
    return patterns if "S" in tags or "s" in tags else _BY_NAME.get(patterns, patterns)


OF_WHETHER = re.compile(r"\W*of\b", re.IGNORECASE)
"""``Of deze norm is vervallen, …``"""
CONDITION = re.compile(r"[^k,;:.!(|-]*d")
