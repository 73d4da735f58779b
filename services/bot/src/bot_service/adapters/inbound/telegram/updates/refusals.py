"""Middleware: what the services and the rules refuse is said in a sentence."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot_service.adapters.inbound.telegram.dialogs.remembered import RefusedReply
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.html import escape
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence_plain
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer
from bot_service.adapters.inbound.telegram.updates.subjects import ticket_of
from bot_service.application.commands.files.store_attachment import UnusableAttachmentError
from bot_service.application.errors import GatewayError, NotFoundError, UnavailableError
from bot_service.domain.requests.faults import DraftError, Fault

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class RefusalMiddleware(BaseMiddleware):
    """`UnavailableError` passes: the update is tried again later."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        try:
            return await handler(event, data)
        except UnavailableError:
            raise
        except (GatewayError, DraftError, UnusableAttachmentError) as error:
            turn: Turn = data["turn"]
            if isinstance(event, Message) and is_said_already(error, event, turn):
                return []
            said = await _of_colleagues(error, event, turn) or sentence_plain(error, turn.texts)
            if isinstance(event, CallbackQuery):
                return [answer(event, said, alert=True)]
            return [turn.sends(Screen(text=escape(said)))]


def is_said_already(error: Exception, message: Message, turn: Turn) -> bool:
    """Tell whether it was said of another picture of the album that words are asked for; remember that it was."""
    album = message.media_group_id
    if album is None or not (isinstance(error, DraftError) and error.fault is Fault.WORDS_ONLY):
        return False
    before = turn.conversation.refused
    if before is not None and before.album == album:
        return True
    at = int(message.date.timestamp())
    turn.conversation.refused = RefusedReply(ticket=turn.conversation.writing_on or 0, at=at, album=album)
    return False


async def _of_colleagues(error: Exception, event: TelegramObject, turn: Turn) -> str | None:
    """Say who has a ticket that is not theirs to see but a colleague's."""
    number = await ticket_of(event, turn) if isinstance(error, NotFoundError) else None
    return None if number is None else await turn.colleague_has(number)
