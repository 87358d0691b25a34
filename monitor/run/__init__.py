"""One run: the only place where core and shell meet."""

from monitor.run.parts import Parts, Policy
from monitor.run.recover import recover
from monitor.run.spine import run_once

__all__ = ["Parts", "Policy", "recover", "run_once"]
