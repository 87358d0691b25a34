"""An invented but realistic period of the toolkit: what the report's tests and pictures are made of."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.model.change import Change, ChangeOutcome, Excerpt, Fact, FactKind, Weight
from monitor.model.decision import Decision, DecisionKind
from monitor.model.exchange import Certificate, Hop
from monitor.model.observation import Observation, Recorded, Run, RunStatus, Suggestion
from monitor.model.period import Delivery, PeriodRecord, SourceHealth, TrendPoint
from monitor.model.report import Report, ReportKind
from monitor.model.source import (
    Catalogue,
    Classification,
    Mistake,
    Norm,
    Source,
    SourceId,
    Successor,
    Tlp,
    Tool,
    ToolId,
)
from monitor.model.verdict import (
    LASTING,
    SELECTOR_MISSED,
    Evidence,
    Flag,
    Page,
    Remark,
    Standing,
    StandingWord,
    State,
    StateClass,
    Verdict,
)
from monitor.report import build_report

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
SINCE = NOW - timedelta(days=7)
IBD = "https://www.informatiebeveiligingsdienst.example/product/"

ROWS: tuple[tuple[str, str, str, Tlp, str | None], ...] = (
    ("bio-zelftoets", "BIO Zelftoets", "Saxion Hogeschool / VR-ISAC", Tlp.AMBER, None),
    ("bio-self-assessment", "BIO Self-Assessment", "CIP", Tlp.CLEAR, "https://cip-overheid.example/producten/bio/#BIO-SA"),
    ("isor", "ISOR (Information Security and Object Repository)", "NORA", Tlp.CLEAR, "https://www.noraonline.example/wiki/ISOR"),
    ("informatieplattegrond", "Informatieplattegrond", "VeRa online", Tlp.AMBER, "https://www.veraonline.example/index.php/BIM"),
    ("bio-v1-04", "Baseline Informatiebeveiliging Overheid (BIO) v1.04", "VNG/IBD", Tlp.CLEAR, IBD + "bio/"),
    ("bio-kleine-gemeenten", "Handreiking BIO voor kleine gemeenten", "VNG/IBD", Tlp.CLEAR, IBD + "kleine-gemeenten/"),
    ("beleid-bio", "Handreiking informatiebeveiligingsbeleid BIO", "VNG/IBD", Tlp.CLEAR, IBD + "beleid-bio/"),
    ("baselinetoets", "Baselinetoets BBN BIO", "VNG/IBD", Tlp.CLEAR, IBD + "baselinetoets-bbn-bio/"),
    ("gap-analyse", "GAP analyse BIO v2.3", "VNG/IBD", Tlp.CLEAR, IBD + "gap-analyse-1-2-alle-sheets/"),
    ("introductie", "Introductie aanpak BIO", "VNG/IBD", Tlp.CLEAR, IBD + "introductie-aanpak-bio/"),
    ("maatregelenset", "Maatregelenset BBN2+", "VNG/IBD", Tlp.CLEAR, IBD + "maatregelenset-bbn2/"),
    ("risicoanalyse", "Diepgaande risicoanalyse methode (Excel)", "VNG/IBD", Tlp.CLEAR, IBD + "diepgaande-risicoanalyse/"),
    ("nen-iso", "NEN/ISO 27001 / 2", "VNG/IBD", Tlp.GREEN, "https://www.informatiebeveiligingsdienst.example/nen-iso-27001-2/"),
    ("dataclassificatie", "Handreiking dataclassificatie", "VNG/IBD", Tlp.CLEAR, IBD + "handreiking-dataclassificatie-2/"),
    ("logging", "JSCU logging essentials", "AIVD", Tlp.CLEAR, "https://www.aivd.example/nieuws/2021/04/22/jscu-op-github"),
    ("toolbox", "Toolbox cyberincident", "Digitale Overheid", Tlp.CLEAR, "https://www.digitaleoverheid.example/overzicht/informatieveiligheid/oefenen-en-kennisdelen/toolbox-cyberincident/"),
    ("volwassenheid", "Handreiking bij volwassenheidsmodel informatiebeveiliging", "NBA LIO", Tlp.CLEAR, "https://www.nba.example/globalassets/lio/handreiking_volwassenheidsmodel.pdf"),
    ("maatregelen", "Handreiking Cybersecuritymaatregelen", "NCSC", Tlp.CLEAR, "https://www.ncsc.example/documenten/publicaties/2021/juni/28/handreiking-cybersecuritymaatregelen"),
    ("faq", "FAQ Versnellingsplan", "IFV", Tlp.CLEAR, None),
    ("document", "Toolkit BIO", "IFV", Tlp.CLEAR, "https://www.ifv.example/kennisplein/kennisthema-informatievoorziening.aspx#tab2"),
)  # fmt: skip


def tool(row: tuple[str, str, str, Tlp, str | None]) -> Tool:
    """A row of the toolkit."""
    tool_id, title, publisher, label, url = row
    sources = (Source(id=SourceId(tool_id), tool=ToolId(tool_id), url=url),) if url else ()
    return Tool(id=ToolId(tool_id), title=title, publisher=publisher, tlp=Classification(label=label), sources=sources)


NORM = Norm(id=SourceId("bio2"), title="BIO2", url="https://www.bio-overheid.example/bio2", current="BIO2")


def catalogue(*, mistakes: tuple[Mistake, ...] = ()) -> Catalogue:
    """Twenty tools, two without an address, two AMBER, one GREEN."""
    tools = tuple(tool(row) for row in ROWS)
    return Catalogue(
        title="Toolkit BIO", url="https://www.ifv.example/kennisplein/", tools=tools, norms=(NORM,), mistakes=mistakes
    )


def url_of(source: str) -> str:
    """The catalogue's address of a sample source."""
    return next((row[4] or "" for row in ROWS if row[0] == source), NORM.url)


