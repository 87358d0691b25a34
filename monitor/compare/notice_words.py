"""The words by which pages, in Dutch and English, speak of themselves and of their end.

One table: what a word does in a sentence, and the words that do it. To have a new way of saying it understood, add the word
to its row; a verb of ending goes to `notice_verbs`, with its forms. A phrase of several words stands between commas like any
word; the longest phrase wins.
"""

from monitor.compare.notice_tags import Tag
from monitor.compare.notice_verbs import forms_of_ending
from monitor.compare.self_reference import words_of

_ROWS: dict[Tag, str] = {
    Tag.POINTER: """
        de hier gepubliceerde, het hier gepubliceerde, de hier aangeboden, het hier aangeboden
        deze, dit, onderhavige, onderstaande, bovenstaande, bijgevoegde, de bijgevoegde, voorliggende, de onderhavige
        de onderstaande, de bovenstaande, de voorliggende, het onderhavige, het onderstaande, het bovenstaande
        this, these, the present, the above, the attached, the accompanying, the enclosed, the below
    """,
    Tag.DEFINITE: "de, het, the",
    Tag.INDEFINITE: "een, a, an",
    Tag.PRONOUN: "it, they, hij, zij, ze",
    Tag.DOCUMENT: """
        good practice, code of practice, knowledge base, body of knowledge, white paper, questions and answers, veelgestelde vragen, blog post
        cheat sheet, fact sheet, self assessment, standard operating procedure
    """,
    Tag.OLD: """
        verouderde, oude, oudere, gearchiveerde, achterhaalde, gedateerde, niet-actuele, vroegere, eerdere, vorige
        historische
        old, older, previous, earlier, legacy, historical, historic
    """,
    Tag.OLD_ONE: """
        archiefversie, archiefpagina, archiefexemplaar, archiefdocument, archiefkopie, archiefstuk, archived copy
        archival copy, archival version
    """,
    Tag.NEW: """
        later one, newer one, more recent one, latere
        nieuw, nieuwe, nieuwere, recentere, recente, herziene, geactualiseerde, bijgewerkte, vernieuwde, meer recente, actuelere
        new, newer, more recent, updated, revised, more up-to-date
    """,
    Tag.LATEST: """
        meest recente, nieuwste, laatste, actuele, huidige, meest actuele, geldende, vigerende
        latest, most recent, current, newest, most current, most up-to-date
    """,
    Tag.SUCCESSOR: """
        opvolger, vervanger, successor, replacement, vervangend, vervangende, opvolgend, opvolgende, superseding, succeeding
        replacing document, superseded-by
    """,
    Tag.ENDED: """
        archived by the owner, archived by its owner, archived by its leaders, archived by its authors
        for archival purposes only, solely for historical purposes, bedoeld voor historische doeleinden
        alleen beschikbaar als naslag, uitsluitend als naslag, voor archiefdoeleinden, als archiefstuk, als archiefexemplaar
        van de lijst verwijderd, van de lijst gehaald, van de lijst afgevoerd, van de lijst geschrapt, removed from the list
        vervallen, te vervallen, komen te vervallen, vervallen verklaard, nietig verklaard, verouderd, gedateerd, achterhaald
        buiten werking gesteld, buiten werking, buiten gebruik gesteld, buiten gebruik, uit gebruik genomen, uit gebruik
        uit de handel genomen, uit de handel gehaald, uit de handel, uit roulatie genomen, uit roulatie gehaald, uit roulatie
        uit de roulatie genomen, uit de roulatie gehaald, uit de roulatie, uit de circulatie genomen, uit de circulatie gehaald
        uit productie genomen, uit het aanbod genomen, uit het aanbod gehaald
        uit de tijd, uit beheer genomen, uit beheer, uit onderhoud, ter ziele
        alleen nog van historisch belang, alleen nog historische waarde, alleen nog ter naslag, van historisch belang, niet meer gebruiken, niet verlengd, not renewed, niet hernieuwd
        zijn gelding verloren, haar gelding verloren, zijn kracht verloren, haar kracht verloren, zijn rechtsgeldigheid verloren, haar rechtsgeldigheid verloren
        zijn geldigheid verloren, haar geldigheid verloren, zijn werking verloren, haar werking verloren, de werking verloren
        zijn waarde verloren, haar waarde verloren, zijn status verloren, haar status verloren, zijn rechtskracht verloren, haar rechtskracht verloren, geen geldigheid meer
        geen status meer, geen waarde meer, geen werking meer, geen actuele status meer, geen formele status meer
        geen officiële status meer, geen rechtskracht meer, geen betekenis meer
        voorbij de houdbaarheidsdatum, over de datum, verlopen, offline gehaald, offline gegaan, niet-actueel
        ingehaald door de tijd, door de tijd ingehaald
        passed its review date, past its review date, passed its expiry date, past its expiry date, archived
        reached end of life, reached its end of life, reached the end of its life, reached end-of-life
        obsolete, outdated, out of date, out-of-date, outmoded, defunct, superannuated
        expired, lapsed, end-of-life, end of life, phased out, taken offline
        taken out of service, taken out of circulation, out of circulation, retracted
        struck from the list
        lost its effect, lost its legal force, lost its validity, lost its force, lost its status, lost its relevance, outlived its usefulness, run its course
        for historical reference only, for historical purposes only, unmaintained
    """,
    Tag.SPENT: """
        dood, ongeldig, ongeldig verklaard, inactief, dead, dormant, pulled
        dropped, shelved, verjaard, inactive, stale, sunset, taken down, uit de lucht gehaald, uit de lucht, met pensioen, struck off, unsupported
        geannuleerd, geschrapt, cancelled, scrapped, abandoned, invalidated, afgelast, afgedankt, opgeheven
        in onbruik geraakt, in onbruik, overbodig geworden
        closed down, removed from circulation, withdrawn from circulation
    """,
    Tag.ENDS: """
        blijft alleen beschikbaar als naslag, blijft beschikbaar als naslag, blijft alleen ter naslag beschikbaar, blijft alleen als naslag beschikbaar
        no longer reflects, no longer represents, no longer has any effect, no longer has effect, sluit niet meer aan
        geeft niet meer de actuele, was valid until, was in force until, gold tot
        was geldig tot, gold tot en met, was geldig tot en met, was van kracht tot, was van kracht tot en met
        vervalt, verviel, verliest zijn geldigheid, verliest haar geldigheid, verliest de geldigheid
        verliest geldigheid, verliest zijn werking, verliest haar werking, houdt op te gelden
        verloor zijn geldigheid, verloor haar geldigheid, verloor zijn werking, verloor haar werking
        expires, lapses, ceases to apply, ceases to be valid, ceases to have effect, ceased to apply
        ceased to be valid, ceased to have effect, ceased to be in force, receives no further updates, receives no more updates
        gets no further updates, gets no more updates, krijgt geen updates meer, ontvangt geen updates meer
        krijgt geen onderhoud meer, went out of date, went out of use, stands withdrawn, stands repealed
        stands rescinded, stands revoked
        reached the end of its term, reached the end of its validity, loses its validity
    """,
    Tag.REPLACED: """
        vervangen, opgevolgd, afgelost, superseded, replaced, succeeded, obsoleted, supplanted, superceded, displaced
    """,
    Tag.REPLACED_BY: """
        incorporated in
        samengegaan met, overtaken by
        overgegaan in, opgegaan in, samengevoegd met, samengevoegd in, samengevoegd tot, geïntegreerd in
        ondergebracht in, gefuseerd met, versmolten met, gebundeld in
        plaatsgemaakt voor, plaats gemaakt voor, vernieuwd en heet nu, voortgezet als, voortgezet in, verdergegaan als
        verder gegaan als, omgezet in, omgezet naar, omgevormd tot, omgebouwd tot, omgewerkt tot, uitgewerkt tot
        doorontwikkeld tot, verder ontwikkeld tot, uitgegroeid tot, uitgebouwd tot, herschreven tot, herschreven als
        herschreven en uitgebracht als, overgezet naar
        ingeruild voor, verruild voor, ingewisseld voor, ingehaald door, achterhaald door, opgeslokt door, geabsorbeerd door
        merged into, merged with, merged in, folded into, folded in, incorporated into, absorbed into, absorbed by, subsumed by
        subsumed into, subsumed under, subsumed within, subsumed in, integrated into, consolidated into
        rolled into, rolled up into, given way to, made way for
        replaced with, replaced in full by, superseded with, swapped for, evolved into, grown into
        converted into, transitioned to, rewritten as, reissued as
        republished as, relaunched as, re-released as
        eclipsed by, made obsolete by, rendered obsolete by, retired in favour of, retired in favor of
    """,
    Tag.ABSORBED_BY: """
        geïntegreerd met, gebundeld met, gecombineerd met, integrated with, renamed to, renamed as, renamed the
        hernoemd tot, hernoemd naar, omgedoopt tot, omgedoopt in, rebranded as, rebranded to
        split into, opgesplitst in, gesplitst in
        overgenomen door, overgenomen in, herzien als, verwerkt in, opgenomen als, revised by, taken over by
        continued as, voortgezet onder de naam, carried on as, carried forward in
        carried forward into, verhuisd naar de handreiking
    """,
    Tag.YIELDS_TO: """
        maakt plaats voor, maakte plaats voor, gaat op in, ging op in, gaat over in, ging over in, gaat verder als
        ging verder als, gaat verder onder de naam, leeft voort in, leeft voort als, leeft verder in, leeft verder als
        heet voortaan, heet nu, heet tegenwoordig, heet inmiddels, wordt voortgezet als, wordt voortgezet in
        makes way for, gives way to, gave way to, merges into, merges with, goes on as
        lives on as, lives on in, continues as, continues under the name, is now called
        is now titled
    """,
    Tag.MOVED: """
        vindt u nu in, vindt u voortaan in, vindt u tegenwoordig in, vind je nu in, staat nu in, staat voortaan in, staan nu in
        opgenomen in, verplaatst naar, verhuisd naar, overgeheveld naar, overgebracht naar, ingevoegd in, terechtgekomen in
        terug te vinden in, voortaan te vinden in, nu te vinden in, onderdeel geworden van, nu onderdeel van
        inmiddels onderdeel van, voortaan onderdeel van
        moved to, moved into, migrated to, relocated to, now part of, now forms part of
        now found in, now covered by
    """,
    Tag.ENDING: """
        datum intrekking, datum van intrekking, intrekkingsdatum, datum vervallen, datum ingetrokken, datum buiten werking
        buitenwerkingstelling, withdrawal date, date of withdrawal, date withdrawn, retirement date, date retired
        date of repeal, revocation date, rescission date, date rescinded, date archived
    """,
    Tag.FAVOUR: "ten gunste van, ten faveure van, in favour of, in favor of",
    Tag.UPKEEP: """
        onderhoud, beheer, ondersteuning, doorontwikkeling, actualisatie, actualisering, geldigheid, geldigheidsduur
        geldigheidstermijn, looptijd, gebruiksduur, werking, werkingsduur, houdbaarheid, levensduur
        maintenance, maintaining, supporting, updating, developing, upkeep, validity, validity period, curation
        period of validity, stewardship, development
    """,
    Tag.CEASED: """
        eindigde, eindigt, verstreek, verstrijkt
        gestopt, geëindigd, verstreken, afgelopen, gestaakt, ten einde, ten einde gekomen, ten einde gelopen, tot een einde gekomen
        opgehouden, stilgelegd
        ended, ceased, stopped, come to an end, elapsed, halted, wound down
    """,
    Tag.USE_OF: "het gebruik van, gebruik van, the use of, use of, using",
    Tag.USED: """
        gebruikt, toegepast, gehanteerd, gevolgd, geraadpleegd, aangehouden, te te toe te passen
        gebruiken, hanteren
        used, relied on, relied upon, followed, consulted, referenced, cited, to use, to be used, be used
    """,
    Tag.DISCOURAGED: """
        afgeraden, ontraden, discouraged, advise against, advises against, recommend against, recommends against
        please stop using, stop met het gebruik van, stop het gebruik van
    """,
    Tag.AWAY: "af",
    Tag.ADVISING: "raden, raadt, raadden",
    Tag.NO_UPKEEP: """
        geen onderhoud meer, geen ondersteuning meer, geen beheer meer, geen updates meer, geen actualisaties meer
        geen nieuwe versies meer, geen aanvullingen meer, geen rechten meer, geen conclusies meer, geen vertrouwen meer
        no further updates, no more updates, no further support, no more support
        no further maintenance, no more maintenance, no new versions, no further versions, no further releases
        no further revisions, no further changes, no further work, no further development
    """,
    Tag.TENDS: "werken, werkt, houden, houdt, bieden, biedt, vullen, vult",
    Tag.DECIDED: """
        besloten, decided
        ingestemd met, besloten tot, besloten over te gaan tot, akkoord gegaan met
    """,
    Tag.HERE: """
        op deze pagina, op deze webpagina, op deze site, op deze website, on this page, on this webpage, on this site, below, above, hieronder, hierboven
        op deze plek, op deze plaats
    """,
    Tag.REPLACES: """
        vervangt, verving, supersedes, replaces, obsoletes, succeeds, supplants
        has replaced, has superseded, have replaced, have superseded, has succeeded, has supplanted, has obsoleted
        cancels and replaces
    """,
    Tag.FOLLOWS: "volgt, volgde, lost, loste, verliest, verloor, loses",
    Tag.SUCCEEDS: """
        als opvolger van, as successor to, as the successor to, as a replacement for
        in de plaats gekomen van, in de plaats getreden van, in de plaats van, de opvolger van, opvolger van
        de vervanger van, de plaats overgenomen van, het overgenomen van, de rol overgenomen van, het stokje overgenomen van
        vervanger van, ter vervanging van, the successor to, the successor of, successor to
        successor of, took the place of, took over from, takes over the role of, took over the role of
        the replacement for, replacement for, the replacement of, neemt de plaats in van, nam de plaats in van
        de plaats ingenomen van, taken the place of, takes the place of, taken over from, takes over from
    """,
    Tag.PLACE_OF: "de plaats van, de rol van, de functie van, de taak van, the place of, the role of",
    Tag.TAKEN: """
        in de plaats gekomen
        ervoor in de plaats, daarvoor in de plaats, hiervoor in de plaats
        ingenomen, overgenomen, taken over
        ervoor in de plaats gekomen, daarvoor in de plaats gekomen, hiervoor in de plaats gekomen
    """,
    Tag.INSTEAD: "in plaats van, instead of, rather than",
    Tag.KEPT: """
        geldig, toegestaan, actueel, van kracht, van toepassing, up-to-date, up to date, in gebruik, onderhouden, bijgewerkt
        bijgehouden, ondersteund, geactualiseerd, beheerd, doorontwikkeld, aangeboden, uitgegeven, verstrekt, uitgeleverd
        leidend, verspreid, aangevuld, herzien, bruikbaar, relevant, in onderhoud, in beheer, geldend
        bij de tijd, juist, correct, accuraat, betrouwbaar, toereikend, passend, toepasbaar, aanbevolen, aangeraden
        geadviseerd, onderschreven, gesteund, actueel gehouden, up-to-date gehouden, up to date gehouden
        gevuld, gereviseerd, getoetst, gecontroleerd, nagekeken, verder ontwikkeld, werkzaam, bindend, verbindend, maatgevend
        richtinggevend, voorgeschreven, rechtsgeldig, in omloop, in roulatie, van deze tijd, in ontwikkeling
        valid, permitted, maintained, supported, in force, applicable, in use, developed, recommended
        active, actively maintained, actively developed, actively supported, actively updated, in effect, effective
        being updated, being maintained, being supported, being developed, being kept up to date, being reviewed, being revised
        endorsed, accurate, kept up to date, kept current, kept up-to-date, offered, reviewed, authoritative, reliable
        in operation, in circulation, operative, operational, binding, advised, considered current, considered valid
        considered accurate, considered up to date, considered best practice, best practice, curated, serviced
        distributed, fit for purpose, suitable, adequate, complete, usable, normative, official
        extended, under maintenance, under development, in development
    """,
    Tag.HOLDS: """
        beheren, ondersteunen, onderhouden we, onderhouden wij
        geldt, gelden, applies, apply, maintain, maintains, support, supports, update, updates, recommend, recommends
        endorse, endorses, develop, develops, stands, holds
        klopt, kloppen, voldoet, volstaat, reflects, reflect, represents, represent, onderhoudt, ondersteunt, beheert
        actualiseert, actualiseren, strookt
    """,
    Tag.NO_LONGER: "niet meer, niet langer, no longer, anymore, any longer, any more, nergens meer",
    Tag.NOT: """
        bijna, almost, nearly, haast, nearly all
        niet, geen, nooit, nog niet, nog steeds niet, not, never, not yet, no, nor, noch, evenmin, geenszins
        geen plannen, no plans, none, n/a, n.v.t, nvt, onbekend, nog niet bekend, unknown, tbd
        geen enkele, nog geen
    """,
    Tag.IF: """
        alleen bij, alleen na, alleen door, alleen in geval, uitsluitend bij, uitsluitend na, uitsluitend door, slechts bij, slechts na
        enkel bij, enkel na, only upon, only on, only after, only by, only in, only with, solely upon, solely in, not before
        als, indien, wanneer, mocht, tenzij, totdat, zodra, voordat
        if, when, whenever, unless, until, whether, once, should this, in case, provided that, as soon as
    """,
    Tag.MAY: """
        stelling, voorbeeldtekst, voorbeeldzin, sample text, example text, for example, bijvoorbeeld, zet bovenaan, plaats bovenaan
        plaats de melding, voeg de melding, add a banner, mark, markeer
        kan, kunnen, mag, mogen, moet, moeten, zou, zouden, mogelijk, wellicht, misschien, hoeft, hoeven, wil, willen
        sommigen, critici, critics, hoe, controleer, controleert, nagaan, ga na, vraag, waarom, kon, konden, zodat
        overweegt, overwegen, stelt voor, voorstel om
        may, might, can, could, must, should, would, possibly, perhaps, to be, how, check, why, where, considers
        considering, proposes, proposed, believe, believes, argue, argues, claim, claims, think
        suggests, ought
    """,
    Tag.WILL: """
        zal, zullen, naar verwachting, verwacht, volgens planning, te zijner tijd, op termijn, van plan, voornemens
        overwogen, gepland
        will, shall, going to be, expected, planned, scheduled, intended, due to be, under consideration, set to be
        plans to, intends to
    """,
    Tag.WHICH: """
        die, dat, waar, waarin, waarmee, waarop, waardoor, welke, wat, om, omdat, aangezien, which, that, who, whose
        what, because
    """,
    Tag.BE: """
        is, zijn, wordt, worden, werd, werden, was, waren, heeft, hebben, had, komt, komen, bestaat, bleek, blijkt
        is geworden, hadden, raakte, geldt als, gelden als
        are, were, has been, have been, had been, is being, are being, was being, exists, has, have, has become
        has now been, got, gets, became, is deemed, is considered, is regarded as, is to be considered
        has since been, have since been, has also been, has recently been, has formally been, has officially been
        is hereby, being
    """,
    Tag.CONTAINS: "bevat, bevatten, contains, contain",
    Tag.EXISTS: """
        er is, is er, bestaat er, er bestaat, er zijn, er staat, er kwam, er verscheen, there is, there exists, there's
        er ligt, ligt er, verscheen er
    """,
    Tag.SHOWING: """
        u bevindt zich op, je bevindt je op, you are on, u hier vindt, je hier vindt, u hier leest, you find here
        u nu bekijkt, u nu leest, u nu ziet, u nu raadpleegt, u momenteel bekijkt, u op dit moment bekijkt, u hier bekijkt, u hier ziet, je nu bekijkt, je nu leest, je nu ziet
        waarvan u hier de tekst leest, waarvan u de tekst leest, waarvan u hier de tekst vindt, u voor u hebt, u voor u heeft
        you are now viewing, you are now reading, you are currently reading, you now see, you see here, you have before you, in front of you, before you, hier te vinden is
        you are visiting, you are consulting, u bezoekt, u raadpleegt, u bekijkt, u leest, u ziet, je bekijkt, je leest, dit is, dit betreft, this is, you are viewing, you are reading
        you are looking at, you're viewing, you're reading, you’re viewing, you’re reading, you are currently viewing
        you have opened, you are browsing, u kijkt naar, je kijkt naar
    """,
    Tag.OUT: """
        beschikbaar, verschenen, gepubliceerd, uitgebracht, te vinden, vastgesteld, uitgekomen, te downloaden, online
        verkrijgbaar, gereed, klaar, voorhanden, leverbaar, te bestellen, in werking getreden, van kracht geworden
        available, published, released, issued, out, can be found, may be found, is to be found, in place, come out, came out
        appeared, been adopted, adopted, launched
    """,
    Tag.REFER: """
        gebruik, zie, raadpleeg, bekijk, ga naar, lees, download, u vindt, je vindt, verwijzen u naar, kijk op, kijk in
        verwijzen wij u naar, ga voor de actuele informatie naar, ga voor actuele informatie naar
        ga voor de actuele versie naar, ga voor de nieuwste versie naar, ga voor de meest recente versie naar
        kijk voor de actuele informatie op, kijk voor actuele informatie op, stap over op, stap over naar, maak gebruik van
        u kunt terecht bij, u kunt terecht in, wij verwijzen u naar, we verwijzen u naar, we verwijzen je naar, hanteer
        werk met
        use, see, refer to, go to, consult, view, visit, please use, please see, please refer to, please consult, please visit
        please go to, turn to, look at, switch to, we refer you to, readers should consult
        readers are referred to, users are referred to, users should use, readers should use, readers should refer to
        users should refer to, users should consult, instead use
    """,
    Tag.ALERT: """
        wij wijzen u erop dat, wij wijzen erop dat, we wijzen je erop dat, wij attenderen u erop dat, houd er dus rekening mee dat
        please be advised that, please be informed that, users should note that, readers should note that, it should be noted that
        let op, attentie, belangrijk, waarschuwing, opmerking, noot, mededeling, let op dat, houd er rekening mee dat
        melding, nota bene, archief, kennisgeving, disclaimer
        belangrijke mededeling
        note, notice, warning, important, please note, please note that, note that, please be aware that, nb, n.b
        be aware that, attention, archive, archived content, archived page, historical document, historical content
        archived document, withdrawal notice, editor's note, caution, heads up, important notice
    """,
    Tag.STATUS: """
        status, documentstatus, status document, status norm, document status, current status, huidige status
        validity status, state, levensfase, lifecycle, lifecycle status, publicatiestatus
        publication status, beheerstatus, toestand, version status, versiestatus, status van dit document
        status of this document, status van deze publicatie
    """,
    Tag.BY: "door, by",
    Tag.PREPOSITION: """
        m.i.v., d.d., dd, i.v.m., per besluit van, bij besluit van
        van, voor, in, op, met, bij, uit, over, naar, na, per, sinds, vanaf, met ingang van, door middel van, tussen
        onder, zonder, ingaande, met terugwerkende kracht tot, effectief per, with effect from, effective from, effective as of
        tot, tot en met, wegens, vanwege, volgens, conform, namens, aan, tegen, tijdens, via, of, for, on, with, from
        at, to, into, since, as of, as from, starting, upon
        through, under, within, without, between, about, following, due to, because of, as
    """,
    Tag.AND: "en, and, or, maar, but, dus, alsook, alsmede, as well as, &, en daarmee, en dus, and therefore, and thus",
    Tag.ADVERB: """
        inmiddels, nu, recent, recentelijk, onlangs, officieel, definitief, sindsdien, helaas, geheel, volledig
        intussen, ondertussen, eigenlijk, feitelijk, simpelweg, echt, allang, met onmiddellijke ingang
        formeel, reeds, al, alsnog, daarom, dan ook, ook, per direct, direct, echter, deels, gedeeltelijk, binnenkort
        hiermee, hierbij, met terugwerkende kracht, naderhand, uiteindelijk, vervolgens, in feite
        daarmee, daarop, tijdelijk, eerder, later, thans, momenteel, sedertdien, dan, er, weer, wel, zelf, inhoudelijk
        grotendeels, bij bestuursbesluit, in overleg, actief, op dit moment, verder
        now, recently, also, officially, already, hereby, therefore, meanwhile, then, fully, partly, entirely
        effectively, currently, technically, subsequently, permanently, long, thus, considered, beschouwd als, sterk
        erg, enigszins, since then, long since, largely, completely, totally, simply, eventually, quietly, finally
        inhoudelijk gezien, nog slechts, in zijn geheel, in haar geheel, in its entirety, in full, in part, als naslag
        als naslagwerk, ter naslag, als archief, for reference, in plaats daarvan, in plaats hiervan, instead, actively
        now being, both, zowel, zeer, voortaan, vanaf nu, van nu af aan, in het vervolg, from now on, henceforth
        in future, with immediate effect, as such, going forward, hence, in the meantime
    """,
    Tag.TIME: """
        mevrouw, meneer, dhr, mw, mrs, ms, prof
        week, weken, maand, jaar, dag, keer, kwartaal, moment, year, month, day, time, reden, reason, geval, case
        manier, way, vervalt na, vervalt bij, vervalt zodra, vervalt pas, vervalt eerst, expires only, lapses only, verloopt na, expires after, expires upon, lapses after, lapses upon
        windows, android, chrome, firefox, linux, wordpress, drupal, java, python, ios, macos
        artikel is vervallen, artikel vervalt, artikel is ingetrokken
    """,
    Tag.WORD: """
        archived by, gearchiveerd door
        goed verlopen, voorspoedig verlopen, soepel verlopen, succesvol verlopen, naar wens verlopen, vlot verlopen
        volgens plan verlopen, te laat, new to
    """,
}


def _with_verbs(rows: dict[Tag, str]) -> dict[Tag, tuple[str, ...]]:
    """The table with the forms of the verbs; where both have a word, the table says what it does."""
    words = {tag: tuple(words_of(row)) for tag, row in rows.items()}
    listed = {word for row in words.values() for word in row}
    forms = {tag: tuple(form for form in row if form not in listed) for tag, row in forms_of_ending().items()}
    return {tag: words.get(tag, ()) + forms.get(tag, ()) for tag in Tag if tag in words or tag in forms}


WORDS = _with_verbs(_ROWS)

LAWS = "regeling, verordening, wet, besluit, regulation, directive, richtlijn, act, law"
"""A name that begins with one of these is the name of somebody's law, not of the page."""
