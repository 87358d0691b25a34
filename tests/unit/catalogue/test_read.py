from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.catalogue import catalogue_template, read_catalogue, require_entries
from monitor.catalogue.read import LARGEST_YAML, parse_catalogue
from monitor.errors import CatalogueError
from monitor.model.change import Weight
from monitor.model.source import DOCUMENT_TOOL, Catalogue, Mistake, Tlp

HEAD = 'schema_version: 1\ndocument: {title: Toolkit, url: "https://toolkit.example.nl/"}\n'


TWELVE = """\
schema_version: 1
documnt: {title: X}
tools:
  - title: No id
    tlp: wit
  - id: Upper Case
    title: Bad id
    tlp: wit
  - id: twice
    title: First
    tlp: wit
  - id: twice
    title: Second
    tlp: wit
  - id: number
    title: 2022
    tlp: wit
  - id: scheme
    title: Scheme
    tlp: wit
    url: www.example.nl
  - id: secret
    title: Secret
    tlp: wit
    url: https://jan:wachtwoord@example.nl/
  - id: both
    title: Both
    tlp: wit
    url: https://example.nl/
    sources: [{id: both, url: https://example.nl/}]
  - id: date
    title: Date
    tlp: wit
    retired: morgen
  - id: key
    title: Key
    tlp: wit
    audience: [X]
  - id: double-key
    title: Double
    tlp: wit
    title: Again
  - id: watch
    title: Watch
    tlp: wit
    sources:
      - {id: watch, url: https://example.nl/}
      - {id: watch-2, url: https://example.nl/2, watch: {interval: weekly}}
"""


def read(text: str, *, head: str = HEAD) -> Catalogue:
    return parse_catalogue((head + text).encode(errors="replace"), name="catalogue.yaml", title="catalogue")


def tool(lines: str) -> Catalogue:
    """A catalogue of one sound tool and the given one, whose lines begin at line 8."""
    sound = "tools:\n  - id: sound\n    title: Sound\n    tlp: TLP:wit\n"
    return read(sound + "  -\n" + "".join(f"    {line}\n" for line in lines.splitlines()))


def kinds(catalogue: Catalogue) -> list[tuple[str, int, str]]:
    return [(mistake.kind, mistake.line, mistake.key) for mistake in catalogue.mistakes]


def ids(catalogue: Catalogue) -> list[str]:
    return [tool.id for tool in catalogue.tools if tool.id != DOCUMENT_TOOL]


def test_a_sound_catalogue_has_no_mistakes() -> None:
    catalogue = tool(
        "id: a\ntitle: A\npublisher: P\ntlp: TLP:wit\nurl: https://a.nl/x#y\nretired: 2026-05-01\nowner: CISO"
    )
    assert catalogue.mistakes == ()
    found = catalogue.tools[1]
    assert (found.title, found.publisher, found.tlp.label, found.owner) == ("A", "P", Tlp.CLEAR, "CISO")
    assert found.retired == date(2026, 5, 1)
    assert [(source.id, source.tool, source.url) for source in found.sources] == [("a", "a", "https://a.nl/x#y")]


def test_the_documents_own_place_is_the_last_tool() -> None:
    place = tool("id: a\ntitle: A\ntlp: wit").tools[-1]
    assert (place.id, place.title, place.tlp.label) == (DOCUMENT_TOOL, "Toolkit", Tlp.CLEAR)
    assert [(source.id, source.url) for source in place.sources] == [("document", "https://toolkit.example.nl/")]


def test_a_document_without_a_place_is_no_tool() -> None:
    catalogue = read("tools: [{id: a, title: A, tlp: wit}]\n", head="schema_version: 1\ndocument: {title: Toolkit}\n")
    assert (catalogue.title, catalogue.url, len(catalogue.tools)) == ("Toolkit", None, 1)


def test_a_file_without_a_document_is_named_after_the_file() -> None:
    catalogue = read("tools: [{id: a, title: A, tlp: wit}]\n", head="schema_version: 1\n")
    assert (catalogue.title, catalogue.mistakes) == ("catalogue", ())


