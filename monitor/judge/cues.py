"""Words that give a page away, per kind of page: Dutch and English in full, French and German the usual forms.

A cue counts in a title, in a first heading, or in a text of few words; never in a long text, since an article about
404s is not one. Written with `re.VERBOSE` off, in lower case; the text is folded before it is matched.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from monitor.model.verdict import Page
from monitor.normalise import word_set


@dataclass(frozen=True, slots=True)
class Cue:
    """One row: what is meant, how certain it is, and the forms it takes."""

    page: Page
    strength: float
    """1 says it outright; 0.5 hints."""
    forms: str
    is_refusal: bool = False
    """Of a door: it says that the page is behind it, where the others only name one."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """The forms, compiled when first looked for: 70 ms that a run with nothing to read need not spend."""
        return _compiled(self.forms)


def _cue(page: Page, strength: float, *forms: str, is_refusal: bool = False) -> Cue:
    return Cue(page, strength, "|".join(f"(?:{form})" for form in forms), is_refusal)


@cache
def _compiled(forms: str) -> re.Pattern[str]:
    return re.compile(forms)


def _status(*codes: str) -> str:
    """A status as servers print it: ``404 Not Found``, ``HTTP 404``, ``Fout 404``, ``Error (404)``, or all by itself."""
    code = f"(?:{'|'.join(codes)})"
    label = (
        r"(?:https?(?:/\d\.\d)?|status|error|fout|foutmelding|foutcode|erreur|fehler|code|client error|server error)"
    )
    reason = (
        r"(?:error|fout|not found|page|pagina|forbidden|access|toegang|unauthori[sz]ed|authori[sz]ation|bad gateway|gateway|"
        r"internal|service|that's|erreur|fehler|gone)"
    )
    return rf"\b{label}[\s:(#-]{{1,3}}{code}\b|\b{code}\W{{1,4}}{reason}|^\W*{code}\W*$|^\W*{code} ?[-–:|] ?\w|\W[-|:·]\s?{code}\W*$"


_NL = (
    r"(?:(?:web|start|detail)?pagina|website|(?:pdf-?)?document|product|bestand|artikel|(?:nieuws)?bericht|publicatie|item|inhoud|content|adres|"
    r"webadres|url|informatie|bron|onderdeel|nieuwsitem|map|object|dossier|rapport|brochure|formulier)"
)
_NL_LINK = r"(?:link|hyperlink|koppeling|verwijzing|snelkoppeling|bladwijzer)"
_NL_SITE = r"(?:website|site|webshop|webwinkel|webportaal|portaal|platform|(?:project|campagne|thema)site)"
_EN = r"(?:page|document|file|article|resource|content|url|address|item|site|link|product|service|object|path|directory|app|publication|repository|website)"
_FR = r"(?:page|contenu|document|fichier|article|ressource|adresse)"
_DE = r"(?:seite|inhalt|dokument|datei|artikel|ressource)"
_NO_STOP = r"[^.!?]"

_JOINT = r" ?[|‹›–—:·»] ?| - "
"""What stands between the parts of a title."""
_OPENS = rf"(?:^|{_JOINT})\W*(?:(?:helaas|sorry|oeps|oops|whoops|uh oh|let op)\W+)?"
_CLOSES = rf"\W*(?:$|{_JOINT})"
"""A part of a title, or all of it: what says nothing else."""
_MEER = r"(?:\(?meer\)? |langer )?"
_NL_GONE = (
    rf"(?:onvindbaar|verlopen|vervallen|verdwenen|ongeldig|onbekend|offline|verwijderd|offline gehaald|weggehaald|niet {_MEER}(?:gevonden|"
    r"te vinden|beschikbaar|aanwezig|geldig|bekend|online|bereikbaar|toegankelijk))"
)
_EN_GONE = r"(?:missing|gone|expired|invalid|removed|deleted|not (?:available|found|valid)|no longer (?:available|here|valid|exists?))"
_OWN_DOMAIN = r"(?:domein(?:naam)?|domain(?: name)?|[\w-]{2,63}\.(?:nl|com|org|net|eu|be|info|nu|frl|amsterdam))"
_SALE = (
    r"\bdomain(?: name)? (?:\S+ )?(?:is |may be |has been )?(?:for sale|parked|purchased and parked|available for (?:sale|purchase))\b|\bparked (?:domain|at|by|free)\b",
    r"\b(?:buy|purchase) this domain\b|\bkoop (?:dit|deze) domein|\bthis (?:web)?site (?:is|may be) for sale\b",
    rf"\b{_OWN_DOMAIN} (?:\S+ )?(?:is|staat|wordt|is nu) (?:te koop|gereserveerd|geparkeerd|for sale)\b",
    rf"(?:{_OPENS}|\b(?:dit|deze|this) ){_OWN_DOMAIN} (?:te koop|gereserveerd|geparkeerd|for sale)\b",
    r"\b(?:dit|deze) domein(?:naam)? is (?:geregistreerd|verlopen|vervallen|opgeheven|opgezegd|vrij(?:gegeven)?)\b|\bthis domain(?: name)? (?:has |is )?expired\b",
    r"\b(?:web)?site (?:is|staat) geparkeerd\b|\bgeparkeerd (?:bij|door|via)\b|\bgereserveerd (?:voor een klant|door|via|bij) [^.!?]{0,30}\b",
    rf"\b{_OWN_DOMAIN} is geregistreerd (?:door|via|bij|voor)\b",
)
"""Wording of a domain without a site: for sale, parked, expired, held for a customer."""
_LOGIN = r"(?:log[ -]?in|log[ -]?on|sign[ -]?in|sign[ -]?on|inloggen|aanmelden|anmelden|anmeldung|einloggen|connexion|authenticat(?:ion|ie))"

CUES: tuple[Cue, ...] = (
    _cue(
        Page.NOT_FOUND,
        1.0,
        _status("404", "410"),
        rf"\b{_NL}\b{_NO_STOP}{{0,40}} niet (?:worden |meer )?(?:gevonden|vinden|bestaat)\b",
        rf"\b{_NL}\b{_NO_STOP}{{0,40}} bestaat (?:helaas )?niet\b",
        rf"\b(?:deze|dit|de|het|je|uw) {_NL}\b{_NO_STOP}{{0,30}} is (?:helaas )?niet (?:meer|langer) (?:beschikbaar|bereikbaar|te vinden)",
        rf"\b(?:deze|dit|de|het) {_NL}\b{_NO_STOP}{{0,30}} is (?:helaas )?(?:inmiddels )?(?:verwijderd|verplaatst of verwijderd|verwijderd of verplaatst)",
        rf"\b(?:opgevraagde|gevraagde|gezochte|opgegeven) {_NL}\b{_NO_STOP}{{0,60}} niet\b",
        rf"\b(?:kunnen|konden|kan|kon) (?:we |wij |ik )?(?:helaas )?(?:de|deze|dit|het|uw|je) {_NL}\b{_NO_STOP}{{0,50}} niet\b{_NO_STOP}{{0,12}} ?vinden",
        rf"\b{_NL} die (?:je|u) (?:zoekt|zocht|opvraagt|opvroeg|wilde?t? bekijken|probeert){_NO_STOP}{{0,60}} niet\b",
        r"^\W*(?:helaas|sorry|oeps)?\W*(?:deze )?(?:pagina )?niet gevonden\W*$",
        rf"\b(?:can't|cannot|can not|couldn't|could not|unable to|didn't|did not) (?:seem to )?(?:find|locate) (?:the|that|this|your|a) (?:\w+ ){{0,2}}{_EN}\b",
        r"\b(?:can't|cannot|couldn't) find what you(?:'re| are| were) looking for\b",
        rf"\b{_EN}s?\b{_NO_STOP}{{0,50}} (?:could not|cannot|can't|couldn't|was not|wasn't|were not|not) (?:be )?found\b",
        rf"\b{_EN}\b{_NO_STOP}{{0,40}} (?:does not|doesn't|no longer|did not) exists?\b",
        rf"\b(?:this|the|that) (?:requested )?{_EN}\b{_NO_STOP}{{0,30}} is no longer available\b",
        rf"\b(?:this|the|that) (?:requested )?{_EN}\b{_NO_STOP}{{0,40}} (?:has|have|may have) been (?:moved or )?(?:removed|deleted)\b",
        rf"\bnot the {_EN} you(?:'re| are| were) looking for\b",
        r"^\W*not found\b.{0,25}$",
        r"\b\w*notfound\b|\b(?:blob|key|bucket) does not exist\b|\bpagina bevat (?:momenteel )?geen tekst\b|\bcurrently no text in this page\b",
        r"\b(?:unknown|no such) (?:domain|host|app|site|bucket|key|page)\b|\bnosuch(?:key|bucket)\b",
        rf"\b{_FR}\b{_NO_STOP}{{0,40}} (?:introuvable|non trouvée?|inexistante?|inconnue?|n'existe (?:pas|plus)|plus disponible|pas été trouvée?)\b",
        rf"\bpas (?:pu )?trouv(?:é|er) (?:la|le|cette|ce) {_FR}\b",
        rf"\b{_DE}\b{_NO_STOP}{{0,40}} nicht (?:mehr )?(?:gefunden|vorhanden|verfügbar|existier)",
        rf"\b{_DE} (?:existiert|gibt es) nicht\b",
        # A noun and what became of it, as a whole title or heading: "Pagina onvindbaar", "Inhoud verlopen".
        rf"{_OPENS}(?:(?:deze|dit|de|het|die|dat) )?(?:opgevraagde |gevraagde )?{_NL} (?:is |werd )?(?:helaas |inmiddels )?{_NL_GONE}{_CLOSES}",
        rf"{_OPENS}(?:this |the |that )?(?:requested )?{_EN} (?:is |was )?{_EN_GONE}{_CLOSES}|{_OPENS}(?:content|page|document) unavailable{_CLOSES}",
        rf"{_OPENS}niet (?:meer|langer) (?:beschikbaar|te vinden|online){_CLOSES}",
        # The same in a sentence, where the noun must be the page itself.
        rf"\b(?:deze|dit|de|het|uw|je) (?:\w+ )?{_NL}\b{_NO_STOP}{{0,40}} is (?:er )?(?:helaas |inmiddels )?(?:niet|onvindbaar|verlopen|ongeldig)(?: (?:\(meer\)|meer|langer))?\W*(?:$|[.!?]|{_JOINT})",
        rf"\b(?:deze|dit) {_NL}\b{_NO_STOP}{{0,30}} is (?:helaas |inmiddels )?(?:onvindbaar|verlopen|verdwenen|offline gehaald|weggehaald|opgeheven)\b",
        rf"\b(?:deze|dit|die|dat) {_NL} (?:kennen|hebben|herkennen) (?:we|wij) (?:\w+ )?niet\b",
        rf"\b{_NL}\b{_NO_STOP}{{0,30}} (?:kan|kon) (?:helaas )?niet worden (?:weergegeven|getoond|geopend)\b",
        rf"\bniet[ -]bestaande? {_NL}\b|{_OPENS}(?:ongeldige?|onbekende?|onjuiste?|foutieve?|verkeerde?) (?:{_NL}|{_NL_LINK}){_CLOSES}",
        r"\bhet (?:\w+ )?(?:web)?adres is (?:onjuist|ongeldig|onbekend|niet (?:juist|geldig|bekend))\b",
        rf"\b(?:deze|de|die) {_NL_LINK}\b{_NO_STOP}{{0,40}} (?:(?:werkt|klopt|bestaat) niet|is (?:helaas )?(?:niet (?:meer )?geldig|verouderd|ongeldig|verbroken|verlopen|onjuist))\b",
        rf"{_OPENS}(?:dode|kapotte|gebroken|verbroken|verouderde) {_NL_LINK}\b|{_OPENS}(?:dead|broken|invalid|expired) (?:link|url|page)\b",
        r"\bthis link is (?:dead|broken|invalid|expired|no longer valid)\b|\bfollowed (?:a|an) (?:broken|dead|outdated|expired) link\b|\blink you followed (?:may be|is) (?:broken|expired)\b",
        r"\b(?:er is )?(?:hier )?(?:is )?niets (?:hier )?(?:te vinden|gevonden)\b|\b(?:lijkt|ziet) er ?(?:op|naar)(?: uit)?\b[^.!?]{0,20} (?:niets|niet)[^.!?]{0,30} (?:gevonden|vinden)\b",
        rf"{_OPENS}nothing (?:was )?found\b|\bnothing (?:was |could be )?found (?:at|here|for)\b|\bno (?:page|content|document|article|resource) (?:was )?found\b",
        rf"\b(?:this|the|that|requested) {_EN}\b{_NO_STOP}{{0,20}} (?:is not|isn't|is no longer) (?:available|here|valid|found)\b",
        rf"\b(?:this|that|the) {_EN} (?:has |have )?(?:been )?(?:archived or )?(?:removed|deleted|expired|taken (?:down|offline))\b",
        # A site that stopped or went elsewhere speaks for all its pages.
        rf"\b(?:deze|onze|de) {_NL_SITE}\b{_NO_STOP}{{0,40}} (?:is|zijn|werd) (?:per [\w ]{{1,20}} )?(?:helaas |inmiddels |definitief |nu )?(?:gestopt|gesloten|opgeheven|verhuisd|beëindigd|uit de lucht|niet meer (?:actief|in gebruik|online|beschikbaar|bereikbaar))\b",
        rf"\b(?:deze|onze) {_NL_SITE}\b{_NO_STOP}{{0,20}} (?:is|werd) (?:per|op|vanaf|sinds) {_NO_STOP}{{0,25}} (?:gestopt|gesloten|opgeheven|beëindigd|verhuisd)\b",
        r"\b(?:this|our) (?:web)?site (?:is (?:no longer (?:active|available|online|in use)|closed)|has (?:moved|closed|been (?:closed|shut down|discontinued|retired)))\b",
    ),
    _cue(
        Page.NOT_FOUND,
        0.5,
        r"^\W*(?:oeps|oops|whoops|hoppla|oups)\b",
        r"\b(?:helaas|sorry)\b[^.!?]{0,50} niet (?:gevonden|vinden|beschikbaar)",
        r"\bniet gevonden\b",
        r"\bnot found\b",
        r"\b4xx\b",
        r"\bis (?:vervallen|opgegaan in|opgeheven)\b",
        r"\bgeen (?:zoek)?resultaten\b|\b0 resultaten\b|\bno (?:search )?results\b",
        r"\b(?:bent|ben|raakte|raakt) (?:u |je |ik )?(?:\w+ )?(?:verdwaald|de weg kwijt)\b|\b(?:you(?:'re| are)|get|got|be) (?:\w+ )?lost\b",
        rf"\b{_NL} (?:is|zijn) (?:helaas |inmiddels )?(?:mogelijk |waarschijnlijk )?(?:verwijderd|verplaatst|gearchiveerd)\b",
        rf"\bniet (?:meer )?beschikbaar\b|\bno longer available\b|\boude {_NL_LINK}s\b",
    ),
    _cue(
        Page.BLOCKED,
        1.0,
        _status("401", "403", "406", "429", "1020"),
        r"^\W*just a moment\W*$|^\W*attention required\b|\bpardon our interruption\b",
        r"\brequest (?:was |has been |is )?(?:rejected|blocked|denied|unsuccessful)\b|\byour support id is\b|\bincident id\b",
        r"\baccess (?:to (?:this|the) (?:\w+ )?(?:page|site|website|resource|server|service) )?(?:has been |is |was )?(?:denied|forbidden|blocked|limited|restricted)\b",
        r"^\W*(?:\w+ error: )?forbidden\W*$|\b(?:blocked|forbidden) page\b",
        r"\b(?:verify|confirm|make sure|prove)\b[^.!?]{0,20} you(?:'re| are)? (?:are )?(?:a |not a )?(?:human|robot)\b",
        r"\bare you (?:a )?(?:human|robot)\b",
        r"\b(?:enter|type) the (?:characters|letters|text) (?:as )?(?:you see|they are shown|shown|below|in the)\b",
        r"\bchecking (?:if|your|the)[^.!?]{0,30}(?:browser|connection|secure)\b",
        r"\b(?:controleren|controleer|bevestig|verifieer|bewijs)[^.!?]{0,40} (?:mens|robot)\b|\bgeen robot (?:bent|ben)\b",
        r"\btoegang (?:tot deze (?:pagina|website) )?(?:is |werd )?(?:geweigerd|ontzegd|verboden|geblokkeerd)\b",
        r"\b(?:you have been|you've been|your ip(?: address)? (?:has been|is)) (?:temporarily )?blocked\b",
        r"\b(?:u bent|je bent|uw verzoek (?:is|werd)|uw ip-?adres (?:is|werd)) (?:tijdelijk )?geblokkeerd\b",
        r"\b(?:un|not )authori[sz]ed to (?:access|view|use)\b|^\W*(?:\w+\W{1,3})?unauthori[sz]ed(?: access)?\W*$",
        r"\b(?:don't|do not|not) have (?:the )?(?:permissions?|access|rights)\b|\bgeen (?:toegang|rechten|toestemming) (?:tot|om|voor)\b",
        r"\bunusual (?:traffic|activity)\b|\bongebruikelijk(?:e)? (?:verkeer|activiteit)\b",
        r"\benable (?:javascript and )?cookies[^.!?]{0,20} to continue\b",
        r"\baccès (?:refusé|interdit)\b|\b(?:temporairement|momentanément) bloquée?\b|\bpas un robot\b|\bcaractères que vous voyez\b",
        r"\bzugriff (?:\w+ ){0,2}(?:verweigert|gesperrt)\b|\bkein roboter\b",
        r"\bddos (?:protection|guard)\b",
        rf"{_OPENS}(?:geen toegang|toegang beperkt|beperkte toegang|verboden toegang|geblokkeerd|beveiligingscontrole|security check|blocked){_CLOSES}",
        r"\b(?:u|je) (?:hebt|heeft|krijgt|heb) (?:helaas )?geen (?:toegang|toestemming|rechten|bevoegdheid|machtiging)\b",
        r"\b(?:niet|not) (?:gemachtigd|bevoegd|geautoriseerd|permitted|allowed) (?:om|to) [^.!?]{0,40}(?:pagina|page|site|bron|resource)\b",
        r"\b(?:te veel|teveel) (?:verzoeken|aanvragen)\b|\btoo many requests\b|\brate limit exceeded\b",
        r"\b(?:voer|vul|los|complete|solve|enter|fill)\b[^.!?]{0,25} captcha\b|\bcaptcha (?:vereist|required)\b",
        rf"{_OPENS}(?:bent u|ben je) (?:een|geen) (?:mens|robot){_CLOSES}",
        # Consent, asked for before anything is shown.
        r"\bom (?:deze|onze|de) (?:web)?(?:site|pagina) [^.!?]{0,30}(?:bezoeken|bekijken|gebruiken|lezen)\b[^.!?]{0,40} cookies\b",
        r"\b(?:accepteer|accept|aanvaard) (?:\w+ ){0,2}cookies (?:om|to) (?:\w+ ){0,4}(?:verder|door|toegang|bekijken|bezoeken|continue|proceed|access|view|visit)\b",
    ),
    _cue(
        Page.BLOCKED,
        0.5,
        rf"{_OPENS}(?:wij gebruiken cookies|cookies (?:op|accepteren|toestaan)\b[^.!?|]{{0,30}}|cookie-?(?:muur|wall|toestemming|consent)|we use cookies){_CLOSES}",
    ),
    _cue(
        Page.LOGIN,
        1.0,
        rf"(?:^|{_JOINT})(?:\W*(?:welkom|welcome)\W+)?{_LOGIN}(?: (?:met|bij|op|in|to|at|with|page|portal|required|vereist|for|voor)\b[^.!?|]{{0,30}})?(?:$|{_JOINT})",
        rf"^\W*(?:\w+ ){{1,2}}{_LOGIN}\W*$",
        r"\b(?:log|sign) in (?:to|with|om|using|below|here|as)\b|\bplease (?:log|sign) in\b|\bmust be (?:logged|signed) in\b",
        r"\b(?:inloggen|aanmelden) (?:met|bij|op) (?:uw|je|digid|eherkenning)\b|\bmeld (?:u|je) aan (?:met|bij|om)\b|\blog (?:in )?om (?:verder|door)\b",
        r"\b(?:moet|dient)\b[^.!?]{0,20} (?:ingelogd|aangemeld) (?:te )?zijn\b|\bmeld je aan\W*$",
        r"\b(?:connectez-vous|identifiez-vous)\b|\bse connecter (?:à|avec)\b|\bmelden sie sich an\b",
    ),
    _cue(
        Page.LOGIN,
        1.0,
        r"\b(?:u|je|you) (?:bent|ben|are) (?:nog |not |yet )*(?:niet|not) (?:ingelogd|aangemeld|logged in|signed in)\b|\bniet (?:ingelogd|aangemeld)\W*$",
        r"\b(?:moet|dient|must|have to|need to)\b[^.!?]{0,20} (?:inloggen|in te loggen|aanmelden|zich aan te melden|log in|sign in)\b",
        r"\b(?:meld|log) (?:u|je)?\b[^.!?]{0,12}\b(?:aan|in)\b[^.!?]{0,20} om (?:deze|dit|de|toegang|verder|door)\b",
        r"\blog in om (?:deze|dit|de|toegang|verder|door)\b|\b(?:log|meld u) (?:opnieuw|eerst) (?:in|aan)\b|\b(?:log|sign) in again\b",
        rf"\b(?:deze|dit|this|the) (?:{_NL}|{_EN}|omgeving|site|gedeelte|community)\b{_NO_STOP}{{0,30}} (?:alleen|uitsluitend|slechts|only)\b{_NO_STOP}{{0,25}} (?:voor|for|na|to) {_NO_STOP}{{0,20}}(?:leden|medewerkers|ingelogde|geregistreerde|deelnemers|abonnees|aangesloten|inloggen|members|employees|registered|subscribers)\b",
        r"\b(?:u|je|you) (?:hebt|heeft|heb|need|needs)\b[^.!?]{0,15} (?:account|inlog(?:code|gegevens)?)\b(?: nodig)?",
        r"\b(?:sessie|session) (?:is |has |was )?(?:verlopen|beëindigd|expired|timed out)\b",
        rf"{_OPENS}(?:alleen voor leden|members only|besloten (?:omgeving|gedeelte|deel|groep|community)|afgeschermd (?:gedeelte|deel)){_CLOSES}",
        is_refusal=True,
    ),
    _cue(
        Page.LOGIN,
        0.6,
        r"\b(?:user ?name|gebruikersnaam|benutzername|nom d'utilisateur|identifiant)\b",
        r"\b(?:e-?mail(?: ?addres?s?| ?adres)?|user ?name|gebruikersnaam|inlognaam)\W{1,4}(?:your )?(?:password|wachtwoord|mot de passe|passwort)\b",
        r"\b(?:forgot(?:ten)? (?:your )?password|wachtwoord vergeten|mot de passe oublié|passwort vergessen)\b",
    ),
    _cue(Page.LOGIN, 0.4, rf"\b{_LOGIN}\b"),
    _cue(
        Page.UNAVAILABLE,
        1.0,
        _status("500", "501", "502", "503", "504", "520", "521", "522", "523", "525", "530"),
        r"\b(?:site|website|webshop|webpagina|pagina|portaal|systeem|applicatie|dienst|omgeving|\w+\.nl)\b[^.!?]{0,40} (?:in|wegens|vanwege|ivm|i\.v\.m\.|voor) (?:gepland )?onderhoud\b",
        r"\b(?:onderhoudsmodus|wegens (?:gepland )?onderhoud(?:swerkzaamheden)?|gepland onderhoud aan|onderhoud (?:aan|van) (?:de|deze|onze) (?:web)?site)\b",
        r"\bwerk(?:en|zaamheden) (?:op dit moment )?aan (?:de|onze|deze) (?:web)?site\b",
        r"^\W*(?:\w+\W+){0,3}(?:in onderhoud|onderhoud|maintenance)\W*$",
        r"\btijdelijk (?:helaas )?(?:niet (?:beschikbaar|bereikbaar|toegankelijk)|buiten (?:gebruik|werking)|onbereikbaar|onbeschikbaar|uit de lucht|offline|gesloten)\b",
        r"\b(?:momenteel|op dit moment|even)\b[^.!?]{0,20}\b(?:niet (?:bereikbaar|beschikbaar)|buiten gebruik|onbereikbaar|offline)\b",
        r"\b(?:we|wij) zijn (?:zo|snel|straks|binnenkort|zo snel mogelijk) (?:weer )?(?:terug|bereikbaar|online)\b",
        r"\btechnische (?:storing|problemen)\b",
        r"\b(?:under|down for|offline for|undergoing|closed for|performing|required)\b[^.!?]{0,20}\bmaintenance\b|\bmaintenance mode\b|^\W*scheduled maintenance\W*$",
        r"\b(?:temporarily|currently) (?:\w+ )?(?:unavailable|down|offline|out of service|closed)\b",
        r"\bservice (?:is )?(?:temporarily )?unavailable\b|\bserver (?:is )?(?:too )?busy\b|\bover capacity\b",
        r"\b(?:we'll|we will|will) be (?:right )?back (?:soon|shortly|online)\b|\bbe right back\b",
        r"\bin de (?:wachtrij|wachtkamer)\b|\b(?:in|joined) (?:the |a )?(?:queue|waiting room)\b",
        r"\bbad gateway\b|\bgateway time-?out\b",
        r"\b(?:error establishing a database connection|databaseverbinding)\b",
        r"\b(?:site|service|serveur|plateforme|\w+) (?:est|sont) (?:actuellement |momentanément |temporairement )?en maintenance\b",
        r"\b(?:momentanément|temporairement|actuellement) indisponible\b|\bservice indisponible\b|\bvictime de son succès\b",
        r"\b(?:wartungsarbeiten|wartungsmodus|vorübergehend nicht (?:verfügbar|erreichbar))\b",
        rf"{_OPENS}(?:(?:gepland )?onderhoud|(?:technische )?storing|wachtrij|wachtkamer|interne (?:server)?fout|queue|waiting room|outage){_CLOSES}",
        r"\b(?:voeren?|plegen|verrichten) (?:we|wij)?\b[^.!?]{0,30} (?:onderhoud|werkzaamheden)\b|\bonderhoud (?:uit|gepleegd|verricht|plaats)\b",
        r"\b(?:we|wij) zijn (?:even|tijdelijk|vandaag|nu) (?:dicht|gesloten|weg|offline|niet bereikbaar)\b|\b(?:we|wij) zijn (?:er )?(?:zo|snel|straks|morgen) (?:weer )?(?:terug|bereikbaar|online)?",
        r"\b(?:morgen|straks|later|binnenkort) zijn (?:we|wij) (?:er )?(?:weer|terug)\b",
        r"\b(?:kunnen|kan|konden) (?:we|wij|u|je) (?:deze|de|onze|dit) (?:web)?(?:pagina|site) (?:nu|even|momenteel|tijdelijk|op dit moment) niet\b",
        r"\b(?:op dit moment|momenteel|nu|even|tijdelijk) (?:kunnen|kan) [^.!?]{0,30}(?:pagina|website|site) niet (?:tonen|laden|weergeven|openen|bereiken)\b",
        r"\b(?:website|site|pagina) (?:kan|kon) (?:nu|even|momenteel|tijdelijk|op dit moment) niet\b",
        r"\b(?:het is|is het) (?:op dit moment |momenteel |nu )?(?:erg |heel |te |zeer |ontzettend )druk\b|\bte veel bezoekers\b|\btoo many (?:visitors|users)\b",
    ),
    _cue(
        Page.UNAVAILABLE,
        0.7,
        r"\b(?:internal (?:server )?error|server error in|application error|runtime error|system error|fatal error)\b",
        r"\bsomething(?: has|'s)? (?:went|gone|is|going) wrong\b|\ban (?:\w+ )?error (?:has |was )?(?:occurred|encountered)\b|\bencountered an? (?:\w+ )?error\b|\bcritical error\b",
        r"\b(?:we've|we have|we) encountered (?:a|an) (?:\w+ )?(?:problem|error)\b|\bcannot be reached\b",
        r"\ber is (?:iets|een (?:\w+ )?fout) (?:mis|opgetreden|fout|misgegaan)|\ber (?:ging|gaat) iets (?:mis|fout)\b|\b(?:onverwachte|kritieke) fout\b|\b(?:server|runtime|toepassings|database)fout\b",
        r"\bune erreur (?:\w+ )?(?:est survenue|s'est produite)\b|\bein (?:\w+ )?fehler (?:ist )?aufgetreten\b",
        r"\btaking (?:a while|longer than)\b|\bplus de temps que prévu\b",
        rf"\binterne (?:server)?fout\b|{_OPENS}(?:even geduld|een ogenblik geduld|please wait){_CLOSES}",
        r"\b(?:op dit moment|momenteel|nu|vandaag)\b[^.!?]{0,20} druk (?:op|met)\b",
        r"\b(?:probeer|try) (?:het |u het |dit |it )?(?:later|over \w+ (?:\w+ )?minuten|again)(?: (?:opnieuw|nog (?:eens|een keer)|weer|later))?\b",
    ),
    _cue(
        Page.PLACEHOLDER,
        1.0,
        *_SALE,
        r"\bwelcome to (?:nginx|openresty|caddy|tengine|centos|apache|plesk)\b|^\W*it works!?\W*$|\biis windows(?: server)?\b|\b(?:apache|iis)\d*\b[^.!?]{0,20} default page\b",
        r"\btest page for\b|^\W*(?:[\w ]+ )?test page\W*$|\bdefault (?:web ?site|web|plesk|server|web server)? ?(?:page|backend)\b",
        r"\bused to test the proper operation\b|\bthis is (?:a|the) default\b|\bsuccessfully (?:installed|deployed)\b",
        r"^\W*index of /|^\W*directory listing (?:for|of|-)|\bparent directory\b.*\blast modified\b",
        r"^\W*(?:coming soon|binnenkort online|under construction|in aanbouw|launching soon|bientôt disponible)\W*$",
        r"\b(?:web)?site (?:\S+ )?(?:is |wordt )?(?:binnenkort (?:online|beschikbaar)|in aanbouw|onder constructie|in ontwikkeling|under construction|coming soon)\b",
        r"\b(?:site|website) (?:is )?(?:not|niet) (?:yet |nog )?(?:configured|published|set up|ingericht|geconfigureerd)\b",
        r"\baccount (?:has been |is )?suspended\b|\b(?:web)?site (?:is |has been )?(?:tijdelijk |temporarily )?(?:suspended|opgeheven|opgeschort|gedeactiveerd|geblokkeerd)\b",
        r"\bhosting(?:pakket|account|plan)? (?:is |has been )?(?:tijdelijk )?(?:geblokkeerd|opgeschort|verlopen|gedeactiveerd|suspended|expired)\b",
        rf"{_OPENS}(?:domein(?:naam)? (?:geregistreerd|gereserveerd|geparkeerd|verlopen|te koop)|gereserveerd|geparkeerd|parked){_CLOSES}",
        r"\bhier (?:komt|verschijnt)\b[^.!?]{0,40} (?:web)?site\b|\b(?:nog )?geen (?:actieve )?website (?:geplaatst|actief|beschikbaar|aanwezig|gekoppeld)\b|\ber is (?:nog )?geen website\b",
    ),
    _cue(
        Page.PLACEHOLDER,
        0.6,
        r"\bcoming soon\b|\bunder construction\b|\blaunching soon\b|\bstay tuned\b|\bbinnenkort online\b|\bonder constructie\b",
        r"\ben construction\b|\bim aufbau\b|\bdemnächst\b",
    ),
)

_TRIGGERS = word_set(
    "404 410 4xx niet verwijderd find locate found exist longer removed deleted looking tekst text unknown such trouv inconnu"
    " disponible nicht oeps oops hoppla oups vervallen opgegaan opgeheven"
    " 401 403 406 429 1020 moment attention pardon request support incident access forbidden block human robot enter type checking"
    " mens toegang geblokkeerd authori permission rights geen unusual ongebruikelijk cookies accès bloqu caractères zugriff ddos"
    " log sign meld conne authent identif user gebruikersnaam benutzername utilisateur passw wachtwoord passe"
    " 500 501 502 503 504 520 521 522 523 525 530 onderhoud werk maintenance tijdelijk bereikbaar beschikbaar gebruik offline zijn"
    " technische temporarily currently unavailable busy capacity back wachtrij wachtkamer queue waiting gateway database victime"
    " wartung vorübergehend error wrong encountered reached iets fout erreur fehler taking temps"
    " domain parked domein welcome works iis default test successfully directory index soon binnenkort constructi aanbouw launching"
    " bientôt ontwikkeling configured published set ingericht geconfigureerd suspended opgeschort tuned aufbau demnächst"
    " onvindbaar verlopen verdwenen gehaald geldig onbekend onjuist foutie verkeerd dode kapot gebroken verbroken verouderd outdated"
    " dead broken missing gone expired valid resultaten results lost verdwaald kwijt verplaatst gearchiveerd archived taken oude"
    " gestopt gesloten verhuisd beëindigd lucht moved closed shut discontinued retired active available"
    " beperkt beveiligingscontrole security gemachtigd bevoegd geautoriseerd permitted allowed veel many captcha limit cookie"
    " aanmelden inlog leden medewerkers ingelogde geregistreerde deelnemers abonnees aangesloten employees registered subscribers"
    " account sessie session members besloten afgeschermd"
    " storing outage druk bezoekers visitors geduld wait probeer again later minuten werkzaamheden morgen"
    " koop sale geparkeerd gereserveerd geregistreerd hosting komt verschijnt buy purchase here"
)


@lru_cache(maxsize=256)
def may_hold_cue(text: str) -> bool:
    """Whether a word stands in the text without which no cue does: looking for those is thirty times cheaper.

    A page's title and headings are asked about three times each.
    """
    return any(trigger in text for trigger in _TRIGGERS)


ABOUT = re.compile(
    r"\b(?:wat (?:is|zijn|betekent|doe je|te doen)|hoe (?:\w+ ){0,3}(?:je|u|een|de|voorkom|herken|maak)|betekenis|begrip|uitleg|"
    r"tips|handleiding|stappenplan|wat nu|leren van|lessen (?:uit|van)|what (?:is|are|does|to do)|how to|guide|explained|meaning|definition|veelgestelde vragen)\b"
)
"""A title that explains: then the page is about the cue, and not the cue itself."""

EXPLAINS = re.compile(
    r"\b(?:40\d|50\d|foutmelding|statuscode|melding|foutcode|http-?code|error|fout)\b[^.!?]{0,20} (?:is een|betekent|staat voor|geeft aan|means|indicates|refers to|is an?)\b"
)
"""A sentence that defines a status, as glossaries do."""

TELLING = word_set(
    "401 403 404 410 429 500 502 503 gevonden found foutmelding foutmeldingen fout statuscodes error errors melding"
    " statuscode onderhoud maintenance storing geblokkeerd blocked toegang access forbidden denied captcha"
    " introuvable gefunden"
)
"""Words of cues that, standing in the address asked for, show that the page was meant to be about them."""

SALE = re.compile("|".join(f"(?:{form})" for form in _SALE))
"""Wording of a parked domain, as against a server's default page."""

