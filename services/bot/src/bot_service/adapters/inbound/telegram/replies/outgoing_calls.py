"""Turns what handlers return into calls that can be kept."""

from typing import Any, Final

from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery, AnswerInlineQuery, TelegramMethod

from bot_service.adapters.inbound.telegram.replies.reply import Replies, Reply
from bot_service.domain.outgoing import OutgoingCall, Urgency

StraightAnswer = AnswerCallbackQuery | AnswerInlineQuery
STRAIGHT: Final = (AnswerCallbackQuery, AnswerInlineQuery)
"""Worthless after seconds: they go out at once, or not at all."""


def sorted_out(bot: Bot, replies: Replies) -> tuple[list[StraightAnswer], list[OutgoingCall]]:
    """Return what goes straight out and what is kept until it has gone out."""
    straight: list[StraightAnswer] = []
    kept: list[OutgoingCall] = []
    for each in replies:
        reply = each if isinstance(each, Reply) else Reply(method=each)
        if isinstance(reply.method, STRAIGHT):
            straight.append(reply.method)
        else:
            kept.append(outgoing(bot, reply))
    return straight, kept


def outgoing(bot: Bot, reply: Reply, urgency: Urgency = Urgency.ANSWER) -> OutgoingCall:
    """Return the call as JSON values, the bot's defaults filled in. Raises `TypeError` for what cannot be kept."""
    arguments = arguments_of(bot, reply.method)
    chat_id = arguments.pop("chat_id", None)
    if not isinstance(chat_id, int):
        raise TypeError(f"{reply.method.__api_method__} is not addressed to a chat by its id")
    return OutgoingCall(
        method=reply.method.__api_method__,
        chat_id=chat_id,
        arguments=arguments,
        urgency=urgency,
        ticket=reply.ticket,
        role=reply.role,
        edits_card=reply.edits_card,
    )


def arguments_of(bot: Bot, method: TelegramMethod[Any]) -> dict[str, Any]:
    uploads: dict[str, Any] = {}
    prepared = {
        name: bot.session.prepare_value(value, bot=bot, files=uploads, _dumps_json=False)
        for name, value in method.model_dump(warnings=False).items()
    }
    if uploads:
        raise TypeError(
            f"{method.__api_method__} carries bytes; send a file that Telegram has by its file_id"
        )
    return {name: value for name, value in prepared.items() if value is not None}