def test_the_long_form_holds_all_that_a_source_may_say() -> None:
    catalogue = tool(
        """id: a
title: A
tlp: wit
sources:
  - id: a
    url: https://a.nl/
    printed_url: "https://a .nl/"
    note: Damaged.
    superseded_by: [{title: B, url: https://b.nl/, seen: 2026-11-23, ground: Announced.}]
    watch: {select: main, ignore: [.counter, "#news"], key_terms: [BBN], documents: false, interval: 7d, weight: minor}
  - id: a-news
    url: https://a.nl/news"""
    )
    assert catalogue.mistakes == ()
    first, second = catalogue.tools[1].sources
    assert (first.printed_url, first.note, second.id) == ("https://a .nl/", "Damaged.", "a-news")
    assert (first.superseded_by[0].title, first.superseded_by[0].seen) == ("B", date(2026, 11, 23))
    assert (first.watch.select, first.watch.ignore, first.watch.key_terms) == ("main", (".counter", "#news"), ("BBN",))
    assert (first.watch.documents, first.watch.interval) == (False, timedelta(days=7))
    assert first.watch.weight is Weight.MINOR


def test_a_tool_may_lack_an_address() -> None:
    catalogue = tool("id: a\ntitle: A\ntlp: wit\nurl:\nsources:")
    assert catalogue.mistakes == ()
    assert catalogue.tools[1].sources == ()


def test_the_only_source_of_a_tool_bears_the_tools_id() -> None:
    catalogue = tool("id: a\ntitle: A\ntlp: wit\nsources: [{url: https://a.nl/}]")
    assert catalogue.mistakes == ()
    assert catalogue.tools[1].sources[0].id == "a"


def test_several_sources_without_ids_are_kept_with_a_warning() -> None:
    catalogue = tool("id: a\ntitle: A\ntlp: wit\nsources: [{url: https://a.nl/}, {url: https://a.nl/2}]")
    assert [source.id for source in catalogue.tools[1].sources] == ["a", "a-2"]
    assert [(mistake.kind, mistake.fatal) for mistake in catalogue.mistakes] == [("missing-source-id", False)] * 2


@pytest.mark.parametrize(
    ("lines", "kind", "line", "key"),
    [
        ("title: A\ntlp: wit", "missing", 8, "tools[1].id"),
        ("id: a\ntlp: wit", "missing", 8, "tools[a].title"),
        ("id: a\ntitle:\ntlp: wit", "empty-value", 9, "tools[a].title"),
        ('id: a\ntitle: " "\ntlp: wit', "empty-value", 9, "tools[a].title"),
        ("id: A b\ntitle: A\ntlp: wit", "bad-id", 8, "tools[A b].id"),
        ("id: -a\ntitle: A\ntlp: wit", "bad-id", 8, "tools[-a].id"),
        ("id: 27001\ntitle: A\ntlp: wit", "number", 8, "tools[1].id"),
        ("id: a\ntitle: 2.0\ntlp: wit", "number", 9, "tools[a].title"),
        ("id: a\ntitle: true\ntlp: wit", "number", 9, "tools[a].title"),
        ('id: a\ntitle: "A\\u0007"\ntlp: wit', "unprintable", 9, "tools[a].title"),
        ('id: a\ntitle: "A\\ud800"\ntlp: wit', "unprintable", 9, "tools[a].title"),
        ("id: a\ntitle: [A]\ntlp: wit", "wrong-type", 9, "tools[a].title"),
        ("id: document\ntitle: A\ntlp: wit", "reserved-id", 8, "tools[document].id"),
        ("id: sound\ntitle: A\ntlp: wit", "duplicate-id", 8, "tools[sound].id"),
        ("id: a\ntitle: A\ntlp: wit\nautor: X", "unknown-key", 11, "tools[a].autor"),
        (
            "id: a\ntitle: A\ntlp: wit\nurl: https://a.nl\nsources: [{url: https://b.nl}]",
            "url-and-sources",
            8,
            "tools[a]",
        ),
        ("id: a\ntitle: A\ntlp: wit\nretired: 1 mei 2026", "bad-date", 11, "tools[a].retired"),
        ("id: a\ntitle: A\ntlp: wit\nretired: 2026", "bad-date", 11, "tools[a].retired"),
        ("id: a\ntitle: A\ntlp: wit\nretired: 2026-02-30", "bad-date", 11, "tools[a].retired"),
        ("id: a\ntitle: A\ntitle: B\ntlp: wit", "duplicate-key", 10, "tools[a].title"),
        ("id: a\ntitle: &x A\ntlp: wit", "alias", 9, "tools[a].title"),
        ("id: a\ntitle: !!python/name:os.system A\ntlp: wit", "tag", 9, "tools[a].title"),
        ("id: a\ntitle: A\ntlp: wit\n? [b]\n: c", "odd-key", 11, "tools[a]"),
        ("id: a\ntitle: A\ntlp: 3", "number", 10, "tools[a].tlp"),
        ("id: a\ntitle: A\ntlp: wit\nsources: https://a.nl/", "wrong-type", 11, "tools[a].sources"),
    ],
)
def test_a_bad_tool_is_named_and_left_out(lines: str, kind: str, line: int, key: str) -> None:
    catalogue = tool(lines)
    assert kinds(catalogue) == [(kind, line, key)]
    assert catalogue.mistakes[0].fatal
    assert ids(catalogue) == ["sound"]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("ftp://a.nl/x", "url-scheme"),
        ("www.a.nl/x", "url-scheme"),
        ("//a.nl/x", "url-scheme"),
        ("javascript:alert(1)", "url-scheme"),
        ("mailto:x@a.nl", "url-scheme"),
        ("https://user:geheim@a.nl/", "url-userinfo"),
        ("https://user@a.nl/", "url-userinfo"),
        ("https://user:geheim@/", "bad-url"),
        ("https://user:geheim@a.nl:x/", "bad-url"),
        ("https://user:geheim@[::1/", "bad-url"),
        ("ftp://user:geheim@a.nl/", "url-scheme"),
        ("user:geheim@a.nl", "url-scheme"),
        ("https://a.nl/een twee", "url-characters"),
        ("https://a.nl\\\\x", "url-characters"),
        ("https://a.nl/\\tx", "url-characters"),
        ("https://a.nl/\\u2028x", "url-characters"),
        ("https://", "bad-url"),
        ("https:///x", "bad-url"),
        ("https://a.nl:99999/", "bad-url"),
        ("https://[::1/", "bad-url"),
        ("https://" + "a" * 70 + ".nl:x/", "bad-url"),
        ("https://a.nl/" + "a" * 5000, "url-length"),
    ],
)
def test_an_address_that_cannot_be_asked_is_a_mistake(url: str, kind: str) -> None:
    catalogue = tool(f'id: a\ntitle: A\ntlp: wit\nurl: "{url}"')
    assert kinds(catalogue) == [(kind, 11, "tools[a].url")]
    assert "geheim" not in str(catalogue.mistakes[0])


