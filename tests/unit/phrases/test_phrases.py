"""Every word of the vocabulary has its sentence, and every sentence its Dutch."""

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from monitor.judge.rules import GROUNDS, RULES, VOID_SLUGS
from monitor.model.change import Change, ChangeOutcome, Excerpt, Fact, FactKind, Weight
from monitor.model.decision import DecisionKind
from monitor.model.exchange import TlsReason
from monitor.model.report import FindingKind, HealthAdvice, NoticeKind, Section
from monitor.model.source import Tlp
from monitor.model.verdict import Evidence, Flag, Reason, StandingWord, State
from monitor.phrases import LANGUAGES, change_lines, phrases_for, timeline_line
from monitor.phrases.evidence import EVIDENCE, evidence_sentence
from monitor.phrases.facts import COUNTED, FACT, change_sentences, fact_sentence
from monitor.phrases.happenings import ADVICE, BRIEF, GROUND, HAPPENED, happened_sentence
from monitor.phrases.headings import KINDS
from monitor.phrases.lines import DECIDED, HEALTH, NOTICE, VOID
from monitor.phrases.states import BADGE, FLAG, NOT_CHECKED, SECTION, STANDING, STATE, TLP_MEANING
from tests.sample_report import seen, version_change

ROOT = Path(__file__).parents[3]
PO = ROOT / "monitor" / "locale" / "nl" / "LC_MESSAGES" / "monitor.po"
NL = phrases_for("nl", ZoneInfo("Europe/Amsterdam"))
EN = phrases_for("en", ZoneInfo("Europe/Amsterdam"))
ONE, TWO = frozenset({"N_", "say"}), frozenset({"NN_", "count"})

Message = str | tuple[str, str]


