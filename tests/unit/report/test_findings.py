"""What was recorded, as findings: one cause is one finding."""

from dataclasses import replace
from datetime import timedelta

from monitor.model.change import Change, ChangeOutcome, Excerpt, Fact, FactKind, Weight
from monitor.model.observation import Recorded
from monitor.model.report import Finding, FindingKind, Section
from monitor.model.source import Catalogue, SourceId, Successor, Tlp
from monitor.model.verdict import Flag, StandingWord, State
from monitor.report import findings_for, findings_of
from monitor.report.items import item_id
from tests.sample_report import AMSTERDAM, NOW, SINCE, catalogue, file_change, minor_change, seen, version_change

IBD = ("bio-v1-04", "bio-kleine-gemeenten", "beleid-bio", "baselinetoets")


def found(
    latest: tuple[Recorded, ...] = (), changes: tuple[Recorded, ...] = (), of: Catalogue | None = None
) -> tuple[Finding, ...]:
    """Findings of the sample week, without the catalogue's own proposals."""
    return findings_of(
        latest=latest, changes=changes, catalogue=of or catalogue(), since=SINCE, until=NOW, timezone=AMSTERDAM
    )


def trouble(
    source: str, state: State, *, word: StandingWord = StandingWord.CONFIRMED, first_run: int = 9, **more: object
) -> Recorded:
    return seen(source, state=state, word=word, first_run=first_run, since=NOW - timedelta(days=3), **more)  # type: ignore[arg-type]


def redone(source: str) -> Recorded:
    change = Change(
        outcome=ChangeOutcome.CHANGED,
        weight=Weight.MAJOR,
        facts=(Fact(kind=FactKind.REWRITTEN, values=(("share", "80"),)),),
    )
    return seen(source, change=change, run=9)


def test_a_confirmed_dead_page_is_an_action() -> None:
    (finding,) = found((trouble("toolbox", State.DEAD),))
    assert (finding.kind, finding.section, finding.needs_person) == (FindingKind.DEAD, Section.ACTION, True)


def test_what_is_not_certain_is_told_and_asks_nothing() -> None:
    (finding,) = found((trouble("toolbox", State.DEAD, word=StandingWord.PENDING),))
    assert (finding.section, finding.needs_person) == (Section.PENDING, False)


def test_an_item_keeps_its_id_from_suspicion_to_certainty_and_whatever_the_week() -> None:
    (pending,) = found((trouble("toolbox", State.SOFT_404, word=StandingWord.PENDING),))
    (confirmed,) = found((trouble("toolbox", State.DEAD),))
    assert pending.item == confirmed.item
    assert len(confirmed.item) == 8
    assert set(confirmed.item) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_a_trouble_that_comes_back_is_a_new_item() -> None:
    (first,) = found((trouble("toolbox", State.DEAD, first_run=2),))
    (second,) = found((trouble("toolbox", State.DEAD, first_run=9),))
    assert first.item != second.item


def test_one_broken_host_is_one_finding_naming_its_tools() -> None:
    latest = tuple(trouble(name, State.TIMEOUT, first_run=number) for number, name in enumerate(IBD, 5))
    (finding,) = found(latest)
    assert finding.kind is FindingKind.HOST
    assert finding.host == "informatiebeveiligingsdienst.example"
    assert {member.source_id for member in finding.members} == set(IBD)


def test_two_tools_on_two_hosts_are_two_findings() -> None:
    assert len(found((trouble("toolbox", State.TIMEOUT), trouble("isor", State.TIMEOUT)))) == 2


def test_a_site_that_moved_as_a_whole_is_one_finding() -> None:
    latest = tuple(trouble(name, State.MOVED, moved_to=f"https://ibd.example/{name}") for name in IBD)
    (finding,) = found(latest)
    assert (finding.kind, finding.new_host, len(finding.members)) == (FindingKind.MOVED, "ibd.example", 4)


def test_three_pages_gone_in_one_run_are_a_rebuilt_site() -> None:
    (finding,) = found(tuple(trouble(name, State.DEAD) for name in IBD[:3]))
    assert finding.kind is FindingKind.REDESIGN


def test_two_pages_gone_are_two_findings() -> None:
    assert [f.kind for f in found(tuple(trouble(name, State.DEAD) for name in IBD[:2]))] == [FindingKind.DEAD] * 2


def test_one_certificate_is_one_finding() -> None:
    (finding,) = found(tuple(trouble(name, State.TLS_PROBLEM, reason="expired") for name in IBD))
    assert (finding.kind, len(finding.members)) == (FindingKind.CERTIFICATE, 4)


def test_a_site_redone_is_one_finding_and_news_of_a_page_is_its_own() -> None:
    news = seen("gap-analyse", change=file_change(), run=9)
    kinds = [finding.kind for finding in found(changes=(*(redone(name) for name in IBD), news))]
    assert kinds == [FindingKind.REDESIGN, FindingKind.CHANGE]


