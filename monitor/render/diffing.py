"""Two sentences -> their words, the differing ones marked."""

from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from monitor.model.change import Excerpt
from monitor.phrases import Phrases
from monitor.render.view import DiffView, Span

MAX_LETTERS = 400
CONTEXT_WORDS = 12
ALIKE = 0.4
"""So alike in letters that two lines are one line changed."""


def diff_view(excerpt: Excerpt, phrases: Phrases) -> DiffView:
    """Was and now with the differing words marked, and named once more in words for who sees no bold."""
    before, after = excerpt.before.split(), excerpt.after.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    codes = matcher.get_opcodes()
    old = _spans([(before[i1:i2], tag != "equal") for tag, i1, i2, _, _ in codes])
    new = _spans([(after[j1:j2], tag != "equal") for tag, _, _, j1, j2 in codes])
    return DiffView(under=excerpt.under, before=old, after=new, summary=_summary(old, new, phrases))


def paired(excerpts: tuple[Excerpt, ...]) -> tuple[Excerpt, ...]:
    """A line that went and the like one that came under the same heading are one difference, not two."""
    found: list[Excerpt] = []
    for excerpt in excerpts:
        last = found[-1] if found else None
        if last is not None and _belong(last, excerpt):
            found[-1] = replace(last, before=last.before or excerpt.before, after=last.after or excerpt.after)
        else:
            found.append(excerpt)
    return tuple(found)


def _belong(one: Excerpt, other: Excerpt) -> bool:
    if one.under != other.under or bool(one.before) == bool(other.before) or bool(one.after) == bool(other.after):
        return False
    before, after = one.before or other.before, one.after or other.after
    return max(len(before), len(after)) <= MAX_LETTERS and _are_alike(before, after)


@lru_cache(maxsize=1024)
def _are_alike(before: str, after: str) -> bool:
    """Letter by letter, which takes milliseconds: remembered, since each file of a report asks."""
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= ALIKE


def _spans(runs: list[tuple[list[str], bool]]) -> tuple[Span, ...]:
    filled = [(words, changed) for words, changed in runs if words]
    spans = [Span(_cut(words, changed=changed), changed) for words, changed in filled]
    spaced = [Span(f"{one.text} ", one.changed) for one, _ in pairwise(spans)]
    return (*spaced, *spans[-1:])


def _cut(words: list[str], *, changed: bool) -> str:
    """Long equal stretches keep both ends; long changed ones their beginning."""
    if not changed and len(words) > 2 * CONTEXT_WORDS + 4:
        words = [*words[:CONTEXT_WORDS], "…", *words[-CONTEXT_WORDS:]]
    text = " ".join(words)
    return text if len(text) <= MAX_LETTERS else f"{text[:MAX_LETTERS].rstrip()}…"


def _summary(old: tuple[Span, ...], new: tuple[Span, ...], phrases: Phrases) -> str:
    removed = " / ".join(span.text.strip() for span in old if span.changed)
    added = " / ".join(span.text.strip() for span in new if span.changed)
    whole_sentence = not old or not new
    if whole_sentence:
        return phrases.say("added") if not old else phrases.say("removed")
    parts = [phrases.say("removed: “{words}”", words=removed)] if removed else []
    parts += [phrases.say("added: “{words}”", words=added)] if added else []
    return "; ".join(parts)
