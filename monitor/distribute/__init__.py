"""Requests -> exchanges by other processes or machines: the fetch seam, in shards (docs/scale.md).

Workers take shards of plain values and leave chunk files in an exchange folder; which requests are done is read there and
nowhere else. A worker never sees the store: whoever called is the only one who writes, and reading a chunk twice changes
nothing. `choice` is what the command line chooses; `driver` hands out and collects; `worker` runs elsewhere.
"""

from monitor.distribute.choice import LOCAL, Engine, EngineName

__all__ = ["LOCAL", "Engine", "EngineName"]
