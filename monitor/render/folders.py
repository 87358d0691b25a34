"""Where the templates lie, and whether they are those that were proved before: asked without the template engine."""

from hashlib import sha256
from pathlib import Path

import monitor

TEMPLATES: tuple[str, ...] = ("mail.html.j2", "mail.txt.j2", "report.html.j2")


def template_folders() -> tuple[Path, ...]:
    """In a wheel the templates lie inside the package, in a checkout beside it."""
    package = Path(monitor.__file__).parent
    return package / "shipped" / "templates", package.parent / "templates"


def templates_digest() -> str:
    """A hash over every file of the templates folder and our version; it differs where one is missing or edited."""
    files = sorted(
        file for folder in template_folders() if folder.is_dir() for file in folder.iterdir() if file.is_file()
    )
    parts = (f"{file.name}\0{sha256(file.read_bytes()).hexdigest()}" for file in files)
    return sha256("\n".join((monitor.__version__, *parts)).encode()).hexdigest()
