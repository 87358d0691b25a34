"""The words by which a page speaks about itself."""

import re


def words_of(row: str) -> list[str]:
    """The words and phrases of a row: commas between them, over one line or more."""
    return [word.strip() for line in row.splitlines() for word in line.split(",") if word.strip()]


EDITIONS = "versie, editie, uitgave, druk, release, version, edition, revision, revisie, copy"
PAGES = """
    document, pagina, webpagina, publicatie, page, webpage, publication, site, website, stuk, bestand, file
"""
CONTENTS = "inhoud, informatie, tekst, content, contents, information, text, advice, material, guidance, advies, adviezen, gegevens, beveiligingsadvies"
DOCUMENTS = """
    handreiking, norm, normenkader, richtlijn, leidraad, factsheet, whitepaper, baseline, toolkit, toolbox, hulpmiddel, product
    instrument, methode, methodiek, standaard, sjabloon, template, model, brochure, rapport, handleiding, gids, kader, regeling
    zelftoets, toets, checklist, overzicht, bijlage, beleid, circulaire, notitie, dossier, tool, wizard, quickscan, werkboek
    handboek, wegwijzer, stappenplan, raamwerk, voorschrift, beleidsregel, format, formulier, catalogus, nota, memo, memorandum
    paper, bulletin, infographic, spreadsheet, rekenblad, vragenlijst, scan, artikel, reglement, wiki, dataset, poster, flyer
    draaiboek, playbook, specificatie, uitwerking, maatregelenset, analyse, bouwsteen, leeswijzer
    guide, standard, specification, report, guideline, framework, repository, project, draft, article, resource, manual
    recommendation, policy, handbook, benchmark, questionnaire, workbook, leaflet, booklet, catalogue, catalog
    methodology, circular, worksheet, cheatsheet, sheet, library, advisory, profile, strategy, roadmap, charter, matrix, strategie
    privacyverklaring, toegankelijkheidsverklaring, cookieverklaring, aanbeveling, beleidslijn, beleidsnota, aanwijzing, werkwijzer, kenniskaart, kennisdossier, praatplaat
    begrippenlijst, woordenlijst, maatregelenlijst, lijst, gedragscode, praktijkcode, beleidsplan, actieplan
    beleidsvisie, visiedocument, convenant, verordening, blog, blogpost, blogbericht, nieuwsbericht, rubriek
    lemma, faq, glossarium, bundel, syllabus, handout, presentatie, slidedeck, atlas, almanak, vademecum, compendium
    naslagwerk, routekaart, menukaart, keuzehulp, beslisboom, beslishulp, invulhulp, rekentool, rekenmodel, calculator
    webtool, e-book, ebook, witboek, groenboek, primer, briefing, entry, glossary, dictionary, taxonomy, ontology
    opinion, directive, instructie, instruction, alert, rfc, pep, internet-draft, documentation, documentatie, dashboard, inventory, inventaris, scheme, blueprint, tutorial, how-to, walkthrough, lesson, companion, supplement
    normblad, infoblad, informatieblad, werkblad, kennisblad, themablad, kennisbank, knowledgebase, lexicon, bijsluiter, annex, appendix, curriculum
    richtsnoer, handvat, toelichting, architectuur, architecture, beschrijving, jaarverslag, starterspakket, leerboek
    addendum, self-assessment, assessment, survey, study, list, starterkit, deck, presentation, codebook, runbook
    cookbook, rulebook, textbook, ruleset, portal, microsite, subsite, factfile, datasheet, statement, explainer
"""
ARRANGEMENTS = "protocol, procedure, plan, werkwijze, aanpak, rule, besluit, programma, programme, code, decision, order, agreement, contract, overeenkomst, voorwaarden, terms, schema, visie, collection, module, leergang, register, regels, verdrag, treaty, akkoord, statuut, mandaat, mandate, resolutie, resolution, licentie, licence, license, afspraak, series, serie"
"""What is agreed as often as written: a document only where it ends as one."""

_COMPOUND = 5
"""Letters of a noun that ends a Dutch compound: "praktijkrichtlijn"; shorter ones end too much else ("enorm", "hoofdstuk")."""
NOUNS = {
    form: kind
    for kind, row in (
        ("document", DOCUMENTS),
        ("content", CONTENTS),
        ("page", PAGES),
        ("edition", EDITIONS),
        ("arrangement", ARRANGEMENTS),
    )
    for noun in words_of(row)
    for form in (noun, f"{noun}s", f"{noun}en", f"{noun}n", f"{noun}'s", f"{noun}’s")
}
"""Every form of a noun that a page may call itself by, and of what kind it is."""
_COMPOUND_ENDS = tuple(
    noun for noun, kind in NOUNS.items() if kind in {"document", "page"} and (len(noun) >= _COMPOUND or noun == "gids")
)
_ARRANGED = ("plan", "protocol", "procedure", "besluit", "contract", "overeenkomst", "voorwaarden", "schema")


def noun_kind(word: str) -> str | None:
    """What a word in lower case, or the last part of a compound, calls a document; None where it does not."""
    last = word.rpartition("-")[2]
    if kind := NOUNS.get(word) or NOUNS.get(last):
        return kind
    if word.endswith(_COMPOUND_ENDS):
        return "document"
    return "arrangement" if word.endswith(_ARRANGED) else None


POINTERS = "deze|dit|onderstaande|bovenstaande|this|the present"
_ENDS = "|".join(re.escape(noun) for row in (DOCUMENTS, CONTENTS, PAGES, EDITIONS) for noun in words_of(row))
SELF = rf"(?:(?:{POINTERS})\s+(?:[\w-]+\s+){{0,2}}?[\w-]*?(?:{_ENDS})(?:\b|(?<=s)))"
"""Pattern of "deze handreiking", "dit (oude) document", "this standard"."""