@pytest.mark.parametrize(
    "url",
    [
        "https://www.veraonline.nl/index.php/Bedrijfsinformatiemodel_Veiligheidsregio_(BIM)",
        "https://a.nl/productcategorie%C3%ABn/#BIO-SA",
        "https://a.nl/productcategorieën/",
        "HTTPS://A.NL",
        "http://127.0.0.1:8080/x?y=z",
        "https://[2001:db8::1]/",
        "https://münchen.example/",
    ],
)
def test_an_odd_but_usable_address_is_kept_as_written(url: str) -> None:
    catalogue = tool(f'id: a\ntitle: A\ntlp: wit\nurl: "{url}"')
    assert catalogue.mistakes == ()
    assert catalogue.tools[1].sources[0].url == url


@pytest.mark.parametrize(
    ("source", "kind", "key"),
    [
        ("{id: b}", "missing", "url"),
        ("{id: b, url: https://b.nl, titel: B}", "unknown-key", "titel"),
        ("{id: b, url: https://b.nl, watch: {selct: main}}", "unknown-key", "watch.selct"),
        ("{id: b, url: https://b.nl, watch: {select: 'main['}}", "bad-selector", "watch.select"),
        ("{id: b, url: https://b.nl, watch: {ignore: ['p', ':nope()']}}", "bad-selector", "watch.ignore[1]"),
        ("{id: b, url: https://b.nl, watch: {ignore: p}}", "wrong-type", "watch.ignore"),
        ("{id: b, url: https://b.nl, watch: {interval: 7 dagen}}", "bad-interval", "watch.interval"),
        ("{id: b, url: https://b.nl, watch: {interval: 0d}}", "bad-interval", "watch.interval"),
        ("{id: b, url: https://b.nl, watch: {interval: 7}}", "bad-interval", "watch.interval"),
        ("{id: b, url: https://b.nl, watch: {documents: misschien}}", "wrong-type", "watch.documents"),
        ("{id: b, url: https://b.nl, watch: {weight: none}}", "wrong-type", "watch.weight"),
        ("{id: b, url: https://b.nl, watch: main}", "wrong-type", "watch"),
        ("{id: b, url: https://b.nl, superseded_by: [{url: https://c.nl}]}", "missing", "superseded_by[0].title"),
        ("{id: b, url: https://b.nl, superseded_by: [{title: C, url: c.nl}]}", "url-scheme", "superseded_by[0].url"),
        ("{id: sound, url: https://b.nl}", "duplicate-id", "id"),
        ("{id: a, url: https://b.nl}", "duplicate-id", "id"),
        ("{id: document, url: https://b.nl}", "reserved-id", "id"),
    ],
)
def test_a_bad_source_is_left_out_and_the_others_stay(source: str, kind: str, key: str) -> None:
    catalogue = tool(f"id: a\ntitle: A\ntlp: wit\nsources:\n  - {{id: a, url: https://a.nl}}\n  - {source}")
    assert [(mistake.kind, mistake.line) for mistake in catalogue.mistakes] == [(kind, 13)]
    assert catalogue.mistakes[0].key.endswith(f"].{key}")
    assert [source.id for source in catalogue.tools[1].sources] == ["a"]


