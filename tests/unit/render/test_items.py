"""A group is said once; what differs stands with each of its tools, in brief."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from monitor.model.observation import Recorded
from monitor.model.report import Section
from monitor.model.source import Tlp
from monitor.model.verdict import Evidence, StandingWord, State
from monitor.phrases import phrases_for
from monitor.render.compose import MAX_BRIEF, compose
from monitor.render.items import Detail, confirmation_of_all, item_view, line_view
from monitor.render.mail import mail_body
from monitor.render.sections import Budget
from monitor.render.view import FieldView, ItemView
from tests.sample_report import NOW, report, seen
from tests.unit.report.test_findings import alike, found

PHRASES = phrases_for("en", ZoneInfo("Europe/Amsterdam"))
IBD = ("bio-v1-04", "bio-kleine-gemeenten", "beleid-bio")


def gone(source: str, *details: str, observations: int = 3) -> Recorded:
    return seen(
        source,
        state=State.HOST_GONE,
        word=StandingWord.CONFIRMED,
        first_run=9,
        since=NOW - timedelta(days=3),
        observations=observations,
        evidence=tuple(Evidence(rule="failure", score=1.0, detail=detail) for detail in details),
    )


def group(*recorded: Recorded) -> ItemView:
    (finding,) = found(recorded)
    return item_view(finding, 1, PHRASES, Detail(), told_before=True)


def said(fields: tuple[FieldView, ...], label: str) -> str:
    return " ".join(value.text for field in fields if field.label == label for value in field.values)


def test_what_all_have_in_common_is_said_once() -> None:
    view = group(*(gone(source, "no such name") for source in IBD))
    assert said(view.fields, "Evidence") == "Connecting failed: no such name."
    assert "3 checks, first on 20 November 2026" in said(view.fields, "What")
    assert [(said(part.fields, "Evidence"), said(part.fields, "What")) for part in view.parts] == [("", "")] * 3


def test_what_differs_stands_with_each_of_them_and_in_one_line() -> None:
    view = group(
        gone(IBD[0], "no such name", "first own ground", "second own ground"),
        gone(IBD[1], "no such name", "another ground", observations=7),
        gone(IBD[2], "no such name"),
    )
    assert said(view.fields, "Evidence") == "Connecting failed: no such name."
    assert "checks" not in said(view.fields, "What")
    evidence = {part.title: said(part.fields, "Evidence") for part in view.parts}
    assert sorted(evidence.values()) == [
        "",
        "Connecting failed: another ground.",
        "Connecting failed: first own ground.",
    ]
    checks = [said(part.fields, "What").split(",")[0] for part in view.parts]
    assert sorted(checks) == ["3 checks", "3 checks", "7 checks"]


def test_an_address_that_is_offered_is_no_evidence_once_more() -> None:
    def moved(source: str, place: str) -> Recorded:
        ground = Evidence(rule="moved", score=1.0, detail=place)
        return seen(
            source, state=State.MOVED, word=StandingWord.CONFIRMED, first_run=9, since=NOW - timedelta(days=3),
            moved_to=place, evidence=(ground,),
        )  # fmt: skip

    view = group(*(moved(source, f"https://new.example/{source}") for source in IBD))
    for part in view.parts:
        assert said(part.fields, "Suggestion").count("https://new.example/") == 1
        assert said(part.fields, "Evidence") == ""


def test_the_top_of_the_page_names_every_item_with_what_it_asks_for() -> None:
    view = compose(report(audience=Tlp.AMBER), "nl", budget=Budget(), in_mail=True)
    items = [item for section in view.sections for item in section.items]
    assert [(one.number, one.item, one.badge) for one in view.brief] == [
        (one.number, one.item, one.badge) for one in items[:MAX_BRIEF]
    ]
    assert all(item.title in one.text for one, item in zip(view.brief, items, strict=False))
    told = mail_body(report(audience=Tlp.AMBER), "nl")
    for form in (told.text, told.html):
        assert form.index("In het kort") < form.index("Actie nodig (")
    by_item = {one.item: one.text for one in view.brief}
    (moved,) = (one for one in items if one.badge == "VERHUISD" and not one.parts)
    assert by_item[moved.item].startswith(f"{moved.title}: neem het nieuwe adres over")


def test_a_single_item_stands_on_the_first_screen_itself() -> None:
    whole = report(audience=Tlp.AMBER)
    single = replace(whole, findings=whole.of(Section.ACTION)[:1])
    assert compose(single, "nl", budget=Budget(), in_mail=True).brief == ()


def test_when_it_will_be_certain_is_said_once_where_it_is_the_same_for_all() -> None:
    two = found(
        tuple(
            seen(source, state=State.DEAD, word=StandingWord.PENDING, since=NOW - timedelta(days=1))
            for source in ("toolbox", "isor")
        )
    )
    three = (*two, *found((seen("gap-analyse", state=State.TIMEOUT, word=StandingWord.PENDING, since=NOW),)))
    sentence = "Certain when a second run, at least 20 hours later, shows the same."
    assert confirmation_of_all(two, PHRASES) == sentence
    assert all(sentence not in line_view(one, PHRASES, said=sentence).text for one in two)
    assert confirmation_of_all(three, PHRASES) == confirmation_of_all(two[:1], PHRASES) == ""
    assert sentence in line_view(two[0], PHRASES).text


def test_what_pages_changed_alike_is_quoted_in_the_line_about_them() -> None:
    (finding,) = found(changes=tuple(alike(name) for name in IBD))
    text = line_view(finding, PHRASES).text
    assert "3 pages of" in text
    assert "“De vragenlijst gaat voor 1 mei naar de toezichthouder.” → “De vragenlijst gaat voor 1 maart" in text
