"""Middleware: what the services and the rules refuse is said in a sentence."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, TelegramObject

from bot_service.adapters.inbound.telegram.html import Html
from bot_service.adapters.inbound.telegram.screen import Screen, answer
from bot_service.adapters.inbound.telegram.texts.catalog import Texts
from bot_service.application.commands.store_attachment import UnusableAttachmentError
from bot_service.application.errors import (
    ForbiddenError,
    GatewayError,
    InvalidFieldsError,
    NotFoundError,
    RefusedError,
    StaleError,
    UnavailableError,
)
from bot_service.domain.draft import DraftError
from bot_service.domain.person import Person

REASONS: Final[Mapping[str, str]] = {
    "TICKET_ALREADY_ASSIGNED": "refused-already-taken",
    "TRANSITION_NOT_ALLOWED": "refused-changed",
    "TICKET_CLOSED_FOR_COMMENTS": "refused-closed-for-comments",
    "ALREADY_RATED": "refused-already-rated",
    "RATING_NOT_ALLOWED": "refused-changed",
}
KINDS: Final[Mapping[type[Exception], str]] = {
    GatewayError: "refused-other",
    StaleError: "refused-changed",
    NotFoundError: "refused-not-found",
    ForbiddenError: "refused-forbidden",
    InvalidFieldsError: "refused-fields",
}
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


def sentence(error: Exception, texts: Texts) -> Html:
    key, variables = _said(error)
    return texts(key, **variables)


def sentence_plain(error: Exception, texts: Texts) -> str:
    key, variables = _said(error)
    return texts.plain(key, **variables)


def _said(error: Exception) -> tuple[str, dict[str, str | int]]:
    if isinstance(error, DraftError):
        return error.fault, {"limit": error.limit, "name": error.name}
    if isinstance(error, UnusableAttachmentError):
        return "refused-attachment", {"name": error.attachment.file_name}
    if isinstance(error, RefusedError):
        return REASONS.get(error.reason, "refused-other"), {}
    return KINDS[type(error)], {}
