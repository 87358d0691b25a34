"""Which labels were raised since mail was made: what a message that may have arrived holds is judged by it."""

from monitor.model.source import Tlp
from monitor.publish.clearances import Clearances


def _labels(**labels: Tlp) -> Clearances:
    return Clearances(labels=labels)


def test_only_what_became_stricter_was_raised_and_its_label_before_is_told() -> None:
    before = _labels(up=Tlp.CLEAR, down=Tlp.AMBER, same=Tlp.GREEN)
    now = _labels(up=Tlp.GREEN, down=Tlp.CLEAR, same=Tlp.GREEN, new=Tlp.RED)

    assert now.raised_since(before) == {"up": Tlp.CLEAR}


def test_it_is_kept_and_read_back() -> None:
    kept = _labels(one=Tlp.AMBER_STRICT).written()
    read = Clearances.read(kept)

    assert read is not None
    assert read.labels == {"one": Tlp.AMBER_STRICT}


def test_where_nothing_is_known_every_tool_may_be_in_the_mail() -> None:
    assert Clearances.read(None) is None
    assert Clearances.read("a digest of an older version") is None
    assert _labels(one=Tlp.CLEAR, two=Tlp.AMBER).raised_since(None) == {"one": Tlp.CLEAR, "two": Tlp.CLEAR}
