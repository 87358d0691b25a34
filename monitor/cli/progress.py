"""A progress bar where a person watches; elsewhere nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from monitor.cli.output import is_terminal


@contextmanager
def progress_bar(*, quiet: bool, label: str = "Checking") -> Iterator[Callable[[int, int], None]]:
    """Give a callable (done, planned) that moves the bar."""
    if quiet or not is_terminal():
        yield lambda _done, _planned: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, planned: bar.update(task, completed=done, total=planned)