def alike(source: str, text: str = "De vragenlijst gaat voor 1 maart naar de toezichthouder.") -> Recorded:
    change = Change(
        outcome=ChangeOutcome.CHANGED,
        weight=Weight.MINOR,
        facts=(Fact(kind=FactKind.SHARED),),
        excerpts=(Excerpt(before="De vragenlijst gaat voor 1 mei naar de toezichthouder.", after=text),),
    )
    return seen(source, change=change, run=9)


def test_a_sentence_that_pages_of_a_host_changed_alike_is_told_once() -> None:
    (finding,) = found(changes=tuple(alike(name) for name in IBD[:2]))
    assert (finding.kind, finding.section, len(finding.members)) == (FindingKind.CHANGE, Section.MINOR, 2)


def test_pages_of_a_host_that_changed_each_another_sentence_are_told_apart() -> None:
    assert len(found(changes=(alike(IBD[0]), alike(IBD[1], "De vragenlijst vervalt.")))) == 2


def test_a_recovery_is_told_for_one_report_long() -> None:
    back = seen(
        "toolbox", word=StandingWord.RECOVERED, standing_state=State.DEAD, recovered_at=SINCE + timedelta(days=1)
    )
    long_ago = replace(back, standing=replace(back.standing, recovered_at=SINCE - timedelta(days=1)))
    assert [finding.section for finding in found((back,))] == [Section.RECOVERED]
    assert found((long_ago,)) == ()


def test_kept_out_for_four_runs_asks_for_a_look_by_hand() -> None:
    (finding,) = found((seen("toolbox", state=State.BLOCKED, status=403, look_by_hand=True),))
    assert (finding.kind, finding.section) == (FindingKind.BLOCKED, Section.ACTION)


def test_kept_out_once_is_no_finding() -> None:
    assert found((seen("toolbox", state=State.BLOCKED, status=403),)) == ()


def test_a_trivial_move_is_told_once() -> None:
    fresh = seen("toolbox", state=State.MOVED_TRIVIAL, since=NOW - timedelta(days=1))
    old = seen("toolbox", state=State.MOVED_TRIVIAL, since=SINCE - timedelta(days=1))
    assert [finding.section for finding in found((fresh,))] == [Section.MINOR]
    assert found((old,)) == ()


def test_nobody_is_asked_to_write_an_address_down_without_its_encryption() -> None:
    day = NOW - timedelta(days=1)
    plain = seen("toolbox", state=State.MOVED_TRIVIAL, since=day, moved_to="http://www.example.nl/toolbox")
    assert plain.observation.url.startswith("https:")
    assert found((plain,)) == ()


def test_a_missing_fragment_and_a_certificate_about_to_end_ask_for_something() -> None:
    latest = (seen("document", flags=(Flag.FRAGMENT_MISSING,)), seen("isor", flags=(Flag.CERTIFICATE_ENDS_SOON,)))
    assert [finding.kind for finding in found(latest)] == [FindingKind.FRAGMENT, FindingKind.CERTIFICATE_SOON]


def test_a_selector_that_matches_nothing_asks_for_something_at_once() -> None:
    fact = Fact(kind=FactKind.SELECTOR_MISSED, values=(("selector", ".inhoud"),))
    change = Change(outcome=ChangeOutcome.NOT_COMPARED, reason="selector-missed", facts=(fact,))
    (finding,) = found((seen("isor", change=change),))
    assert (finding.kind, finding.section, finding.needs_person) == (FindingKind.SELECTOR, Section.ACTION, True)


def test_a_remark_has_the_run_and_the_age_of_the_visit_that_first_showed_it() -> None:
    (new,) = found((seen("document", flags=(Flag.FRAGMENT_MISSING,), noted=NOW - timedelta(days=2), noted_in=9),))
    (old,) = found((seen("document", flags=(Flag.FRAGMENT_MISSING,), noted=NOW - timedelta(days=23), noted_in=4),))
    assert (new.first_run, new.weeks, new.is_new, new.is_overdue) == (9, 0, True, False)
    assert (old.first_run, old.weeks, old.is_new, old.is_overdue) == (4, 3, False, True)
    assert (new.since, old.since) == (NOW - timedelta(days=2), NOW - timedelta(days=23))
    assert new.item == item_id("document", "fragment", 9)
    assert old.item == item_id("document", "fragment", 4)


def test_a_page_that_names_its_successor_is_one_finding_with_its_change() -> None:
    fact = Fact(kind=FactKind.SUCCESSOR, values=(("phrase", "vervangen door BIO2"),))
    change = replace(version_change(), facts=(fact,), version_before=None, version_after=None)
    latest = seen("bio-v1-04", flags=(Flag.SUPERSEDED,), notices=(fact,))
    (finding,) = found((latest,), (seen("bio-v1-04", change=change, run=9),))
    assert (finding.kind, finding.section) == (FindingKind.SUCCESSOR, Section.ACTION)
    assert finding.members[0].change == change


