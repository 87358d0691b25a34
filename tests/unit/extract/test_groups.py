"""Lists of news, teasers and comments are set aside; what stands around them, and other lists, are not."""

import pytest

from monitor.model.document import Aside
from tests.unit.extract.pages import AFTER, MORE, PROSE, aside_of, main, read


def _item(number: int) -> str:
    return f"<article><h3><a href=/n/{number}>Bericht {number}</a></h3><p>{number} mei 2026</p><p>Lees wat er speelt.</p></article>"


ITEMS = "".join(map(_item, (3, 4, 5)))


@pytest.mark.parametrize(
    "items",
    [
        f"<div><h2>Nieuws</h2>{ITEMS}</div>",
        f"<h2>Actueel</h2>{ITEMS}",
        "<h2>Agenda</h2><ul><li>3 juni 2026: Bericht 4</li><li>9 juni 2026: open dag</li></ul>",
        "<section><h2>Bekijk ook</h2><ul><li><a href=/a>Bericht 4</a></li><li><a href=/b>Water</a></li></ul></section>",
        "<div><h2>Tweets</h2><p>@regio: Bericht 4 (2u geleden)</p><p>@regio: open dag (5u geleden)</p></div>",
        "<div><h2>Actueel</h2>"
        + "".join(f"<div><h3>Bericht {n}</h3><p>Meer hierover.</p></div>" for n in (4, 5, 6))
        + "</div>",
    ],
)
@pytest.mark.parametrize("after", [f"<p>{AFTER}</p>", f"<p>{AFTER}</p><p>{PROSE}</p>", ""])
def test_items_under_a_heading_of_news_are_set_aside_and_what_follows_them_is_not(items: str, after: str) -> None:
    document = read(f"<main><h1>Aanpak</h1><p>{MORE}</p><p>{PROSE}</p>{items}{after}</main>")
    assert aside_of(document, "Bericht 4") is Aside.RELATED
    assert (AFTER in main(document)) is bool(after)


_BRIEF = "Lees wat er speelt."
_LONG = f"{AFTER} De minister zei op de jaarlijkse bijeenkomst dat het tempo omhoog moet."


def _teaser(order: str, number: int, text: str) -> str:
    parts = {
        "d": f"<time>{number} mei 2026</time>",
        "D": f"<p>{number} mei 2026 | Nieuws</p>",
        "h": f"<h3><a href=/n/{number}>Bericht {number}</a></h3>",
        "H": f"<h3>Bericht {number}</h3>",
        "t": f"<p>{text} ({number})</p>",
        "r": "<a href=/n>Lees verder</a>",
    }
    return "".join(parts[part] for part in order)


@pytest.mark.parametrize("order", ["ht", "dht", "Dht", "hdt", "htd", "htr", "dHt", "Htr", "th", "htD"])
@pytest.mark.parametrize("text", [_BRIEF, _LONG])
@pytest.mark.parametrize(
    "frame",
    [
        "<section><h2>Nieuws</h2>{}</section>",
        "<h2>Actueel</h2>{}",
        "<div><div><h2>Ook interessant</h2> <a href=/n>Alles</a></div><div class=rij>{}</div></div>",
    ],
)
def test_a_teaser_is_one_whatever_its_length_and_wherever_its_date_stands(order: str, text: str, frame: str) -> None:
    items = "".join(f"<div class=item>{_teaser(order, number, text)}</div>" for number in (4, 5))
    document = read(f"<main><h1>Aanpak</h1><p>{MORE}</p><p>{PROSE}</p>{frame.format(items)}<p>{AFTER}</p></main>")
    assert main(document) == ["Aanpak", MORE, PROSE, AFTER]


@pytest.mark.parametrize("heading", ["Normen", "Maatregelen", "Downloads", "Recente wijzigingen", "Nieuwste versie"])
@pytest.mark.parametrize("order", ["ht", "dht", "htr"])
def test_a_list_under_a_heading_of_its_own_is_content(heading: str, order: str) -> None:
    items = "".join(f"<article>{_teaser(order, number, _LONG)}</article>" for number in (4, 5, 6))
    document = read(f"<main><h1>Aanpak</h1><p>{PROSE}</p><section><h2>{heading}</h2>{items}</section></main>")
    assert {heading, "Bericht 4", f"{_LONG} (6)"} <= set(main(document))


