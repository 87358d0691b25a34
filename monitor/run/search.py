"""Lost pages -> suggestions where they are now, from the publisher's own site."""

from monitor.history import Recorder
from monitor.run.look import Case
from monitor.run.parts import Parts


async def search(parts: Parts, lost: list[Case], record: Recorder) -> None:
    """Look for what is lost, within the budget of each source."""
    del parts, lost, record
