"""What the pages of the Informatiebeveiligingsdienst say, before and after."""

from dataclasses import replace

from monitor.demo.site import Article, Download, Section, Site

SITE = Site(
    name="Informatiebeveiligingsdienst",
    menu=(("Producten", "/producten/"), ("Projecten", "/projecten/"), ("Nieuws", "/nieuws/"), ("Contact", "/contact/")),
    footer="De Informatiebeveiligingsdienst is onderdeel van VNG Realisatie.",
    generator="WordPress 6.8",
)
RESTLESS = replace(SITE, restless=True, with_news=True)


def _facts(version: str, published: str) -> tuple[tuple[str, str], ...]:
    return (("Versie", version), ("Publicatiedatum", published))


BIO = Article(
    title="Baseline Informatiebeveiliging Overheid (BIO)",
    lead="De BIO is het gezamenlijke normenkader voor informatiebeveiliging van alle overheidslagen.",
    facts=_facts("1.04", "17 juni 2020"),
    sections=(
        Section(
            heading="Eén norm voor de hele overheid",
            paragraphs=(
                "De BIO vervangt de eigen baselines van Rijk, gemeenten, waterschappen en provincies. Daarmee spreken alle overheden dezelfde taal over informatiebeveiliging.",
                "De BIO is gestructureerd volgens NEN-ISO/IEC 27001:2017, bijlage A, en NEN-ISO/IEC 27002:2017. Het Forum Standaardisatie heeft deze normen opgenomen in de lijst met verplichte standaarden.",
            ),
        ),
        Section(
            heading="Basisbeveiligingsniveaus",
            paragraphs=(
                "De BIO kent drie basisbeveiligingsniveaus (BBN's). Per niveau staat vast welke maatregelen verplicht zijn en wie verantwoordelijk is voor de uitvoering ervan.",
            ),
        ),
    ),
    downloads=(Download(name="BIO versie 1.04 (pdf)", path="/wp-content/uploads/2020/06/BIO-versie-104.pdf"),),
)
BIO_ZV = replace(
    BIO,
    facts=_facts("1.04zv", "28 september 2026"),
    sections=(
        *BIO.sections,
        Section(
            heading="Wat is er veranderd in versie 1.04zv?",
            paragraphs=(
                "In versie 1.04zv zijn de zorgvuldigheidseisen uit de circulaire van het ministerie van BZK verwerkt. Overheidsmaatregel 5.1.1.1 is aangescherpt: het beleid wordt elk jaar opnieuw vastgesteld.",
                "Organisaties hebben tot 1 januari 2027 de tijd om hun maatregelen op de nieuwe tekst aan te passen.",
            ),
        ),
    ),
    downloads=(Download(name="BIO versie 1.04zv (pdf)", path="/wp-content/uploads/2026/09/BIO-versie-104zv.pdf"),),
)
RESILIENCE = Article(
    title="Verhogen digitale weerbaarheid",
    lead="Met dit project helpt de IBD gemeenten om incidenten niet alleen te herstellen maar ook te voorkomen.",
    sections=(
        Section(
            heading="Van reageren naar voorkomen",
            paragraphs=(
                "Gemeenten groeien in de volwassenheid van hun informatiebeveiliging. De aandacht verschuift van reageren op incidenten naar het herkennen en voorkomen ervan.",
                "Een digitaal weerbare gemeente herkent mogelijke incidenten op tijd en beperkt de gevolgen, omdat de juiste maatregelen al zijn genomen.",
            ),
        ),
        Section(
            heading="Wat levert het project op?",
            paragraphs=(
                "Het project levert een groeimodel, een scan om de eigen stand te bepalen en een reeks werkvormen waarmee bestuur, management en medewerkers samen aan de slag gaan.",
            ),
        ),
    ),
)
SMALL_TOWNS = Article(
    title="Handreiking BIO voor kleine gemeenten",
    lead="Een aanvulling op de Introductie aanpak BIO voor gemeenten met een kleine organisatie.",
    facts=_facts("1.1", "4 maart 2020"),
    sections=(
        Section(
            heading="Voor wie is deze handreiking?",
            paragraphs=(
                "De handreiking is bedoeld voor gemeenten waar één persoon de rol van CISO naast ander werk vervult. Zij laat zien met welke stappen zo'n gemeente begint en welke samenwerking met buren tijd bespaart.",
                "Begin bij de processen met het grootste belang voor inwoners. Leg vast wie proceseigenaar is en bespreek de uitkomst van de baselinetoets één keer per jaar in het managementteam.",
            ),
        ),
    ),
    downloads=(
        Download(name="Handreiking (docx)", path="/wp-content/uploads/2020/03/handreiking-kleine-gemeenten.docx"),
    ),
)
POLICY = Article(
    title="Handreiking Informatiebeveiligingsbeleid BIO",
    lead="Een voorbeeld van gemeentelijk informatiebeveiligingsbeleid, met toelichting per paragraaf.",
    facts=_facts("2.0", "9 december 2019"),
    sections=(
        Section(
            heading="Waarom beleid?",
            paragraphs=(
                "In het beleid leggen bestuurders en managers vast welke doelen zij met informatiebeveiliging willen bereiken en hoe zij daarover verantwoording afleggen aan de gemeenteraad.",
                "De handreiking bevat voorbeeldteksten over rollen, risicoafweging, leveranciers en bewustwording. Pas ze aan de eigen organisatie aan voordat het college ze vaststelt.",
            ),
        ),
    ),
)
BBN_TEST = Article(
    title="Baselinetoets BBN BIO",
    lead="Bepaal met deze toets welk basisbeveiligingsniveau een proces of informatiesysteem nodig heeft.",
    facts=_facts("1.02", "mei 2019"),
    sections=(
        Section(
            heading="Hoe werkt de toets?",
            paragraphs=(
                "De proceseigenaar beantwoordt vragen over de gevolgen van uitval, onjuiste gegevens en uitgelekte informatie. De uitkomst is een niveau per aspect: beschikbaarheid, integriteit en vertrouwelijkheid.",
                "Komt de uitkomst boven BBN2 uit, dan volgt een diepgaande risicoanalyse of wordt de maatregelenset BBN2+ toegepast.",
            ),
        ),
    ),
    downloads=(Download(name="Baselinetoets (xlsx)", path="/wp-content/uploads/2019/05/baselinetoets-bbn.xlsx"),),
)
BBN_TEST_SUCCEEDED = replace(
    BBN_TEST,
    notice='Let op: dit product is vervangen door de <a href="/product/risicotoets-bio2/">Risicotoets BIO2</a>. '
    "De BIO2 kent geen basisbeveiligingsniveaus meer.",
)
RISK_TEST = Article(
    title="Risicotoets BIO2",
    lead="De risicotoets helpt te bepalen welke maatregelen uit de BIO2 passen bij een proces of systeem.",
    facts=_facts("1.0", "30 oktober 2026"),
    sections=(
        Section(
            heading="Van niveau naar risico",
            paragraphs=("De BIO2 werkt zonder vaste niveaus. De toets gaat daarom uit van dreigingen en gevolgen.",),
        ),
    ),
)
GAP = Article(
    title="GAP-analyse BIO v2.3",
    lead="Met dit rekenblad vergelijkt u de eigen maatregelen met die van de BIO.",
    facts=_facts("2.3", "2 juli 2020"),
    sections=(
        Section(
            heading="Gebruik",
            paragraphs=(
                "Vul per maatregel in of zij is ingevoerd, gedeeltelijk is ingevoerd of ontbreekt. Het overzicht toont daarna waar de grootste achterstand zit en wie aan zet is.",
                "Het rekenblad is aangepast aan versie 1.04 van de BIO.",
            ),
        ),
    ),
    downloads=(Download(name="GAP-analyse, alle sheets (xlsx)", path="/wp-content/uploads/2020/07/gap-analyse.xlsx"),),
)
INTRODUCTION = Article(
    title="Introductie aanpak BIO",
    lead="Hoe voeren gemeenten de BIO in, en hoe ziet het proces er dan uit?",
    facts=_facts("1.0", "11 november 2019"),
    sections=(
        Section(
            heading="In vijf stappen",
            paragraphs=(
                "De aanpak ondersteunt de proceseigenaar en de CISO bij het procesmatig omgaan met de BIO: bepaal de processen, wijs eigenaren aan, doe de baselinetoets, kies maatregelen en verantwoord de voortgang.",
                "Elke stap noemt de producten die daarbij helpen en wat er aan het eind van de stap moet liggen.",
            ),
        ),
    ),
)
BBN2_PLUS = Article(
    title="Maatregelenset BBN2+",
    lead="Een set van maatregelen die past bij informatie die meer bescherming nodig heeft dan BBN2.",
    facts=_facts("1.1", "20 april 2020"),
    sections=(
        Section(
            heading="Aanvulling, geen vervanging",
            paragraphs=(
                "De set kan in plaats van een diepgaande risicoanalyse worden gebruikt. Alle verplichte maatregelen van BBN1 en BBN2 blijven gelden; de set is nadrukkelijk een aanvulling.",
                "De maatregelen zijn ingedeeld naar beschikbaarheid, integriteit en vertrouwelijkheid en voorzien van een MAPGOOD-aspect, zodat snel te zien is waar zij op werken.",
            ),
        ),
    ),
)
BBN2_PLUS_REWORDED = replace(
    BBN2_PLUS,
    sections=(
        replace(
            BBN2_PLUS.sections[0],
            paragraphs=(
                *BBN2_PLUS.sections[0].paragraphs,
                "De set is ook te gebruiken bij afspraken met leveranciers.",
            ),
        ),
    ),
)
DEEP_ANALYSIS = Article(
    title="Diepgaande risicoanalysemethode gemeenten (Excel)",
    lead="Een instrument voor de risicoanalyse wanneer de baselinetoets daarom vraagt.",
    facts=_facts("2.1", "15 januari 2021"),
    sections=(
        Section(
            heading="Wat is er nieuw in versie 2.1?",
            paragraphs=(
                "De waardering van BBN3 is aangepast. Dreigingen staan nu per MAPGOOD-categorie bij elkaar en de uitkomst is in één overzicht af te drukken.",
            ),
        ),
    ),
)
STANDARDS = Article(
    title="NEN-ISO 27001/27002",
    lead="Bij de invoering van de BIO kunt u gebruikmaken van de NEN-ISO-normen.",
    sections=(
        Section(
            heading="Normen inzien",
            paragraphs=(
                "Gemeenten mogen de normen NEN-EN-ISO/IEC 27001 en 27002 inzien onder de licentie die VNG Realisatie met het Nederlands Normalisatie Instituut heeft afgesproken.",
                "De normen mogen niet buiten de eigen organisatie worden verspreid.",
            ),
        ),
    ),
)
CLASSIFICATION = Article(
    title="Handreiking Dataclassificatie",
    lead="Classificatie geeft inzicht in de waarde van informatie en is de basis voor de keuze van maatregelen.",
    facts=_facts("1.2", "januari 2021"),
    sections=(
        Section(
            heading="Drie assen",
            paragraphs=(
                "Informatie wordt beoordeeld op beschikbaarheid, integriteit en vertrouwelijkheid. Per as zijn er vier niveaus: geen, laag, midden en hoog.",
                "De eigenaar van de gegevens bepaalt het niveau en legt de motivering vast in het register.",
            ),
        ),
    ),
    downloads=(Download(name="Handreiking (docx)", path="/wp-content/uploads/2021/01/dataclassificatie.docx"),),
)
CLASSIFICATION_RETITLED = replace(
    CLASSIFICATION,
    title="Dataclassificatietoets BIO gemeenten",
    lead="Met deze toets bepaalt u in een halfuur de waarde van informatie, en welke maatregelen daarbij horen.",
    facts=_facts("2.0", "23 oktober 2026"),
    sections=(
        Section(
            heading="Drie assen",
            paragraphs=(
                "Informatie wordt beoordeeld op beschikbaarheid, integriteit en vertrouwelijkheid. Per as zijn er nog drie niveaus: basis, verhoogd en hoog.",
                "De eigenaar van de gegevens vult de toets in; de CISO controleert de uitkomst steekproefsgewijs.",
                "Archiefwaardige informatie krijgt voortaan een eigen vraag over de bewaartermijn.",
            ),
        ),
    ),
)

HOME = Article(
    title="Informatiebeveiligingsdienst",
    lead="De IBD helpt gemeenten bij informatiebeveiliging en privacy.",
    sections=(
        Section(heading="Incident melden", paragraphs=("Bel bij een incident dag en nacht met de helpdesk.",)),
        Section(heading="Producten", paragraphs=("Bekijk alle handreikingen en instrumenten bij de BIO.",)),
    ),
)
