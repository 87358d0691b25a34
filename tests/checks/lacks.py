"""What mail programs lack in part (Can I Email), each with why we lose nothing by it: the part that is missing is not used.

A reason holds as long as the mail keeps to it, so each has its test over the elements of a mail.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(frozen=True)
class Element:
    """A start tag, with its style read."""

    tag: str
    attributes: dict[str, str]
    style: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        pairs = (one.partition(":") for one in given.get("style", "").split(";") if one.strip())
        style = {name.strip(): value.strip() for name, _, value in pairs}
        self.elements.append(Element(tag, given, style))


def elements(html: str) -> list[Element]:
    """All of a mail, what stands in conditional comments left out."""
    reader = _Reader()
    reader.feed(html)
    return reader.elements


def _values(page: list[Element], *names: str) -> Iterator[tuple[str, str]]:
    """Tag and value wherever one of these properties, or one that begins with it, is set."""
    for one in page:
        for name, value in one.style.items():
            if any(name == wanted or name.startswith(f"{wanted}-") for wanted in names):
                yield one.tag, value


def _never(page: list[Element], pattern: str, *names: str) -> bool:
    return not any(re.search(pattern, value) for _, value in _values(page, *names))


def _only_on(page: list[Element], tags: set[str], name: str, *, but: str = "0") -> bool:
    return all(tag in tags for tag, value in _values(page, name) if value != but)


@dataclass(frozen=True)
class Lack:
    """Why the missing part is no loss, and whether a mail keeps to it."""

    why: str
    holds: Callable[[list[Element]], bool]


LACKS: dict[str, Lack] = {
    "<ul>, <ol> and <dl>": Lack(
        "everywhere `reversed` and `value` alone are missing: we set neither",
        lambda page: not any({"reversed", "value"} & one.attributes.keys() for one in page),
    ),
    "<img> element": Lack(
        "Thunderbird: not tested there; the picture says again what the text says",
        lambda page: all(one.attributes.get("alt") for one in page if one.tag == "img"),
    ),
    "background": Lack(
        "Outlook for Windows: colours alone; we set no picture",
        lambda page: not any("background" in one.style for one in page) and _never(page, r"url\(", "background"),
    ),
    "border": Lack(
        "Outlook for Windows: not above 8px, and not on p and div; we only take borders away",
        lambda page: all(value in {"0", "collapse"} for _, value in _values(page, "border")),
    ),
    "dir attribute": Lack(
        "Outlook for Windows: wrong on links; it stands on the whole alone, which reads from left to right",
        lambda page: all(one.tag == "html" and one.attributes["dir"] == "ltr" for one in page if "dir" in one.attributes),
    ),
    "display": Lack(
        "Outlook for Windows, Gmail with other accounts: `none` and `block` are what we set, and an image that is not a block has a gap below",
        lambda page: all(value == "none" or (tag, value) == ("img", "block") for tag, value in _values(page, "display")),
    ),
    "display:none": Lack(
        "Outlook for Windows: not handed down to tables inside; the preheader has no element inside",
        lambda page: all(one.tag == "div" and "mso-hide" in one.style for one in page if one.style.get("display") == "none"),
    ),
    "font-size": Lack("Outlook for Windows: no rem; we count in px", lambda page: _never(page, r"[^x\d]$", "font-size")),
    "font-weight": Lack(
        "Outlook for Windows: no numbers; we say bold",
        lambda page: all(value == "bold" for _, value in _values(page, "font-weight")),
    ),
    "height property": Lack(
        "Outlook for Windows: as the least height, and not on text; we set none (the name is found in line-height)",
        lambda page: not any("height" in one.style for one in page),
    ),
    "line-height": Lack(
        "Outlook for Windows: em and px behave oddly; ours has no unit",
        lambda page: _never(page, r"[a-z%]", "line-height"),
    ),
    "margin": Lack(
        "negative ones nowhere; Outlook for Windows: no auto, its own table in a comment is in the middle; not on span",
        lambda page: _never(page, r"-", "margin")
        and all(tag == "table" for tag, value in _values(page, "margin") if "auto" in value)
        and _only_on(page, {"p", "h1", "h2", "h3", "ul", "li", "table"}, "margin"),
    ),
    "max-width": Lack(
        "Outlook for Windows: on no table before 2019; a table in a comment holds the width. On an image the width attribute says it",
        lambda page: all(one.tag in {"table", "img"} for one in page if "max-width" in one.style)
        and all("width" in one.attributes for one in page if one.tag == "img"),
    ),
    "padding": Lack(
        "Outlook for Windows: on cells alone; elsewhere we only take it away", lambda page: _only_on(page, {"td"}, "padding")
    ),
    "text-align": Lack(
        "Outlook for Windows, Gmail with other accounts: no start and end; we say right",
        lambda page: all(value == "right" for _, value in _values(page, "text-align")),
    ),
    "text-decoration": Lack(
        "Outlook for Windows, Gmail with other accounts: one value, and no overline; it is underline, as links have anyway",
        lambda page: all(pair == ("a", "underline") for pair in _values(page, "text-decoration")),
    ),
    "width attribute": Lack(
        "Outlook for Windows: no percentages of an image's room; ours is a number",
        lambda page: all(one.tag == "img" and one.attributes["width"].isdigit() for one in page if "width" in one.attributes),
    ),
    "width property": Lack(
        "Outlook for Windows: not on text and images; a table, and an image with its width as attribute",
        lambda page: all(one.tag == "table" or (one.tag == "img" and "width" in one.attributes) for one in page if "width" in one.style),
    ),
    "word-break": Lack(
        "on telephones and the Mac as `break-all`, whatever is said: that is what addresses and commands want",
        lambda page: all(value == "break-all" for _, value in _values(page, "word-break")),
    ),
}  # fmt: skip
"""By the name of the feature in the data."""
