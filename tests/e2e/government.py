"""A government site over thirty weeks: everything around the text moves, and now and then the text."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from monitor.demo import Host, Page, Visit, week
from monitor.demo.pdf import make_pdf

HOST = "www.dienst.test"
MENU, BANNER, REDESIGN, ENCODING, REUPLOAD, UNBANNER = 3, 5, 10, 14, 18, 20
WEEKS = 30

SUBJECTS = ("toegang", "logging", "wachtwoorden", "leveranciers", "back-ups", "incidenten", "bewustwording", "fysiek")
TEXT = (
    "Deze handreiking beschrijft hoe een organisatie de maatregelen voor {0} inricht en onderhoudt.",
    "De verantwoordelijkheid voor {0} ligt bij de lijn, die daarover elk jaar verslag doet aan het bestuur.",
    "Voor {0} geldt een termijn van 14 dagen waarbinnen een afwijking wordt hersteld en vastgelegd.",
    "De kosten van {0} worden geraamd op € 12.500 per jaar voor een organisatie van gemiddelde omvang.",
    "Een risicoafweging gaat aan elke uitzondering op de regels voor {0} vooraf en wordt bewaard.",
    "De afspraken over {0} met andere partijen worden schriftelijk vastgelegd en tweejaarlijks getoetst.",
    "Wie van {0} wil afwijken legt dat voor aan de functionaris die daarvoor is aangewezen.",
)
ADDED = "Nieuw is dat elke storing binnen 24 uur aan de toezichthouder moet worden gemeld."

Edit = Callable[[list[str]], list[str]]


@dataclass(frozen=True)
class Change:
    """A real change: in which week, on which page, what it does, and words that must be told of it."""

    week: int
    page: str
    edit: Edit
    told: str


def version(lines: list[str]) -> list[str]:
    return [line.replace("Versie 1.0", "Versie 1.1") for line in lines]


def amount(lines: list[str]) -> list[str]:
    return [line.replace("€ 12.500", "€ 18.750") for line in lines]


def term(lines: list[str]) -> list[str]:
    return [line.replace("14 dagen", "10 dagen") for line in lines]


CHANGES = (
    Change(6, "toegang", version, "1.1"),
    Change(REDESIGN, "logging", lambda lines: [*lines, ADDED], "24 uur"),
    Change(ENCODING, "wachtwoorden", amount, "18.750"),
    Change(16, "leveranciers", term, "10 dagen"),
    Change(21, "back-ups", lambda lines: [*lines[:3], *lines[4:]], "afwijking wordt hersteld"),
    Change(
        25, "incidenten", lambda lines: [line.replace("tweejaarlijks", "elk kwartaal") for line in lines], "kwartaal"
    ),
)
"""Hidden in the noise: on the day of a redesign, in the week of another encoding, among counters and news."""


def lines_of(subject: str, number: int) -> list[str]:
    """The text of a page in a week."""
    lines = ["Versie 1.0, vastgesteld op 12 januari 2026.", *(line.format(subject) for line in TEXT)]
    for change in CHANGES:
        if change.page == subject and number >= change.week:
            lines = change.edit(lines)
    return lines


def render(subject: str, visit: Visit) -> bytes:
    """The page as it is served at that moment."""
    chance = random.Random(f"{subject} {visit.day} {visit.number}")
    now = visit.week
    nonce = f"{chance.getrandbits(64):016x}"
    menu = ["Onderwerpen", "Actueel", "Organisatie", "Contact"] + (["Regelhulp", "Loket"] if now >= MENU else [])
    banner = (
        '<div class="alert" role="alert"><p>Op vrijdag is de telefoon tot 12 uur bereikbaar.</p></div>'
        if BANNER <= now < UNBANNER
        else ""
    )
    consent = f'<div id="cookie-consent" class="cookie-banner"><p>Wij en onze {chance.randint(90, 180)} partners plaatsen cookies.</p><button>Akkoord</button></div>'
    news = "".join(
        f'<li><a href="/nieuws/{now}-{item}">Nieuws {chance.randint(100, 999)}: bijeenkomst in week {now + item}</a></li>'
        for item in range(4)
    )
    key = chance.randint(1, 255)
    veiled = bytes((key, *(key ^ letter for letter in b"info@dienst.test"))).hex()
    mail = (
        f'<a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="{veiled}">[email&#160;protected]</a>'
    )
    title = f"Handreiking {subject}"
    body = "".join(f"<p>{line}</p>" for line in lines_of(subject, now))
    updated = f"Laatst bijgewerkt: {visit.day % 28 + 1}-{visit.day // 28 + 1}-2027 om {chance.randint(10, 23)}:{chance.randint(10, 59)}"
    links = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in menu)
    charset = "iso-8859-15" if now >= ENCODING else "utf-8"
    if now < REDESIGN:
        text = (
            f'<html lang="nl"><head><meta charset="{charset}"><title>{title} | Dienst</title><script nonce="{nonce}">a()</script></head><body>'
            f"<header><nav><ul>{links}</ul></nav></header>{banner}{consent}<main><h1>{title}</h1>{body}</main>"
            f'<aside class="nieuws"><h2>Laatste nieuws</h2><ul>{news}</ul></aside>'
            f"<footer><p>{updated}</p><p>Bezoekers: {chance.randint(1000, 99999)}</p><p>{mail}</p></footer></body></html>"
        )
    else:
        text = (
            f'<html lang="nl"><head><meta charset="{charset}"><title>{title} | Dienst</title></head><body class="v2 t-{nonce}"><div class="shell">'
            f'<div class="top" role="banner"><a href="/">Dienst voor alle zaken</a><div role="navigation"><ul>{links}<li><a href="/thema">Themas</a></li></ul></div></div>{banner}{consent}'
            f'<div class="grid"><section role="main"><article><h1>{title}</h1><div class="rte">{body}</div></article></section>'
            f'<div class="side nieuws"><h2>Laatste nieuws</h2><ul>{news}</ul></div></div>'
            f'<div role="contentinfo"><p>{updated}</p><p>Bezoekers: {chance.randint(1000, 99999)}</p><p>Volg ons</p><p>{mail}</p></div></div></body></html>'
        )
    return text.encode(charset)


def file_of(number: int) -> Page:
    """The same text in every upload; in week 22 another edition."""
    edition = "Versie 2.1 van 1 februari 2026" if number < 22 else "Versie 2.2 van 1 juni 2026"
    content = make_pdf(title="Normenkader", paragraphs=(edition, *(line.format("dit kader") for line in TEXT)))
    if number >= REUPLOAD:
        content = content.replace(b"%%EOF", b"% saved again\n%%EOF")
    return Page(content=content, content_type="application/pdf")


def served(subject: str) -> Page:
    """A page made anew for each visit, as its server says it."""
    return Page(content=lambda visit: render(subject, visit), content_type="text/html")


def host() -> Host:
    """The whole site."""
    return Host(
        name=HOST,
        pages={
            **{f"/handreiking/{subject}": {0: served(subject)} for subject in SUBJECTS},
            "/normenkader.pdf": {week(1): file_of(1), week(REUPLOAD): file_of(REUPLOAD), week(22): file_of(22)},
        },
    )
