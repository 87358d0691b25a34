"""No byte of a stricter label is found in any rendering for an audience (T-1)."""

import base64
import gzip
import quopri
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from html import unescape
from io import BytesIO
from urllib.parse import unquote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.deliver.slim import slimmer
from monitor.model.change import Excerpt, Fact, FactKind
from monitor.model.decision import Decision, DecisionKind
from monitor.model.exchange import Hop
from monitor.model.observation import Recorded, Suggestion
from monitor.model.report import MailIdentity, ReportKind
from monitor.model.source import Catalogue, Classification, Mistake, Source, SourceId, Successor, Tlp, Tool, ToolId
from monitor.model.verdict import Evidence, Flag, StandingWord, State
from monitor.render import FILES, render_file
from monitor.render.mail import mail_body, render_message
from tests.sample_report import NOW, SINCE, quiet_record, report, seen, version_change

LABELS = st.sampled_from(list(Tlp))
STATES = st.sampled_from(
    [State.ALIVE, State.DEAD, State.SOFT_404, State.MOVED, State.TIMEOUT, State.HOST_GONE, State.TLS_PROBLEM,
     State.PARKED, State.BLOCKED, State.LOGIN_REQUIRED, State.NOT_CHECKED]
)  # fmt: skip
WORDS = st.sampled_from(list(StandingWord))
ENTRY = st.tuples(LABELS, STATES, WORDS, st.booleans(), st.integers(min_value=0, max_value=2), st.booleans())
CLEARANCES = (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER)
IDENTITY = MailIdentity(sender="m@toolkit.example", domain="toolkit.example")


def tool_of(number: int, label: Tlp, host: int) -> Tool:
    """Every field carries the tool's own mark; hosts are shared by tools of one label, as a host names its owner."""
    mark = f"merk{number}q"
    name = f"{mark}-id"
    url = f"https://{label.name.lower().replace('_', '')}host{host}.example/{mark}/pad"
    source = Source(
        id=SourceId(name),
        tool=ToolId(name),
        url=url,
        printed_url=f"{url}-gedrukt",
        note=f"{mark} noot",
        superseded_by=(Successor(title=f"{mark} opvolger", url=f"https://x.example/{mark}", ground=mark),),
    )
    return Tool(
        id=ToolId(name),
        title=f"{mark} titel",
        publisher=f"{mark} bron",
        owner=f"{mark} eigenaar",
        description=mark,
        tlp=Classification(label=label, printed=mark),
        sources=(source,),
    )


def visit_of(tool: Tool, state: State, word: StandingWord, *, changed: bool) -> Recorded:
    mark = tool.id.removesuffix("-id")
    fact = Fact(kind=FactKind.SUCCESSOR, values=(("phrase", f"{mark} vervangen"), ("url", f"https://x.example/{mark}")))
    change = version_change()
    change = replace(change, facts=(fact,), excerpts=(Excerpt(before=mark, after=f"{mark} nieuw", under=mark),))
    one = seen(
        "isor",
        state=state,
        word=word,
        since=NOW - timedelta(days=30),
        first_run=3,
        change=replace(change, added=(mark,), removed=(mark,)) if changed else None,
        reason=None,
        evidence=(Evidence(rule="landing-root", score=0.6, detail=f"https://x.example/{mark}"),),
        flags=(Flag.SUPERSEDED, Flag.FRAGMENT_MISSING),
        notices=(fact,),
        moved_to=f"https://nieuw.example/{mark}",
        suggestions=(Suggestion(url=f"https://y.example/{mark}", ground="sitemap-same-title", title=mark),),
        hops=(Hop(url=f"https://z.example/{mark}", status=301),),
        recovered_at=NOW if word is StandingWord.RECOVERED else None,
    )
    seen_there = replace(
        one.observation,
        source=tool.sources[0].id,
        tool=tool.id,
        url=tool.sources[0].url,
        final_url=f"https://e.example/{mark}",
    )
    return replace(one, observation=seen_there)


