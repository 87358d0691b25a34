"""The names of all rules and reasons, so that nothing is said for which there is no sentence."""

from monitor.judge.candidates import Ground
from monitor.judge.landing import SUSPICIONS
from monitor.judge.page import AGAINST_WORDS, PAGE_RULES, WORD_RULES
from monitor.judge.parked import PARKED_RULES
from monitor.judge.probes import PROBE_RULES
from monitor.judge.standing import TEMPORARY_MOVE
from monitor.judge.statuses import FAILURE_REASONS, STATUS_RULES
from monitor.judge.verdict import PAGE_REASONS, SOFT_REASONS, VERDICT_RULES
from monitor.judge.void import VoidSlug

RULES: tuple[str, ...] = tuple(
    dict.fromkeys(
        (
            *STATUS_RULES,
            *VERDICT_RULES,
            *(rule.name for rule in PAGE_RULES),
            *WORD_RULES,
            *AGAINST_WORDS,
            *(suspicion.name for suspicion in SUSPICIONS),
            *PROBE_RULES,
            *PARKED_RULES,
        )
    )
)
"""Every `Evidence.rule` there is."""

REASONS: tuple[str, ...] = tuple(
    dict.fromkeys((*FAILURE_REASONS, *PAGE_REASONS, *SOFT_REASONS, *PARKED_RULES, TEMPORARY_MOVE))
)
"""Every `Verdict.reason` there is, besides the statuses in figures and `model.verdict.Reason`."""

GROUNDS: tuple[str, ...] = tuple(Ground)
"""Every `Suggestion.ground` there is."""

VOID_SLUGS: tuple[str, ...] = tuple(VoidSlug)
"""Every cause of a void run."""
