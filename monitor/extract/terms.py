"""A list of terms -> lines: a term and its value say something together."""

from collections.abc import Iterator, Sequence

from monitor.model.document import Block, Role

_TERM, _VALUE = 80, 160
"""A longer term is a question, a longer value its answer: text by itself."""

_ENDS = ("?", "!", ".")


def with_terms_joined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Each short term that has one short value as a line, ``Versie: 2.1``, in the place of the value."""
    return tuple(_lines(blocks))


def _lines(blocks: Sequence[Block]) -> Iterator[Block]:
    place = 0
    while place < len(blocks):
        block = blocks[place]
        if block.role is Role.TERM and _is_line(blocks[place : place + 3]):
            value = blocks[place + 1]
            yield value._replace(text=_joined(block.text, value.text), link_density=_linked(block, value))
            place += 1
        else:
            yield block
        place += 1


def _joined(term: str, value: str) -> str:
    """A sign alone stays a cell: there it counts."""
    return f"{term.rstrip(' :')}: {value}" if any(map(str.isalnum, value)) else f"{term} | {value}"


def _is_line(blocks: Sequence[Block]) -> bool:
    """Whether a term and its value come first, and nothing that belongs to either comes after."""
    if len(blocks) < 2:  # noqa: PLR2004 - a term and a value
        return False
    term, value, *after = blocks
    around, _, step = value.path.rpartition("/")
    has_more = any(each.path.startswith((f"{value.path}/", f"{around}/dd")) for each in after)
    return (
        _names(term.path, f"{around}/dt")
        and step.partition("[")[0] == "dd"
        and term.aside is value.aside
        and len(term.text) <= _TERM
        and not term.text.endswith(_ENDS)
        and len(value.text) <= _VALUE
        and not has_more
    )


def _names(path: str, element: str) -> bool:
    """Whether a path is that of such an element, the first or a later one."""
    return path == element or path.startswith(f"{element}[")


def _linked(term: Block, value: Block) -> float:
    letters = len(term.text) + len(value.text)
    return round((len(term.text) * term.link_density + len(value.text) * value.link_density) / letters, 2)