PARKING_HOSTS = frozenset(
    [
        "above.com",
        "afternic.com",
        "bodis.com",
        "dan.com",
        "domainmarket.com",
        "hugedomains.com",
        "parkingcrew.net",
        "parklogic.com",
        "sedo.com",
        "sedoparking.com",
        "skenzo.com",
        "undeveloped.com",
        "uniregistry.com",
        "domeinwinkel.nl",
        "parkeerpagina.nl",
        "domaincntrol.com",
        "cashparking.com",
        "namedrive.com",
        "rookdsl.com",
        "voodoo.com",
        "atom.com",
    ]
)
"""Registrable domains whose business is pages for domains without a site."""

MARKS: dict[str, Page] = {
    "error404": Page.NOT_FOUND,  # WordPress puts it on the body
    "noarticletext": Page.NOT_FOUND,  # MediaWiki
    "page-not-found": Page.NOT_FOUND,
    "maintenance-page": Page.UNAVAILABLE,  # Drupal
    "maintenance-mode": Page.UNAVAILABLE,
}
"""Classes and ids by which systems name their own error pages."""

FORM_CAPTCHAS = frozenset({"", "turnstile", "hcaptcha", "recaptcha", "friendly-captcha"})
"""Riddles that stand on honest forms too; the other marks are a wall's own."""

