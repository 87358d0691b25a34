"""A norm that moved on is one finding that names every tool still leaning on it."""

import pytest

from monitor.compare.norms import NormFinding, norm_findings
from monitor.model.source import Norm, SourceId, Tool, ToolId

BIO2 = Norm(
    id=SourceId("bio2"),
    title="BIO2",
    url="https://example.nl/",
    outdated_terms=("BIO 1.04", "BBN", "27001:2017"),
    ground="g",
)


def tool(name: str, title: str, description: str | None = None, purpose: str | None = None) -> Tool:
    return Tool(id=ToolId(name), title=title, description=description, purpose=purpose)


def test_one_finding_names_all_tools_and_the_terms_found() -> None:
    tools = [
        (tool("a", "Baselinetoets BBN"), ""),
        (tool("b", "Toolbox"), "De pagina noemt BBN2+ en BIO versie 1.04zv."),
        (tool("c", "Handreiking BIO2"), "Sluit aan op BIO2 v1.3."),
        (tool("d", "Normen", purpose="Volgens NEN-ISO/IEC 27001:2017, bijlage A"), ""),
    ]
    assert norm_findings([BIO2], tools) == (
        NormFinding(norm=BIO2, tools=(ToolId("a"), ToolId("b"), ToolId("d")), terms=("BIO 1.04", "BBN", "27001:2017")),
    )


def test_a_norm_that_nobody_leans_on_gives_no_finding() -> None:
    assert norm_findings([BIO2], [(tool("c", "Handreiking BIO2"), "")]) == ()
    assert norm_findings([Norm(id=SourceId("x"), title="X", url="")], [(tool("a", "BBN"), "")]) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BIO v1.04", True),
        ("BIO-1.04", True),
        ("Baseline (BIO) 1.04zv", True),
        ("bio 1.04", True),
        ("BBN3", True),
        ("BBN's", True),
        ("BBNet", False),
        ("ABBN", False),
        ("BIO 1.041", False),
        ("BIO 1.05", False),
        ("127001:2017", False),
        ("biologie 1.04", False),
    ],
)
def test_a_term_is_a_whole_word_in_any_dress(text: str, found: bool) -> None:  # noqa: FBT001 - the expected answer
    assert bool(norm_findings([BIO2], [(tool("a", "T"), text)])) is found