def seen(
    source: str,
    *,
    state: State = State.ALIVE,
    word: StandingWord = StandingWord.OK,
    change: Change | None = None,
    run: int = 12,
    at: datetime = NOW,
    status: int | None = 200,
    reason: str | None = None,
    since: datetime | None = None,
    observations: int = 3,
    first_run: int | None = None,
    evidence: tuple[Evidence, ...] = (),
    flags: tuple[Flag, ...] = (),
    moved_to: str | None = None,
    suggestions: tuple[Suggestion, ...] = (),
    notices: tuple[Fact, ...] = (),
    hops: tuple[Hop, ...] = (),
    certificate: Certificate | None = None,
    recovered_at: datetime | None = None,
    look_by_hand: bool = False,
    standing_state: State | None = None,
    label: str | None = None,
    noted: datetime | None = None,
    noted_in: int = 9,
) -> Recorded:
    """One recorded visit."""
    since = since or NOW - timedelta(days=200)
    return Recorded(
        run=run,
        label=label,
        observation=Observation(
            source=SourceId(source),
            tool=ToolId(source),
            url=url_of(source),
            at=at,
            verdict=Verdict(
                state=state, reason=reason, evidence=evidence, flags=flags, moved_to=moved_to, page=Page.DOCUMENT
            ),
            change=change or Change(outcome=ChangeOutcome.UNCHANGED),
            final_url=url_of(source),
            http_status=status,
            hops=hops,
            certificate=certificate,
            suggestions=suggestions,
            notices=notices,
            requests=1,
            bytes_received=18211,
            elapsed_seconds=0.41,
        ),
        standing=Standing(
            word=word,
            state=standing_state or state,
            reason=reason,
            since=since,
            confirmed_at=NOW if word is StandingWord.CONFIRMED and since >= SINCE else since,
            recovered_at=recovered_at,
            observations=observations,
            first_run=first_run,
            target=moved_to,
            last_good_at=since - timedelta(days=1),
            look_by_hand=look_by_hand,
            remarks=tuple(
                Remark(name=name, run=noted_in, since=noted or NOW - timedelta(days=3))
                for name in (*(LASTING & {*flags}), *((SELECTOR_MISSED,) if change and change.selector_missed else ()))
            ),
        ),
    )


def version_change() -> Change:
    """A new version of a document."""
    return Change(
        outcome=ChangeOutcome.CHANGED,
        weight=Weight.MAJOR,
        score=0.8,
        version_before="1.04",
        version_after="1.04zv",
        facts=(
            Fact(kind=FactKind.VERSION_CHANGED, values=(("before", "1.04"), ("after", "1.04zv"))),
            Fact(kind=FactKind.TEXT_ADDED, values=(("count", "3"), ("under", "Wijzigingen"))),
        ),
        excerpts=(
            Excerpt(before="Versie 1.04, 17 juni 2020", after="Versie 1.04zv, 12 november 2026", under="Baseline Informatiebeveiliging Overheid"),
            Excerpt(after="Deze zelfstandige versie bevat alle wijzigingen sinds 2020.", under="Wijzigingen"),
        ),
        added=("Versie 1.04zv, 12 november 2026",),
        removed=("Versie 1.04, 17 juni 2020",),
    )  # fmt: skip


