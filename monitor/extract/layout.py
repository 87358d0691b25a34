"""Lines of a page and its regions -> blocks: what is content, what is not and why, and where the text proper stands."""

from collections.abc import Sequence

from monitor.extract.boilerplate import Region, Shares, standing_asides
from monitor.extract.groups import with_groups_aside
from monitor.extract.particulars import with_particulars
from monitor.extract.terms import with_terms_joined
from monitor.extract.walk import Frame, Line, Walker
from monitor.model.document import Aside, Block

_MAIN_SHARE = 0.5
"""A ``main`` element with this share of the prose is believed; what stands outside it is beside the content."""
_CORE_SHARE = 0.8
_SUBTITLE_LINKS = 0.5


class Layout:
    """A page, laid out: `blocks`, and which frames belong to the content."""

    def __init__(self, walker: Walker, targets: frozenset[str]) -> None:
        lines, regions = walker.lines, walker.regions
        self._lines = lines
        self._held = standing_asides(regions, _shares(lines, regions), targets, targets | walker.opened)
        self._beside = _beside(regions, self._held)
        asides = [self._held[line.frame.region] if line.frame.region >= 0 else None for line in lines]
        self._has_main = _has_main(lines, asides)
        self._add_own_reasons(asides, regions)
        core = _core(lines, asides, walker.frames)
        laid = [_block(line, aside, core) for line, aside in zip(lines, asides, strict=True)]
        placed = with_groups_aside(with_particulars(laid))
        self.blocks = with_terms_joined(placed)
        self._grouped = frozenset(
            line.frame.number
            for line, aside, block in zip(lines, asides, placed, strict=True)
            if block.aside is not aside and block.aside is not None
        )

    def is_main(self, frame: Frame) -> bool:
        """Whether what stands in this frame belongs to the content."""
        return (frame.region < 0 or self._held[frame.region] is None) and (frame.in_main or not self._has_main)

    def is_beside(self, frame: Frame) -> bool:
        """Whether what stands in this frame belongs to a side column, as the page itself calls it."""
        return frame.region >= 0 and self._beside[frame.region]

    def is_grouped(self, frame: Frame) -> bool:
        """Whether what stands in this frame is one of a run of links or teasers, which come and go."""
        return frame.number in self._grouped

    def _add_own_reasons(self, asides: list[Aside | None], regions: Sequence[Region]) -> None:
        """Set aside buttons and what stands outside ``main``; bring back a title, and what stands with it, from a header."""
        titled: set[int] = set()
        for index, line in enumerate(self._lines):
            region = line.frame.region
            if asides[index] is None:
                if line.is_control:
                    asides[index] = Aside.FORM
                elif self._has_main and not line.frame.in_main and line.frame.level != 1:
                    asides[index] = Aside.SIDEBAR
            elif asides[index] is Aside.HEADER and regions[region].aside is Aside.HEADER:
                if line.frame.level == 1:
                    titled.add(region)
                if region in titled and line.density < _SUBTITLE_LINKS and not line.is_control:
                    asides[index] = None


def _beside(regions: Sequence[Region], held: Sequence[Aside | None]) -> list[bool]:
    """For each region whether it is a side column, with no menu, promotion or form of that around it."""
    found: list[bool] = []
    for region, aside in zip(regions, held, strict=True):
        is_free = region.parent < 0 or held[region.parent] is None or found[region.parent]
        found.append(is_free and region.aside is aside is Aside.SIDEBAR)
    return found


def _block(line: Line, aside: Aside | None, core: Frame | None) -> Block:
    frame, density = line.frame, line.density
    return Block(  # by place: half the price
        line.text, frame.role, _seen_from(core, frame), frame.level, round(density, 2) if density else 0.0, aside
    )


def _seen_from(core: Frame | None, frame: Frame) -> str:
    """A path that starts with a dot inside the element that holds the text, so that a new wrapper around that moves nothing."""
    if core is None:
        return f".{frame.path}"
    return "." + frame.path.removeprefix(core.path) if core.holds(frame) else frame.path


def _shares(lines: Sequence[Line], regions: Sequence[Region]) -> Shares:
    """Add each line to its region; the sums of the page."""
    prose = letters = 0
    for line in lines:
        size, free = len(line.text), line.free
        letters += free
        if line.is_prose:
            prose += size
        if line.frame.region >= 0:
            region = regions[line.frame.region]
            region.letters += free
            region.linked += size - free
            if line.is_prose:
                region.prose += size
    return Shares(prose=prose, letters=letters)


def _has_main(lines: Sequence[Line], asides: Sequence[Aside | None]) -> bool:
    """Whether the page's ``main`` holds most of the prose that is not set aside."""
    prose = inside = 0
    for line, aside in zip(lines, asides, strict=True):
        if aside is None and line.is_prose:
            prose += len(line.text)
            inside += len(line.text) if line.frame.in_main else 0
    return inside > 0 and inside / prose >= _MAIN_SHARE


def _core(lines: Sequence[Line], asides: Sequence[Aside | None], frames: Sequence[Frame]) -> Frame | None:
    """The innermost element that holds nearly all letters of the content; links do not count."""
    mass = 0
    for line, aside in zip(lines, asides, strict=True):
        if aside is None:
            mass += line.free
            # A paragraph is never the whole: it counts for what it stands in.
            (line.frame.outer or line.frame).mass += line.free
    core = None
    for frame in reversed(frames):
        if core is None and mass and frame.mass >= _CORE_SHARE * mass:
            core = frame
        if frame.outer is not None:
            frame.outer.mass += frame.mass
    return core
