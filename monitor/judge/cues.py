"""Words that give a page away, per kind of page: Dutch and English in full, French and German the usual forms.

A cue counts in a title, in a first heading, or in a text of few words; never in a long text, since an article about
404s is not one. Written with `re.VERBOSE` off, in lower case; the text is folded before it is matched.
"""

import re
from dataclasses import dataclass

from monitor.model.verdict import Page


@dataclass(frozen=True, slots=True)
class Cue:
    """One row: what is meant, how certain it is, and the forms it takes."""

    page: Page
    strength: float
    """1 says it outright; 0.5 hints."""
    pattern: re.Pattern[str]


def _cue(page: Page, strength: float, *forms: str) -> Cue:
    return Cue(page, strength, re.compile("|".join(f"(?:{form})" for form in forms)))


_THING_NL = r"(?:pagina|webpagina|document|product|bestand|artikel|bericht|publicatie|item|inhoud|content|adres|url)"
_THING_EN = r"(?:page|document|file|article|resource|content|url|address|item|site|link|product)"

CUES: tuple[Cue, ...] = (
    # Not found.
    _cue(
        Page.NOT_FOUND,
        1.0,
        r"\b(?:error|fout|foutmelding|foutcode|erreur|fehler|http(?: error)?|status)[ :-]*(?:code )?40[44]\b",
        r"^\W*404\b",
        r"\b404\W*$",
        r"\b404\W{1,3}(?:error|fout|not found|niet gevonden|pagina|page|seite)",
        r"\b40[4] - ",
        rf"{_THING_NL}[^.!?]{{0,40}} (?:is |werd |kon |kan |konden |kunnen )?(?:helaas )?niet (?:worden )?(?:gevonden|vinden)",
        rf"{_THING_NL}[^.!?]{{0,30}} bestaat (?:helaas )?niet(?: meer)?",
        rf"{_THING_NL}[^.!?]{{0,30}} is (?:helaas )?niet (?:meer|langer) (?:beschikbaar|bereikbaar|te vinden)",
        rf"{_THING_NL}[^.!?]{{0,30}} is (?:helaas )?(?:verwijderd|verplaatst of verwijderd|verwijderd of verplaatst)",
        r"(?:opgevraagde|gevraagde|gezochte) (?:pagina|document|url|bestand)[^.!?]{0,40} niet",
        rf"(?:kunnen|konden|kan|kon) (?:de|deze|dit|het|uw|je) {_THING_NL}[^.!?]{{0,40}} niet (?:meer )?vinden",
        r"(?:can't|cannot|can not|couldn't|could not|unable to) (?:seem to )?(?:find|locate) (?:the|that|this|your|what)\b",
        rf"\b{_THING_EN}s?(?: you[^.!?]{{0,40}})?(?: can| could| was| were| is)?(?: not|n't) (?:be )?(?:found|exist)\b",
        rf"\b{_THING_EN} (?:does not|doesn't|no longer) exists?\b",
        rf"\b{_THING_EN}[^.!?]{{0,30}} (?:is|are) (?:no longer|not) available\b",
        rf"\b{_THING_EN}[^.!?]{{0,30}} (?:has|have) been (?:removed|deleted)\b",
        r"\bpage not found\b",
        r"^\W*not found\W*$",
        r"^\W*not found\b[^.!?]{0,25}$",
        r"^\W*(?:pagina )?niet gevonden\W*$",
        r"\bpage (?:introuvable|non trouvée|inexistante|inconnue)\b",
        r"\bn'existe (?:pas|plus)\b",
        r"\bseite (?:wurde )?nicht (?:mehr )?(?:gefunden|vorhanden|verfügbar)\b",
        r"\bseite (?:existiert|gibt es) nicht\b",
    ),
    _cue(
        Page.NOT_FOUND,
        0.5,
        r"^\W*(?:oeps|oops|whoops|hoppla|oups)\b",
        r"\b(?:helaas|sorry)\b[^.!?]{0,50} niet (?:gevonden|vinden|beschikbaar)",
        r"\bniet gevonden\b",
        r"\bnot found\b",
        r"\bgeen resultaten\b",
        r"\bis (?:vervallen|opgegaan in|opgeheven)\b",
        r"\bsorry\b[^.!?]{0,40}\bmissing\b",
        r"\bgone\b.{0,10}$",
    ),
    # Kept out.
    _cue(
        Page.BLOCKED,
        1.0,
        r"^\W*just a moment\W*$",
        r"^\W*attention required\b",
        r"\brequest (?:rejected|blocked|denied)\b",
        r"\byour support id is\b",
        r"\bincident id\b",
        r"\baccess (?:to this (?:page|site|resource) )?(?:has been |is |was )?(?:denied|forbidden|blocked|restricted)\b",
        r"\b(?:http |error |status |code )?403\b\W{0,3}(?:error|forbidden|verboden|toegang)?",
        r"^\W*forbidden\W*$",
        r"\bverify (?:that )?you are (?:a )?human\b",
        r"\bare you (?:a )?(?:human|robot)\b",
        r"\bnot a robot\b",
        r"\bchecking (?:if|your|the site)[^.!?]{0,30}(?:browser|connection|secure)\b",
        r"\bchecking your browser\b",
        r"\b(?:controleren|bevestig|verifieer)[^.!?]{0,30} (?:mens|robot)\b",
        r"\bgeen robot\b",
        r"\btoegang (?:is |tot deze (?:pagina|website) is )?(?:geweigerd|ontzegd|verboden|geblokkeerd)\b",
        r"\b(?:you have been|you've been|your ip (?:address )?(?:has been|is)) blocked\b",
        r"\b(?:u bent|uw verzoek is|uw verzoek werd|uw ip-?adres is) geblokkeerd\b",
        r"\bnot authori[sz]ed to (?:access|view)\b",
        r"\byou (?:don't|do not) have (?:permission|access)\b",
        r"\bunusual (?:traffic|activity)\b",
        r"\bongebruikelijk verkeer\b",
        r"\benable (?:javascript and cookies|cookies)[^.!?]{0,20} to continue\b",
        r"\bsecurity (?:check|verification)\b.{0,20}$",
        r"\baccès (?:refusé|interdit)\b",
        r"\bzugriff (?:verweigert|gesperrt)\b",
        r"\bpardon our interruption\b",
        r"\bddos[ -]guard\b|\bddos protection by\b",
    ),
    # Sign in.
    _cue(
        Page.LOGIN,
        1.0,
        r"\b(?:log|sign)[ -]?in\b",
        r"\b(?:inloggen|aanmelden|inlogscherm|inlogpagina|aanmeldpagina)\b",
        r"\blog(?:ged)? (?:on|in) to (?:continue|your)\b",
        r"\b(?:digid|eherkenning|eidas)\b",
        r"\bsingle sign[ -]on\b",
        r"\b(?:se connecter|connexion|identifiez-vous)\b",
        r"\b(?:anmelden|anmeldung|einloggen)\b",
        r"\bauthentication required\b|\bauthenticatie vereist\b",
        r"\blogin\b",
    ),
    # Unavailable.
    _cue(
        Page.UNAVAILABLE,
        1.0,
        r"\b(?:site|website|webshop|pagina|portaal|systeem|applicatie|dienst)[^.!?]{0,40} (?:in|wegens|vanwege|ivm|i\.v\.m\.) (?:het )?onderhoud\b",
        r"\b(?:onderhoudswerkzaamheden|onderhoudsmodus|gepland onderhoud|wegens onderhoud|werkzaamheden aan de (?:web)?site)\b",
        r"\btijdelijk (?:niet|buiten|onbereikbaar|onbeschikbaar|uit de lucht)\b",
        r"\b(?:is|zijn) (?:momenteel|op dit moment|even)[^.!?]{0,20}(?:niet (?:bereikbaar|beschikbaar)|buiten gebruik|offline)\b",
        r"\b(?:we zijn|wij zijn) (?:zo|snel|straks|binnenkort) (?:weer )?terug\b",
        r"\b(?:er is (?:iets|een (?:technische )?fout)|er ging iets) (?:mis|opgetreden|fout)",
        r"\btechnische (?:storing|problemen|fout)\b",
        r"\b(?:under|scheduled|down for|undergoing) (?:scheduled |planned |routine )?maintenance\b",
        r"\bmaintenance (?:mode|page|in progress)\b",
        r"\b(?:temporarily|currently) (?:unavailable|down|offline|out of service|unable)\b",
        r"\bservice (?:is )?(?:temporarily )?unavailable\b",
        r"\b(?:we'll|we will|will) be (?:right )?back (?:soon|shortly|online)?\b",
        r"\bbe right back\b",
        r"\binternal server error\b|\bbad gateway\b|\bgateway time-?out\b|\bserver error in\b",
        r"\b(?:error|http|status|fout)?[ :]*50[0234]\b\W{0,3}(?:error|internal|bad|service|gateway|-|–)",
        r"\b(?:error|http error|fout) 50[0234]\b",
        r"\bsomething went wrong\b|\ban (?:unexpected )?error (?:has )?occurred\b",
        r"\bapplication error\b|\bruntime error\b|\berror establishing a database connection\b",
        r"\b(?:en maintenance|momentanément indisponible|temporairement indisponible|service indisponible)\b",
        r"\b(?:wartungsarbeiten|wartungsmodus|vorübergehend nicht)\b",
        r"\btoo many requests\b|\bover capacity\b|\bhigh traffic\b|\bcapaciteit\b.{0,20}overschreden",
    ),
    # Nobody home.
    _cue(
        Page.PLACEHOLDER,
        1.0,
        r"\bdomain(?: name)? (?:is |may be )?(?:for sale|parked|available for (?:sale|purchase))\b",
        r"\b(?:buy|purchase|get) this domain\b",
        r"\b(?:dit |deze )?(?:domein|domeinnaam) (?:is |staat )?(?:te koop|gereserveerd|geregistreerd|geparkeerd)\b",
        r"\bkoop (?:dit|deze) domein",
        r"\bwelcome to nginx\b|\bapache2? (?:\w+ )?(?:default|test) page\b|^\W*it works!?\W*$|\biis windows server\b",
        r"\b(?:test page for|default (?:web )?(?:site|page|plesk page)|welcome to (?:centos|caddy|tomcat|openresty|plesk))\b",
        r"\bdefault server page\b|\bthis is the default\b|\bdefault backend\b|\bsuccessfully (?:installed|deployed)\b",
        r"^\W*index of /",
        r"^\W*directory listing (?:for|of) \b",
        r"\bcoming soon\b|\bunder construction\b|\blaunching soon\b|\bstay tuned\b",
        r"\bbinnenkort (?:online|beschikbaar|hier|te zien)\b|\b(?:in aanbouw|onder constructie|website in ontwikkeling)\b",
        r"\b(?:en construction|bientôt disponible)\b|\b(?:im aufbau|demnächst)\b",
        r"\b(?:site|website) (?:not (?:configured|published)|is not (?:yet )?(?:configured|published|set up))\b",
        r"\baccount (?:has been |is )?suspended\b|\bwebsite (?:is |has been )?(?:suspended|opgeheven)\b",
    ),
)

