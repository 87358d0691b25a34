import stat
from pathlib import Path

import pytest

from monitor.deliver import Outgoing, write_eml
from monitor.errors import OutputError
from monitor.model.source import Tlp


def _message(
    content: bytes = b"Subject: proef\r\n\r\nTekst\r\n", message_id: str = "<47.a1b2@regio.example>"
) -> Outgoing:
    return Outgoing(
        message_id=message_id,
        sender="m@regio.example",
        recipient="x@regio.example",
        label=Tlp.AMBER_STRICT,
        content=content,
    )


def test_a_message_lies_in_the_folder_under_period_label_and_id(tmp_path: Path) -> None:
    path = write_eml(tmp_path / "outbox", _message(), period="2026-W47")

    assert path.name == "2026-W47-TLP-AMBER+STRICT-47.a1b2-regio.example.eml"
    assert path.read_bytes() == b"Subject: proef\r\n\r\nTekst\r\n"


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    path = write_eml(tmp_path / "outbox", _message(), period="2026-W47")

    assert [stat.S_IMODE(place.stat().st_mode) for place in (path, path.parent)] == [0o600, 0o700]


def test_the_same_message_again_takes_its_own_place(tmp_path: Path) -> None:
    write_eml(tmp_path, _message(b"een"), period="2026-W47")
    path = write_eml(tmp_path, _message(b"twee"), period="2026-W47")

    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"twee"


def test_a_message_id_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    path = write_eml(tmp_path, _message(message_id="<../../etc/x@y>"), period="2026-W47")

    assert path.parent == tmp_path


def test_a_folder_that_cannot_be_made_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("in the way")

    with pytest.raises(OutputError, match=r"mail\.outbox"):
        write_eml(tmp_path / "outbox", _message(), period="2026-W47")
