"""An answer, and what is held of its source -> whether it brought the same content."""

from monitor.model.exchange import Exchange
from monitor.model.observation import Remembered
from monitor.model.source import Source

_OK = range(200, 300)


def needs_reading(exchange: Exchange, source: Source, remembered: Remembered | None) -> bool:
    """Whether the content must be parsed: not for a 304, nor for the very bytes of the copy we hold."""
    response = exchange.response
    if response is None or not response.content or exchange.not_modified:
        return False
    return not holds_same_bytes(exchange, source, remembered)


def holds_same_bytes(exchange: Exchange, source: Source, remembered: Remembered | None) -> bool:
    """Whether a good answer brought exactly what the last good copy was read from, under the same rule and address."""
    response = exchange.response
    return (
        response is not None
        and response.status in _OK
        and response.truncated is None
        and remembered is not None
        and remembered.copy_id is not None
        and remembered.url == source.url
        and remembered.rule_id.endswith(f":{source.watch.rule_id}")
        and remembered.content_hash == response.content_hash
    )


def transfer_hash_of(exchange: Exchange, source: Source, remembered: Remembered | None) -> str:
    """What a visit's content is known by as it was sent.

    The held content keeps what it was first known by: a server that compresses anew, and otherwise, each time would
    have every quiet visit leave something new in the store.
    """
    if remembered is not None and remembered.transfer_hash and holds_same_bytes(exchange, source, remembered):
        return remembered.transfer_hash
    return exchange.response.transfer_hash if exchange.response is not None else ""
