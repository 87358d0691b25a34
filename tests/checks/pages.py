"""The six situations, in two languages, for three clearances: what the checks look at."""

from dataclasses import dataclass
from pathlib import Path

from monitor.model.report import MailIdentity, Report
from monitor.model.source import Tlp
from monitor.render.html import render_html
from monitor.render.mail import MailBody, mail_body, render_message
from tests.sample_report import SITUATIONS, report

IDENTITY = MailIdentity(sender="monitor@toolkit.example", reply_to="beheer@toolkit.example", domain="toolkit.example")
CLEARANCES = (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER)
LANGUAGES = ("nl", "en")


@dataclass(frozen=True)
class Sample:
    """A report for one audience, and its mail."""

    name: str
    report: Report
    body: MailBody

    @property
    def eml(self) -> bytes:
        return render_message(self.report, self.body, recipient="lezer@regio.example", identity=IDENTITY)

    @property
    def html(self) -> str:
        return render_html(self.report, self.body.language)

    def write(self, folder: Path) -> tuple[Path, Path]:
        """The mail's HTML and the full report as files."""
        mail, full = folder / f"{self.name}-mail.html", folder / f"{self.name}-report.html"
        mail.write_text(self.body.html)
        full.write_text(self.html)
        return mail, full


def samples() -> tuple[Sample, ...]:
    made = []
    for name, (record, kind, catalogue) in SITUATIONS.items():
        for clearance in CLEARANCES:
            one = report(record, kind=kind, of=catalogue, audience=clearance)
            made += [
                Sample(
                    f"{name}-{clearance.value}-{language}",
                    one,
                    mail_body(one, language, contact="beheer@toolkit.example"),
                )
                for language in LANGUAGES
            ]
    return tuple(made)


SAMPLES = samples()
