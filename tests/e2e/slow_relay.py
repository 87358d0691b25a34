"""A relay that takes everything, slowly enough at every step to be left in the middle."""

import asyncio
from typing import Any


class SlowRelay:
    """A handler for aiosmtpd's controller."""

    def __init__(self, pause_seconds: float) -> None:
        self._pause = pause_seconds
        self.longest = 3 * pause_seconds
        """So long after its sender is gone the relay may still be at work on a message."""
        self.taken: list[tuple[str, str, bytes]] = []
        """Message-ID, recipient and bytes, as they came."""

    async def handle_EHLO(self, _: Any, session: Any, __: Any, name: str, responses: list[str]) -> list[str]:  # noqa: N802 - aiosmtpd's
        session.host_name = name
        await self._rest()
        return responses

    async def handle_MAIL(self, _: Any, __: Any, envelope: Any, address: str, ___: Any) -> str:  # noqa: N802 - aiosmtpd's
        await self._rest()
        envelope.mail_from = address
        return "250 fine"

    async def handle_RCPT(self, _: Any, __: Any, envelope: Any, address: str, ___: Any) -> str:  # noqa: N802 - aiosmtpd's
        await self._rest()
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's
        await self._rest()
        head = envelope.content.decode("utf-8", "replace")
        message = next(line for line in head.splitlines() if line.lower().startswith("message-id:"))
        self.taken += [(message.partition(":")[2].strip(), who, envelope.content) for who in envelope.rcpt_tos]
        await self._rest()
        return "250 taken"

    async def handle_QUIT(self, *_: Any) -> str:  # noqa: N802 - aiosmtpd's
        await self._rest()
        return "221 bye"

    async def _rest(self) -> None:
        await asyncio.sleep(self._pause)