def file_change() -> Change:
    """A linked file replaced."""
    return Change(
        outcome=ChangeOutcome.CHANGED,
        weight=Weight.MAJOR,
        facts=(
            Fact(
                kind=FactKind.DOCUMENT_REPLACED,
                values=(
                    ("name", "GAP-analyse BIO.xlsx"),
                    ("url", IBD + "gap.xlsx"),
                    ("before_bytes", "210112"),
                    ("after_bytes", "245870"),
                ),
            ),
        ),
    )


def minor_change() -> Change:
    """A few words."""
    return Change(
        outcome=ChangeOutcome.CHANGED,
        weight=Weight.MINOR,
        facts=(Fact(kind=FactKind.TEXT_REWORDED, values=(("count", "1"), ("under", "Contact"))),),
    )


def lively() -> tuple[Recorded, ...]:
    """What the last run saw: dead, gone, moved, changed, and the rest."""
    toolbox = "https://www.digitaleoverheid.example/toolbox-cyberincident/"
    told = {
        "toolbox": seen(
            "toolbox", state=State.DEAD, word=StandingWord.CONFIRMED, status=404, since=NOW - timedelta(days=3), first_run=9,
            evidence=(Evidence(rule="status", score=1.0, detail="404"),),
            suggestions=(Suggestion(url=toolbox, ground="sitemap-same-title", similarity=0.94, title="Toolbox cyberincident"),),
        ),
        "isor": seen(
            "isor", state=State.HOST_GONE, word=StandingWord.CONFIRMED, status=None, since=NOW - timedelta(days=23),
            observations=12, first_run=2, evidence=(Evidence(rule="failure", score=1.0, detail="Name or service not known"),),
        ),
        "maatregelen": seen(
            "maatregelen", state=State.MOVED, word=StandingWord.CONFIRMED, since=NOW - timedelta(days=5), first_run=8,
            moved_to="https://www.ncsc.example/documenten/handreiking-cybersecuritymaatregelen",
            evidence=(Evidence(rule="permanent-redirect", score=1.0, detail="301"),), hops=(Hop(url=url_of("maatregelen"), status=301),),
        ),
        "informatieplattegrond": seen(
            "informatieplattegrond", state=State.SOFT_404, word=StandingWord.CONFIRMED, since=NOW - timedelta(days=4), first_run=8,
            evidence=(Evidence(rule="not-found-title", score=0.6, detail="Pagina niet gevonden"),),
        ),
        "maatregelenset": seen(
            "maatregelenset", word=StandingWord.RECOVERED, standing_state=State.DEAD, since=NOW - timedelta(days=10), first_run=4,
            recovered_at=NOW - timedelta(days=6),
        ),
        "logging": seen("logging", state=State.TIMEOUT, word=StandingWord.PENDING, status=None, since=NOW - timedelta(days=1), observations=1, first_run=11),
        "volwassenheid": seen("volwassenheid", state=State.BLOCKED, status=403),
        "document": seen("document", flags=(Flag.FRAGMENT_MISSING,)),
    }  # fmt: skip
    rest = [told.get(row[0]) or seen(row[0]) for row in ROWS if row[4]]
    return (*sorted(rest, key=lambda one: one.observation.source), seen("bio2"))


def changed() -> tuple[Recorded, ...]:
    """The period's changes, oldest first."""
    return (
        seen("bio-v1-04", change=version_change(), run=8, at=NOW - timedelta(days=5)),
        seen("gap-analyse", change=file_change(), run=9, at=NOW - timedelta(days=4)),
        seen("nen-iso", change=version_change(), run=9, at=NOW - timedelta(days=4)),
        seen("beleid-bio", change=minor_change(), run=10, at=NOW - timedelta(days=3)),
    )


def run(number: int = 12, *, status: RunStatus = RunStatus.DONE, at: datetime = NOW, **values: object) -> Run:
    """A finished run."""
    made = Run(id=number, started_at=at, finished_at=at + timedelta(minutes=2), status=status)
    return replace(made, **values)  # type: ignore[arg-type]  # names are the noun's own


TREND = tuple(
    TrendPoint(period=f"2026-W{week}", checked=18, dead=dead, changed=changed)
    for week, dead, changed in zip(range(36, 47), (0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1), (1, 0, 2, 0, 1, 0, 3, 0, 1, 2, 0), strict=True)
)  # fmt: skip

HEALTH = (
    SourceHealth(
        source=SourceId("gap-analyse"),
        visits=40,
        changes=4,
        muted=3,
        moves=0,
        troubles=0,
        first_visit=NOW - timedelta(days=280),
        last_change=NOW - timedelta(days=21),
    ),
    SourceHealth(
        source=SourceId("introductie"),
        visits=60,
        changes=0,
        muted=0,
        moves=0,
        troubles=0,
        first_visit=NOW - timedelta(days=420),
    ),
)

