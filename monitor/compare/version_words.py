"""The words by which lines, in Dutch and English, tell their own version, or that it is another's; commas between phrases."""

LABELS = """
    versie, version, vers, ver, revisie, revision, rev, herziening, editie, edition, uitgave, release
    documentversie
    versienummer, versienr, wijzigingsnummer, revisienummer, version number, version no, revision number, revision no
    conceptversie, eindversie, consultatieversie, werkversie, draft version, edition number, document version
    doc. version, doc. versie, docversie, versiedatum, versie van dit document, version of this document, versie van het document
    version of the document, modelversie, productversie, beleidsversie, publicatieversie, policy version, template version
    release version, ontwerpversie, version in force, versie in werking, versienummer document, versie document, uitg, versie nr, versie-nummer, revisiestand, documentrevisie, document revision, documentnummer en versie
"""
"""What stands before a version."""
LOOSE_LABELS = "issue, update, amendment, wijziging"
"""What stands before much else too: a version where the number has a dot or "of this guide" follows."""
STATUSES = """
    concept, ontwerp, draft, working draft, final draft, definitief, definitieve, final, vastgesteld, vastgestelde
    published, public draft, concept ter consultatie, draft for consultation, consultation draft, draft for comment
"""
CURRENT = "huidige, actuele, laatste, nieuwste, meest recente, meest actuele, vigerende, vastgestelde, laatst vastgestelde, current, latest, most recent, deze, this, document, geldende, gepubliceerde, doc."
ORDINALS = """
    eerste, tweede, derde, vierde, vijfde, zesde, zevende, achtste, negende, tiende
    first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth
"""
"""One to ten, twice."""
REWORKED = """
    herziene, geheel herziene, volledig herziene, gewijzigde, verbeterde, bijgewerkte, uitgebreide, aangevulde
    revised, fully revised, updated, enlarged, completely revised
"""
PRESENTINGS = """
    you're reading, you’re reading, you are currently viewing, u leest nu, u bekijkt nu, u ziet nu, je leest nu, you are now reading, you are now viewing, you are currently reading
    dit is, dit betreft, u leest, u bekijkt, u ziet, u kijkt naar, je leest, je bekijkt, this is, you are viewing
    you are reading, you are looking at
    wat u voor u ziet is, wat u voor u heeft is, wat u nu bekijkt is, wat u bekijkt is, wat je nu leest is, wat je leest is
    what you have in front of you is, what you have before you is, what you are looking at is, what you see is, what you are viewing is
    wat u hier vindt is, wat u hier leest is, wat u nu leest is, wat u leest is, wat voor u ligt is, wat u hier ziet is, what you are reading is, what you see here is, what lies before you is
    the edition before you is, the version before you is, the document before you is, the document in front of you is, the version in front of you is
    de versie die voor u ligt is, de uitgave die voor u ligt is, het document dat voor u ligt is, het stuk dat voor u ligt is
    hierbij, voor u ligt, hier vindt u, here is
"""
OF_OTHERS = """
    voorafgaand, voorafgaande, preceding, voorganger, voorgangers, voorloper, predecessor, predecessors, precursor, bestel, koop
    vorige, eerdere, oude, oudere, ouder, volgende, nieuwe, previous, earlier, older, next, new, prior
    lees, zie, bekijk, gebruik, vergelijk, see, read, compare, use, installeer, install, upgrade, update, run, open
    start, activeer
    gebaseerd, conform, volgens, opvolger, vervang, vervangt, vervangen, based, according, replace, replaces, replaced
    supersede, supersedes, superseded, afkomstig, uitgaande, aligned, mapped, refers, verwijst
    vereist, vereisen, minimaal, minimum, geschikt, werkt, ondersteun, ondersteunt, ondersteuning, requires, require
    compatible
    support, supports, powered, draait, runs, running, werkend, getest, tested
    bij, hoort, heeft, hebben, hebt, wordt, worden, zijn, uw, u, jij, je, wij, we, you, your, has, have, are, our, onze
    hoofdstuk, paragraaf, artikel, tabel, figuur, bijlage, kamer, stap, chapter, section, table, figure, annex, step
    clause
    score, zaal, room
    minimale, vereiste, benodigde, ondersteunde, compatibele, required, supported, compatible
    installed, geïnstalleerde, raadpleeg, consult, kies, selecteer, select
"""
"""Words before a version that make it another one than the page's own."""
ON_THE_WAY = """
    in, op, met, vanaf, sinds, tot, naar, ten opzichte van, tussen, from, since, until, with, to, onder, under, door
    by, than, dan
    maatregel, control, onderdeel, eis, niveau, level, office, excel, word, reader, browser, edge, plug-in, plugin
    app, software
    firmware, server, client, driver, agent
"""
"""Words that do the same where the name runs on into the version; "Grip op beveiliging, v3.0" is a name all the same."""
PRODUCTS = """
    windows, adobe, python, java, wordpress, mediawiki, drupal, android, ios, firefox, chrome, linux, php, apache, openssl
    log4j, kubernetes, docker, oracle, exchange, nginx, debian, ubuntu, macos, sharepoint, mysql, postgresql
"""
"""Software, whose version it is unless a document about it is named: "Linux Benchmark v1.1"."""
PERIODICALS = "nieuwsbrief, newsletter, magazine, tijdschrift, periodiek, nieuwsbulletin, nieuwsflits, krant, journal, podcast, jaargang, kwartaalblad, maandblad, weekblad, vakblad, gazette, digest"
"""What comes out in issues, which are numbered and no versions."""
ISSUED = "vastgesteld, gepubliceerd, uitgebracht, verschenen, verscheen, uitgegeven, goedgekeurd, published, released, approved, adopted, issued"
RAISED = "bijgewerkt, geactualiseerd, herzien, aangepast, gewijzigd, opgehoogd, updated, revised, amended, upgraded, brought up"
"""What is done to a document on the way to its version."""
FORTHCOMING = """
    verwacht, expected, planned, gepland, scheduled, due, will, shall, zal, volgt, komt, verschijnt, follows, voorzien, foreseen
    is under development, is in ontwikkeling, is in development, is in voorbereiding, is being developed, is being prepared
    wordt ontwikkeld, wordt voorbereid, wordt voorzien, coming
"""
"""Words after a version that is not yet there."""
PROTOCOLS = """
    tls, ssl, http, https, ip, ipv, oauth, saml, usb, wcag, smb, ntlm, wpa, dnssec, openid, soap, xml, html, pdf, web
    cvss, api, sdk, openapi, schema
"""
"""What carries a version of its own and is written about, not issued."""
