"""Knobs, questions to visitors and errors of a site come and go without a word; the same words in prose are told."""

import pytest

from monitor.model.change import Weight
from monitor.model.document import Block, Role
from tests.unit.compare.pages import PROSE, block, compared, page


def heading(text: str) -> Block:
    return block(text, "./h2", role=Role.HEADING, level=2)


@pytest.mark.parametrize(
    "line",
    [
        "Print deze pagina Naar boven RSS Lees voor",
        "Delen | Printen | Mail",
        "Deze pagina delen",
        "Back to top",
        "Deze pagina in het Engels of Fries",
        "Nederlands English Deutsch",
        "Inloggen om deze pagina aan uw favorieten toe te voegen.",
        "Log in to post a comment",
        "Was deze pagina nuttig?",
        "Heeft deze informatie u geholpen?",
        "Hebt u gevonden wat u zocht?",
        "Is there anything wrong with this page?",
        "Help ons de website te verbeteren en doe mee aan ons korte onderzoek van vijf minuten.",
        "Wilt u meedoen aan een kort onderzoek over deze website?",
        "Bedankt voor uw feedback!",
        "Error: Call to a member function getName() on null in /srv/app/Block.php:12",
        "Uncaught Error: menu is not defined",
        "Er is een fout opgetreden bij het laden van dit onderdeel. Probeer het later opnieuw.",
        "Er ging iets mis bij het ophalen van de gegevens.",
        "Something went wrong. Please try again later.",
        "This section could not be loaded.",
        "Zet JavaScript aan om deze pagina goed te zien.",
        "Please enable JavaScript to view this page.",
        "Leestijd: 4 minuten",
        "5 min read",
    ],
)
def test_chrome_comes_and_goes_without_a_word(line: str) -> None:
    quiet, dressed = page(*PROSE), page(*PROSE, line)
    assert not compared(quiet, dressed).is_told
    assert not compared(dressed, quiet).is_told


def test_what_stands_under_a_question_to_visitors_goes_with_it() -> None:
    asked = page(
        *PROSE,
        heading("Was deze pagina nuttig?"),
        "Uw reactie wordt niet beantwoord. Vul geen persoonlijke gegevens in.",
    )
    assert not compared(page(*PROSE), asked).is_told
    warned = page(*PROSE, heading("Was deze pagina nuttig?"), "Deze handreiking is ingetrokken.")
    assert compared(page(*PROSE), warned).weight is Weight.MAJOR


@pytest.mark.parametrize(
    "line",
    [
        "Vul geen persoonlijke gegevens in.",
        "Probeer het later opnieuw, uiterlijk na een dag.",
        "Inloggen om de rapportage in te dienen is verplicht.",
        "Inloggen met twee factoren is verplicht voor leveranciers.",
        "Schakel JavaScript in PDF-lezers uit.",
        "Doe mee aan het onderzoek naar weerbaarheid van gemeenten.",
        "Print deze pagina en bewaar hem in de kluis.",
        "Deze pagina in het Engels is de geldende tekst.",
        "De vraag of deze pagina nuttig is staat onder elk hoofdstuk.",
        "Er is een fout opgetreden in tabel 3 van versie 2.1; gebruik versie 2.2.",
        "Error: sluit de hoofdkraan voordat u begint.",
    ],
)
def test_the_same_words_in_prose_are_told(line: str) -> None:
    assert compared(page(*PROSE), page(*PROSE, line)).weight is Weight.MAJOR


def test_a_word_that_is_a_knob_in_a_row_is_a_heading_by_itself() -> None:
    assert compared(page(*PROSE), page(*PROSE, heading("Delen"), PROSE[0])).is_told
