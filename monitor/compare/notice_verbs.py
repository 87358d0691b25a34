"""Verbs of ending -> their forms: who may say "ingetrokken" may say "trekt … in", "in te trekken" and "intrekking"."""

from collections.abc import Iterator

from monitor.compare.notice_tags import Tag

_DUTCH = """
    in|trekken trekt trok trokken ingetrokken intrekking
    terug|trekken trekt trok trokken teruggetrokken terugtrekking
    op|heffen heft hief hieven opgeheven opheffing
    af|schaffen schaft schafte schaften afgeschaft afschaffing
    af|voeren - - - afgevoerd -
    af|danken dankt dankte dankten afgedankt -
    uit|faseren faseert faseerde faseerden uitgefaseerd uitfasering
    stop|zetten - - - stopgezet stopzetting
    beëindigen beëindigt beëindigde beëindigden beëindigd beëindiging
    herroepen herroept herriep herriepen herroepen herroeping
    annuleren annuleert annuleerde annuleerden geannuleerd annulering
    archiveren archiveert archiveerde archiveerden gearchiveerd -
    schrappen schrapt schrapte schrapten geschrapt schrapping
"""
"""Infinitive with its prefix set off, present, past, pasts, participle, noun; no finite forms of what says too much else ("voert")."""
_ENGLISH = """
    withdraw withdrew withdrawn withdrawing withdrawal
    retire retired retired retiring retirement
    discontinue discontinued discontinued discontinuing discontinuation
    deprecate deprecated deprecated deprecating deprecation
    decommission decommissioned decommissioned decommissioning -
    rescind rescinded rescinded rescinding rescission
    revoke revoked revoked revoking revocation
    repeal repealed repealed repealing -
    annul annulled annulled annulling annulment
    abrogate abrogated abrogated abrogating abrogation
    abandon abandoned abandoned abandoning -
    scrap scrapped scrapped scrapping -
    delist delisted delisted delisting -
    sunset sunsetted sunsetted sunsetting -
    mothball mothballed mothballed mothballing -
"""
"""Infinitive, past, participle, present participle, noun."""


def _dutch() -> Iterator[tuple[Tag, str]]:
    for infinitive, present, past, pasts, participle, noun in _rows(_DUTCH):
        prefix, separator, stem = infinitive.rpartition("|")
        yield Tag.ENDED, participle
        yield Tag.ENDING, noun
        yield Tag.TO_END, f"{prefix} te {stem}".strip()
        if present != "-":
            yield from ((Tag.PULLS if separator else Tag.ENDS_IT, form) for form in (present, past, pasts, stem))


def _english() -> Iterator[tuple[Tag, str]]:
    for infinitive, past, participle, ending, noun in _rows(_ENGLISH):
        yield Tag.ENDED, participle
        yield Tag.ENDING, noun
        yield Tag.TO_END, f"to {infinitive}"
        yield from ((Tag.ENDS_IT, form) for form in (past, ending, f"{infinitive}s"))


def _rows(table: str) -> Iterator[list[str]]:
    return (row.split() for row in table.strip().splitlines())


def forms_of_ending() -> dict[Tag, tuple[str, ...]]:
    """The forms of every verb, by what each does in a sentence; what is past and participle at once is a participle."""
    forms: dict[str, Tag] = {}
    for tag, form in (*_dutch(), *_english()):
        if form != "-":
            forms.setdefault(form, tag)
    return {tag: tuple(form for form, its in forms.items() if its is tag) for tag in set(forms.values())}


SEPARABLE = frozenset(
    (form, infinitive.partition("|")[0])
    for infinitive, *finite, _, _ in _rows(_DUTCH)
    for form in (*finite, infinitive.partition("|")[2])
    if "|" in infinitive and "-" not in finite
)
"""First and second half of a verb: "trekt … in" ends a thing, "zet … in" does not."""
HAVE = frozenset({"heeft", "hebben", "has", "have", "had", "hadden"})
"""What makes a participle active: "heeft deze gids vervangen"."""
