"""`replay`: recorded visits through the real pipeline, a verdict per visit."""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

import click

from monitor.cli.context import Session


@click.command("replay")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def replay_command(session: Session, files: tuple[Path, ...]) -> int:
    """Feed recorded visits through the real pipeline and print a verdict per visit as JSON lines; no request is made."""
    from monitor.assemble import replay_parts
    from monitor.recorded import read_visits, replay

    settings = session.settings
    with tempfile.TemporaryDirectory(prefix="replay-") as folder:
        store = Path(folder) / "replay.db"

        async def work() -> None:
            async with replay_parts(settings, store) as desk:
                async for line in replay(desk, read_visits(files)):
                    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")

        asyncio.run(work())
    return 0
