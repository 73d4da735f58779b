"""Middleware: what the services and the rules refuse is said in a sentence."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, TelegramObject

from bot_service.adapters.inbound.telegram.drawing.refusals import sentence, sentence_plain
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.commands.store_attachment import UnusableAttachmentError
from bot_service.application.errors import GatewayError, UnavailableError
from bot_service.domain.draft import DraftError
from bot_service.domain.person import Person

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class RefusalMiddleware(BaseMiddleware):
    """`UnavailableError` passes: the update is tried again later."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        try:
            return await handler(event, data)
        except UnavailableError:
            raise
        except (GatewayError, DraftError, UnusableAttachmentError) as error:
            texts: Texts = data["texts"]
            person: Person = data["person"]
            if isinstance(event, CallbackQuery):
                return [answer(event, sentence_plain(error, texts), alert=True)]
            return [Screen(text=sentence(error, texts)).sent_to(person.telegram_id)]
