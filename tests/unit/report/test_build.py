"""The report as a whole: counts that agree, labels that hold, sections by kind."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from monitor.model.observation import RunStatus
from monitor.model.report import FindingKind, NoticeKind, ReportKind, Section
from monitor.model.source import Classification, SourceId, Tlp
from monitor.model.verdict import StandingWord, State, StateClass
from monitor.report import may_see, run_told
from monitor.report.findings import findings_of
from tests.sample_report import (
    AMSTERDAM,
    HEALTH,
    MISTAKES,
    NOW,
    SINCE,
    SITUATIONS,
    UNDELIVERED,
    baseline_record,
    catalogue,
    quiet_record,
    record,
    report,
    run,
    seen,
    void_record,
)

CLEARANCES = (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER, Tlp.AMBER_STRICT)
LEFT = {NoticeKind.RETIRED, NoticeKind.REMOVED}
MIXES = (
    (),
    (Tlp.CLEAR,),
    (Tlp.CLEAR, Tlp.GREEN),
    (Tlp.CLEAR, Tlp.AMBER),
    (Tlp.GREEN, Tlp.AMBER, Tlp.AMBER_STRICT),
    (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER, Tlp.AMBER_STRICT, Tlp.RED),
)


@pytest.mark.parametrize(("mix", "clearance"), list(product(MIXES, CLEARANCES)))
def test_the_label_is_the_strictest_of_what_is_left_after_filtering(mix: tuple[Tlp, ...], clearance: Tlp) -> None:
    known = catalogue()
    tools = tuple(replace(tool, tlp=Classification(label=label)) for tool, label in zip(known.tools, mix, strict=False))
    made = report(quiet_record(), audience=clearance, of=replace(known, tools=tools))
    left = [label for label in mix if label <= clearance]
    assert made.label is max(left, default=Tlp.CLEAR)
    assert made.hidden_tools == len(mix) - len(left)


def test_the_sum_of_the_classes_is_the_number_of_sources() -> None:
    counts = report().counts
    assert sum(counts.classes.values()) == counts.sources == 20
    assert counts.checked == 18


@pytest.mark.parametrize("situation", SITUATIONS)
def test_section_counts_are_those_of_the_findings(situation: str) -> None:
    made_of, kind, of = SITUATIONS[situation]
    made = report(made_of, kind=kind, of=of)
    assert {key: len(made.of(Section(key))) for key in made.counts.sections} == dict(made.counts.sections)


def test_a_quiet_week_needs_nobody() -> None:
    made = report(quiet_record())
    assert not any(finding.needs_person for finding in made.findings)
    assert made.counts.in_order == made.counts.with_address == 18


def test_a_void_report_concludes_nothing_and_keeps_the_open_actions() -> None:
    made = report(void_record(), kind=ReportKind.VOID)
    assert made.counts.checked == 0
    assert made.counts.classes[StateClass.REFUSED] == made.counts.sources
    assert {finding.section for finding in made.findings} == {Section.ACTION}
    assert all(row.state is State.NOT_CHECKED for row in made.rows)


def test_an_alert_holds_only_what_is_in_other_hands() -> None:
    parked = seen("isor", state=State.PARKED, word=StandingWord.CONFIRMED, since=NOW, first_run=12)
    dead = seen("toolbox", state=State.DEAD, word=StandingWord.CONFIRMED, since=NOW, first_run=12)
    made = report(record(latest=(parked, dead), changes=()), kind=ReportKind.ALERT)
    assert [finding.kind for finding in made.findings] == [FindingKind.PARKED]
    assert made.mail_label is Tlp.CLEAR


def test_a_baseline_shows_the_unknown_as_unknown() -> None:
    made = report(baseline_record(), kind=ReportKind.BASELINE)
    assert [row.id for row in made.not_checked if row.recorded is None] == ["bio-zelftoets", "faq"]
    assert made.counts.changed == 0


def test_tools_above_the_clearance_are_a_number() -> None:
    made = report(audience=Tlp.CLEAR)
    assert made.hidden_tools == 3
    assert all(may_see(row.label, Tlp.CLEAR) for row in made.rows)
    assert made.counts.sources == 17


def test_lowering_a_label_does_not_lower_what_was_taken_under_it() -> None:
    kept = replace(seen("isor", state=State.DEAD, word=StandingWord.CONFIRMED, since=NOW), label="AMBER")
    made = report(record(latest=(kept,), changes=()), audience=Tlp.GREEN)
    assert made.findings == ()
    assert [row.id for row in made.rows if row.recorded] == []


def test_trouble_of_the_job_itself_is_noted() -> None:
    runs = (run(10, status=RunStatus.VOID), run(11, status=RunStatus.ABORTED), run(12))
    made = report(record(runs=runs, deliveries=UNDELIVERED), of=catalogue(mistakes=MISTAKES))
    assert [notice.kind for notice in made.notices] == [
        NoticeKind.VOID_RUN,
        NoticeKind.ABORTED_RUN,
        NoticeKind.NOT_DELIVERED,
        NoticeKind.MISTAKE,
        NoticeKind.WARNINGS,
    ]


def test_the_first_report_names_what_is_not_clear_in_the_catalogue() -> None:
    known = catalogue(mistakes=MISTAKES)
    tools = tuple(
        replace(tool, tlp=replace(tool.tlp, warning="undecided", printed="n.t.b.")) if tool.id == "isor" else tool
        for tool in known.tools
    )
    made = report(baseline_record(), kind=ReportKind.BASELINE, of=replace(known, tools=tools))
    assert [notice.kind for notice in made.notices] == [NoticeKind.MISTAKE, NoticeKind.CLASSIFICATION]


def test_what_the_closing_run_saw_is_told_in_its_own_report_and_not_again() -> None:
    back = seen("isor", word=StandingWord.RECOVERED, standing_state=State.DEAD, recovered_at=SINCE)
    later = run(12, at=SINCE + timedelta(days=1))
    closing = report(record(latest=(back,), changes=(), runs=(run(11, at=SINCE),)))
    after = report(record(latest=(back,), changes=(), runs=(later,)))
    assert len(closing.of(Section.RECOVERED)) == 1
    assert after.of(Section.RECOVERED) == ()


def test_addresses_of_other_recipients_and_mistakes_stay_out_of_lower_reports() -> None:
    made = report(record(deliveries=UNDELIVERED), audience=Tlp.CLEAR, of=catalogue(mistakes=MISTAKES))
    assert made.notices == ()


def test_why_a_trouble_is_no_longer_told_is_told_once_and_to_who_may_see_it() -> None:
    dead = seen("isor", state=State.DEAD, word=StandingWord.CONFIRMED, run=11)
    known = catalogue()

    def with_isor(label: Tlp | None, *, at: int = 11) -> list[tuple[NoticeKind, Tlp]]:
        tools = tuple(
            replace(tool, retired=NOW.date(), tlp=Classification(label=label or Tlp.CLEAR))
            if tool.id == "isor"
            else tool
            for tool in known.tools
            if tool.id != "isor" or label is not None
        )
        of = replace(known, tools=tuple(tool for tool in tools if tool.tlp.label is Tlp.CLEAR or tool.id == "isor"))
        health = (*HEALTH, replace(HEALTH[0], source=SourceId("isor")))
        told = []
        for audience in (Tlp.CLEAR, Tlp.AMBER):
            made = report(record(latest=(replace(dead, run=at),), changes=(), health=health), audience=audience, of=of)
            told += [(notice.kind, made.label) for notice in made.notices if notice.kind in LEFT]
        return told

    assert with_isor(Tlp.CLEAR) == [(NoticeKind.RETIRED, Tlp.CLEAR)] * 2
    assert with_isor(Tlp.AMBER) == [(NoticeKind.RETIRED, Tlp.AMBER)], "what names it bears its label"
    assert with_isor(None) == [(NoticeKind.REMOVED, Tlp.CLEAR)] * 2, "a number without a name"
    assert with_isor(Tlp.CLEAR, at=10), "seen by the run that closed the last report"
    assert not with_isor(Tlp.CLEAR, at=9), "told in the last report"


def test_a_missed_week_is_named() -> None:
    made = report(record(previous_report=SINCE - timedelta(days=14)))
    weeks = [dict(notice.values)["period"] for notice in made.notices if notice.kind is NoticeKind.MISSED_PERIOD]
    assert weeks == ["2026-W45", "2026-W46"]


def test_a_run_tells_its_own_changes_and_a_period_the_net_ones() -> None:
    latest = (seen("isor"),)
    findings = findings_of(latest=latest, changes=(), catalogue=catalogue(), since=SINCE, until=NOW, timezone=AMSTERDAM)
    told = run_told(run(), latest, catalogue(), findings=findings, timezone=AMSTERDAM)
    assert told.counts.sources == 3
    assert [norm.id for norm, _ in told.norms] == ["bio2"]


def test_a_partial_run_lists_what_it_visited() -> None:
    told = run_told(run(is_partial=True), (seen("isor"),), catalogue(), findings=(), timezone=AMSTERDAM)
    assert [row.id for row in told.rows] == ["isor"]


def test_a_void_run_concludes_nothing_about_a_norm_either() -> None:
    norm = seen("isor", state=State.UNREACHABLE)
    norm = replace(norm, observation=replace(norm.observation, source=SourceId("bio2")))
    done, void = (
        run_told(run(status=status), (norm,), catalogue(), findings=(), timezone=AMSTERDAM)
        for status in (RunStatus.DONE, RunStatus.VOID)
    )
    assert [recorded is not None for _, recorded in done.norms] == [True]
    assert [recorded for _, recorded in void.norms] == [None]


def test_equal_labels_give_equal_file_names() -> None:
    assert report().stem == "2026-W47-TLP-AMBER"
    assert report(audience=Tlp.CLEAR).stem == "2026-W47-TLP-CLEAR"


def test_a_report_that_names_a_reader_is_amber_whatever_its_tools_are() -> None:
    clear = replace(catalogue(), tools=tuple(tool for tool in catalogue().tools if tool.tlp.label is Tlp.CLEAR))
    for kind in (ReportKind.WEEKLY, ReportKind.VOID):
        told = report(record(deliveries=UNDELIVERED), of=clear, kind=kind)
        assert (told.label, told.mail_label) == (Tlp.AMBER, Tlp.AMBER)
        assert report(record(deliveries=UNDELIVERED), of=clear, kind=kind, audience=Tlp.CLEAR).label is Tlp.CLEAR