def test_a_tool_whose_sources_are_all_bad_is_left_out() -> None:
    catalogue = tool("id: a\ntitle: A\ntlp: wit\nsources:\n  - {id: A!, url: https://a.nl}")
    assert [mistake.kind for mistake in catalogue.mistakes] == ["no-source-left", "bad-id"]
    assert ids(catalogue) == ["sound"]


@pytest.mark.parametrize("url", ["a.nl", "ftp://a.nl/x", "https://a.nl/a b", "https://a.nl:99999/"])
def test_an_address_that_cannot_be_asked_is_a_mistake_and_its_tool_is_still_told_of(url: str) -> None:
    for entry in (f"url: {url!r}", f"sources:\n  - {{id: a, url: {url!r}}}"):
        catalogue = tool(f"id: a\ntitle: A\ntlp: wit\n{entry}")
        assert [mistake.fatal for mistake in catalogue.mistakes] == [True]
        assert [source.url for source in catalogue.tools[1].sources] == [url]


def test_a_catalogue_of_nothing_but_addresses_that_cannot_be_asked_has_no_valid_entry() -> None:
    with pytest.raises(CatalogueError):
        require_entries(
            parse_catalogue(b"tools: [{id: a, title: A, tlp: wit, url: 'ftp://a.nl/'}]\n", name="c.yaml", title="T")
        )


def test_an_address_that_stands_twice_in_a_tool_is_a_warning() -> None:
    catalogue = tool(
        "id: a\ntitle: A\ntlp: wit\nsources:\n  - {id: a, url: https://a.nl}\n  - {id: b, url: https://a.nl}"
    )
    assert [(mistake.kind, mistake.line, mistake.fatal) for mistake in catalogue.mistakes] == [
        ("duplicate-url", 13, False)
    ]
    assert len(catalogue.tools[1].sources) == 2


@pytest.mark.parametrize(
    ("tlp", "kind", "label"),
    [
        ("tlp: TLP:anber", "tlp-unknown", Tlp.AMBER),
        ("tlp: n.t.b.", "tlp-undecided", Tlp.AMBER),
        ("tlp: Openbaar (TLP:rood)", "tlp-contradiction", Tlp.RED),
        ("owner: CISO", "tlp-missing", Tlp.AMBER),
    ],
)
def test_an_odd_classification_is_a_warning(tlp: str, kind: str, label: Tlp) -> None:
    catalogue = tool(f"id: a\ntitle: A\n{tlp}")
    assert [(mistake.kind, mistake.fatal) for mistake in catalogue.mistakes] == [(kind, False)]
    assert catalogue.tools[1].tlp.label == label


