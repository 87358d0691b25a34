"""`history` and `diff`: one tool over time."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from monitor.cli.context import MOMENT, Session
from monitor.cli.output import hint, say
from monitor.errors import UsageError
from monitor.model.source import Source, SourceId, ToolId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.history import History
    from monitor.model.document import Document
    from monitor.model.source import Catalogue


@click.command("history")
@click.argument("name", metavar="ID")
@click.pass_obj
def history_command(session: Session, name: str) -> int:
    """Print the timeline of a tool or source, oldest visit first."""
    from monitor.assemble import open_history
    from monitor.phrases import timeline_line

    settings, catalogue = session.settings, session.catalogue(tell=False)
    with open_history(settings, catalogue, create=False) as history:
        for source in _sources_of(catalogue, history, name):
            say(f"{source.id}  {source.url}")
            seen = False
            for recorded in history.timeline(source.id):
                seen = True
                say(timeline_line(recorded, settings.report.language))
            if not seen:
                hint(f"{source.id} was not visited yet.")
    return 0


@click.command("diff")
@click.argument("name", metavar="ID")
@click.option(
    "--from", "since", type=MOMENT, default=None, help="The text as it was then; by default the copy before the last."
)
@click.option("--to", "until", type=MOMENT, default=None, help="The text as it was then; by default the last copy.")
@click.pass_obj
def diff_command(session: Session, name: str, *, since: datetime | None, until: datetime | None) -> int:
    """Print what changed in a tool's text, and in the files it links to, between two visits."""
    from monitor.assemble import open_history

    settings, catalogue = session.settings, session.catalogue(tell=False)
    language = settings.report.language
    with open_history(settings, catalogue, create=False) as history:
        for source in _sources_of(catalogue, history, name):
            in_text = tuple(_text_lines(history, source, since, until, language))
            in_files = tuple(_file_lines(history, source, since, until, language))
            for line in (*in_text, *in_files):
                say(line)
            if not in_text and not in_files:
                hint(f"{source.id}: there are no two texts to compare.")
    return 0


def _text_lines(
    history: "History", source: "Source", since: datetime | None, until: datetime | None, language: str
) -> "Iterator[str]":
    """What differs between the two texts; nothing where there are no two."""
    from monitor.compare.change import compare_documents
    from monitor.model.change import HostProfile, NoiseProfile
    from monitor.phrases import change_lines

    before, after = _two_texts(history, source, since, until)
    if before is not None and after is not None:
        change = compare_documents(before, after, noise=NoiseProfile(), host=HostProfile(), watch=source.watch)
        yield from change_lines(change, language)


def _file_lines(
    history: "History", source: "Source", since: datetime | None, until: datetime | None, language: str
) -> "Iterator[str]":
    """What became of linked files in that time: from the text before the last on, or as far as there is none."""
    from monitor.phrases import document_lines

    copies = [copy for copy in history.copies(source.id) if until is None or copy.at <= until]
    begin = since or (copies[-2].at if len(copies) > 1 else None)
    for recorded in history.timeline(source.id):
        seen = recorded.observation
        if (begin is None or seen.at > begin) and (until is None or seen.at <= until):
            yield from document_lines(seen.change, seen.at, language)


def _sources_of(catalogue: "Catalogue", history: "History", name: str) -> "list[Source]":
    """The sources that a tool's or source's id stands for, one that left the catalogue too.

    Raises `UsageError` for an unknown one.
    """
    tools = (*catalogue.tools, *(norm.tool for norm in catalogue.norms))
    found = [source for tool in tools for source in tool.sources if name in {tool.id, source.id}]
    if not found and any(tool.id == name for tool in tools):
        raise UsageError(f"{name} has no address.", "Add one to the catalogue.")
    if not found and (left := history.remembered(SourceId(name))) is not None:
        found = [Source(id=left.source, tool=ToolId(name), url=left.url)]
    if not found:
        raise UsageError(f"Neither catalogue nor store has {name}.", "Ids are those of the catalogue.")
    return found


def _two_texts(
    history: "History", source: "Source", since: datetime | None, until: datetime | None
) -> "tuple[Document | None, Document | None]":
    copies = history.copies(source.id)
    after = history.copy_at(source.id, when=until) if until else (history.copy_at(source.id) if copies else None)
    if since is not None:
        return history.copy_at(source.id, when=since), after
    earlier = [copy for copy in copies if until is None or copy.at <= until]
    return (history.copy_at(source.id, when=earlier[-2].at) if len(earlier) > 1 else None), after