def test_a_successor_that_the_catalogue_names_already_is_a_known_proposal() -> None:
    known = catalogue()
    tools = tuple(
        replace(tool, sources=(replace(tool.sources[0], superseded_by=(Successor(title="BIO2"),)),))
        if tool.id == "bio-v1-04"
        else tool
        for tool in known.tools
    )
    (finding,) = found((seen("bio-v1-04", flags=(Flag.SUPERSEDED,)),), of=replace(known, tools=tools))
    assert (finding.section, finding.needs_person) == (Section.PROPOSED, False)


def test_a_page_that_says_so_itself_is_news_also_where_the_catalogue_names_another_successor() -> None:
    fact = Fact(kind=FactKind.SUCCESSOR, values=(("phrase", "vervangen door de Risicotoets"),))
    change = Change(outcome=ChangeOutcome.CHANGED, weight=Weight.MAJOR, facts=(fact,))
    known = catalogue()
    tools = tuple(
        replace(tool, sources=(replace(tool.sources[0], superseded_by=(Successor(title="BIO2"),)),))
        if tool.id == "bio-v1-04"
        else tool
        for tool in known.tools
    )
    latest = seen("bio-v1-04", flags=(Flag.SUPERSEDED,))
    (finding,) = found((latest,), (seen("bio-v1-04", change=change, run=9),), of=replace(known, tools=tools))
    assert (finding.section, finding.is_new) == (Section.ACTION, True)


def test_the_new_sites_name_in_a_title_is_an_echo_of_the_move() -> None:
    fact = Fact(kind=FactKind.TITLE_CHANGED, values=(("before", "ISOR - IFV"), ("after", "ISOR - NIPV")))
    change = Change(outcome=ChangeOutcome.CHANGED, weight=Weight.MAJOR, facts=(fact,))
    latest = trouble("isor", State.MOVED, word=StandingWord.PENDING, moved_to="https://nipv.example/isor")
    sections = {finding.kind: finding.section for finding in found((latest,), (seen("isor", change=change, run=9),))}
    assert sections == {FindingKind.MOVED: Section.PENDING, FindingKind.CHANGE: Section.MINOR}


def test_a_lost_fragment_of_a_page_that_moved_is_no_second_item() -> None:
    latest = trouble("document", State.MOVED, moved_to="https://nipv.example/x#tab2", flags=(Flag.FRAGMENT_MISSING,))
    assert [finding.kind for finding in found((latest,))] == [FindingKind.MOVED]


def test_a_norms_page_that_stumbles_is_nobodys_news() -> None:
    assert found((trouble("bio2", State.TIMEOUT, word=StandingWord.PENDING),)) == ()


def test_a_change_of_a_norm_is_a_finding_about_the_norm() -> None:
    (finding,) = found((seen("bio2"),), (seen("bio2", change=version_change()),))
    assert (finding.kind, finding.members[0].is_tool) == (FindingKind.NORM, False)


def test_what_left_the_catalogue_is_not_told() -> None:
    stray = seen("toolbox", state=State.DEAD, word=StandingWord.CONFIRMED)
    gone = replace(stray, observation=replace(stray.observation, source=SourceId("left")))
    assert found((gone,)) == ()


def test_major_changes_stand_in_the_main_part_and_minor_ones_below() -> None:
    changes = (seen("bio-v1-04", change=version_change()), seen("beleid-bio", change=minor_change()))
    assert [finding.section for finding in found(changes=changes)] == [Section.CHANGED, Section.MINOR]


def test_a_group_has_the_same_id_for_an_audience_that_sees_half_of_it() -> None:
    known = catalogue()
    stricter = tuple(
        replace(tool, tlp=replace(tool.tlp, label=Tlp.AMBER)) if tool.id in IBD[:2] else tool for tool in known.tools
    )
    whole = found(tuple(trouble(name, State.TIMEOUT) for name in IBD), of=replace(known, tools=stricter))
    (narrowed,) = findings_for(whole, Tlp.CLEAR)
    assert narrowed.item == whole[0].item
    assert [member.source_id for member in narrowed.members] == list(IBD[2:])


def test_the_excerpts_of_very_many_changes_are_let_go() -> None:
    known = catalogue()
    template = next(tool for tool in known.tools if tool.id == "isor")
    many = []
    changes = []
    for number in range(500):
        name = SourceId(f"tool-{number}")
        source = replace(template.sources[0], id=name, url=f"https://host{number}.example/x")
        many.append(replace(template, sources=(source,)))
        change = replace(version_change(), excerpts=(Excerpt(before="a", after="b"),))
        one = seen("isor", change=change)
        changes.append(replace(one, observation=replace(one.observation, source=name)))
    findings = found(changes=tuple(changes), of=replace(known, tools=tuple(many)))
    kept = [f for f in findings if f.members[0].change and f.members[0].change.excerpts]
    assert (len(findings), len(kept)) == (500, 400)
