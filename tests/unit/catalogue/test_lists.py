import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from monitor import urls
from monitor.catalogue import located, read_catalogue
from monitor.catalogue.build import Build
from monitor.model.source import Catalogue, Tlp


def read(tmp_path: Path, name: str, text: str) -> Catalogue:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_catalogue(path, display_name=name)


def kinds(catalogue: Catalogue) -> list[tuple[str, int]]:
    return [(mistake.kind, mistake.line) for mistake in catalogue.mistakes]


def test_a_csv_list_is_a_catalogue_named_after_its_file(tmp_path: Path) -> None:
    text = 'id,title,url,publisher,tlp\na,A,https://a.nl/,P,TLP:wit\nb,"B, the second",,,groen\n'
    catalogue = read(tmp_path, "list.csv", text)
    assert (catalogue.title, catalogue.mistakes) == ("list", ())
    assert [(tool.id, tool.title, tool.publisher, tool.tlp.label) for tool in catalogue.tools] == [
        ("a", "A", "P", Tlp.CLEAR),
        ("b", "B, the second", "", Tlp.GREEN),
    ]
    assert [[source.url for source in tool.sources] for tool in catalogue.tools] == [["https://a.nl/"], []]


def test_the_csv_of_a_dutch_spreadsheet_is_read(tmp_path: Path) -> None:
    catalogue = read(tmp_path, "list.csv", "\ufeffTLP;Title;ID;URL\r\nwit;A;a;https://a.nl/x,y\r\n\r\n")
    assert catalogue.mistakes == ()
    assert catalogue.tools[0].sources[0].url == "https://a.nl/x,y"


def test_bad_rows_are_named_by_their_line(tmp_path: Path) -> None:
    text = 'id,title,url,tlp\nA!,A,https://a.nl,wit\na,A,,wit\na,"Two\nlines",,wit\nb,,,wit\nc,"C"x,,wit\nd,D,,wit\n'
    catalogue = read(tmp_path, "list.csv", text)
    assert kinds(catalogue) == [("bad-id", 2), ("duplicate-id", 4), ("missing", 6), ("csv", 7)]
    assert [tool.id for tool in catalogue.tools] == ["a", "d"]


def test_a_list_without_classifications_is_one_warning(tmp_path: Path) -> None:
    catalogue = read(tmp_path, "list.csv", "id,title\na,A\nb,B\n")
    assert kinds(catalogue) == [("tlp-missing", 1)]
    assert [tool.tlp.label for tool in catalogue.tools] == [Tlp.AMBER, Tlp.AMBER]


def test_an_unknown_column_is_left_out_with_a_warning(tmp_path: Path) -> None:
    catalogue = read(tmp_path, "list.csv", "id,title,tlp,colour\na,A,wit,red\n")
    assert kinds(catalogue) == [("unknown-column", 1)]
    assert len(catalogue.tools) == 1


@pytest.mark.parametrize("text", ["", "a,A,https://a.nl/\n"])
def test_a_csv_without_its_header_is_one_mistake(tmp_path: Path, text: str) -> None:
    assert kinds(read(tmp_path, "list.csv", text)) == [("columns", 1)]


def test_a_line_of_jsonl_may_hold_every_key_of_a_tool(tmp_path: Path) -> None:
    row = {
        "id": "a",
        "title": "A",
        "tlp": "wit",
        "sources": [{"id": "a", "url": "https://a.nl/", "watch": {"interval": "7d"}}],
    }
    catalogue = read(tmp_path, "list.jsonl", json.dumps(row) + "\n\n")
    assert catalogue.mistakes == ()
    assert catalogue.tools[0].sources[0].watch.interval is not None


def test_bad_lines_of_jsonl_are_named(tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "title": "A"',
        '{"id": "a", "title": 1, "tlp": "wit"}',
        "[1]",
        "[" * 70000,
        '{"id":"b","title":"B","tlp":"wit"}',
    ]
    catalogue = read(tmp_path, "list.jsonl", "\n".join(lines))
    assert kinds(catalogue) == [("json", 1), ("number", 2), ("wrong-type", 3), ("json", 4)]
    assert [tool.id for tool in catalogue.tools] == ["b"]


def test_many_mistakes_of_a_kind_are_counted_rather_than_listed(tmp_path: Path) -> None:
    lines = "".join(f'{{"id": "t-{n}", "title": "T"}}\n' for n in range(250))
    catalogue = read(tmp_path, "list.jsonl", lines)
    assert len(catalogue.tools) == 250
    assert len(catalogue.mistakes) == 101
    assert (
        str(catalogue.mistakes[-1])
        == "list.jsonl:100: tlp-missing: 150 more of this kind (mend the first ones and look again)"
    )
    assert not catalogue.mistakes[-1].fatal


def test_a_list_that_is_no_text_is_one_mistake(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"id,title\na,\xff\n")
    assert [mistake.kind for mistake in read_catalogue(path).mistakes] == ["encoding"]


CELLS = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["a", "b", "c-1", "A!", " a", "document", "", 7, None]),
        "title": st.sampled_from(["A title", " A  title ", "Titel\u00a0é", "\x07", "", None, 3]),
        "url": st.sampled_from(
            ["https://a.nl/x", " https://a.nl/y ", "http://127.0.0.1:8080/", "https://u@a.nl/", "ftp://a.nl/", "", None]
        ),
        "publisher": st.sampled_from(["P", " P", "", None]),
        "tlp": st.sampled_from(["TLP:wit", "groen", "n.t.b.", "TLP:anber", "wit/rood", "", None]),
        "note": st.just("odd"),
    },
)


@given(rows=st.lists(CELLS, max_size=5), asks_tlp=st.booleans())
def test_what_is_right_at_first_sight_is_what_the_schema_makes_of_it(
    rows: list[dict[str, object]], *, asks_tlp: bool
) -> None:
    made = []
    for kind in (Build, Thorough):
        build = kind(file="list.csv", line_of=len, asks_tlp=asks_tlp)
        tools = [build.tool(row, ("tools", number)) for number, row in enumerate(rows)]
        made.append((tools, build.mistakes))
    assert made[0] == made[1]


class Thorough(Build):
    def _at_first_sight(self, raw: object, path: located.Path) -> None:
        del raw, path


@given(url=st.from_regex(urls._PLAIN, fullmatch=True))
def test_a_plain_address_is_one_that_a_parser_takes(url: str) -> None:
    parsed = URL(url)
    assert parsed.raw_host == urls.host_of(url)
    assert (parsed.raw_user, parsed.raw_password) == (None, None)
