"""Recorded visits through the real pipeline: every field of the contract, in the order of the input."""

import base64
import gzip
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.demo.pdf import make_pdf
from tests.e2e.trial import Trial

BEGIN = datetime.fromisoformat("2026-11-23T06:00:00+00:00")
PROSE = "".join(
    f"<p>Alinea {number} van de handreiking over beleid en uitvoering in de praktijk.</p>" for number in range(9)
)
GUIDE = f"<html lang=nl><title>Handreiking</title><main><h1>Handreiking</h1><p>De termijn is 14 dagen na melding.</p>{PROSE}</main></html>"
KEYS = {"source", "at", "page", "state", "class", "reason", "standing", "flags", "content"}


def visit(source: str, hours: float, status: int = 200, **more: Any) -> dict[str, Any]:
    return {
        "source": source,
        "url": f"https://{source}.test/stuk",
        "at": (BEGIN + timedelta(hours=hours)).isoformat().replace("+00:00", "Z"),
        "status": status,
        "headers": {"Content-Type": "text/html; charset=utf-8"},
        **more,
    }


def hop(source: str, status: int) -> dict[str, Any]:
    ended = f"https://{source}.test/nieuw"
    return {"final_url": ended, "hops": [{"url": f"https://{source}.test/stuk", "status": status}]}