def every_reading(content: bytes) -> str:
    """The bytes as they are, and decoded in the ways mail, pages and archives use; packed ones are unpacked again."""
    text = content.decode(errors="replace")
    readings = [text, unquote(text), unescape(text), quopri.decodestring(content).decode(errors="replace")]
    for run in re.findall(r"[A-Za-z0-9+/\r\n]{24,}", text):
        packed = re.sub(r"\s", "", run)
        for start in range(4):  # three alignments, and one for a sign that stands before it by chance
            whole = packed[start:][: (len(packed) - start) // 4 * 4]
            readings.append(base64.b64decode(whole).decode(errors="replace"))
    readings += [unpacked.decode(errors="replace") for unpacked in _unpacked(content)]
    return "\n".join(readings)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What a deflated stream in it holds: gzip, zip and PNG alike."""
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|PK\x03\x04", content):
        start, wbits = found.start(), 47
        if found[0].startswith(b"PK"):
            name, extra = (
                int.from_bytes(content[start + 26 : start + 28], "little"),
                int.from_bytes(content[start + 28 : start + 30], "little"),
            )
            start, wbits = start + 30 + name + extra, -15
        with suppress(zlib.error):
            yield zlib.decompressobj(wbits).decompress(content[start:])


def test_the_readings_find_a_mark_however_it_is_packed() -> None:
    """The yardstick itself: a mark that is there is found."""
    mark = b"een merk7q hier"
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", mark * 9)
    for content in (
        mark,
        quopri.encodestring(b"merk=37q" + mark),
        b"merk%37q",
        b"&#109;erk7q",
        gzip.compress(mark),
        zlib.compress(mark),
        archive.getvalue(),
        *(base64.b64encode(b"x" * shift + mark * 3) for shift in range(3)),
        *(b"/" + base64.b64encode(b"x" * shift + mark * 3) for shift in range(3)),
    ):
        assert "merk7q" in every_reading(content), content


def everything_sent(made: object, kind: ReportKind, record: object, of: Catalogue, clearance: Tlp) -> str:
    whole = report(record, kind=kind, of=of, audience=clearance)  # type: ignore[arg-type]  # built by the caller
    body = mail_body(whole, "nl", contact="b@toolkit.example")
    message = render_message(whole, body, recipient="a@regio.example", identity=IDENTITY)
    parts = [part.get_payload(decode=True) for part in message_from_bytes(message, policy=default).walk()]
    contents = [message, *(part for part in parts if isinstance(part, bytes)), *slimmer(message, body.label)]
    if made:
        contents += [render_file(whole, "nl", ending) for ending in FILES]
    return "\n".join(every_reading(content) for content in contents) + whole.stem


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    entries=st.lists(ENTRY, min_size=1, max_size=7),
    clearance=st.sampled_from(CLEARANCES),
    kind=st.sampled_from(list(ReportKind)),
)
def test_no_byte_above_the_clearance_is_in_anything_that_is_made(
    entries: list[tuple[Tlp, State, StandingWord, bool, int, bool]], clearance: Tlp, kind: ReportKind
) -> None:
    tools, latest, decisions = [], [], []
    for number, (label, state, word, changed, host, decided) in enumerate(entries):
        tool = tool_of(number, label, host)
        tools.append(tool)
        latest.append(visit_of(tool, state, word, changed=changed))
        if decided:
            reason = f"merk{number}q reden"
            decisions.append(
                Decision(kind=DecisionKind.MUTE, source=tool.sources[0].id, at=SINCE, by=reason, reason=reason)
            )
    mistakes = (Mistake(file="catalogue.yaml", line=1, key="merk0q", problem="merk0q", remedy="merk0q"),)
    of = Catalogue(title="Toolkit BIO", tools=tuple(tools), mistakes=mistakes)
    changes = tuple(one for one in latest if one.observation.change.is_told)
    record = replace(
        quiet_record(),
        latest=tuple(latest),
        telling=tuple(latest),
        changes=changes,
        decisions=tuple(decisions),
        health=(),
    )
    sent = everything_sent(True, kind, record, of, clearance)  # noqa: FBT003 - all forms
    for number, (label, *_rest) in enumerate(entries):
        if label > clearance:
            assert f"merk{number}q" not in sent
    hidden = [label for label, *_rest in entries if label > clearance]
    hosts = {f"{label.name.lower().replace('_', '')}host" for label in hidden}
    assert not any(host in sent for host in hosts)


def test_a_restricted_tool_in_a_group_leaves_no_trace_but_the_group() -> None:
    tools = tuple(tool_of(number, label, 0) for number, label in enumerate((Tlp.CLEAR, Tlp.AMBER, Tlp.CLEAR)))
    shared = tuple(
        replace(tool, sources=(replace(tool.sources[0], url=f"https://gedeeld.example/{tool.id}"),)) for tool in tools
    )
    latest = tuple(visit_of(tool, State.TIMEOUT, StandingWord.CONFIRMED, changed=False) for tool in shared)
    of = Catalogue(title="Toolkit BIO", tools=shared)
    record = replace(quiet_record(), latest=latest, telling=latest, changes=(), health=())
    sent = everything_sent(True, ReportKind.WEEKLY, record, of, Tlp.CLEAR)  # noqa: FBT003 - all forms
    assert "merk1q" not in sent
    assert "gedeeld.example" in sent
    assert "2 hulpmiddelen hangen ervan af" in sent
