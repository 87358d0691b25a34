"""The name of an element -> what it means for the text in it, looked up once per element."""

from dataclasses import dataclass

from monitor.extract.signals import APP_ROOTS
from monitor.model.document import Aside, Role
from monitor.normalise import word_set

_BREAKS = word_set(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3"
    " h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section select summary table tbody tfoot thead tr"
    " ul textarea"
)
_OPAQUE = word_set("del s strike script style svg template noscript iframe frame object embed video audio canvas head")
_ACTS = word_set("a br img wbr td th button input")
_DRESSES = word_set(
    "abbr acronym b big cite code data dfn em font i ins kbd mark nobr picture q s samp small source strong sub sup time tt u var"
)
_COUNTED = word_set("form html")
_IN_CELL = word_set("p div center ul ol li")
_STYLED = word_set("html body main article h1 h2 h3 h4 h5 h6 table tbody tr td a span p li")
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_ROLES = {
    **dict.fromkeys(_LEVELS, Role.HEADING),
    "li": Role.LIST_ITEM,
    "tr": Role.TABLE_ROW,
    "address": Role.ADDRESS,
    "table": Role.PARAGRAPH,
    **dict.fromkeys(("dt", "dd", "figcaption", "caption", "legend", "label", "summary"), Role.TERM),
}
_ASIDES = {
    "nav": Aside.NAVIGATION,
    "aside": Aside.SIDEBAR,
    "dialog": Aside.CONSENT,
    "form": Aside.FORM,
    "select": Aside.FORM,
    "datalist": Aside.FORM,
    "textarea": Aside.FORM,
}
_AROUND = {"header": Aside.HEADER, "footer": Aside.FOOTER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """What the name of an element says. The defaults are those of one that only dresses the text in its line."""

    name: str
    breaks: bool = False
    """Begins and ends a line."""
    is_opaque: bool = False
    """Not walked into: what it holds is no text of the page; struck text was taken back."""
    acts: bool = False
    """Within a line it is a link, a gap, a cell or a control."""
    is_in_cell: bool = False
    """In a table cell it is part of the value, as long as that is short."""
    is_styled: bool = False
    """Its id and classes say something about the page or its style, not about itself."""
    is_app_root: bool = False
    """A script fills it."""
    is_counted: bool = False
    """It stands for something of the whole page: a form, its language, the place that a script fills."""
    role: Role | None = None
    """Of its lines; None for that of what it stands in."""
    level: int = 0
    aside: Aside | None = None
    """Why its content is not the page's own."""
    around: Aside | None = None
    """The same, unless it stands inside an article: there it holds the title and date of that."""
    sets_aside: bool = False
    """It has one of these two."""


class _Tags(dict[str, Tag]):
    """Every tag there is; those without a meaning are made as they come and not kept.

    Nodes that are no elements have names too: ``-comment``, or none.
    """

    def __missing__(self, name: str) -> Tag:
        return Tag(name=name, is_opaque=not name or name[0] == "-")


TAGS = _Tags(
    (
        name,
        Tag(
            name=name,
            breaks=name in _BREAKS,
            is_opaque=name in _OPAQUE,
            acts=name in _ACTS,
            is_in_cell=name in _IN_CELL,
            is_styled=name in _STYLED,
            is_app_root=name in APP_ROOTS,
            is_counted=name in APP_ROOTS | _COUNTED,
            role=_ROLES.get(name),
            level=_LEVELS.get(name, 0),
            aside=_ASIDES.get(name),
            around=_AROUND.get(name),
            sets_aside=name in _ASIDES or name in _AROUND,
        ),
    )
    for name in _BREAKS | _OPAQUE | _ACTS | _STYLED | _DRESSES | APP_ROOTS | frozenset({*_ROLES, *_ASIDES})
)
