from dataclasses import replace

import pytest

from monitor.compare.relabel import relabelled
from monitor.extract import extract
from monitor.model.change import ChangeOutcome, FactKind, Weight
from monitor.model.document import Aside, Block, Document, Link, Role
from monitor.model.source import Watch
from tests.unit.compare.pages import PROSE, block, compared, fact, page

COUNTER = "Aantal aanmeldingen tot nu toe voor de bijeenkomst: twaalf."


def read(*texts: str, counter: str = COUNTER, watch: Watch | None = None) -> Document:
    body = "".join(f"<p>{text}</p>" for text in texts) + f"<div class=teller><p>{counter}</p></div>"
    return extract(content=body.encode(), content_type="text/html", url="https://a.nl/", watch=watch or Watch())


RULE = Watch(ignore=(".teller",))


def test_an_edited_rule_alarms_nobody() -> None:
    old, new = read(*PROSE), read(*PROSE, counter="Aantal aanmeldingen: dertien stuks.", watch=RULE)
    before = relabelled(old, new)
    assert before.rule_id == new.rule_id
    assert compared(before, new, watch=RULE).outcome is ChangeOutcome.UNCHANGED


def test_a_real_change_in_the_week_of_the_edit_is_told() -> None:
    new = read(*PROSE[:5], "Een nieuwe alinea over de plichten van de leverancier.", watch=RULE)
    assert compared(relabelled(read(*PROSE), new), new, watch=RULE).weight is Weight.MAJOR


def test_what_a_withdrawn_rule_left_out_counts_again() -> None:
    old, new = read(*PROSE, watch=RULE), read(*PROSE, counter="Dit is nu een heel ander verhaal.")
    assert compared(relabelled(old, new), new).weight is Weight.MAJOR


def test_a_block_that_is_gone_stands_where_the_one_above_it_stood() -> None:
    new = read(*PROSE, watch=Watch(select=".teller"))
    old = replace(read(*PROSE, "Weg ermee."), content_hash="x")
    assert [block.text for block in relabelled(old, new).main_blocks] == [COUNTER]


def test_a_row_that_an_older_extractor_read_without_its_empty_cells_is_no_change() -> None:
    new = page(*PROSE, block("Kluis | | x"), block("Slot | x | | ja"))
    old = replace(page(*PROSE, block("Kluis | x"), block("Slot | x | ja")), rule_id="0:x")
    assert compared(relabelled(old, new), new).outcome is ChangeOutcome.UNCHANGED
    other = page(*PROSE, block("Kluis | | x"), block("Slot | x | | nee"))
    assert compared(relabelled(old, other), other).weight is Weight.MAJOR
    assert compared(relabelled(replace(old, rule_id="1:w"), new), new).weight is Weight.MAJOR


@pytest.mark.parametrize(
    ("held", "now"),
    [
        (["Status[bewerken]"], "Status"),
        (["Status[bewerken | brontekst bewerken]"], "Status"),
        (["De CISO[1] toetst de uitkomst. [12]"], "De CISO toetst de uitkomst."),
        (["De CISO toetst de uitkomst.3 Elk jaar4 opnieuw."], "De CISO toetst de uitkomst. Elk jaar opnieuw."),
        (["De CISO", "toetst de uitkomst"], "De CISO toetst de uitkomst"),
        (["Versie", "2.1"], "Versie: 2.1"),
    ],
)
def test_what_an_older_extractor_read_otherwise_is_no_change(held: list[str], now: str) -> None:
    old = replace(page(*PROSE, *held), rule_id="0:x")
    new = page(*PROSE, now)
    assert compared(relabelled(old, new), new).outcome is ChangeOutcome.UNCHANGED
    other = page(*PROSE, "De norm geldt nu ook voor leveranciers van gemeenten.")
    assert compared(relabelled(old, other), other).weight is Weight.MAJOR


def test_what_was_hidden_within_a_line_stays_where_it_was() -> None:
    hidden = Block(text="Chief Information Security Officer", aside=Aside.HIDDEN)
    old = replace(page(*PROSE, "De CISO", hidden, "toetst de uitkomst"), rule_id="0:x")
    new = page(*PROSE, hidden, "De CISO toetst de uitkomst")
    assert [block.text for block in relabelled(old, new).blocks[-2:]] == ["De CISO toetst de uitkomst", hidden.text]
    assert relabelled(old, new).main_text == new.main_text


def test_a_link_that_is_read_no_more_is_no_change_and_a_file_that_is_gone_is() -> None:
    edit, file = Link(url="https://a.nl/edit", text="bewerken"), Link(url="https://a.nl/a.pdf", is_document=True)
    old = replace(page(*PROSE, links=(edit, file)), rule_id="0:x")
    new = page(*PROSE, "Een zin erbij.", links=(file,))
    assert not fact(compared(relabelled(old, new), new), FactKind.LINKS_CHANGED)
    without = page(*PROSE, "Een zin erbij.")
    assert fact(compared(relabelled(old, without), without), FactKind.DOCUMENT_REMOVED)
    assert fact(compared(relabelled(replace(old, rule_id="1:w"), new), new), FactKind.LINKS_CHANGED)


def test_a_term_that_was_a_line_of_its_own_is_found_again_beside_a_heading_of_the_same_words() -> None:
    heading = block("Status", "./h2", role=Role.HEADING, level=2)
    term, value = block("Status", "./dl/dt", role=Role.TERM), block("In beheer", "./dl/dd", role=Role.TERM)
    joined = block("Status: In beheer", "./dl/dd", role=Role.TERM)
    old, new = replace(page(*PROSE, heading, term, value), rule_id="0:x"), page(*PROSE, heading, joined)
    assert relabelled(old, new).blocks[-2:] == (heading, joined)
    other = page(*PROSE, heading, joined._replace(text="Status: Ingetrokken"))
    assert compared(relabelled(old, other), other).weight is Weight.MAJOR
