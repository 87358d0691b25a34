"""The words by which pages, in Dutch and English, speak of themselves and of their end.

One table: what a word does in a sentence, and the words that do it. To have a new way of saying it understood, add the word
to its row. A phrase of several words stands between commas like any word; the longest phrase wins.
"""

from enum import StrEnum


class Tag(StrEnum):
    """What a word does in a sentence; one letter, so that a sentence is a string that patterns can be laid on."""

    SELF = "S"
    """The page: "deze handreiking". Put together from the next ones."""
    MAYBE_SELF = "s"
    """"het document", "versie 2.0": the page, where it is the subject."""
    POINTER = "T"
    DEFINITE = "D"
    INDEFINITE = "I"
    EDITION = "G"
    PAGE = "P"
    DOCUMENT = "N"
    CONTENT = "C"
    PRONOUN = "h"
    OLD = "o"
    NEW = "u"
    LATEST = "t"
    SUCCESSOR = "O"
    ENDED = "e"
    """Said of what has ended: a participle or an adjective."""
    ENDS = "E"
    REPLACED = "r"
    REPLACED_BY = "M"
    """Participle with its own preposition; what follows is the successor."""
    ABSORBED_BY = "K"
    """The same, said as well of what only got another keeper: it counts where what follows is a document."""
    REPLACES = "R"
    SUCCEEDS = "J"
    """Between the successor and what it succeeds: "de opvolger van"."""
    INSTEAD = "Q"
    """Between what to use and what no longer to use: "in plaats van"."""
    KEPT = "v"
    """Said of what holds, and with "no longer" of what does not."""
    HOLDS = "V"
    NO_LONGER = "z"
    NOT = "x"
    IF = "d"
    MAY = "m"
    WILL = "f"
    WHICH = "q"
    BE = "b"
    CONTAINS = "H"
    EXISTS = "X"
    SHOWING = "l"
    OUT = "c"
    REFER = "i"
    ALERT = "L"
    STATUS = "A"
    BY = "y"
    PREPOSITION = "p"
    AND = "k"
    ADVERB = "a"
    TIME = "~"
    NUMBER = "0"
    NAME = "W"
    """Any other word with a capital."""
    WORD = "w"


