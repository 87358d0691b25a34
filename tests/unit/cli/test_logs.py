import json
import logging

import pytest

from monitor.cli.logs import JsonLine, OneLine

AMBER = "De tekst van een pagina die AMBER is"


def record(message: str, *facts: object, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error is not None else None
    return logging.LogRecord("monitor.test", logging.ERROR, __file__, 1, message, facts, info)


def _read(text: str) -> int:
    try:
        return int(text)
    except ValueError as inner:
        raise RuntimeError(f"quoting {text}") from inner


def failed() -> BaseException:
    with pytest.raises(RuntimeError) as caught:
        _read(AMBER)
    return caught.value


@pytest.mark.parametrize("formatter", [OneLine(), OneLine(for_journal=True), JsonLine()])
def test_an_event_is_one_line_whatever_a_server_puts_in_it(formatter: logging.Formatter) -> None:
    line = formatter.format(record("answer %s", "a\r\nerror: forged\x1b[2J\x85\u2028"))
    assert "\n" not in line
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line)


@pytest.mark.parametrize("formatter", [OneLine(), JsonLine()])
def test_an_error_tells_where_it_came_from_and_not_what_the_page_said(formatter: logging.Formatter) -> None:
    logging.getLogger("monitor.test").setLevel(logging.INFO)
    line = formatter.format(record("source %s could not be judged", "one", error=failed()))
    assert AMBER not in line
    assert "RuntimeError" in line
    assert "test_logs.py:" in line


def test_who_debugs_sees_the_words_of_an_error() -> None:
    logging.getLogger("monitor.test").setLevel(logging.DEBUG)
    assert AMBER in OneLine().format(record("source could not be judged", error=failed()))


def test_a_json_line_is_one_object() -> None:
    entry = json.loads(JsonLine().format(record("mail %d: %s", 3, "sent")))
    assert (entry["level"], entry["logger"], entry["message"]) == ("error", "monitor.test", "mail 3: sent")


def test_journald_gets_the_priority_before_the_line() -> None:
    assert OneLine(for_journal=True).format(record("no")) == "<3>error: no"
