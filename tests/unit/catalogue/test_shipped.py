"""The catalogue that is shipped holds what the toolkit document holds."""

from collections import Counter
from pathlib import Path

from yarl import URL

from monitor.catalogue import read_catalogue
from monitor.catalogue.document import PAGE, catalogue_page
from monitor.model.source import DOCUMENT_TOOL, Tlp

CATALOGUE = read_catalogue(Path("catalogue.yaml"))
TOOLS = [tool for tool in CATALOGUE.tools if tool.id != DOCUMENT_TOOL]
BY_ID = {str(tool.id): tool for tool in CATALOGUE.tools}


def test_it_holds_twenty_tools_and_their_addresses() -> None:
    assert len(TOOLS) == 20
    assert [tool.id for tool in TOOLS if not tool.sources] == ["bio-zelftoets", "faq-versnellingsplan"]
    assert sum(len(tool.sources) for tool in TOOLS) == 18 + 1
    assert sum(len(tool.sources) or 1 for tool in CATALOGUE.tools) == 22


def test_every_row_has_its_columns() -> None:
    assert all(tool.title and tool.publisher and tool.audience and tool.purpose and tool.tlp.printed for tool in TOOLS)
    assert [tool.id for tool in TOOLS if tool.description is None] == ["bio-zelftoets"]
    assert sum(tool.tlp_note is not None for tool in TOOLS) == 10


def test_the_hosts_and_publishers_are_those_of_the_document() -> None:
    hosts = Counter(URL(tool.sources[0].url).host for tool in TOOLS if tool.sources)
    assert (len(hosts), hosts["www.informatiebeveiligingsdienst.nl"]) == (8, 11)
    assert Counter(tool.publisher for tool in TOOLS)["VNG"] == 11


def test_the_labels_follow_from_the_printed_words() -> None:
    assert Counter(tool.tlp.label for tool in TOOLS) == {Tlp.CLEAR: 17, Tlp.AMBER: 2, Tlp.GREEN: 1}


def test_its_only_mistakes_are_the_documents_own_three() -> None:
    assert [(mistake.kind, mistake.fatal) for mistake in CATALOGUE.mistakes] == [
        ("tlp-undecided", False),
        ("tlp-undecided", False),
        ("tlp-contradiction", False),
    ]


def test_fragments_and_the_damaged_address_are_kept() -> None:
    (cip,) = BY_ID["bio-self-assessment"].sources
    assert URL(cip.url).fragment == "BIO-SA"
    assert (
        cip.printed_url
        == "https://cip-overheid.nl/productcategorie/abn-en-worshops/producten/bio-en-thema-uitwerkingen/#BIO-SA"
    )
    assert cip.url != cip.printed_url
    assert cip.note
    assert CATALOGUE.url is not None
    assert URL(CATALOGUE.url).fragment == "tab2"


def test_proposals_carry_their_day_and_ground() -> None:
    successors = [each for tool in CATALOGUE.tools for source in tool.sources for each in source.superseded_by]
    assert len(successors) >= 10
    assert all(each.seen and each.ground for each in successors)


def test_the_norms_say_what_is_current_and_why() -> None:
    assert {norm.id for norm in CATALOGUE.norms} >= {
        "bio2",
        "bio2-codeopslag",
        "ncsc-basisprincipes",
        "first-tlp",
        "iso-27001-27002",
    }
    assert all(norm.current and norm.ground for norm in CATALOGUE.norms)


def test_the_editing_note_is_left_out() -> None:
    assert "tekst aanleveren" not in Path("catalogue.yaml").read_text(encoding="utf-8")


def test_the_page_about_the_catalogue_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == catalogue_page()
