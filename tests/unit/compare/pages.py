"""Small documents for the comparer's tests."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from monitor.compare.change import compare_documents
from monitor.compare.noise import as_of, learn_noise
from monitor.model.change import Change, Fact, FactKind, HostProfile, NoiseProfile
from monitor.model.document import Block, Document, Link, MediaKind, Role
from monitor.model.source import Watch

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
PROSE = (
    "De handreiking beschrijft hoe een veiligheidsregio de maatregelen van de overheid invoert en waarom dat nodig is.",
    "Elke maatregel heeft een eigenaar, die een keer per jaar nagaat of zij nog werkt en daarover verslag doet.",
    "De directie stelt het beleid vast en bespreekt de uitkomsten van de controles in haar vergadering van het voorjaar.",
    "Leveranciers tekenen een verwerkersovereenkomst voordat zij gegevens van de organisatie te zien krijgen.",
    "Medewerkers melden een incident binnen een uur bij de servicedesk, die de ernst ervan bepaalt.",
    "Een back-up wordt elke nacht gemaakt en eens per kwartaal teruggezet om te zien of dat lukt.",
)


def block(text: str, path: str = "./p", *, role: Role = Role.PARAGRAPH, level: int = 0) -> Block:
    """A block of the content."""
    return Block(text=text, path=path, role=role, level=level)


def page(
    *blocks: Block | str, title: str = "Aanpak", links: tuple[Link, ...] = (), kind: MediaKind = MediaKind.HTML
) -> Document:
    """A document with these blocks; a text is a paragraph at its own place."""
    made = tuple(
        each if isinstance(each, Block) else block(each, f"./p[{number}]") for number, each in enumerate(blocks, 1)
    )
    content = "\n".join([kind, title, *(each.text for each in made), *(link.url for link in links)])
    return Document(
        kind=kind,
        title=title,
        blocks=made,
        links=links,
        content_hash=sha256(content.encode()).hexdigest(),
        rule_id="1:x",
    )


def compared(
    before: Document | None,
    after: Document,
    *,
    noise: NoiseProfile | None = None,
    host: HostProfile | None = None,
    watch: Watch | None = None,
    tool_title: str = "",
) -> Change:
    """`compare_documents` with nothing known."""
    return compare_documents(
        before,
        after,
        noise=noise or NoiseProfile(),
        host=host or HostProfile(),
        watch=watch or Watch(),
        tool_title=tool_title,
    )


def weekly(*documents: Document) -> tuple[list[Change], NoiseProfile]:
    """What a monitor sees of a page, week after week."""
    noise, before, changes = NoiseProfile(), None, []
    for week, document in enumerate(documents):
        at = START + timedelta(weeks=week)
        changes.append(compared(before, document, noise=as_of(noise, at)))
        noise = learn_noise(noise, before, document, at=at)
        before = document
    return changes, noise


def fact(change: Change, kind: FactKind) -> Fact | None:
    """The first fact of a kind."""
    return next((each for each in change.facts if each.kind is kind), None)
