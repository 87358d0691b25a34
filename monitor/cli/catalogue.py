"""`catalogue check` and `catalogue patch`."""

from typing import TYPE_CHECKING

import click

from monitor.cli.context import Session
from monitor.cli.output import hint, say

if TYPE_CHECKING:
    from monitor.catalogue.patch import Edit


@click.group("catalogue")
def catalogue_command() -> None:
    """Validate the catalogue; take over new addresses."""


@catalogue_command.command("check")
@click.pass_obj
def check_command(session: Session) -> int:
    """Name every mistake with its line and remedy, all at once; status 2 for any."""
    from monitor.catalogue import read_catalogue

    catalogue = read_catalogue(session.catalogue_path)
    for mistake in sorted(catalogue.mistakes, key=lambda entry: (entry.line, not entry.fatal)):
        say(str(mistake) if mistake.fatal else f"{mistake} [warning]")
    fatal = sum(mistake.fatal for mistake in catalogue.mistakes)
    sources = sum(1 for tool in catalogue.active_tools for _ in tool.sources)
    hint(f"{len(catalogue.tools)} tools, {sources} addresses, {len(catalogue.norms)} norms; {fatal} mistakes.")
    return 2 if fatal or not (catalogue.tools or catalogue.norms) else 0


@catalogue_command.command("patch")
@click.option("--write", is_flag=True, help="Write the edits; comments and order are kept.")
@click.pass_obj
def patch_command(session: Session, *, write: bool) -> int:
    """Propose the edits that confirmed moves and accepted addresses need."""
    from monitor.catalogue.patch import catalogue_text, propose_edits, unified_diff, write_catalogue

    path = session.catalogue_path
    edits = _edits(session)
    before = catalogue_text(path)
    after = propose_edits(before, edits)
    if after == before:
        hint("Nothing to change.")
        return 0
    if write:
        write_catalogue(path, after)
        hint(f"{len(edits)} addresses changed in {path}.")
    else:
        say(unified_diff(before, after, name=str(path)).rstrip("\n"))
        hint("Write it with: catalogue patch --write")
    return 0


def _edits(session: Session) -> "list[Edit]":
    """Confirmed moves, and addresses that were accepted since the catalogue was last changed."""
    from monitor.assemble import open_history
    from monitor.catalogue.patch import Edit
    from monitor.model.decision import DecisionKind
    from monitor.model.verdict import StandingWord, State

    catalogue = session.catalogue()
    edits: dict[str, Edit] = {}
    with open_history(session.settings, catalogue, create=False) as history:
        memory = history.memory()
        accepted = {
            decision.source: decision
            for decision in history.decisions()
            if decision.kind is DecisionKind.ACCEPT and decision.url
        }
        for _, source in catalogue.watched:
            remembered = memory.get(source.id)
            decision = accepted.get(source.id)
            if remembered is None:
                continue
            standing = remembered.standing
            if decision is not None and decision.url and decision.url != source.url:
                edits[source.id] = Edit(source=source.id, url=decision.url, reason=f"accepted by {decision.by}")
            elif standing.word is StandingWord.CONFIRMED and standing.state is State.MOVED and standing.target:
                edits[source.id] = Edit(source=source.id, url=standing.target, reason="moved")
    return list(edits.values())
