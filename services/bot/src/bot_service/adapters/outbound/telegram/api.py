"""Makes waiting calls and puts what comes of them in the terms of the application."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

import structlog
from aiogram import Bot, methods
from aiogram.client.default import Default
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod

from bot_service.adapters.outbound.telegram.call_spans import told_of_call
from bot_service.adapters.outbound.telegram.session import AnswerLostError, NotWrittenError, TelegramSession
from bot_service.adapters.outbound.telegram.topic_icons import TopicIcons
from bot_service.adapters.outbound.telegram.unchanged import is_unchanged
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.deliveries.telegram_api import (
    Accepted,
    ApiOutcome,
    Moved,
    NotAllowed,
    NothingToEdit,
    NotNow,
    NoTopic,
    Refused,
    TooMany,
    Uncertain,
    Unchanged,
    Unreachable,
)
from bot_service.domain.deliveries.outgoing import ICON, OutgoingCall
from fixline_telemetry import attributes as names
from fixline_telemetry.spans.propagation import consumer_span, within

METHODS: Final[Mapping[str, type[TelegramMethod[Any]]]] = {
    method.__api_method__: method
    for method in vars(methods).values()
    if isinstance(method, type) and issubclass(method, TelegramMethod) and method is not TelegramMethod
}
NOTHING_TO_EDIT: Final = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "message_id_invalid",
    "message identifier is not specified",
    "message to delete not found",
    "message can't be deleted",
    "message to react not found",
)
UNREACHABLE: Final = (
    "chat not found",
    "user is deactivated",
    "input_user_deactivated",
    "group chat was deactivated",
    "peer_id_invalid",
    # Of a group that lets the bot read alone: what it was told waits until somebody lets it write again.
    "not enough rights to send",
    "have no rights to send",
    "chat_write_forbidden",
)
"""Said with 400 of a chat that is gone, such as of a deleted account (telegram-bot-api#219): as good as a 403."""
FORBIDDEN_WITHOUT_BLOCK: Final = ("not enough rights", "have no rights")

log = structlog.get_logger()


NO_TOPIC: Final = ("message thread not found", "topic_id_invalid", "topic_deleted")
NOT_ALLOWED: Final = ("not enough rights", "the chat is not a forum", "topic_closed", "chat_admin_required")
"""Said with 400 of a group in which the bot lacks a right, or that has no topics any more."""


class BotTelegramApi:
    def __init__(self, bot: Bot, session: TelegramSession) -> None:
        self._bot = bot
        self._icons = TopicIcons(bot)
        self._session = session
        self._defaults: dict[str, Mapping[str, Any]] = {}

    async def __call__(self, delivery: Delivery, call: OutgoingCall) -> ApiOutcome:
        if call.method not in METHODS:
            return Refused("there is no such method")
        arguments = {**self._defaults_of(call.method), **call.arguments, "chat_id": call.chat_id}
        with in_trace(delivery):
            if ICON in arguments and (icon := await self._icons.id_of(arguments.pop(ICON))):
                arguments["icon_custom_emoji_id"] = icon
            try:
                result = await self._session.call(self._bot, method_named(call.method), arguments)
                return Accepted(message_ids_of(result), thread_of(result))
            except TelegramAPIError as error:
                return outcome_of(error)

    def _defaults_of(self, name: str) -> Mapping[str, Any]:
        """Return what the bot says wherever a call of the method does not."""
        if name not in self._defaults:
            unsaid = {
                field: self._bot.default[default.name]
                for field, default in method_named(name)
                if isinstance(default, Default)
            }
            self._defaults[name] = {field: value for field, value in unsaid.items() if value is not None}
        return self._defaults[name]


@cache
def method_named(name: str) -> TelegramMethod[Any]:
    """Return the method without arguments: what a call's span and its errors name."""
    return METHODS[name].model_construct()


@contextmanager
def in_trace(delivery: Delivery) -> Iterator[None]:
    """Make the call part of the trace that decided it, or, minutes later, of a new one that links there."""
    about = attributes_of(delivery)
    if delivery.is_late:
        with (
            consumer_span(
                "process telegram.deliveries",
                traceparent=delivery.traceparent,
                attributes=about,
                new_trace=True,
            ),
            told_of_call(about),
        ):
            yield
        return
    with within(delivery.traceparent), told_of_call(about, delivery.taken_in):
        yield


def attributes_of(delivery: Delivery) -> dict[str, str | int]:
    """Say who is told, and about which ticket."""
    about: dict[str, str | int] = {names.CHAT_PSEUDONYM: names.pseudonym(delivery.call.chat_id)}
    if delivery.user_name:
        about[names.PERSON] = names.pseudonym(delivery.user_name)
    if (ticket := delivery.ticket) is not None:
        about[names.TICKET] = ticket
    return about


def outcome_of(error: TelegramAPIError) -> ApiOutcome:  # noqa: C901, PLR0911  # a table, a line each
    text = error.message
    match error:
        case TelegramRetryAfter(retry_after=seconds):
            return TooMany(float(seconds))
        case TelegramMigrateToChat(migrate_to_chat_id=chat_id):
            return Moved(chat_id)
        case TelegramForbiddenError() | TelegramBadRequest() if is_out_of_reach(error):
            return Unreachable(text)
        case TelegramBadRequest() if is_unchanged(error):
            return Unchanged()
        case TelegramBadRequest() if any(words in text.lower() for words in NOTHING_TO_EDIT):
            return NothingToEdit(text)
        case TelegramBadRequest() if any(words in text.lower() for words in NO_TOPIC):
            return NoTopic(text)
        case TelegramBadRequest() if any(words in text.lower() for words in NOT_ALLOWED):
            return NotAllowed(text)
        case NotWrittenError() | TelegramServerError():
            return NotNow(text)
        case AnswerLostError():
            return Uncertain(text)
        case TelegramUnauthorizedError():
            # The token, not the call: this process ends (`token_watch.py`), what waits goes out with the right one.
            return NotNow(text)
        case TelegramNotFound():
            # The address, not the call: whatever waits goes out when an operator has mended it.
            log.error("telegram.address_unknown", error=text)
            return NotNow(text)
        case _:
            return Refused(text)


def is_out_of_reach(error: TelegramForbiddenError | TelegramBadRequest) -> bool:
    text = error.message.lower()
    if isinstance(error, TelegramForbiddenError):
        return not any(words in text for words in FORBIDDEN_WITHOUT_BLOCK)
    return any(words in text for words in UNREACHABLE)


def thread_of(result: object) -> int | None:
    match result:
        case {"message_thread_id": int(number)} | [{"message_thread_id": int(number)}, *_]:
            return number
        case _:
            return None


def message_ids_of(result: object) -> tuple[int, ...]:
    match result:
        case {"message_id": int(number)}:
            return (number,)
        case list():
            return tuple(number for each in result for number in message_ids_of(each))
        case _:
            return ()
