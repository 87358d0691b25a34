"""`accept`, `mute`, `acknowledge`, `decisions`, `forget`: what maintainers decide, kept and shown."""

import getpass
import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from monitor.cli.context import Session, current_time
from monitor.cli.output import hint, print_json, say
from monitor.errors import UsageError
from monitor.model.decision import Decision, DecisionKind
from monitor.model.source import SourceId
from monitor.model.verdict import StateClass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.history import History
    from monitor.model.report import Finding, Member
    from monitor.model.source import Catalogue

MUTE_DAYS = 90
"""A mute lasts at most so long: what is silent for ever is forgotten (report.md section 1.2)."""

_BY = click.option("--by", default=None, metavar="NAME", help="Who decides; by default the user of this machine.")


@click.command("accept")
@click.argument("items", nargs=-1, required=True, metavar="ITEM...")
@_BY
@click.pass_obj
def accept_command(session: Session, items: tuple[str, ...], by: str | None) -> int:
    """Take over what an item proposes: the new address for `catalogue patch`, the new content as it is."""
    return _decide(session, DecisionKind.ACCEPT, items, by=by)


@click.command("acknowledge")
@click.argument("items", nargs=-1, required=True, metavar="ITEM...")
@_BY
@click.pass_obj
def acknowledge_command(session: Session, items: tuple[str, ...], by: str | None) -> int:
    """Say that an item is seen and taken up; for a blocked page: looked by hand, it works."""
    return _decide(session, DecisionKind.ACKNOWLEDGE, items, by=by)


@click.command("mute")
@click.argument("item", metavar="ITEM")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The last day of silence.")
@click.option("--reason", required=True, help="Why; shown in every report as long as it lasts.")
@_BY
@click.pass_obj
def mute_command(session: Session, item: str, *, until: object, reason: str, by: str | None) -> int:
    """Silence an item until a date; it is still visited, and returns when it gets worse."""
    day = until.date() if hasattr(until, "date") else None
    today = current_time().date()
    if day is None or not today <= day <= today + timedelta(days=MUTE_DAYS):
        raise UsageError(
            f"--until must lie within {MUTE_DAYS} days from today.", "Choose an earlier date; mute again later."
        )
    if not reason.strip():
        raise UsageError("--reason is empty.", "Say why, so that the next reader knows.")
    return _decide(session, DecisionKind.MUTE, (item,), by=by, until=day, reason=reason.strip())


@click.group("decisions")
def decisions_command() -> None:
    """Move decisions between stores, or keep them under version control."""