SALE = re.compile(
    r"\bdomain(?: name)? (?:is |may be )?(?:for sale|parked|available for (?:sale|purchase))\b"
    r"|\b(?:buy|purchase) this domain\b|\bdomein(?:naam)? (?:is |staat )?(?:te koop|geparkeerd)\b|\bkoop (?:dit|deze) domein"
    r"|\bdomeinnaam (?:is )?(?:gereserveerd|geregistreerd)\b"
)
"""Wording of a parked domain, as against a server's default page."""

PARKING_HOSTS = frozenset(
    ["above.com", "afternic.com", "bodis.com", "dan.com", "domainmarket.com", "hugedomains.com", "parkingcrew.net", "parklogic.com", "sedo.com", "sedoparking.com", "skenzo.com", "undeveloped.com", "uniregistry.com", "domeinwinkel.nl", "parkeerpagina.nl", "domaincntrol.com", "cashparking.com", "namedrive.com", "rookdsl.com", "voodoo.com", "atom.com"]
)
"""Registrable domains whose business is pages for domains without a site."""

WIKI_REDIRECT = re.compile(r"^\W*(?:doorverwezen vanaf|redirected from|weitergeleitet von|redirigé depuis)\b\s*(.*)")
"""What MediaWiki prints under the title of a page that was reached by another name."""

ERROR_PATH = re.compile(
    r"(?:^|[/_.=-])(?:404|not-?found|page-?not-?found|niet-?gevonden|pagina-?niet-?gevonden|foutpagina|error-?page|errorpages?"
    r"|fehler|erreur)(?:$|[/_.?&=-])",
    re.IGNORECASE,
)
LOGIN_PATH = re.compile(
    r"(?:^|[/_.-])(?:log-?in|log-?on|sign-?in|inloggen|aanmelden|sso|adfs|saml2?|oauth2?|oidc|authenticate|authenticatie"
    r"|connexion|anmelden|wp-login)(?:$|[/_.?&=-])",
    re.IGNORECASE,
)
LOGIN_HOST = re.compile(r"^(?:login|inloggen|sso|adfs|auth|accounts?|idp|sts|mijn-?inlog|id)\.", re.IGNORECASE)
