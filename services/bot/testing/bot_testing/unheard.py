"""Nobody who waits to be heard where nothing arrives."""

from collections.abc import Sequence

from bot_service.domain.outgoing import OutgoingCall


async def nobody_waits(chat_id: int, tickets: Sequence[int]) -> Sequence[OutgoingCall]:  # noqa: ARG001  # the port's
    """Implements `Unheard`."""
    return ()
