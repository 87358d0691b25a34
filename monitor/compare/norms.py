"""Norms and the texts of tools -> which aids still lean on what a norm has left behind."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.model.source import Norm, Tool, ToolId


@dataclass(frozen=True, slots=True, kw_only=True)
class NormFinding:
    """A proposal: these tools speak in terms that the norm no longer has."""

    norm: Norm
    tools: tuple[ToolId, ...]
    """In the order of the catalogue."""
    terms: tuple[str, ...]
    """Those of the norm's outdated terms that were found."""


def norm_findings(norms: Iterable[Norm], tools_with_text: Iterable[tuple[Tool, str]]) -> tuple[NormFinding, ...]:
    """One finding per norm, naming all tools whose title, description, purpose or page text holds an outdated term.

    A term is found as a whole word or phrase, whatever its case, spacing and dashes: "BBN" not in "BBNet", "BIO 1.04" also as
    "BIO v1.04" and "BIO-1.04zv". A finding proposes; its ground is the norm's own.
    """
    texts = [(tool.id, _tool_text(tool, page)) for tool, page in tools_with_text]
    findings = []
    for norm in norms:
        patterns = {term: _pattern(term) for term in norm.outdated_terms}
        hits = {tool: [term for term, pattern in patterns.items() if pattern.search(text)] for tool, text in texts}
        tools = tuple(tool for tool, terms in hits.items() if terms)
        if tools:
            seen = {term for terms in hits.values() for term in terms}
            found = tuple(term for term in norm.outdated_terms if term in seen)
            findings.append(NormFinding(norm=norm, tools=tools, terms=found))
    return tuple(findings)


def _tool_text(tool: Tool, page: str) -> str:
    return "\n".join(filter(None, (tool.title, tool.description, tool.purpose, page)))


def _pattern(term: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in re.findall(r"[\w.:]+", term)]
    spaced = r"[\s\W_]{0,3}(?:v|versie|version)?[\s.]{0,2}".join(words)
    tail = r"(?:[a-z]{0,2}\b|(?=[\s\W]|$))" if term[-1:].isdigit() else r"(?:s|['’]s|\d\+?)?\b"
    return re.compile(rf"(?<![\w.]){spaced}{tail}", re.IGNORECASE)
