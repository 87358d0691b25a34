from collections import Counter
from urllib.parse import urlsplit

import pytest

from monitor.demo import Page, Visit, expected_states, story
from monitor.model.change import ChangeOutcome
from monitor.model.verdict import State

_IBD = "https://www.informatiebeveiligingsdienst.nl"
_ADDRESSES = (
    "https://www.ifv.nl/kennisplein/Paginas/Kennisthema-informatievoorziening.aspx",
    "https://www.ifv.nl/nieuws/Paginas/Informatieplattegrond-beschikbaar-in-Ve.aspx",
    "https://cip-overheid.nl/productcategorie%C3%ABn-en-worshops/producten/bio-en-thema-uitwerkingen/",
    "https://www.noraonline.nl/wiki/ISOR",
    "https://www.veraonline.nl/index.php/Bedrijfsinformatiemodel_Veiligheidsregio_(BIM)",
    f"{_IBD}/product/baseline-informatiebeveiliging-overheid-bio/",
    f"{_IBD}/project/digitaleweerbaarheid/",
    f"{_IBD}/product/handreiking-bio-voor-kleine-gemeenten/",
    f"{_IBD}/product/handreiking-informatiebeveiligingsbeleid-bio/",
    f"{_IBD}/product/baselinetoets-bbn-bio/",
    f"{_IBD}/product/gap-analyse-1-2-alle-sheets/",
    f"{_IBD}/product/introductie-aanpak-bio/",
    f"{_IBD}/product/maatregelenset-bbn2/",
    f"{_IBD}/product/diepgaande-risicoanalyse-methode-excel/",
    f"{_IBD}/nen-iso-27001-2/",
    f"{_IBD}/product/handreiking-dataclassificatie-2/",
    "https://www.aivd.nl/actueel/nieuws/2021/04/22/joint-sigint-cyber-unit-vanaf-nu-actief-op-github",
    "https://www.digitaleoverheid.nl/overzicht-van-alle-onderwerpen/informatieveiligheid/oefenen-en-kennisdelen/toolbox-cyberincident/",
    "https://www.nba.nl/globalassets/over-de-nba/ledengroepen/lio/handreiking-bij-volwassenheidsmodel-informatiebeveiliging/handreiking_volwassenheidsmodel_informatiebeveiliging.pdf",
    "https://www.ncsc.nl/documenten/publicaties/2021/juni/28/handreiking-cybersecuritymaatregelen",
    "https://bio-overheid.nl/",
    "https://github.com/MinBZK/Baseline-Informatiebeveiliging-Overheid/releases",
    "https://www.ncsc.nl/",
    "https://www.first.org/tlp/",
    "https://www.iso.org/standard/27001",
)


def _page(url: str, day: int) -> Page:
    parts = urlsplit(url)
    return story().host(parts.hostname or "").page(parts.path, day)[0]


def _text(page: Page, day: int, number: int) -> bytes:
    return page.content(Visit(day=day, number=number)) if callable(page.content) else page.content


@pytest.mark.parametrize("url", _ADDRESSES)
def test_every_address_of_the_catalogue_works_in_the_first_week(url: str) -> None:
    assert _page(url, 0).status == 200


@pytest.mark.parametrize("url", _ADDRESSES)
def test_a_redirect_of_the_last_week_leads_to_a_page(url: str) -> None:
    page = _page(url, 35)
    target = dict(page.fields).get("Location")

    if target is not None:
        parts = urlsplit(target)
        host = story().host(parts.hostname or urlsplit(url).hostname or "")
        assert host.page(f"{parts.path}?{parts.query}", 35)[0].status == 200


def test_a_restless_page_differs_on_every_visit() -> None:
    page = _page(f"{_IBD}/project/digitaleweerbaarheid/", 0)

    assert _text(page, 0, 0) != _text(page, 0, 1)


def test_the_lost_handreiking_is_found_in_the_site_map_under_its_new_name() -> None:
    listed = _text(_page(f"{_IBD}/sitemap.xml", 21), 21, 0)

    assert b"/product/bio-aanpak-kleine-gemeenten/" in listed
    assert _page(f"{_IBD}/product/bio-aanpak-kleine-gemeenten/", 21).status == 200


def test_the_first_week_is_a_baseline() -> None:
    assert set(expected_states(1).values()) == {(State.ALIVE, ChangeOutcome.FIRST)}
    assert len(expected_states(1)) == 20


def test_the_last_week_holds_every_sort_of_rot() -> None:
    counts = Counter(state for state, _ in expected_states(6).values())

    assert counts == {
        State.ALIVE: 9,
        State.MOVED: 4,
        State.DEAD: 3,
        State.SOFT_404: 2,
        State.LOGIN_REQUIRED: 1,
        State.BLOCKED: 1,
    }