VISITS = [
    visit("text", 0, body_text=GUIDE, tool_title="Handreiking"),
    visit("file", 0, body_file="bodies/guide.html"),
    visit("gone", 0, body_text=GUIDE),
    visit("pdf", 0, headers={"content-type": "application/pdf"}, body_base64=base64.b64encode(make_pdf(title="Kader", paragraphs=("Versie 1.0", "De tekst."))).decode()),
    visit("moved", 0, body_text=GUIDE),
    visit("temporary", 0, body_text=GUIDE, **hop("temporary", 302)),
    visit("gone", 1, 404, body_text="<h1>404</h1>"),
    visit("moved", 1, body_text=GUIDE, **hop("moved", 301)),
    visit("text", 2, 304, headers={"etag": '"a"'}),
    visit("file", 3, body_file="bodies/changed.html"),
    visit("gone", 22, 404, body_text="<h1>404</h1>"),
    visit("moved", 22, body_text=GUIDE, **hop("moved", 301)),
    visit("pdf", 24, headers={"content-type": "application/pdf"}, body_base64=base64.b64encode(make_pdf(title="Kader", paragraphs=("Versie 1.1", "De tekst."))).decode()),
    visit("gone", 48, body_text=GUIDE),
    visit("gone", 72, body_text=GUIDE),
    visit("s410", 0, 410, body_text="weg"),
    visit("login", 0, body_text="<title>Inloggen</title><h1>Inloggen</h1><form><input type=password></form>", final_url="https://login.test/login?token=geheim", hops=[{"url": "https://login.test/stuk", "status": 302}]),
]  # fmt: skip
EXPECTED = [
    ("alive", "ok", "first"),
    ("alive", "ok", "first"),
    ("alive", "ok", "first"),
    ("alive", "ok", "first"),
    ("alive", "ok", "first"),
    ("redirected", "ok", "first"),
    ("dead", "pending", "not-compared"),
    ("moved", "pending", "unchanged"),
    ("alive", "ok", "unchanged"),
    ("alive", "ok", "changed"),
    ("dead", "confirmed", "not-compared"),
    ("moved", "confirmed", "unchanged"),
    ("alive", "ok", "changed"),
    ("alive", "recovered", "unchanged"),
    ("alive", "ok", "unchanged"),
    ("dead", "confirmed", "not-compared"),
    ("login-required", "pending", "not-compared"),
]


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    """Recorded visits in a folder, plain and packed."""
    made = Trial(tmp_path)
    (tmp_path / "recorded" / "bodies").mkdir(parents=True)
    made.write("recorded/bodies/guide.html", GUIDE)
    made.write("recorded/bodies/changed.html", GUIDE.replace("14 dagen", "10 dagen"))
    lines = "".join(json.dumps(one) + "\n" for one in VISITS)
    made.write("recorded/visits.jsonl", lines)
    (tmp_path / "recorded" / "visits.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    return made


@pytest.mark.parametrize("name", ["visits.jsonl", "visits.jsonl.gz"])
def test_every_kind_of_line_gets_its_verdict_in_the_order_of_the_input(trial: Trial, name: str) -> None:
    result = trial("replay", f"recorded/{name}")
    assert result.status == 0, result.err
    out = [json.loads(line) for line in result.out.splitlines()]
    assert [(line["source"], line["at"]) for line in out] == [(one["source"], one["at"]) for one in VISITS]
    assert [(line["state"], line["standing"], line["content"]["outcome"]) for line in out] == EXPECTED
    assert all(set(line) == KEYS for line in out)
    assert out[9]["content"]["weight"] == out[12]["content"]["weight"] == "major"
    assert (out[12]["content"]["version_before"], out[12]["content"]["version_after"]) == ("1.0", "1.1")
    assert "geheim" not in result.out + result.err
    assert not (trial.folder / "state").exists(), "a store of its own"


@pytest.mark.parametrize(
    "line",
    [
        "no json", "[]", "3", "null",
        json.dumps({key: value for key, value in VISITS[0].items() if key != "at"}),
        json.dumps({**VISITS[0], "at": "yesterday"}),
        json.dumps({**VISITS[0], "at": "2026-11-23T06:00:00"}),
        json.dumps({**VISITS[0], "status": "many"}),
        json.dumps({**VISITS[0], "url": 7}),
        json.dumps({**VISITS[0], "headers": []}),
        json.dumps({**visit("x", 0), "body_file": "bodies/missing.html"}),
        json.dumps({**visit("x", 0), "body_base64": "%%%"}),
        json.dumps({**VISITS[0], "hops": "none"}),
        json.dumps({**VISITS[0], "hops": [{"status": 301}]}),
    ],
)  # fmt: skip
def test_a_bad_line_is_status_2_with_its_file_and_number(trial: Trial, line: str) -> None:
    trial.write("recorded/bad.jsonl", json.dumps(VISITS[0]) + "\n\n" + line + "\n")
    result = trial("replay", "recorded/bad.jsonl")
    assert result.status == 2, (result.out, result.err)
    assert "bad.jsonl:3" in result.err
    assert not re.search(r"Traceback|object has no attribute|indices must be", result.err), "no words of Python"


def test_files_that_are_no_files_are_wrong_use(trial: Trial) -> None:
    (trial.folder / "recorded" / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"source": "a"}\n' * 99)[:-9])
    for name in ("missing.jsonl", "recorded", "recorded/cut.jsonl.gz"):
        result = trial("replay", name)
        assert result.status == 2, (name, result.status, result.err)
        assert "Traceback" not in result.err


def replayed(trial: Trial, *visits: dict[str, Any], before: bytes = b"") -> list[dict[str, Any]]:
    lines = "\r\n".join(json.dumps(one) for one in visits)
    (trial.folder / "own.jsonl").write_bytes(before + lines.encode())
    result = trial("replay", "own.jsonl")
    assert result.status == 0, result.err
    return [json.loads(line) for line in result.out.splitlines()]


@pytest.mark.parametrize("recorded", [hop("away", 302), {"final_url": "https://away.test/nieuw"}])
def test_a_detour_to_one_place_for_four_runs_over_three_weeks_is_a_move(trial: Trial, recorded: dict[str, Any]) -> None:
    lines = replayed(trial, *(visit("away", 24 * day, body_text=GUIDE, **recorded) for day in (0, 7, 14, 21)))
    assert [line["state"] for line in lines] == ["redirected", "redirected", "redirected", "moved"]
    assert (lines[-1]["class"], lines[-1]["standing"]) == ("moved", "confirmed")


def test_a_history_that_lost_its_address_is_compared_all_the_same(trial: Trial) -> None:
    texts = (GUIDE, GUIDE, GUIDE.replace("14 dagen", "10 dagen"))
    lines = replayed(
        trial, *(visit("lost", 168 * week, body_text=text) | {"url": None} for week, text in enumerate(texts))
    )
    assert [line["state"] for line in lines] == ["alive"] * 3
    assert [line["content"]["outcome"] for line in lines] == ["first", "unchanged", "changed"]


def test_what_is_null_was_not_recorded(trial: Trial) -> None:
    nothing = dict.fromkeys(("final_url", "hops", "tool_title", "body_file", "body_base64"))
    known = visit("logging", 0, body_text=GUIDE)
    assert replayed(trial, known | nothing) == replayed(trial, known)
    (empty,) = replayed(trial, known | {"body_text": None})
    assert (empty["state"], empty["reason"]) == ("soft-404", "empty")


def test_a_byte_order_mark_and_the_line_ends_of_windows_are_read(trial: Trial) -> None:
    known = visit("logging", 0, body_text=GUIDE)
    assert replayed(trial, known, before=b"\xef\xbb\xbf") == replayed(trial, known)
