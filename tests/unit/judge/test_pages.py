"""The Dutch page set: 80 pages of systems and house styles that are not what was asked for, 65 that only look so."""

import pytest

from monitor.extract import extract
from monitor.model.document import Document
from monitor.model.source import Watch
from monitor.model.verdict import Page, StateClass, Verdict
from tests.pages.chrome import Sample, samples
from tests.unit.judge.made import answered, handreiking, judged

BAD = samples("bad")
INNOCENT = samples("innocent")


def read(sample: Sample) -> Document:
    return extract(content=sample.content, content_type=sample.type, url=sample.url, watch=Watch())


def verdict_on(sample: Sample, before: Document | None = None) -> Verdict:
    return judged(answered(url=sample.url), read(sample), before=before, url=sample.url, title="")


def test_the_set_is_as_large_as_promised() -> None:
    assert len(BAD) >= 60
    assert len(INNOCENT) >= 60


@pytest.mark.parametrize("sample", BAD, ids=lambda sample: sample.id)
def test_a_page_that_is_not_what_was_asked_for_is_known_by_its_kind(sample: Sample) -> None:
    verdict = verdict_on(sample)
    assert verdict.page == sample.page
    assert not verdict.trusts_content
    assert verdict.state_class is not StateClass.ALIVE or verdict.page is Page.SHELL


@pytest.mark.parametrize("sample", BAD, ids=lambda sample: sample.id)
def test_with_a_good_copy_at_hand_it_is_known_as_well(sample: Sample) -> None:
    verdict = verdict_on(sample, before=handreiking())
    assert (verdict.page, verdict.trusts_content) == (sample.page, False)


@pytest.mark.parametrize("sample", INNOCENT, ids=lambda sample: sample.id)
def test_a_page_that_only_looks_like_one_is_alive(sample: Sample) -> None:
    verdict = verdict_on(sample)
    assert (verdict.page, verdict.state_class, verdict.trusts_content) == (Page.DOCUMENT, StateClass.ALIVE, True)


@pytest.mark.parametrize("sample", INNOCENT, ids=lambda sample: sample.id)
def test_and_it_is_alive_with_its_good_copy_at_hand(sample: Sample) -> None:
    verdict = verdict_on(sample, before=read(sample))
    assert (verdict.page, verdict.state_class, verdict.trusts_content) == (Page.DOCUMENT, StateClass.ALIVE, True)
