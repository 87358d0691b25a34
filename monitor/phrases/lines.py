"""The lines around the findings: notices, own trouble, how to answer, footers."""

from monitor.model.decision import DecisionKind
from monitor.model.report import HealthAdvice, NoticeKind, ReportKind
from monitor.phrases.marks import N_

NOTICE: dict[NoticeKind, str] = {
    NoticeKind.ABORTED_RUN: N_("Run {run} of {day} was stopped before the end; what it saw is in this report."),
    NoticeKind.VOID_RUN: N_("On {day} our own network failed (run {run}); nothing was concluded from it."),
    NoticeKind.MISSED_PERIOD: N_("No report went out for week {week}; its news is in this report."),
    NoticeKind.MISTAKE: N_("Catalogue, line {line}, {key}: {problem}. To do: {remedy}."),
    NoticeKind.WARNING: N_("Catalogue, line {line}, {key}: {problem}. Advice: {remedy}."),
    NoticeKind.WARNINGS: N_("Remarks about the catalogue: {count} (python -m monitor catalogue check)."),
    NoticeKind.CLASSIFICATION: N_(
        "The classification of {tool} is not clear (“{printed}”). Until its owner decides it counts as {label}."
    ),
    NoticeKind.MORE_MISTAKES: N_("And {count} more remarks about the catalogue: `python -m monitor catalogue check`."),
    NoticeKind.NOT_DELIVERED: N_("The report of week {week} did not reach {recipient} ({state})."),
    NoticeKind.OLD_FULL_RUN: N_("The last complete run was on {day}."),
    NoticeKind.PARTIAL_RUN: N_("The last run visited only some of the tools (run {run})."),
    NoticeKind.RETIRED: N_("{tool} is retired in the catalogue; what was open about it is closed."),
    NoticeKind.REMOVED: N_("Addresses that were taken out of the catalogue, with what was open about them: {count}."),
}

LEFT_OUT = N_(
    "A part of this mail was left out, because it was too large for the mail server. The full report has it all."
)
"""Said in a message that was made smaller."""

DELIVERY_STATE: dict[str, str] = {
    "failed": N_("refused"),
    "unknown": N_("unknown whether it arrived"),
    "superseded": N_("replaced by this report"),
    "queued": N_("still waiting to be sent"),
    "retry": N_("still waiting to be sent"),
    "cancelled": N_("cancelled"),
}

VOID: dict[str, str] = {
    "canaries": N_("The fixed test addresses, with which we test our own connection, could not be reached either."),
    "no-route": N_("Our computer had no way out to the internet."),
    "name-service": N_("Our name service (DNS) gave no answers."),
    "proxy": N_("Our own proxy refused or did not answer."),
    "captive-portal": N_("All addresses led to one and the same log-in page of our own network."),
    "interception": N_(
        "All certificates came from one and the same unknown authority: something in our network opens secure traffic."
    ),
    "clock": N_("All certificates were wrong by date: the clock of our computer is probably wrong."),
    "no-answer": N_("Every address failed in the same way, so it is probably our own network."),
}

HEALTH: dict[HealthAdvice, str] = {
    HealthAdvice.NOISY: N_(
        "{tool} changes very often ({changes} of {visits} visits): narrow what is watched with `watch` in the catalogue."
    ),
    HealthAdvice.NEVER_CHANGED: N_("{tool} has not changed since {day}: is it still kept up to date?"),
    HealthAdvice.OFTEN_TROUBLED: N_("{tool} often gave trouble ({troubles} of {visits} visits)."),
    HealthAdvice.OFTEN_MOVED: N_("{tool} has moved {moves} times: ask the publisher for an address that stays."),
}

HOW: tuple[tuple[str, str], ...] = (
    (N_("I take this up (it stays in the report, lower down):"), "python -m monitor acknowledge {item}"),
    (N_("Take over the new address or the new content:"), "python -m monitor accept {item}"),
    (N_("Not now (comes back after the date):"), 'python -m monitor mute {item} --until {date} --reason "…"'),
)
"""The three answers, each with its command."""

DECIDED: dict[DecisionKind, str] = {
    DecisionKind.MUTE: N_("Muted by {by} on {day}, until {until}."),
    DecisionKind.ACKNOWLEDGE: N_("Taken up by {by} on {day}."),
    DecisionKind.ACCEPT: N_("Accepted by {by} on {day}; `catalogue patch` writes it down."),
}

SUBJECT: dict[ReportKind, str] = {
    ReportKind.VOID: N_("check incomplete, trouble on our side"),
    ReportKind.ALERT: N_("act now, an address is in other hands"),
    ReportKind.BASELINE: N_("first report, {state}"),
}
"""What the subject says instead of, or around, the plain counts."""

HEADLINE: dict[ReportKind, str] = {
    ReportKind.VOID: N_("The check did not succeed"),
    ReportKind.ALERT: N_("Act now: an address is in other hands"),
    ReportKind.BASELINE: N_("First report: {state}"),
}
