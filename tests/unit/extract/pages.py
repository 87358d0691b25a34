"""Pages in a few lines of markup, and what was read of them."""

from monitor.extract import extract
from monitor.model.document import Aside, Document
from monitor.model.source import Watch

PROSE = (
    "De handreiking beschrijft hoe een veiligheidsregio de maatregelen van de overheid invoert en waarom dat nodig is."
)
MORE = "Elke maatregel heeft een eigenaar, die een keer per jaar nagaat of zij nog werkt en daarover verslag doet."
AFTER = "De eigenaar stelt elk jaar vast of deze afspraken nog gelden voor alle regio's."


def read(
    body: str, *, head: str = "", watch: Watch | None = None, url: str = "https://www.example.nl/aanpak/index.html"
) -> Document:
    """A page with this body, read as the catalogue's `watch` says."""
    page = f"<!doctype html><html lang=nl><head><title>Aanpak</title>{head}</head><body>{body}</body></html>"
    return extract(content=page.encode(), content_type="text/html; charset=utf-8", url=url, watch=watch or Watch())


def main(document: Document) -> list[str]:
    """The text of each block of the content."""
    return [block.text for block in document.main_blocks]


def aside_of(document: Document, text: str) -> Aside | None:
    """Why the first block that holds this text is not content, or None."""
    return next(block.aside for block in document.blocks if text in block.text)
