import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.catalogue import read_catalogue
from monitor.catalogue.patch import Edit, catalogue_text, propose_edits, unified_diff, write_catalogue
from monitor.catalogue.read import parse_catalogue
from monitor.errors import CatalogueError
from monitor.model.source import SourceId

SHIPPED = Path("catalogue.yaml").read_text(encoding="utf-8")
SOURCES = sorted(source.id for tool in read_catalogue(Path("catalogue.yaml")).tools for source in tool.sources)
ADDRESSES = st.from_regex(r"https://[a-z]{1,10}\.nl/[a-z0-9/_()',=?&;:~!*%#-]{0,30}", fullmatch=True)

TEXT = """\
# head
tools:
  - {id: a, title: "A", url: 'https://a.nl/''x'''}   # tail
  - id: b
    title: B    # two blanks
    url:   https://b.nl/#part   # the address
    sources:
  - id: c
    title: C
    sources:
      - url: "https://c.nl/"
      - id: c-2
        url: >-
          https://c2.nl/
    tlp: wit
"""


def edit(source: str, url: str) -> Edit:
    return Edit(source=SourceId(source), url=url, reason="moved")


def addresses(text: str) -> dict[str, str]:
    catalogue = parse_catalogue(text.encode(), name="c", title="c")
    return {source.id: source.url for tool in catalogue.tools for source in tool.sources}


@settings(max_examples=30, deadline=None)  # the whole catalogue is read each time
@given(st.sampled_from(SOURCES), ADDRESSES)
def test_only_the_line_of_the_address_differs(source: str, url: str) -> None:
    before = SHIPPED.splitlines()
    after = propose_edits(SHIPPED, [edit(source, url)]).splitlines()
    assert len(before) == len(after)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert changed[0][0].split("url:")[0] == changed[0][1].split("url:")[0]


@settings(max_examples=15, deadline=None)
@given(st.dictionaries(st.sampled_from(SOURCES), ADDRESSES))
def test_the_edited_catalogue_holds_the_new_addresses_and_no_new_mistake(urls: dict[str, str]) -> None:
    after = propose_edits(SHIPPED, [edit(source, url) for source, url in urls.items()])
    found = addresses(after)
    old = addresses(SHIPPED)
    assert {source: found[source].partition("#")[0] for source in urls} == {
        source: url.partition("#")[0] for source, url in urls.items()
    }
    assert {source: url for source, url in found.items() if source not in urls} == {
        source: url for source, url in old.items() if source not in urls
    }


def test_the_fragment_is_kept_where_the_new_address_has_none() -> None:
    assert (
        addresses(propose_edits(SHIPPED, [edit("document", "https://nipv.nl/x")]))["document"]
        == "https://nipv.nl/x#tab2"
    )
    assert (
        addresses(propose_edits(SHIPPED, [edit("document", "https://nipv.nl/x#y")]))["document"]
        == "https://nipv.nl/x#y"
    )


def test_every_way_of_writing_an_address_is_kept() -> None:
    edits = [
        edit("a", "https://a.nl/it's"),
        edit("b", "https://b.nl/2"),
        edit("c", "https://c.nl/2"),
        edit("c-2", "https://c2.nl/2"),
    ]
    after = propose_edits(TEXT, edits)
    assert "url: 'https://a.nl/it''s'}   # tail\n" in after
    assert "    url:   https://b.nl/2#part   # the address\n" in after
    assert '      - url: "https://c.nl/2"\n      - id: c-2\n        url: "https://c2.nl/2"\n    tlp: wit\n' in after
    assert list(addresses(after).values()) == [
        "https://a.nl/it's",
        "https://b.nl/2#part",
        "https://c.nl/2",
        "https://c2.nl/2",
    ]


def test_windows_line_endings_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.yaml"
    path.write_bytes(("\ufeff" + TEXT.replace("\n", "\r\n")).encode())
    before = path.read_bytes()
    write_catalogue(path, propose_edits(catalogue_text(path), [edit("b", "https://b.nl/2")]))
    assert path.read_bytes() == before.replace(b"https://b.nl/#part", b"https://b.nl/2#part")


def test_a_catalogue_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        catalogue_text(tmp_path / "catalogue.yaml")


def test_a_printed_address_stays_as_it_was() -> None:
    after = propose_edits(SHIPPED, [edit("bio-self-assessment", "https://cip-overheid.nl/nieuw")])
    assert after.count("productcategorie/abn-en-worshops/producten") == 1
    assert addresses(after)["bio-self-assessment"] == "https://cip-overheid.nl/nieuw#BIO-SA"


def test_no_edit_is_no_difference() -> None:
    assert propose_edits(SHIPPED, []) == SHIPPED
    assert unified_diff(SHIPPED, SHIPPED) == ""


def test_an_unknown_source_is_an_error() -> None:
    with pytest.raises(CatalogueError, match="holds no address of nobody"):
        propose_edits(TEXT, [edit("nobody", "https://a.nl/")])


@pytest.mark.parametrize(
    "url", ["https://a.nl/\n  - id: x", "https://a.nl/ # x", "javascript:alert(1)", "https://u:p@a.nl/", ""]
)
def test_a_new_address_can_write_nothing_but_an_address(url: str) -> None:
    with pytest.raises(CatalogueError, match="cannot be used"):
        propose_edits(TEXT, [edit("a", url)])


@pytest.mark.skipif(shutil.which("git") is None, reason="no git here")
def test_the_difference_can_be_applied_by_git(tmp_path: Path) -> None:
    before = TEXT.removesuffix("\n")
    after = propose_edits(before, [edit("a", "https://a.nl/2"), edit("c-2", "https://c2.nl/2")])
    (tmp_path / "catalogue.yaml").write_text(before, encoding="utf-8")
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=unified_diff(before, after), text=True, check=True)
    assert (tmp_path / "catalogue.yaml").read_text(encoding="utf-8") == after


def test_writing_keeps_the_mode_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_catalogue(path, "new\r\n")
    assert path.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_writing_through_a_link_replaces_what_it_points_to(tmp_path: Path) -> None:
    path, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    path.write_text("old", encoding="utf-8")
    link.symlink_to(path)
    write_catalogue(link, "new")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "new"


def test_a_catalogue_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be written"):
        write_catalogue(tmp_path / "no" / "catalogue.yaml", "x")
