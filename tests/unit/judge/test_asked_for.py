"""A cue that was asked for proves nothing; whose name shields a page is the aid's own."""

import pytest

from monitor.extract import extract
from monitor.judge.identity import distinctive_words, is_named, stems_of
from monitor.model.document import Document
from monitor.model.source import Watch
from monitor.model.verdict import Page, State, StateClass, Verdict
from tests.pages.chrome import dressed
from tests.unit.judge.made import answered, judged

TITLES = (
    "Aanmelden voor het leveranciersoverleg",
    "Inloggen met een beheerdersaccount: eisen",
    "Toegang geweigerd: zo richt u logging in",
    "Domein te koop: risico's van oude namen",
    "Niet gevonden in de inventarisatie: wat telt mee",
    "Normenkader: binnenkort beschikbaar",
    "Gepland onderhoud: sjabloon voor berichten",
    "Access denied: analyse van meldingen",
    "Sessie verlopen: instellingen per risiconiveau",
    "Te veel verzoeken: grenzen stellen aan koppelingen",
)
BODIES = (
    "<p>Dit product gaat over {title}.</p><p><a href='/media/product.pdf'>Download (pdf)</a></p>",
    "<p>Wij hebben bijeengebracht wat gemeenten leerden over {title}.</p><p>Het bevat een stappenplan en een voorbeeld.</p>",
)


def read(style: str, title: str, main: str, url: str) -> Document:
    content = dressed(style, title, main).encode()
    return extract(content=content, content_type="text/html; charset=utf-8", url=url, watch=Watch())


def verdict_on(
    style: str, title: str, main: str, *, aid: str, url: str = "https://www.voorbeeld.nl/product/p12"
) -> Verdict:
    return judged(answered(url=url), read(style, title, main, url), url=url, title=aid)


@pytest.mark.parametrize("body", BODIES, ids=["short", "longer"])
@pytest.mark.parametrize("title", TITLES)
def test_a_cue_in_the_aids_own_title_proves_nothing(title: str, body: str) -> None:
    main = f"<h1>{title}</h1>{body.format(title=title.lower())}"
    verdict = verdict_on("vereniging", f"{title} | Vereniging Voorbeeld", main, aid=title)
    assert (verdict.page, verdict.state_class) == (Page.DOCUMENT, StateClass.ALIVE)


def test_a_cue_beside_the_aids_own_name_proves_nothing() -> None:
    heading = "Toegang geweigerd? Procedure autorisatiebeheer"
    main = f"<h1>{heading}</h1><p>Toegang geweigerd? Vraag een rol aan bij de beheerder van het proces.</p>"
    verdict = verdict_on("vereniging", f"{heading} | Voorbeeld", main, aid="Procedure autorisatiebeheer")
    assert verdict.state is State.ALIVE


def test_a_title_of_cues_shields_no_other_cue() -> None:
    main = "<h1>Pagina niet gevonden</h1><p>De opgevraagde pagina bestaat niet.</p>"
    verdict = verdict_on("vereniging", "Pagina niet gevonden | Voorbeeld", main, aid="Gepland onderhoud: sjabloon")
    assert verdict.state is State.SOFT_404


def test_a_box_to_sign_in_beside_the_aid_is_no_door_and_one_in_place_of_it_is() -> None:
    form = "<form><input name='u'><input type='password' name='p'><button>Inloggen</button></form>"
    aid = "Zelftoets crisisorganisatie"
    beside = f"<h1>{aid}</h1>{form}<p>Toets uw organisatie in een uur.</p><p><a href='/media/toets.xlsx'>Zelftoets (Excel)</a></p>"
    assert verdict_on("vereniging", f"{aid} | Voorbeeld", beside, aid=aid).state is State.ALIVE
    instead = verdict_on("vereniging", f"{aid} | Voorbeeld", f"<h1>{aid}</h1>{form}", aid=aid)
    assert instead.state is State.LOGIN_REQUIRED


def test_words_that_only_name_a_door_are_no_door() -> None:
    text = (
        "<p>Leveranciers beschrijven hoe zij aansluiten, welke gegevens zij vastleggen en wie daar toezicht op houdt.</p>"
        * 4
    )
    verdict = verdict_on(
        "rijk", "Inloggen voor bedrijven", f"<h1>Inloggen voor bedrijven</h1>{text}", aid="Aansluitnorm"
    )
    assert verdict.state is State.ALIVE


def test_singular_plural_and_possession_are_one_name() -> None:
    words = distinctive_words("Handreiking BIO voor veiligheidsregio's")
    assert words == distinctive_words("veiligheidsregios") == distinctive_words("Veiligheidsregio")
    assert is_named("Toetsen voor gemeenten", stems_of("De toets van uw gemeente"))
    assert not is_named("Toetsen voor gemeenten", stems_of("De agenda"))


def test_a_title_of_common_words_only_is_known_by_all_of_them() -> None:
    assert is_named("Handreiking BIO", stems_of("BIO-handreiking"))
    assert not is_named("Handreiking BIO", stems_of("Handreiking logging"))
