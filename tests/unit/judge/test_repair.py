import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from monitor.judge.candidates import Candidate, Ground, Leads, Lost, find_candidates, places_to_look
from monitor.judge.repair import judge_candidates
from monitor.judge.sitemap import read_sitemap
from monitor.model.document import Block, Document, Link, MediaKind
from monitor.model.observation import Suggestion
from monitor.model.plan import Purpose
from monitor.model.source import Source, SourceId, Successor, ToolId
from tests.unit.judge.sites import OLD, Page, edited, old_site, overview, renamed, seeded, sitemap, split

NEW = "https://www.nieuw-voorbeeld.nl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What repair made of one lost page: the suggestions, and which addresses would have been right."""

    suggestions: tuple[Suggestion, ...]
    right: frozenset[str]
    requests: int

    @property
    def is_first(self) -> bool:
        return bool(self.suggestions) and self.suggestions[0].url in self.right

    @property
    def is_within_three(self) -> bool:
        return any(suggestion.url in self.right for suggestion in self.suggestions)

    @property
    def is_wrong_first(self) -> bool:
        return bool(self.suggestions) and self.suggestions[0].url not in self.right


def repair(lost: Page, site: list[Page], right: tuple[Page, ...], *, leads: Leads) -> Outcome:
    served = {page.url: page for page in site}
    candidates = find_candidates(lost.lost, leads)
    read = [(each, served[each.url].document) for each in candidates if each.url in served]
    suggestions = judge_candidates(lost.lost, read, beside=leads.pages)
    return Outcome(suggestions=suggestions, right=frozenset(page.url for page in right), requests=len(candidates) + 4)


def by_sitemap(site: list[Page]) -> Leads:
    return Leads(sitemap=read_sitemap(sitemap(site)).pages)


def by_links(site: list[Page]) -> Leads:
    return Leads(parents=(overview(site),))


def slugs_changed(rng: random.Random) -> list[Outcome]:
    before = old_site(rng)
    after = [renamed(edited(page, rng, 0.35)) for page in before]
    return [repair(old, after, (new,), leads=by_sitemap(after)) for old, new in zip(before, after, strict=True)]


def folders_moved(rng: random.Random) -> list[Outcome]:
    before = old_site(rng)
    after = [replace(edited(page, rng), folder="kennisbank/informatieveiligheid/documenten") for page in before]
    return [repair(old, after, (new,), leads=by_links(after)) for old, new in zip(before, after, strict=True)]


def host_renamed(rng: random.Random) -> list[Outcome]:
    before = old_site(rng)
    after = [replace(edited(page, rng), host=NEW, ending="") for page in before]
    redirects = ((f"{OLD}/", f"{NEW}/"), *((old.url, new.url) for old, new in zip(before[:3], after[:3], strict=True)))
    leads = Leads(redirects=redirects)
    return [repair(old, after, (new,), leads=leads) for old, new in zip(before[3:], after[3:], strict=True)]


def documents_moved(rng: random.Random) -> list[Outcome]:
    before = [replace(page, folder="media/x7f3", ending=".pdf", kind=MediaKind.PDF) for page in old_site(rng)]
    after = [replace(page, folder=f"media/{rng.randrange(10**6)}", slug=f"{page.slug}-2") for page in before]
    return [repair(old, after, (new,), leads=by_links(after)) for old, new in zip(before, after, strict=True)]


def pages_split(rng: random.Random) -> list[Outcome]:
    before = old_site(rng)
    parts = [split(page) for page in before]
    after = [part for pair in parts for part in pair]
    return [repair(old, after, pair, leads=by_sitemap(after)) for old, pair in zip(before, parts, strict=True)]


def really_gone(rng: random.Random) -> list[Outcome]:
    """Each page goes in turn; all the others, of the same subject and of the same kind, are still there."""
    before = old_site(rng)
    gone = []
    for page in before:
        rest = [edited(other, rng) for other in before if other is not page]
        gone.append(repair(page, rest, (), leads=Leads(sitemap=by_sitemap(rest).sitemap, parents=(overview(rest),))))
    return gone


MOVES = (slugs_changed, folders_moved, host_renamed, documents_moved, pages_split)


