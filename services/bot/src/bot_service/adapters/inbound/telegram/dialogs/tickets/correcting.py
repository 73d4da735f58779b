"""Carries out what a reporter corrects."""

from typing import Final

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.application.errors import ForbiddenError, RefusedError
from bot_service.application.ports.tickets.tickets import Correction

CORRECTED: Final = "corrected"


async def corrected(number: int, correction: Correction, turn: Turn) -> str:
    """Carry it out, or not, where somebody began to work on it meanwhile; return the key of what is said of it."""
    try:
        await turn.desk.tickets.correct(
            number,
            correction,
            reason=turn.texts.plain("reason-corrected"),
            acting=turn.person.name,
            request_id=turn.key.request_id("correct"),
        )
    except (ForbiddenError, RefusedError):
        return "correction-too-late"
    return CORRECTED
