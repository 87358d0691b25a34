"""What looks wrong or changed at first is looked at again in the same run before anyone hears of it."""

from datetime import timedelta
from pathlib import Path

from monitor.demo import Host
from monitor.demo.script import Page, Visit
from tests.e2e.conftest import MONDAY
from tests.e2e.trial import Trial, by_source, small_internet

SENTENCES = tuple(f"Maatregel {number} legt vast wie de gegevens bekijkt en waarom." for number in range(12))
LOST = b"<html lang=nl><title>Pagina niet gevonden</title><h1>Pagina niet gevonden</h1><p>Deze pagina bestaat niet.</p>"


def handreiking(*more: str) -> bytes:
    text = "".join(f"<p>{sentence}</p>" for sentence in (*SENTENCES, *more))
    return f"<html lang=nl><title>Handreiking logging</title><main><h1>Handreiking logging</h1>{text}</main>".encode()


def stumbles_and_draws_lots(visit: Visit) -> bytes:
    """Gone for a moment, then there again with a sentence that is another one each time."""
    words = ("rode", "gele", "groene", "blauwe", "witte", "zwarte")
    return LOST if visit.number == 1 else handreiking(f"De {words[visit.number % 6]} stoel staat vandaag bij het raam.")


def test_a_page_that_a_recheck_cleared_is_fetched_once_more_before_its_change_is_told(tmp_path: Path) -> None:
    trial = Trial(tmp_path)
    trial.catalogue({"logging": "https://www.voorbeeld.example/logging"}, titles={"logging": "Handreiking logging"})
    page = {0: Page(content=handreiking()), 1: Page(content=stumbles_and_draws_lots)}
    host = Host(name="www.voorbeeld.example", pages={"/logging": page, "/": {0: Page(content=handreiking("Welkom."))}})
    with small_internet(trial, host) as internet:
        trial.run()
        internet.day = 1
        seen = by_source(trial.run(MONDAY + timedelta(days=1)))["logging"]
        asked = [request for request in internet.requests if request.day == 1 and request.target == "/logging"]
    assert (seen["state"], seen["content"]["outcome"]) == ("alive", "unchanged")
    assert len(asked) == 3


def test_a_change_first_met_behind_two_caches_is_told_when_both_have_it(tmp_path: Path) -> None:
    old, new = handreiking(), handreiking("Elke inzage wordt vanaf nu door twee medewerkers bekrachtigd.")
    trial = Trial(tmp_path)
    trial.catalogue({"logging": "https://www.voorbeeld.example/logging"}, titles={"logging": "Handreiking logging"})

    def in_turn(visit: Visit) -> bytes:
        return new if visit.number % 2 else old

    page = {0: Page(content=old), 1: Page(content=in_turn), 2: Page(content=new)}
    host = Host(name="www.voorbeeld.example", pages={"/logging": page})
    outcomes = []
    with small_internet(trial, host) as internet:
        for day in range(4):
            internet.day = day
            seen = by_source(trial.run(MONDAY + timedelta(days=day)))["logging"]
            outcomes.append((seen["content"]["outcome"], seen["content"]["weight"]))
    assert outcomes == [("first", "none"), ("unchanged", "none"), ("changed", "major"), ("unchanged", "none")]