MISTAKES = (
    Mistake(file="catalogue.yaml", line=88, key="tools[4].url", problem="is no address: 'htp:/x'.", remedy="write https://…"),
    Mistake(file="catalogue.yaml", line=12, key="tools[0].tlp", problem="n.t.b. counts as AMBER.", remedy="ask the owner", fatal=False),
)  # fmt: skip

DECISIONS = (
    Decision(
        kind=DecisionKind.MUTE,
        source=SourceId("volwassenheid"),
        at=NOW - timedelta(days=10),
        by="landelijk loket",
        until=date(2026, 12, 31),
        reason="wacht op NBA",
    ),
)


def record(**values: object) -> PeriodRecord:
    """A lively week."""
    made = PeriodRecord(
        period="2026-W47",
        since=SINCE,
        until=NOW,
        runs=(run(11, at=NOW - timedelta(days=1)), run()),
        latest=lively(),
        telling=values.get("telling", values.get("latest", lively())),  # type: ignore[arg-type]  # as above
        changes=changed(),
        previous_report=SINCE,
        last_full_run=NOW,
        trend=TREND,
        health=HEALTH,
    )
    return replace(made, **values)  # type: ignore[arg-type]  # names are the noun's own


def quiet_record() -> PeriodRecord:
    """Nothing happened."""
    latest = tuple(sorted((seen(row[0]) for row in ROWS if row[4]), key=lambda one: one.observation.source))
    return record(latest=latest, changes=())


CROWD = tuple(
    (f"regeling-{n}", f"Regeling {n}", f"Waterschap {n % 130}" if n % 50 else "", Tlp.CLEAR, f"https://www.waterschap.example/{n}")
    for n in range(1_300)
)  # fmt: skip


def crowd() -> Catalogue:
    """The sample toolkit and so many healthy tools beside it that no page can list them all."""
    return replace(catalogue(), tools=(*catalogue().tools, *map(tool, CROWD)))


def crowd_record() -> PeriodRecord:
    """A lively week among so many."""
    healthy = (replace(seen(row[0]), label="CLEAR") for row in CROWD)
    latest = tuple(sorted((*lively(), *healthy), key=lambda one: one.observation.source))
    return record(latest=latest, telling=lively())


def void_record() -> PeriodRecord:
    """Our own network was down all Monday."""
    runs = tuple(
        run(number, status=RunStatus.VOID, at=NOW + timedelta(hours=hour), void_reason="name-service", void_detail="Temporary failure in name resolution")
        for number, hour in ((13, 0), (14, 1), (15, 3))
    )  # fmt: skip
    return record(runs=runs, changes=(), last_full_run=SINCE)


def baseline_record() -> PeriodRecord:
    """The first report there is."""
    first = tuple(
        replace(one, observation=replace(one.observation, change=Change(outcome=ChangeOutcome.FIRST)))
        for one in lively()
    )
    return record(latest=first, changes=(), is_baseline=True, previous_report=None, trend=(), runs=(run(1),), health=())


def report(
    made: PeriodRecord | None = None,
    *,
    audience: Tlp = Tlp.AMBER,
    kind: ReportKind = ReportKind.WEEKLY,
    of: Catalogue | None = None,
) -> Report:
    """A built report."""
    return build_report(made or record(), of or catalogue(), audience=audience, timezone=AMSTERDAM, now=NOW, kind=kind)


SITUATIONS: dict[str, tuple[PeriodRecord, ReportKind, Catalogue]] = {
    "quiet": (quiet_record(), ReportKind.WEEKLY, catalogue()),
    "lively": (record(), ReportKind.WEEKLY, catalogue()),
    "void": (void_record(), ReportKind.VOID, catalogue()),
    "baseline": (baseline_record(), ReportKind.BASELINE, catalogue()),
    "interrupted": (record(runs=(run(11), run(12, status=RunStatus.ABORTED))), ReportKind.WEEKLY, catalogue()),
    "crowd": (crowd_record(), ReportKind.WEEKLY, crowd()),
    "mistakes": (record(decisions=DECISIONS), ReportKind.WEEKLY, catalogue(mistakes=MISTAKES)),
}

UNDELIVERED = (Delivery(recipient="a@toolkit.example", period="2026-W46", state="failed", detail="550"),)
KEPT_OUT = StateClass.BLOCKED
SUCCESSORS = (
    Successor(title="BIO2", url="https://www.bio-overheid.example/bio2", seen=date(2026, 1, 5), ground="VNG"),
)
