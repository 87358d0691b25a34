"""A page of a government site over thirty weeks: everything moves every week, three times something is said."""

from datetime import UTC, datetime, timedelta

from monitor.compare.change import compare_documents
from monitor.compare.noise import as_of, learn_noise
from monitor.extract import extract
from monitor.model.change import Change, ChangeOutcome, FactKind, HostProfile, NoiseProfile, Weight
from monitor.model.source import Watch

WEEKS = 30
START = datetime(2026, 1, 5, 6, tzinfo=UTC)
REDESIGN = 20
RENAMED, REWORDED, NEW_VERSION = 8, 14, 25
"""The weeks in which an editor did something."""
HEADLINES = [
    "Brandweer oefent",
    "Nieuwe voorzitter",
    "Storm boven zee",
    "Jaarverslag klaar",
    "Congres geslaagd",
    "Loket dicht",
    "Vacature",
    "Drukte verwacht",
]


def served(week: int) -> tuple[bytes, str]:
    """The page as it came over the wire in that week, with its label."""
    menu = "".join(f"<li><a href='/m{number}'>Onderwerp {number + week // 5}</a>" for number in range(8))
    news = "".join(
        f"<li><a href='/n{week - back}'>{HEADLINES[(week - back) % 8]} in week {week - back}</a></li>"
        for back in range(4)
    )
    version = "Versie 1.05, mei 2026" if week >= NEW_VERSION else "Versie 1.04, mei 2019"
    duty = "binnen twee dagen" if week >= REWORDED else "binnen een week"
    name = "BIO-handreiking (herzien)" if week >= RENAMED else "BIO-handreiking"
    article = f"""
      <h1>Informatiebeveiliging</h1><p>{version}</p>
      <p>De handreiking beschrijft hoe een regio de maatregelen invoert; elke maatregel heeft een eigenaar die daarover verslag doet.</p>
      <h2>Melden</h2><p>Wie een incident ziet, meldt dat {duty} bij de servicedesk, die de ernst bepaalt en de directie op de hoogte houdt.</p>
      <p>Vragen? Mail <a href="/cdn-cgi/l/email-protection" data-cfemail="{_obfuscated("bio@regio.nl", week)}">[email&#160;protected]</a> of bel ons.</p>
      <table><tr><th>Bestand<td><a href="/media/handreiking.pdf?v={week}">{name}</a></table>
      <p>Deze pagina is {1000 + 37 * week} keer bekeken.</p><p>Laatst gewijzigd op {1 + week % 28} juni 2026 om 0{week % 10}:14.</p>"""
    if week >= REDESIGN:
        body = (
            f"<div class=shell><div class=topbar>Regio in beeld</div><div class=mega-menu><ul>{menu}</ul></div><section class=wrap>"
            f"<main id=inhoud><article>{article}</article></main></section><div class=cols><h3>Nieuws</h3><ul>{news}</ul></div><footer>© {week}</footer></div>"
        )
    else:
        body = (
            f"<header><a href=/>Naar de startpagina</a></header><nav><ul>{menu}</ul></nav><div id=content>{article}</div>"
            f"<h2>Laatste nieuws</h2><ul>{news}</ul><footer><p>Versie site 4.{week}.1</p></footer>"
        )
    cookies = f"<div class=cookie-melding><p>Wij en onze {400 + week} partners plaatsen cookies.</p><button>Akkoord</button></div>"
    banner = "<div class=promo>Kom naar de open dag!</div>" if week % 3 == 0 else ""
    page = f"<!doctype html><html lang=nl><head><title>Informatiebeveiliging | Regio</title></head><body data-nonce=n{week}>{cookies}{banner}{body}</body></html>"
    return (
        (page.encode("windows-1252"), "text/html; charset=iso-8859-1")
        if week % 4 == 3
        else (page.encode(), "text/html")
    )


def _obfuscated(address: str, key: int) -> str:
    return bytes([key, *(letter ^ key for letter in address.encode())]).hex()


def visited() -> list[Change]:
    noise, before, changes = NoiseProfile(), None, []
    for week in range(WEEKS):
        content, label = served(week)
        after = extract(content=content, content_type=label, url="https://www.regio.nl/bio", watch=Watch())
        at = START + timedelta(weeks=week)
        changes.append(compare_documents(before, after, noise=as_of(noise, at), host=HostProfile(), watch=Watch()))
        noise = learn_noise(noise, before, after, at=at)
        before = after
    return changes


def test_only_what_an_editor_did_is_told_each_once_and_a_redesign_as_one_minor_thing() -> None:
    changes = visited()
    assert changes[0].outcome is ChangeOutcome.FIRST
    assert [week for week, change in enumerate(changes) if change.weight is Weight.MAJOR] == [
        RENAMED,
        REWORDED,
        NEW_VERSION,
    ]
    minor = {
        week: [fact.kind for fact in change.facts]
        for week, change in enumerate(changes)
        if change.weight is Weight.MINOR
    }
    assert minor.keys() <= {REDESIGN}


def test_each_change_says_what_it_was() -> None:
    changes = visited()
    assert FactKind.DOCUMENT_RENAMED in {fact.kind for fact in changes[RENAMED].facts}
    assert [excerpt.after for excerpt in changes[REWORDED].excerpts] == [
        "Wie een incident ziet, meldt dat binnen twee dagen bij de servicedesk, die de ernst bepaalt en de directie op de hoogte houdt."
    ]
    assert (changes[NEW_VERSION].version_before, changes[NEW_VERSION].version_after) == ("1.04", "1.05")