def in_code() -> Iterator[Message]:
    """Messages in the tables and the renderer, also those inside f-strings."""
    for room in ("phrases", "render"):
        for path in sorted((ROOT / "monitor" / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                words = [
                    part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)
                ]
                if name in ONE and words:
                    yield words[0]
                elif name in TWO and len(words) > 1:
                    yield words[0], words[1]


def in_templates() -> Iterator[Message]:
    options = {"**.j2": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
    found = extract_from_dir(
        ROOT / "templates",
        [("**.j2", "jinja2.ext:babel_extract")],
        options,
        keywords={"_": None, "ngettext": (1, 2)},
    )
    for _, _, message, _, _ in found:
        words = [message] if isinstance(message, str) else [part for part in message if part]
        yield words[0] if len(words) == 1 else (words[0], words[1])


def dutch() -> dict[Message, tuple[str, ...]]:
    with PO.open("rb") as stream:
        catalogue = read_po(stream, locale="nl")
    return {
        message.id if isinstance(message.id, str) else (message.id[0], message.id[1]): (
            (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        )
        for message in catalogue
        if message.id
    }


SAID = {*in_code(), *in_templates()}
DUTCH = dutch()


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_no_message_is_untranslated() -> None:
    assert {message for message in SAID if not all(DUTCH.get(message, ("",)))} == set()


def test_no_translation_is_left_over() -> None:
    assert set(DUTCH) - SAID == set()


def test_a_translation_uses_the_values_of_its_message_and_no_others() -> None:
    for message, forms in DUTCH.items():
        sources = (message,) if isinstance(message, str) else message
        allowed = set().union(*(names(source) for source in sources))
        for source, form in zip(sources, forms, strict=False):
            assert names(form) <= allowed, form
            assert names(source) - names(form) <= {"n"}, form


def test_labels_of_tlp_are_never_translated() -> None:
    for message, forms in DUTCH.items():
        labels = re.findall(r"TLP:[A-Z+]+", "".join(message))
        assert all(label in "".join(forms) for label in labels)


@pytest.mark.parametrize(
    ("words", "table"),
    [
        (State, STATE),
        (State, HAPPENED),
        (StandingWord, STANDING),
        (Flag, FLAG),
        (Reason, NOT_CHECKED),
        (Section, SECTION),
        (FindingKind, BADGE),
        (NoticeKind, NOTICE),
        (HealthAdvice, HEALTH),
        (DecisionKind, DECIDED),
        (Tlp, TLP_MEANING),
        (FindingKind, ADVICE),
    ],
)
def test_every_word_has_its_phrase(words: type[StrEnum], table: dict[str, str]) -> None:
    said_otherwise = {State.NOT_CHECKED} if table is HAPPENED else set()
    assert {word for word in words if word not in table} == said_otherwise


def test_every_advice_that_asks_for_something_has_its_few_words() -> None:
    asks_nothing = {"moved-trivial", "recovered", "pending"}
    assert set(ADVICE) - set(BRIEF) == asks_nothing
    assert all(len(NL.say(text)) <= 45 for text in BRIEF.values())


def test_every_kind_of_action_is_counted_in_words() -> None:
    minor = {FindingKind.CHANGE, FindingKind.MOVED_TRIVIAL}
    assert set(FindingKind) - set(KINDS) == minor


def test_every_fact_and_every_certificate_trouble_has_its_sentence() -> None:
    assert set(FactKind) == {*FACT, *COUNTED}
    assert {f"tls-problem:{reason}" for reason in TlsReason} <= set(HAPPENED)


def test_every_rule_ground_and_cause_of_the_judge_has_its_sentence() -> None:
    assert set(RULES) - set(EVIDENCE) == set()
    assert set(GROUNDS) - set(GROUND) == set()
    assert set(VOID_SLUGS) - set(VOID) == set()


def test_every_rule_named_in_the_code_has_its_sentence() -> None:
    code = [path.read_text(encoding="utf-8") for path in (ROOT / "monitor").rglob("*.py")]
    named = {rule for text in code for rule in re.findall(r'Evidence\(\s*rule="([a-z0-9-]+)"', text)}
    assert named - set(EVIDENCE) == set()


def test_a_rule_without_words_is_shown_by_its_name() -> None:
    assert evidence_sentence(Evidence(rule="new-rule", detail="x"), NL) == "new-rule: x"


def test_a_value_is_never_read_as_a_pattern() -> None:
    fact = Fact(kind=FactKind.TITLE_CHANGED, values=(("before", "{after}"), ("after", "{0.__class__}")))
    assert fact_sentence(fact, EN) == "Title changed: “{after}” → “{0.__class__}”."


def test_a_value_that_is_missing_does_not_break_the_sentence() -> None:
    assert fact_sentence(Fact(kind=FactKind.VERSION_CHANGED), NL) == "Nieuwe versie: ? → ?."


def test_dates_in_facts_are_written_out_and_equal_sizes_are_called_so() -> None:
    dated = Fact(kind=FactKind.DATE_CHANGED, values=(("before", "2019-01"), ("after", "2026-09-28")))
    odd = Fact(kind=FactKind.DATE_CHANGED, values=(("before", "medio 2020"), ("after", "2026-13-40")))
    same = Fact(
        kind=FactKind.DOCUMENT_REPLACED, values=(("name", "x"), ("before_bytes", "3100"), ("after_bytes", "3200"))
    )
    assert fact_sentence(dated, NL) == "Datum gewijzigd: januari 2019 → 28 september 2026."
    assert fact_sentence(odd, NL) == "Datum gewijzigd: medio 2020 → 2026-13-40."
    assert fact_sentence(same, NL) == "Document vervangen: x; ongeveer even groot."


def test_words_of_our_own_in_evidence_are_said_in_the_language() -> None:
    first = Evidence(rule="first-look", detail="tls-problem expired")
    there = Evidence(rule="page-behind-certificate", detail="yes")
    raw = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)"
    assert evidence_sentence(first, NL) == "Een eerdere blik in dezelfde controle gaf: Certificaat ongeldig."
    assert evidence_sentence(there, NL) == "Is de pagina er wel, los van het certificaat? ja"
    failed = evidence_sentence(Evidence(rule="failure", detail=raw), NL)
    assert failed == "Verbinden lukte niet: certificate has expired."


def test_counted_facts_say_one_or_many() -> None:
    one = Fact(kind=FactKind.TEXT_ADDED, values=(("count", "1"), ("under", "")))
    many = Fact(kind=FactKind.TEXT_ADDED, values=(("count", "1200"), ("under", "Kop")))
    assert fact_sentence(one, NL) == "1 zin toegevoegd."
    assert fact_sentence(many, NL) == "1.200 zinnen toegevoegd onder “Kop”."


def test_sizes_dates_and_lists_follow_the_language() -> None:
    moment = seen("isor").observation.at
    assert (NL.size("245870"), EN.size("2458700"), NL.size("900"), NL.size("?")) == ("246 kB", "2,459 kB", "900 B", "?")
    assert (NL.weekday(moment), EN.day(moment)) == ("maandag 23 november 2026", "23 November 2026")
    assert NL.listed(["a", "b", "c"]) == "a, b en c"
    assert (NL.listed([]), NL.listed(["a"])) == ("", "a")


def test_an_unknown_language_is_english() -> None:
    assert phrases_for("fr", NL.timezone).language == "en"
    assert LANGUAGES == ("nl", "en")


def test_the_most_exact_sentence_is_said() -> None:
    assert happened_sentence(State.DEAD, "410", 410, NL) == "De bron heeft de pagina met opzet weggehaald (410)."
    assert happened_sentence(State.DEAD, None, None, NL) == "De pagina bestaat niet meer."


def test_a_visit_is_a_line_of_the_timeline() -> None:
    line = timeline_line(seen("isor", state=State.DEAD, word=StandingWord.PENDING, status=404, reason="404"), "nl")
    assert line == "2026-11-23 05:00  Dood (nog niet zeker): De pagina bestaat niet meer (404)."


def test_a_detour_that_became_a_move_is_called_one() -> None:
    moved = seen("isor", state=State.REDIRECTED, standing_state=State.MOVED, word=StandingWord.CONFIRMED)
    assert timeline_line(moved, "nl").startswith("2026-11-23 05:00  Verhuisd (zeker): ")


def test_a_visit_of_a_void_run_concluded_nothing() -> None:
    down = seen("isor", state=State.UNREACHABLE, word=StandingWord.CONFIRMED, status=None)
    line = timeline_line(replace(down, counted=False), "nl")
    assert line == "2026-11-23 05:00  Niet gecontroleerd: ons eigen netwerk werkte niet"


def test_a_change_is_told_for_the_terminal() -> None:
    lines = list(change_lines(version_change(), "nl"))
    assert lines[0] == "Nieuwe versie: 1.04 → 1.04zv."
    assert "- Versie 1.04, 17 juni 2020" in lines
    assert list(change_lines(Change(outcome=ChangeOutcome.UNCHANGED), "nl")) == ["Niets veranderd."]


def test_a_change_without_facts_is_still_told() -> None:
    bare = Change(outcome=ChangeOutcome.CHANGED, weight=Weight.MAJOR, excerpts=(Excerpt(after="x"),))
    assert list(change_lines(bare, "en")) == ["The text changed.", "+ x"]


def test_a_title_whose_name_stayed_does_not_sound_like_another_page() -> None:
    values = (("before", "Handreiking"), ("after", "Handreiking - Dienst"))
    kept = Fact(kind=FactKind.TITLE_CHANGED, values=(*values, ("kept", "Handreiking")))
    assert fact_sentence(kept, NL).startswith("In de titel is alleen anders wat om de naam heen staat: “Handreiking” →")
    renamed = replace(kept, values=(values[0], ("after", "Leidraad - Dienst"), ("kept", "Handreiking")))
    assert fact_sentence(renamed, NL) == "Titel gewijzigd: “Handreiking” → “Leidraad - Dienst”."


def test_a_sentence_that_withdraws_and_names_a_successor_is_quoted_once() -> None:
    phrase = ("phrase", "Deze handreiking is ingetrokken en vervangen door BIO2.")
    successor = Fact(kind=FactKind.SUCCESSOR, values=(phrase, ("name", "BIO2"), ("url", "")))
    withdrawn = Fact(kind=FactKind.WITHDRAWN, values=(phrase,))
    other = Fact(kind=FactKind.WITHDRAWN, values=(("phrase", "Dit document is vervallen."),))
    change = Change(outcome=ChangeOutcome.CHANGED, facts=(successor, withdrawn, other))
    assert [phrase[1] in sentence for sentence in change_sentences(change, NL)] == [True, False]
    assert len(change_sentences(replace(change, facts=(withdrawn,)), NL)) == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("1", "Regels", "https://a.nl", "https://b.nl"), "Link “Regels” heeft een nieuw adres: https://b.nl."),
        (("1", "Regels", "", "https://b.nl"), "Nieuwe link: “Regels” (https://b.nl)."),
        (("1", "Regels", "https://a.nl", ""), "Link weg: “Regels” (https://a.nl)."),
        (("3", "Regels", "https://a.nl", ""), "3 links gewijzigd, waaronder “Regels”."),
        (("2", "", "https://a.nl", ""), "2 links gewijzigd."),
    ],
)
def test_of_links_that_changed_the_first_is_named(values: tuple[str, str, str, str], said: str) -> None:
    names = ("count", "name", "before", "after")
    fact = Fact(kind=FactKind.LINKS_CHANGED, values=tuple(zip(names, values, strict=True)))
    assert fact_sentence(fact, NL) == said