WORDS: dict[Tag, str] = {
    Tag.POINTER: "deze, dit, onderhavige, onderstaande, bovenstaande, this, these, the present, the above",
    Tag.DEFINITE: "de, het, the",
    Tag.INDEFINITE: "een, a, an",
    Tag.PRONOUN: "it, they, hij, zij, ze",
    Tag.OLD: """
        verouderde, oude, oudere, gearchiveerde, achterhaalde, gedateerde, niet-actuele, vroegere, eerdere, vorige
        historische
        old, older, previous, earlier, legacy, historical, historic
    """,
    Tag.NEW: """
        nieuwe, nieuwere, recentere, recente, herziene, geactualiseerde, bijgewerkte, vernieuwde, meer recente
        new, newer, more recent, updated, revised, more up-to-date
    """,
    Tag.LATEST: """
        meest recente, nieuwste, laatste, actuele, huidige, meest actuele
        latest, most recent, current, newest, most current, most up-to-date
    """,
    Tag.SUCCESSOR: "opvolger, vervanger, successor, replacement",
    Tag.ENDED: """
        vervallen, te vervallen, komen te vervallen, vervallen verklaard, ingetrokken, teruggetrokken, verouderd
        gedateerd, achterhaald
        gearchiveerd, opgeheven, beëindigd, afgevoerd, afgeschaft, uitgefaseerd, stopgezet, buiten werking gesteld
        buiten gebruik gesteld, buiten gebruik, uit gebruik genomen, uit de handel genomen, uit roulatie genomen
        uit de circulatie genomen
        alleen nog van historisch belang, alleen nog historische waarde, alleen nog ter naslag
        zijn geldigheid verloren, haar geldigheid verloren, geen geldigheid meer, geen status meer
        offline gehaald, niet-actueel
        withdrawn, obsolete, outdated, out of date, out-of-date, deprecated, archived, retired, discontinued
        rescinded, revoked
        repealed, expired, lapsed, end-of-life, end of life, phased out, decommissioned, sunset, sunsetted
        taken offline
        taken out of service, cancelled, annulled, lost its validity, for historical reference only
        for historical purposes only, unmaintained, unsupported
    """,
    Tag.ENDS: """
        vervalt, verviel, verliest zijn geldigheid, verliest haar geldigheid, verliest de geldigheid
        verliest geldigheid, houdt op te gelden
        expires, lapses, ceases to apply, ceases to be valid, ceases to have effect, ceased to apply
        ceased to be valid, ceased to have effect
    """,
    Tag.REPLACED: "vervangen, opgevolgd, afgelost, superseded, replaced, succeeded, obsoleted, supplanted, superceded",
    Tag.REPLACED_BY: """
        overgegaan in, opgegaan in, samengevoegd met, samengevoegd in, geïntegreerd in, ondergebracht in
        plaatsgemaakt voor
        plaats gemaakt voor, vernieuwd en heet nu, voortgezet als, voortgezet in, verdergegaan als, omgezet in
        merged into, merged with, folded into, incorporated into, absorbed into, absorbed by, subsumed by, subsumed into
        integrated into, consolidated into, rolled into, given way to, made way for, replaced with, superseded with
        retired in favour of, retired in favor of, deprecated in favour of, deprecated in favor of
    """,
    Tag.ABSORBED_BY: "overgenomen door, herzien als, verwerkt in, revised by, taken over by, continued as",
    Tag.REPLACES: """
        vervangt, supersedes, replaces, obsoletes, succeeds, supplants, has replaced, has superseded, have replaced
    """,
    Tag.SUCCEEDS: """
        in de plaats gekomen van, in de plaats getreden van, in de plaats van, de opvolger van, opvolger van
        de vervanger van
        vervanger van, ter vervanging van, the successor to, the successor of, successor to, the replacement for
        the replacement of
        taken the place of, takes the place of
    """,
    Tag.INSTEAD: "in plaats van, instead of, rather than",
    Tag.KEPT: """
        geldig, actueel, van kracht, van toepassing, up-to-date, up to date, in gebruik, onderhouden, bijgewerkt
        bijgehouden, ondersteund, geactualiseerd, gebruikt, beheerd, doorontwikkeld, aangeboden, uitgegeven, verstrekt
        leidend
        verspreid, aangevuld, herzien, toegepast, bruikbaar, relevant, in onderhoud, in beheer, geldend, leverbaar
        te bestellen
        valid, maintained, supported, in force, applicable, in use, developed, recommended
        active, actively maintained, in effect, effective, being updated, being maintained, being supported
        being developed
        endorsed, accurate, kept up to date, offered, reviewed, authoritative
    """,
    Tag.HOLDS: """
        geldt, gelden, applies, apply, maintain, maintains, support, supports, update, updates, recommend, recommends
        endorse, develop
        klopt, voldoet, volstaat, reflects, reflect, onderhoudt, ondersteunt, beheert
    """,
    Tag.NO_LONGER: "niet meer, niet langer, no longer, anymore, any longer, any more, not longer",
    Tag.NOT: """
        niet, geen, nooit, nog niet, nog steeds niet, not, never, not yet, no, nor, noch, evenmin, geenszins
        geen plannen, no plans
    """,
    Tag.IF: """
        als, indien, wanneer, mocht, tenzij, totdat, zodra, voordat
        if, when, whenever, unless, until, whether, once, should this, in case
    """,
    Tag.MAY: """
        kan, kunnen, mag, mogen, moet, moeten, zou, zouden, mogelijk, wellicht, misschien, hoeft, hoeven, wil, willen
        sommigen, critici, critics, hoe, controleer, controleert, nagaan, ga na, vraag, waarom
        may, might, can, could, must, should, would, possibly, perhaps, to be, how, check, why, where
    """,
    Tag.WILL: """
        zal, zullen, naar verwachting, verwacht, volgens planning, te zijner tijd, op termijn, van plan, voornemens
        overwogen, gepland
        will, shall, going to be, expected, planned, scheduled, intended, due to be, under consideration, set to be
    """,
    Tag.WHICH: """
        die, dat, waar, waarin, waarmee, waarop, waardoor, welke, wat, om, omdat, aangezien, which, that, who, whose
        what, because
    """,
    Tag.BE: """
        is, zijn, wordt, worden, werd, werden, was, waren, heeft, hebben, had, komt, komen, bestaat, bleek, blijkt
        is geworden
        are, were, has been, have been, had been, is being, are being, was being, exists, has, have, has become
        has now been
        has since been, have since been, has also been, has recently been, has formally been, has officially been
        is hereby
    """,
    Tag.CONTAINS: "bevat, bevatten, contains, contain",
    Tag.EXISTS: """
        er is, is er, bestaat er, er bestaat, er zijn, er staat, er kwam, er verscheen, there is, there exists
    """,
    Tag.SHOWING: """
        u bekijkt, u leest, u ziet, je bekijkt, je leest, dit is, dit betreft, this is, you are viewing, you are reading
        you are looking at, you're viewing, you're reading, you’re viewing, you’re reading, you are currently viewing
    """,
    Tag.OUT: """
        beschikbaar, verschenen, gepubliceerd, uitgebracht, te vinden, vastgesteld, uitgekomen, te downloaden, online
        verkrijgbaar
        available, published, released, issued, out, can be found, may be found, is to be found
    """,
    Tag.REFER: """
        gebruik, zie, raadpleeg, bekijk, ga naar, lees, download, u vindt, je vindt, verwijzen u naar
        verwijzen wij u naar
        use, see, refer to, go to, consult, view, visit, please use, please see, please refer to
    """,
    Tag.ALERT: """
        let op, attentie, belangrijk, waarschuwing, opmerking, noot, mededeling, let op dat, houd er rekening mee dat
        melding
        note, notice, warning, important, please note, please note that, note that, please be aware that
        be aware that, attention
    """,
    Tag.STATUS: "status, documentstatus, status document, status norm",
    Tag.BY: "door, by",
    Tag.PREPOSITION: """
        van, voor, in, op, met, bij, uit, over, naar, na, per, sinds, vanaf, met ingang van, door middel van, tussen
        onder, zonder
        tot, tot en met, wegens, vanwege, volgens, conform, namens, aan, tegen, tijdens, via, of, for, on, with, from
        at, to, into, since, as of
        through, under, within, without, between, about, following, due to, because of, as, ten gunste van
    """,
    Tag.AND: "en, and, or, maar, but, dus, alsook, alsmede, as well as, &",
    Tag.ADVERB: """
        inmiddels, nu, recent, recentelijk, onlangs, officieel, definitief, sindsdien, helaas, geheel, volledig
        intussen, ondertussen
        formeel, reeds, al, alsnog, daarom, dan ook, ook, per direct, direct, echter, deels, gedeeltelijk, binnenkort
        hiermee, hierbij
        daarmee, daarop, tijdelijk, eerder, later, thans, momenteel, sedertdien, dan, er, weer, wel, zelf, inhoudelijk
        grotendeels
        now, recently, formally, also, officially, already, hereby, therefore, meanwhile, then, fully, partly, entirely
        effectively, currently, technically, subsequently, permanently, long, thus, considered, beschouwd als, sterk
        erg, enigszins
        inhoudelijk gezien, nog slechts, in zijn geheel, in haar geheel, in its entirety, in full, in part, als naslag
        als naslagwerk, ter naslag, als archief, for reference, in plaats daarvan, in plaats hiervan, instead
        now being, both, zowel, zeer
    """,
    Tag.TIME: """
        week, weken, maand, jaar, dag, keer, kwartaal, moment, year, month, day, time, reden, reason, geval, case
        manier, way
    """,
}

LAWS = "regeling, verordening, wet, besluit, regulation, directive, richtlijn, act, law"
"""A name that begins with one of these is the name of somebody's law, not of the page."""