@decisions_command.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def export_command(session: Session, file: Path) -> int:
    """Write all decisions to FILE as JSON (`-` for standard output)."""
    from monitor.assemble import open_history
    from monitor.history.decisions import exported

    with open_history(session.settings, session.catalogue(tell=False), create=False) as history:
        entries = exported(history.decisions())
    if str(file) == "-":
        print_json(entries)
    else:
        file.write_text(json.dumps(entries, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        hint(f"{len(entries)} decisions written.")
    return 0


@decisions_command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.pass_obj
def import_command(session: Session, file: Path) -> int:
    """Take in decisions that `export` wrote; those already known are left as they are."""
    from monitor.assemble import open_history
    from monitor.history.decisions import imported

    try:
        with click.open_file(str(file), encoding="utf-8") as stream:
            decisions = imported(json.load(stream))
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{file} holds no exported decisions: {error}.", "Write one with: decisions export FILE"
        ) from error
    catalogue = session.catalogue(tell=False)
    today = (replace(one, source=SourceId(catalogue.renamed.get(one.source, one.source))) for one in decisions)
    with open_history(session.settings, catalogue) as history:
        new = history.decide(*today)
    hint(f"{new} new decisions, {len(decisions) - new} known.")
    return 0


@click.command("forget")
@click.argument("name", metavar="ID")
@click.pass_obj
def forget_command(session: Session, name: str) -> int:
    """Remove all stored content of a tool or source; its states over time remain."""
    from monitor.assemble import open_history

    with open_history(session.settings, session.catalogue_to_lock(tell=False), create=False, exclusive=True) as history:
        found = history.forget([name])
    if not found:
        raise UsageError(f"The store knows no {name}.", "Ids are those of the catalogue when it was visited.")
    hint(f"The stored content of {name} is removed.")
    return 0


def _decide(
    session: Session,
    kind: DecisionKind,
    names: tuple[str, ...],
    *,
    by: str | None,
    until: date | None = None,
    reason: str = "",
) -> int:
    from monitor.assemble import open_history

    settings, catalogue = session.settings, session.catalogue(tell=False)
    now = current_time()
    with open_history(settings, catalogue, create=False) as history:
        findings = _known_findings(history, catalogue, ZoneInfo(settings.report.timezone))
        decisions = [
            Decision(
                kind=kind,
                source=target.source,
                item=target.item,
                at=now,
                by=by or getpass.getuser(),
                until=until,
                reason=reason,
                state_class=target.state_class,
                url=target.url if kind is DecisionKind.ACCEPT else None,
            )
            for name in names
            for target in _targets(catalogue, findings, history, name)
        ]
        history.decide(*decisions)
    for decision in decisions:
        what = decision.item or decision.source
        say(f"{kind}: {what}" + (f" -> {decision.url}" if decision.url else ""))
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a decision is about: one source, by an item or by its own id."""

    source: SourceId
    item: str | None = None
    state_class: StateClass | None = None
    url: str | None = None


def _known_findings(history: "History", catalogue: "Catalogue", timezone: "ZoneInfo") -> "tuple[Finding, ...]":
    """What was seen last, and what the last closed report told."""
    from monitor.publish import norm_uses
    from monitor.report import record_findings

    last = history.last_run()
    if last is None:
        return ()
    closings = history.closings()
    bounds = dict.fromkeys((last.id, *(closing.run for closing in closings[-1:])))
    records = [history.period("now", up_to_run=run) for run in bounds]
    norms = norm_uses(catalogue)
    return tuple(
        finding
        for record in records
        for finding in record_findings(record, catalogue, timezone=timezone, norm_findings=norms)
    )


def _targets(catalogue: "Catalogue", findings: "Iterable[Finding]", history: "History", name: str) -> list[Target]:
    """The sources that an item id or a source id stands for; the newest finding counts. Raises `UsageError`."""
    by_item = [finding for finding in findings if finding.item == name]
    if by_item:
        return [_target(member, name) for member in by_item[0].members]
    known = {source.id for _, source in catalogue.watched} | {SourceId(tool.id) for tool in catalogue.tools}
    if SourceId(name) not in known:
        raise UsageError(
            f"{name} is no item of the last reports and no id of the catalogue.",
            "Copy the eight characters that stand beside the item in the report.",
        )
    members = _last_seen(member for finding in findings for member in finding.members)
    sources = [source.id for tool, source in catalogue.watched if name in {tool.id, source.id}] or [SourceId(name)]
    return [_target(members[one], None) if one in members else _as_it_was(history, one) for one in sources]


def _last_seen(members: "Iterable[Member]") -> "dict[str, Member]":
    """Per source the member that shows its last visit; what the catalogue itself proposes shows none."""
    found: dict[str, Member] = {}
    for member in members:
        known = found.get(member.source_id)
        if member.recorded and (known is None or not known.recorded or member.recorded.run > known.recorded.run):
            found[member.source_id] = member
    return found


def _as_it_was(history: "History", source: SourceId) -> Target:
    """A source that nothing is told of; what is decided of it holds until it gets worse than it was."""
    remembered = history.remembered(source)
    state = remembered.last_state if remembered else None
    return Target(source=source, state_class=state.state_class if state else None)


def _target(member: "Member", item: str | None) -> Target:
    suggestions = member.recorded.observation.suggestions if member.recorded else ()
    target = member.recorded.standing.target if member.recorded else None
    return Target(
        source=SourceId(member.source_id),
        item=item,
        state_class=member.state.state_class if member.state else None,
        url=suggestions[0].url if suggestions else target,
    )