def test_what_had_another_id_says_so() -> None:
    catalogue = read(
        "tools:\n"
        "  - {id: a, title: A, formerly: [a-1, a-0], url: https://a.nl/}\n"
        "  - {id: b, title: B, formerly: [b-0], sources: [{url: https://b.nl/1}, {url: https://b.nl/2}, "
        "{id: c, url: https://b.nl/3, formerly: [c-0]}]}\n"
        "  - {id: d, title: D, formerly: [d-0]}\n"
        "  - {id: e, title: E, formerly: [e-0], sources: [{id: e-page, url: https://e.nl/, formerly: [e-0]}]}\n"
        "norms:\n  - {id: n, title: N, url: https://n.nl/, formerly: [n-0]}\n"
    )
    assert not [mistake for mistake in catalogue.mistakes if mistake.kind == "former-id"]
    assert catalogue.renamed == {
        "a-1": "a", "a-0": "a", "b-0": "b", "b-0-2": "b-2", "c-0": "c", "d-0": "d", "e-0": "e-page", "n-0": "n"
    }  # fmt: skip
    firsts = {source.id: source.first_id for _, source in catalogue.watched}
    assert firsts == {
        "a": "a-1",
        "b": "b-0",
        "b-2": "b-0-2",
        "c": "c-0",
        "e-page": "e-0",
        "n": "n-0",
        "document": "document",
    }


def test_an_id_of_before_leads_to_one_thing() -> None:
    catalogue = read(
        "tools:\n"
        "  - {id: a, title: A, formerly: [b, old], url: https://a.nl/}\n"
        "  - {id: b, title: B, formerly: [old, older], url: https://b.nl/}\n"
        "  - {id: c, title: C, formerly: [c, n], url: https://c.nl/}\n"
        "norms: [{id: n, title: N, url: https://n.nl/}]\n"
    )
    found = [(mistake.line, mistake.key) for mistake in catalogue.mistakes if mistake.kind == "former-id"]
    assert sorted(found) == [
        (4, "tools[a].formerly[0]"),
        (5, "tools[b].formerly[0]"),
        (6, "tools[c].formerly[0]"),
        (6, "tools[c].formerly[1]"),
    ]
    assert ids(catalogue) == ["a", "b", "c"], "a warning leaves its entry in"
    assert catalogue.renamed == {"old": "a", "older": "b"}


def test_norms_are_checked_like_tools() -> None:
    catalogue = read(
        """tools: [{id: a, title: A, tlp: wit}]
norms:
  - {id: bio2, title: BIO2, url: https://bio.example.nl/, current: "1.3", outdated_terms: [BBN], ground: OBDO}
  - {id: a, title: Same id, url: https://b.nl/}
  - {id: iso, title: ISO}
"""
    )
    assert kinds(catalogue) == [("duplicate-id", 6, "norms[a].id"), ("missing", 7, "norms[iso].url")]
    assert [(norm.id, norm.current, norm.outdated_terms) for norm in catalogue.norms] == [("bio2", "1.3", ("BBN",))]


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("", "empty-file", 1),
        ("# only a comment\n", "empty-file", 1),
        ("- a\n- b\n", "not-a-mapping", 1),
        ("just text\n", "not-a-mapping", 1),
        ("schema_version: 2\ntools: []\n", "schema-version", 1),
        ("schema_version: true\n", "schema-version", 1),
        ("schema_version: 1\ntools:\n  - id: a\n   title: b\n", "yaml", 4),
        ('schema_version: 1\ntools: "unended\n', "yaml", 3),
        ("schema_version: 1\ntools:\n\t- id: a\n", "yaml", 3),
        ("a: 1\nb: c\x07\n", "yaml", 2),
        ('a: 1\nb: "\\UFFFFFFFF"\n', "yaml", 2),
        ("a: " + "[" * 30 + "]" * 30, "too-deep", 1),
    ],
)
def test_a_file_that_cannot_be_read_is_one_mistake(text: str, kind: str, line: int) -> None:
    catalogue = read(text, head="")
    assert [(mistake.kind, mistake.line) for mistake in catalogue.mistakes] == [(kind, line)]
    assert (catalogue.tools, catalogue.norms) == ((), ())


def test_other_bytes_and_large_files_are_one_mistake() -> None:
    assert [each.kind for each in parse_catalogue(b"\xff\xfe", name="c", title="c").mistakes] == ["encoding"]
    large = parse_catalogue(b"#" * (LARGEST_YAML + 1), name="c", title="c")
    assert [each.kind for each in large.mistakes] == ["too-large"]


def test_a_second_document_and_unknown_parts_are_named() -> None:
    catalogue = read("tools: [{id: a, title: A, tlp: wit}]\ntoolz: []\nnorms: none\n---\nx: 1\n")
    assert kinds(catalogue) == [("unknown-key", 4, "toolz"), ("wrong-type", 5, "norms"), ("second-document", 6, "file")]
    assert ids(catalogue) == ["a"]


