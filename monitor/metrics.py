"""A run -> figures in Prometheus text format, for the node exporter's textfile collector."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from monitor.history import History
from monitor.model.observation import Run, RunStatus
from monitor.model.verdict import StateClass
from monitor.publish import write_whole

_MODE = 0o644
"""Read by the exporter, which runs as someone else; figures without names are CLEAR."""


def write_metrics(path: Path, history: History, run: Run) -> None:
    """Write the file whole, so that the exporter never reads half of it."""
    counts = dict.fromkeys(StateClass, 0)
    checked = 0
    for recorded in history.run_record(run.id):
        counts[recorded.observation.verdict.state_class] += 1
        checked += 1
    waiting = len(history.outbox.waiting())
    last_good = history.last_full_run()
    lines = [*_lines(run, counts, checked, waiting, last_good)]
    write_whole(path, ("\n".join(lines) + "\n").encode(), _MODE)


def _lines(run: Run, counts: dict[StateClass, int], checked: int, waiting: int, last_good: Run | None) -> Iterator[str]:
    ended = (run.finished_at or run.started_at).timestamp()
    yield from _metric("last_run_timestamp_seconds", "When the last run ended.", [("", ended)])
    if last_good is not None:
        good = (last_good.finished_at or last_good.started_at).timestamp()
        yield from _metric("last_full_run_timestamp_seconds", "When the last run that counted ended.", [("", good)])
    void = float(run.status is RunStatus.VOID)
    yield from _metric("last_run_void", "1 when our own network failed in the last run.", [("", void)])
    seconds = run.stats.get("elapsed_seconds", 0.0)
    yield from _metric("last_run_duration_seconds", "How long the last run took.", [("", seconds)])
    yield from _metric("sources_checked", "Sources visited in the last run.", [("", checked)])
    by_class = [(f'{{class="{name}"}}', count) for name, count in counts.items()]
    yield from _metric("sources", "Sources by class in the last run.", by_class)
    yield from _metric("outbox_messages", "Messages that wait to be sent.", [("", waiting)])


def _metric(name: str, text: str, samples: Iterable[tuple[str, float]]) -> Iterator[str]:
    full = f"toolkit_monitor_{name}"
    yield f"# HELP {full} {text}"
    yield f"# TYPE {full} gauge"
    for labels, value in samples:
        yield f"{full}{labels} {value:.15g}"
