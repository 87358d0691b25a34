"""Mail message -> sent once, or kept for later."""

from monitor.deliver.files import write_eml
from monitor.deliver.outgoing import (
    DeliveryOutcome,
    Failed,
    Limits,
    Outgoing,
    Phase,
    Problem,
    Protection,
    Relay,
    Retry,
    Sent,
    Step,
    Unknown,
)
from monitor.deliver.round import OutboxPort, Round, next_try, send_due
from monitor.deliver.send import deliver
from monitor.deliver.sentences import told, told_to_all
from monitor.deliver.trial import probe_relay, test_relay

__all__ = [
    "DeliveryOutcome",
    "Failed",
    "Limits",
    "OutboxPort",
    "Outgoing",
    "Phase",
    "Problem",
    "Protection",
    "Relay",
    "Retry",
    "Round",
    "Sent",
    "Step",
    "Unknown",
    "deliver",
    "next_try",
    "probe_relay",
    "send_due",
    "test_relay",
    "told",
    "told_to_all",
    "write_eml",
]