@pytest.mark.parametrize("restructure", MOVES)
def test_a_page_that_moved_is_found_on_its_own_site(restructure: Callable[[random.Random], list[Outcome]]) -> None:
    outcomes = restructure(seeded(4))
    assert len(outcomes) >= 60
    assert sum(outcome.is_first for outcome in outcomes) >= 0.8 * len(outcomes)
    assert sum(outcome.is_within_three for outcome in outcomes) >= 0.9 * len(outcomes)
    assert sum(outcome.is_wrong_first for outcome in outcomes) <= 0.03 * len(outcomes)
    assert max(outcome.requests for outcome in outcomes) <= 20


def test_nothing_is_suggested_for_a_page_that_is_really_gone() -> None:
    outcomes = really_gone(seeded(4))
    assert len(outcomes) >= 60
    assert [outcome.suggestions for outcome in outcomes if outcome.suggestions] == []


def lost_at(url: str, *successors: str, document: Document | None = None, title: str = "BIO Self-Assessment") -> Lost:
    superseded = tuple(Successor(title="opvolger", url=each) for each in successors)
    source = Source(id=SourceId("s"), tool=ToolId("t"), url=url, superseded_by=superseded)
    return Lost(source=source, tool_title=title, document=document)


def read(*texts: str, title: str = "", content_hash: str = "") -> Document:
    blocks = tuple(Block(text=text) for text in texts)
    return Document(kind=MediaKind.HTML, title=title, blocks=blocks, content_hash=content_hash)


def test_what_was_done_to_siblings_is_done_to_the_lost_address() -> None:
    lost = lost_at("https://www.cip.example/productcategorie/bio-sa")
    leads = Leads(
        redirects=(("https://www.cip.example/productcategorie/grip", "https://www.cip.example/producten/grip"),)
    )
    assert [each.url for each in find_candidates(lost, leads)] == ["https://www.cip.example/producten/bio-sa"]


def test_an_ending_that_siblings_lost_is_lost_here_too() -> None:
    lost = lost_at("https://ifv.example/kennisplein/Paginas/Toolkit.aspx")
    leads = Leads(
        redirects=(("https://ifv.example/kennisplein/Paginas/Nieuws.aspx", "https://nipv.example/kennis/Nieuws/"),)
    )
    assert [each.url for each in find_candidates(lost, leads)] == ["https://nipv.example/kennis/Toolkit/"]


def test_redirects_of_another_part_of_the_site_say_nothing() -> None:
    lost = lost_at("https://a.example/producten/x-y-z")
    assert (
        find_candidates(lost, Leads(redirects=(("https://a.example/nieuws/b", "https://a.example/actueel/b"),))) == ()
    )


def test_a_file_of_the_same_name_in_another_folder_is_the_first_candidate() -> None:
    lost = lost_at("https://nba.example/globalassets/2019/handreiking-bio.pdf")
    listed = ("https://nba.example/globalassets/2026/handreiking-bio-2.pdf", "https://nba.example/nieuws/bio")
    first = find_candidates(lost, Leads(sitemap=listed))[0]
    assert (first.url, first.ground) == (listed[0], Ground.SAME_FILE)


@pytest.mark.parametrize("title", ["Zelfscan voor veiligheidsregio's", "Handreiking BIO", "BIO", "Model ‘Ransomware’"])
def test_a_link_with_the_whole_name_of_the_aid_is_a_candidate_whatever_its_words(title: str) -> None:
    lost = lost_at("https://a.example/p/doc-17", title=title)
    links = (Link(url="https://a.example/l/n83", text=title), Link(url="https://a.example/l/n84", text="Iets anders"))
    above = Document(kind=MediaKind.HTML, links=links)
    found = find_candidates(lost, Leads(parents=(above,)))
    assert [(each.url, each.ground) for each in found] == [("https://a.example/l/n83", Ground.PARENT_LINK)]


def test_an_address_made_of_words_of_the_title_is_a_candidate_however_common_they_are() -> None:
    lost = lost_at("https://a.example/p/doc-17", title="Handreiking BIO voor veiligheidsregio's")
    listed = tuple(
        f"https://a.example/kennis/{name}" for name in ("handreiking-bio", "handreiking-iso-27001", "agenda")
    )
    assert find_candidates(lost, Leads(sitemap=listed))[0].url == listed[0]
    plural = lost_at("https://a.example/p/doc-17", title="Scan veiligheidsregio")
    assert [each.url for each in find_candidates(plural, Leads(sitemap=("https://a.example/veiligheidsregio-s",)))]


