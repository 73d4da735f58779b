"""Nobody who waits to be heard where nothing arrives."""

from collections.abc import Sequence

from bot_service.domain.deliveries.outgoing import OutgoingCall


async def nobody_waits(
    chat_id: int,  # noqa: ARG001  # the port's
    tickets: Sequence[int],  # noqa: ARG001  # the port's
    *,
    is_unsure: bool = False,  # noqa: ARG001  # the port's
) -> Sequence[OutgoingCall]:
    """Implements `Unheard`."""
    return ()
