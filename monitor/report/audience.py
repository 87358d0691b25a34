"""Clearance -> what may be seen. The only place where TLP decides (FIRST TLP 2.0; rules T-1 to T-14).

Nothing is blacked out afterwards: what is above the clearance never reaches the renderer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from monitor.model.observation import Recorded
from monitor.model.report import Finding, Member, Row
from monitor.model.source import Catalogue, Tlp, Tool


def label_of(tool: Tool, recorded: Recorded | None = None) -> Tlp:
    """The stricter of the tool's label today and the one its visit was kept under (T-11, T-12)."""
    own, kept = tool.tlp.label, recorded.label if recorded else None
    return max(own, Tlp(kept)) if kept and kept != own else own


def may_see(label: Tlp, clearance: Tlp) -> bool:
    """Whether a reader with this clearance may see what carries this label."""
    return label <= clearance


def catalogue_for(catalogue: Catalogue, clearance: Tlp) -> Catalogue:
    """The catalogue without the tools above the clearance; its mistakes go too, as their text may quote such a tool."""
    tools = tuple(tool for tool in catalogue.tools if may_see(tool.tlp.label, clearance))
    hidden = len(tools) < len(catalogue.tools)
    return replace(catalogue, tools=tools, mistakes=() if hidden else catalogue.mistakes)


def findings_for(findings: Iterable[Finding], clearance: Tlp) -> Iterator[Finding]:
    """Findings with the members this clearance may see; one that has none left is not there."""
    for finding in findings:
        members = tuple(member for member in finding.members if may_see(member.label, clearance))
        if members:
            yield finding if len(members) == len(finding.members) else _narrowed(finding, members)


def _narrowed(finding: Finding, members: tuple[Member, ...]) -> Finding:
    """A finding about fewer tools; a decision made about a hidden member is hidden with it."""
    seen = {member.source_id for member in members}
    decision = finding.decision if finding.decision and finding.decision.source in seen else None
    return replace(finding, members=members, decision=decision)


def rows_for(rows: Iterable[Row], clearance: Tlp) -> Iterator[Row]:
    """Rows this clearance may see."""
    return (row for row in rows if may_see(row.label, clearance))