def test_without_a_good_copy_a_name_of_common_words_is_a_name() -> None:
    lost = lost_at("https://a.example/p/doc-17", title="Handreiking BIO")
    candidate = Candidate(url="https://a.example/handreiking-bio", ground=Ground.SITEMAP, score=0.9)
    assert judge_candidates(lost, [(candidate, read("Tekst.", title="Handreiking BIO"))])
    assert not judge_candidates(lost, [(candidate, read("Tekst.", title="Handreiking verlof | Voorbeeld"))])


def test_without_a_good_copy_one_common_word_is_no_name() -> None:
    lost = lost_at("https://a.example/p/doc-17", title="Handreiking")
    candidate = Candidate(url="https://a.example/handreiking", ground=Ground.SITEMAP, score=0.9)
    assert not judge_candidates(lost, [(candidate, read("Tekst.", title="Handreiking"))])


def test_the_catalogues_own_successor_is_suggested_whatever_its_text() -> None:
    lost = lost_at("https://a.example/bio-sa", "https://a.example/bio2-sa", document=read("Oude tekst over de BIO."))
    candidates = find_candidates(lost, Leads())
    suggestions = judge_candidates(lost, [(candidates[0], read("Heel andere tekst.", title="BIO2"))])
    assert [(each.url, each.ground) for each in suggestions] == [("https://a.example/bio2-sa", "superseded-by")]


def test_the_same_bytes_elsewhere_are_the_same_document() -> None:
    lost = lost_at("https://a.example/x.pdf", document=read("a", content_hash="1"))
    candidate = Candidate(url="https://a.example/y.pdf", ground=Ground.PARENT_LINK, score=0.4)
    assert judge_candidates(lost, [(candidate, read("b", content_hash="1"))])[0].similarity == 1.0


def test_without_a_good_copy_the_catalogues_name_must_be_the_pages_name() -> None:
    lost = lost_at("https://a.example/bio-sa")
    named = (
        Candidate(url="https://a.example/p", ground=Ground.PARENT_LINK, score=0.6),
        read("Tekst.", title="BIO Self-Assessment"),
    )
    other = (
        Candidate(url="https://a.example/q", ground=Ground.PARENT_LINK, score=0.6),
        read("Tekst.", title="Self-service portaal"),
    )
    assert [each.url for each in judge_candidates(lost, [other, named])] == ["https://a.example/p"]


def test_an_error_page_is_never_suggested() -> None:
    lost = lost_at("https://a.example/bio-sa")
    candidate = Candidate(url="https://a.example/p", ground=Ground.PARENT_LINK, score=0.6)
    error = read("Deze pagina bestaat niet.", title="BIO Self-Assessment niet gevonden - 404")
    assert judge_candidates(lost, [(candidate, error)]) == ()


def test_a_sitemap_is_read_without_an_xml_parser() -> None:
    index = "<sitemapindex><sitemap><loc> https://a.example/s1.xml?x=1&amp;y=2 </loc></sitemap></sitemapindex>"
    assert read_sitemap(index).sitemaps == ("https://a.example/s1.xml?x=1&y=2",)
    hostile = '<!DOCTYPE x [<!ENTITY a "aaaa">]><urlset><url><loc>https://a.example/&a;</loc></url></urlset>'
    assert read_sitemap(hostile).pages == ("https://a.example/&a;",)
    assert read_sitemap("<html>404</html>").pages == ()


def test_the_places_to_look_first_are_sitemap_parents_and_home() -> None:
    assert places_to_look("https://a.example/x/y/z.html#deel") == (
        (Purpose.SITEMAP, "https://a.example/sitemap.xml"),
        (Purpose.PARENT, "https://a.example/x/y/"),
        (Purpose.PARENT, "https://a.example/x/"),
        (Purpose.HOME, "https://a.example/"),
    )
    assert places_to_look("bad address") == ()