WALL_PLACE = re.compile(
    r"_incapsula_resource|captcha-delivery|px-captcha|challenges\\.cloudflare|/cdn-cgi/challenge|perfdrive",
    re.IGNORECASE,
)
"""Frames and hosts of walls."""

WIKI_REDIRECTS = ("doorverwezen vanaf", "redirected from", "weitergeleitet von", "redirigé depuis")
"""What MediaWiki prints under the title of a page that was reached by another name."""
WIKI_REDIRECT = re.compile(rf"^\W*(?:{'|'.join(WIKI_REDIRECTS)})\b\s*(.*)")
"""The same, as a line that opens with it; the name follows."""

ERROR_PATH = re.compile(
    r"(?:^|[/_.=-])(?:404|not-?found|page-?not-?found|niet-?gevonden|pagina-?niet-?gevonden|foutpagina|error-?page|errorpages?"
    r"|fehler|erreur)(?:$|[/_.?&=-])",
    re.IGNORECASE,
)
SEARCH_PLACE = re.compile(
    r"/(?:zoek(?:en|resultaten|resultaat|pagina)?|search(?:results?|-results?)?|results?)(?:\.\w{2,5})?/?(?:$|[?;])"
    r"|[?&;](?:q|s|k|query|zoek\w*|search\w*|trefwoord(?:en)?|keywords?|term|searchword)=",
    re.IGNORECASE,
)
"""Addresses of search results."""
LOGIN_PATH = re.compile(
    r"/(?:wp-|user-|auth-)?(?:log-?in|log-?on|sign-?in|inloggen|aanmelden|sso|adfs|saml2?|oauth2?|oidc|authenticate|authenticatie"
    r"|connexion|anmelden)(?:\.\w{2,5})?(?:/|$)",
    re.IGNORECASE,
)
LOGIN_HOST = re.compile(r"^(?:login|inloggen|sso|adfs|auth|accounts?|idp|sts|mijn-?inlog|id)\.", re.IGNORECASE)
