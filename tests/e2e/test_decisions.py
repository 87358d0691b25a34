"""What a maintainer decides on the command line, by the id of an item or of a source."""

from datetime import UTC, datetime, timedelta

from tests.e2e.conftest import Installation

MUTE = ("--until", (datetime.now(UTC) + timedelta(days=85)).date().isoformat(), "--reason", "bekend", "--by", "Loket")


def test_decisions_by_source_id_know_what_was_last_seen(installation: Installation) -> None:
    """A catalogue that itself proposes a successor stands in no decision's way."""
    installation.run_on(28)
    accepted = installation("accept", "bio-self-assessment", "--by", "Loket")
    assert accepted.out == (
        "accept: bio-self-assessment -> "
        "https://cip-overheid.nl/producten-en-diensten/producten?product=bio-en-thema-uitwerkingen#BIO-SA\n"
    )
    assert "+        url: " in installation("catalogue", "patch").out
    lost, fine = "volwassenheidsmodel-informatiebeveiliging", "diepgaande-risicoanalyse"
    for source in (lost, fine):
        assert installation("mute", source, *MUTE).status == 0
    later = installation.run_on(35, "--exit-code")
    muted = {entry["source"] for entry in later.json["sources"] if entry["muted"]}
    assert muted == {lost}, f"{fine} was alive when it was muted: what got worse returns"
