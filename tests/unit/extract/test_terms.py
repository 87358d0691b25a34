"""A term and its value are one line, so that values which change places are seen; an answer to a question is text."""

import pytest

from tests.unit.extract.pages import MORE, PROSE, main, read


def lines(terms: str) -> list[str]:
    return main(read(f"<main><h1>Aanpak</h1><p>{PROSE}</p>{terms}</main>"))[2:]


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ("<dl><dt>Versie<dd>2.1<dt>Status:<dd>Definitief</dl>", ["Versie: 2.1", "Status: Definitief"]),
        ("<dl><div><dt>A</dt><dd>Ja</dd></div><div><dt>B</dt><dd>Nee</dd></div></dl>", ["A: Ja", "B: Nee"]),
        ("<dl><dt>Kluis<dd>✔<dt>Slot<dd>✘</dl>", ["Kluis | ✔", "Slot | ✘"]),
        ("<dl><dt>Mail<dd><a href='mailto:a@b.nl'>a@b.nl</a></dl>", ["Mail: a@b.nl"]),
    ],
)
def test_a_short_term_with_one_short_value_is_a_line(terms: str, told: list[str]) -> None:
    assert lines(terms) == told


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ("<dl><dt>Wat is de BIO?<dd>Een norm.</dl>", ["Wat is de BIO?", "Een norm."]),
        ("<dl><dt>Uitleg<dd>" + MORE * 2 + "</dl>", ["Uitleg", MORE * 2]),
        ("<dl><dt>Talen<dd>Nederlands<dd>Fries</dl>", ["Talen", "Nederlands", "Fries"]),
        ("<dl><dt>BIO<dt>Baseline<dd>Een norm</dl>", ["BIO", "Baseline: Een norm"]),
        ("<dl><dt>Eisen<dd>Twee:<ul><li>slot<li>grendel</ul></dl>", ["Eisen", "Twee:", "slot", "grendel"]),
        ("<dl><dt>Leeg<dd></dl><dl><dt>B<dd>Nee</dl>", ["Leeg", "B: Nee"]),
    ],
)
def test_answers_and_values_of_several_parts_stay_text(terms: str, told: list[str]) -> None:
    assert lines(terms) == told
