"""Catalogue and readers -> who may see what; kept, so that a later look tells which labels were raised since."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.model.source import Catalogue, Tlp
from monitor.publish.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearances:
    """The labels of tools, and all that decides on what goes to whom."""

    labels: Mapping[str, Tlp]
    readers: Mapping[str, Tlp] = field(default_factory=dict)
    manner: str = ""
    """Languages, and how AMBER is delivered."""

    @classmethod
    def of(cls, desk: Desk, catalogue: Catalogue, before: "Clearances | None") -> "Clearances":
        """As they are now; a tool that has left the catalogue keeps its label, for mail may still hold it."""
        return cls(
            labels={**(before.labels if before else {}), **{tool.id: tool.tlp.label for tool in catalogue.tools}},
            readers={recipient: audience.clearance for audience in desk.audiences for recipient in audience.recipients},
            manner=f"{desk.amber_delivery} {[(one.language, *one.recipients) for one in desk.audiences]}",
        )

    @classmethod
    def read(cls, kept: str | None) -> "Clearances | None":
        """As they were kept; None where nothing was, or only a digest."""
        if kept is None or not kept.startswith("{"):
            return None
        return cls(labels={tool: Tlp(label) for tool, label in json.loads(kept)["labels"].items()})

    def written(self) -> str:
        """To be kept: the same text for the same clearances."""
        return json.dumps({"labels": self.labels, "readers": self.readers, "manner": self.manner}, sort_keys=True)

    def raised_since(self, before: "Clearances | None") -> Mapping[str, Tlp]:
        """Tools whose label is stricter than before, with the label before; where nothing is known, all of them."""
        if before is None:
            return dict.fromkeys(self.labels, Tlp.CLEAR)
        return {tool: was for tool, was in before.labels.items() if self.labels[tool] > was}
