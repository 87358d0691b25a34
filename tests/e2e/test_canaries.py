"""Hostile catalogue, pages, headers and documents, through the command line: none of it is alive in text, CSV, JSON, feed or head."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from monitor.demo import FakeInternet
from tests.e2e.hostile import MARK, catalogue, script
from tests.e2e.office import Office, open_office

MONDAY = datetime(2026, 10, 5, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that lived through three hostile weeks."""
    with (
        FakeInternet(script()) as internet,
        open_office(tmp_path_factory.mktemp("hostile"), internet, catalogue()) as made,
    ):
        for day in (0, 7, 9, 14):
            internet.day = day
            done = made("run", "--at", (MONDAY + timedelta(days=day)).isoformat())
            assert done.status == 0, done.err
        yield made


def files(office: Office, ending: str) -> list[Path]:
    found = sorted((office.folder / "reports").glob(f"*.{ending}"))
    assert len(found) >= 6
    return found


def test_the_canaries_came_through(office: Office) -> None:
    text = "".join(path.read_text() for path in files(office, "txt"))
    assert text.count(MARK) > 50
    assert len({one.recipient for one in office.mailroom.arrived}) == 3


def test_no_canary_begins_a_line_of_its_own_or_hides_in_text(office: Office) -> None:
    texts = [*(path.read_text() for path in files(office, "txt")), *(one.text for one in office.mailroom.arrived)]
    for text in texts:
        assert not re.search(r"(?m)^\s*Bcc:", text)
        assert not set(text) & set("\u202e\u2066\u200b\x1b\x07")
        lines = text.splitlines()
        assert lines[0] == lines[-1]
        assert lines[0].startswith("TLP:")


def test_no_canary_is_a_formula(office: Office) -> None:
    for path in files(office, "csv"):
        for row in csv.reader(StringIO(path.read_text().removeprefix("\ufeff")), delimiter=";"):
            assert not [cell for cell in row if cell.lstrip()[:1] in {"=", "+", "-", "@", "\t"}]


def test_no_canary_is_alive_in_the_feed(office: Office) -> None:
    for path in files(office, "atom"):
        tree = ET.fromstring(path.read_text())  # noqa: S314 - our own file
        names = {element.tag.rpartition("}")[2] for element in tree.iter()}
        assert not names & {"script", "img", "a", "svg", "base", "meta"}
        targets = [value for element in tree.iter() for name, value in element.items() if name == "href"]
        assert not [target for target in targets if f"{MARK}.example" in target or target.startswith("javascript")]


def test_json_is_json(office: Office) -> None:
    for path in files(office, "json"):
        assert json.loads(path.read_text())["schema_version"] == 1


def test_no_canary_is_in_a_head_or_a_file_name(office: Office) -> None:
    for one in office.mailroom.arrived:
        head = one.content.partition(b"\r\n\r\n")[0]
        assert MARK.encode() not in head
        assert one.message["Bcc"] is None
        names = [part.get_filename() for part in one.message.iter_attachments()]
        assert all(re.fullmatch(r"\d{4}-W\d\d-TLP-[A-Z]+(-[a-z]+)?\.csv", name or "") for name in names)
    assert not [path for path in office.folder.rglob("*") if MARK in path.name]


def test_no_log_line_is_forged(office: Office) -> None:
    done = office("-v", "run", "--at", (MONDAY + timedelta(days=15)).isoformat())
    assert done.status == 0
    assert not re.search(r"(?m)^Bcc:", done.err)
    assert not set(done.err) & set("\u202e\u2066\x1b")