def test_aliases_are_refused_without_being_expanded() -> None:
    laughs = "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9) if n else 'lol'}]\n" for n in range(30))
    catalogue = read(laughs)
    assert {mistake.kind for mistake in catalogue.mistakes} == {"alias", "and-more", "unknown-key"}


def test_a_missing_schema_version_is_a_warning() -> None:
    catalogue = read("tools: [{id: a, title: A, tlp: wit}]\n", head="")
    assert [(mistake.kind, mistake.fatal) for mistake in catalogue.mistakes] == [("no-schema-version", False)]
    assert ids(catalogue) == ["a"]


def test_an_unknown_key_names_the_nearest_known_one() -> None:
    found = tool("id: a\ntitle: A\ntlp: wit\npubliser: P").mistakes[0]
    assert str(found).startswith("catalogue.yaml:11: tools[a].publiser: is not a known key (did you mean publisher?")


SCRAPS = [
    "&a ",
    "*a",
    "!!x ",
    "? ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ": ",
    "\t",
    "|",
    ">-",
    '"',
    "'",
    "#",
    "<<",
    "---\n",
    "\\UFFFFFFFF",
    "\x00",
    "1e999",
    "~",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TWELVE)), st.sampled_from(SCRAPS) | st.text(max_size=3)), max_size=4))
def test_whatever_stands_in_the_file_reading_it_does_not_fail(scraps: list[tuple[int, str]]) -> None:
    text = TWELVE
    for at, scrap in scraps:
        text = text[:at] + scrap + text[at:]
    catalogue = read(text, head="")
    assert all(str(mistake) for mistake in catalogue.mistakes)


def test_twelve_mistakes_are_twelve_lines() -> None:
    catalogue = read(TWELVE, head="")
    lines = [str(mistake) for mistake in catalogue.mistakes]
    assert len(lines) == 12
    assert len({mistake.kind for mistake in catalogue.mistakes}) == 12
    assert [mistake.line for mistake in catalogue.mistakes] == [2, 4, 6, 12, 16, 21, 25, 26, 34, 38, 42, 48]
    assert not any("wachtwoord" in line for line in lines)
    assert ids(catalogue) == ["twice", "scheme", "watch"]


def test_a_missing_file_points_to_init(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="toolkit-monitor init"):
        read_catalogue(tmp_path / "catalogue.yaml")


def test_a_folder_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_catalogue(tmp_path)


def test_mistakes_call_the_file_by_its_display_name(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.yaml"
    path.write_text("- x\n", encoding="utf-8")
    assert [mistake.file for mistake in read_catalogue(path, display_name="mine.yaml").mistakes] == ["mine.yaml"]


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())
    assert read_catalogue(path).mistakes == ()


def test_a_catalogue_without_a_valid_entry_says_what_to_mend() -> None:
    with pytest.raises(CatalogueError, match=r"catalogue check` names, first c\.yaml:2: tools\[0\]\.id: is missing"):
        require_entries(parse_catalogue(b"schema_version: 1\ntools: [{title: A}]\n", name="c.yaml", title="c"))
    with pytest.raises(CatalogueError, match="Add a tool"):
        require_entries(Catalogue(title="c"))


def test_one_valid_entry_is_enough() -> None:
    require_entries(read("tools: [{title: A}]\n"))


def test_the_starting_catalogue_is_valid() -> None:
    catalogue = parse_catalogue(catalogue_template().encode(), name="catalogue.yaml", title="catalogue")
    assert catalogue.mistakes == ()
    assert ids(catalogue) == ["first-tool"]


def test_the_example_behind_comments_in_the_starting_catalogue_is_valid() -> None:
    text = (
        catalogue_template().replace("\n  # -", "\n  -").replace("\n  #   ", "\n    ").replace("\n  # url", "\n  url")
    )
    catalogue = parse_catalogue(text.encode(), name="catalogue.yaml", title="catalogue")
    assert catalogue.mistakes == ()
    assert [len(tool.sources) for tool in catalogue.tools] == [1, 2, 1]


def test_a_mistake_can_be_told_in_another_language() -> None:
    found: Mistake = tool("id: sound\ntitle: A\ntlp: wit").mistakes[0]
    assert (found.kind, found.values) == ("duplicate-id", (("given", "sound"), ("other", "4")))
