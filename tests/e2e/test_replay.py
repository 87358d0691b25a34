"""`replay`: recorded visits in, a verdict a line out, no request made."""

import json
from pathlib import Path
from typing import Any

from tests.e2e.conftest import Installation

SENTENCES = "".join(
    f"<p>Alinea {number} gaat over logging, beleid en wie de meldingen bekijkt.</p>" for number in range(9)
)
PAGE = f"<html lang=nl><title>Handreiking logging</title><main><h1>Handreiking logging</h1>{SENTENCES}</main></html>"


def visit(day: int, **more: object) -> dict[str, object]:
    known = {"source": "logging", "url": "https://a.example/x/logging", "at": f"2026-11-{day:02}T06:00:00Z"}
    return {**known, "status": 200, "headers": {"content-type": "text/html"}, "body_text": PAGE, **more}


def replayed(installation: Installation, *visits: dict[str, object]) -> list[dict[str, Any]]:
    file = Path(installation.folder, "visits.jsonl")
    file.write_text("".join(json.dumps(one) + "\n" for one in visits), encoding="utf-8")
    done = installation("replay", str(file))
    assert done.status == 0, done.err
    return [json.loads(line) for line in done.out.splitlines()]


def test_a_detour_to_one_place_for_four_runs_over_three_weeks_is_a_move(installation: Installation) -> None:
    away: dict[str, object] = {
        "final_url": "https://b.example/y/logging",
        "hops": [{"url": "https://a.example/x/logging", "status": 302}],
    }
    lines = replayed(installation, *(visit(day, **away) for day in (1, 8, 15, 22)))
    assert [line["state"] for line in lines] == ["redirected", "redirected", "redirected", "moved"]
    assert (lines[-1]["class"], lines[-1]["standing"]) == ("moved", "confirmed")
    assert installation.internet.requests == []


def test_a_line_that_is_no_visit_is_named(installation: Installation) -> None:
    Path(installation.folder, "wrong.jsonl").write_text(json.dumps({"source": "a"}) + "\n", encoding="utf-8")
    done = installation("replay", "wrong.jsonl")
    assert (done.status, done.out) == (2, "")
    assert "wrong.jsonl:1: not a recorded visit" in done.err


def test_a_history_that_lost_its_address_is_compared_all_the_same(installation: Installation) -> None:
    newer = PAGE.replace("Alinea 3 gaat over logging", "Wie niets bewaart kan achteraf niets meer uitzoeken")
    lines = replayed(installation, visit(2, url=None), visit(9, url=None), visit(16, url=None, body_text=newer))
    assert [line["state"] for line in lines] == ["alive"] * 3
    assert [line["content"]["outcome"] for line in lines] == ["first", "unchanged", "changed"]


def test_what_is_null_was_not_recorded(installation: Installation) -> None:
    nothing: dict[str, object] = {
        "final_url": None,
        "hops": None,
        "tool_title": None,
        "body_file": None,
        "body_base64": None,
    }
    assert replayed(installation, visit(2, **nothing)) == replayed(installation, visit(2))
    (empty,) = replayed(installation, visit(2, body_text=None))
    assert (empty["state"], empty["reason"]) == ("soft-404", "empty")
