"""What a dead process left -> settled like any other run, unless our own network had failed it."""

import logging
from datetime import datetime

from monitor.judge.standing import told_until
from monitor.judge.void import RunJudge
from monitor.run.parts import LOCAL_ENGINE, Parts
from monitor.run.spine import last_report
from monitor.run.witness import witness_again

logger = logging.getLogger(__name__)


def recover(parts: Parts, now: datetime) -> None:
    """Settle the observations of runs that were killed; nothing that was seen is lost, nothing void is believed."""
    history = parts.history
    for run in history.recover(now):
        if run.engine != LOCAL_ENGINE and (run.engine, run.started_at) == (parts.policy.engine, now):
            continue  # its answers lie in the exchange folder: it goes on
        memory = history.memory()
        judge = RunJudge()
        for observation in history.unsettled(run.id):
            judge.hear(witness_again(observation, memory.get(observation.source)))
        void = judge.verdict()
        if void is None:
            history.settle(run.id, told_until(last_report(history)), now)
            logger.warning("run %d was killed; what it saw is kept", run.id)
        else:
            history.void(run.id, void.slug, void.detail)
            logger.warning("run %d was killed and its network had failed; it counts for nothing", run.id)