def test_sections_of_text_and_other_lists_under_a_heading_of_news_are_content() -> None:
    part = (
        f"<div><h3>Onderdeel</h3><p>{PROSE} {MORE} <a href=/m>meer</a></p><p>{PROSE} {AFTER} {MORE} {PROSE}</p></div>"
    )
    document = read(f"<main><h1>Aanpak</h1><p>{MORE}</p><section><h2>Actueel</h2>{part * 3}</section></main>")
    assert main(document).count("Onderdeel") == 3
    files = "<h3>Downloads</h3><ul><li>Handreiking wachtwoorden versie 2</li><li>Handreiking logging versie 3</li></ul>"
    document = read(f"<main><h1>Aanpak</h1><p>{MORE}</p><p>{PROSE}</p><h2>Nieuws</h2>{ITEMS}{files}</main>")
    assert main(document)[-3:] == ["Downloads", "Handreiking wachtwoorden versie 2", "Handreiking logging versie 3"]


@pytest.mark.parametrize(
    "bullet",
    [
        "Deze handreiking vervalt op 1 januari 2027 en wordt vervangen door de Handreiking BIO2.",
        "Let op: dit document is per 1 mei 2026 ingetrokken.",
        "This guidance was withdrawn on 1 May 2026.",
        "De handreiking is per direct ingetrokken.",
    ],
)
def test_what_speaks_of_the_page_among_the_items_of_a_list_is_content(bullet: str) -> None:
    dates = "".join(f"<li>{day} juni 2026: Bericht {day}</li>" for day in (3, 4, 9))
    document = read(f"<main><h1>Aanpak</h1><p>{MORE}</p><h2>Agenda</h2><ul><li>{bullet}</li>{dates}</ul></main>")
    assert main(document) == ["Aanpak", MORE, bullet]


def _comment(number: int) -> str:
    return f"<article><b>Bezoeker {number}</b> <time>{number} mei 2026</time><p>{MORE} {AFTER} {PROSE}</p></article>"


@pytest.mark.parametrize("count", [1, 2, 8])
@pytest.mark.parametrize(
    "frame",
    [
        "<section id=comments><h2>Wat vindt u?</h2>{}</section>",
        "<div class=comments-area><h2>Wat vindt u?</h2>{}</div>",
        "<div class=lijst_reacties><ol><li>{}</li></ol></div>",
        "<div><h2>Reacties (3)</h2>{}</div>",
        "<h2>3 reacties</h2>{}",
        "<div><h3>2 gedachten over “Aanpak”</h3>{}</div>",
        "<div><h3>One comment on “Aanpak”</h3>{}</div>",
    ],
)
def test_what_visitors_write_below_a_page_is_none_of_it(frame: str, count: int) -> None:
    comments = frame.format("".join(map(_comment, range(1, count + 1))))
    document = read(f"<main><h1>Aanpak</h1><p>{MORE}</p><p>{AFTER}</p>{comments}</main>")
    assert main(document) == ["Aanpak", MORE, AFTER]
    assert aside_of(document, f"{MORE} {AFTER} {PROSE}") is Aside.RELATED


def test_comments_that_were_published_as_such_are_content() -> None:
    answers = f"<h2>Reacties op de consultatie</h2><p>{MORE}</p><p>{PROSE}</p>"
    assert {MORE, PROSE} <= set(main(read(f"<main><h1>Aanpak</h1><p>{AFTER}</p>{answers}</main>")))
    assert {MORE, PROSE} <= set(
        main(read(f"<h1>Verslag</h1><div id=reacties><p>{MORE}</p>{f'<p>{PROSE}</p>' * 4}</div>"))
    )
    assert MORE in main(read(f"<main><h1>Aanpak</h1><p>{PROSE}</p><div class=comment-body><p>{MORE}</p></div></main>"))


def test_prose_under_a_heading_of_news_is_content() -> None:
    document = read(
        f"<main><h1>Aanpak</h1><p>{MORE}</p><section><h2>Nieuws</h2><p>{PROSE}</p><p>{AFTER}</p></section></main>"
    )
    assert {PROSE, AFTER} <= set(main(document))


def test_a_list_of_news_below_another_and_under_a_smaller_heading_is_one_too() -> None:
    links = "".join(f"<li><a href=/n/{number}>Bericht {number}</a></li>" for number in (7, 8, 9))
    dates = "<div><h2>Agenda</h2><ul><li>3 juni 2026: open dag</li><li>9 juni 2026: overleg</li></ul></div>"
    document = read(
        f"<main><h1>Aanpak</h1><p>{MORE}</p><p>{PROSE}</p>{dates}<h3>Meest gelezen</h3><ol>{links}</ol></main>"
    )
    assert {aside_of(document, text) for text in ("Meest gelezen", "Bericht 7", "3 juni 2026: open dag")} == {
        Aside.RELATED
    }
