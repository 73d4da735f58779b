"""What Telegram tells of topics: of those that the bot made itself, and of what people did to them."""

import re
from typing import Final

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.drawing.tickets.topics import OVER
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.topics.staff_group import StaffGroup
from bot_service.application.request_desk import RequestDesk
from bot_service.domain.deliveries.outgoing import THREAD, OutgoingCall

NAME: Final = re.compile(rf"(?:{OVER} )?#([1-9][0-9]{{0,17}}) ")
"""How the name of a ticket's topic begins."""


def create_group_router() -> Router:
    router = Router(name="group-topics")
    router.message.register(made, F.forum_topic_created)
    router.message.register(changed, F.forum_topic_edited | F.forum_topic_closed | F.forum_topic_reopened)
    return router


def create_private_router() -> Router:
    """Of what the bot does in private chats itself, nothing is anybody's message."""
    router = Router(name="private-topics")
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(made_privately, F.forum_topic_created, F.from_user.is_bot)
    router.message.register(changed_privately, F.forum_topic_edited)
    router.message.register(our_own, F.from_user.is_bot)
    return router


async def made(message: Message, bot: Bot, desk: RequestDesk, staff_group: StaffGroup | None) -> Replies:
    return [] if staff_group is None else await _known(message, bot, desk)


async def made_privately(message: Message, bot: Bot, desk: RequestDesk) -> Replies:
    return await _known(message, bot, desk)


async def changed(message: Message, bot: Bot, desk: RequestDesk, staff_group: StaffGroup | None) -> Replies:
    return [] if staff_group is None else await _unsure(message, bot, desk)


async def changed_privately(message: Message, bot: Bot, desk: RequestDesk) -> Replies:
    return await _unsure(message, bot, desk)


async def our_own(_message: Message) -> Replies:
    return []


async def _known(message: Message, bot: Bot, desk: RequestDesk) -> Replies:
    """Know the topic whose making was not answered; take away one that was made twice."""
    thread, topic = message.message_thread_id, message.forum_topic_created
    match = NAME.match(f"{topic.name} ") if topic is not None else None
    if not _is_ours(message, bot) or thread is None or match is None:
        return []
    if await desk.topics.heard_of(message.chat.id, int(match[1]), thread):
        return []
    deletion = OutgoingCall(method="deleteForumTopic", chat_id=message.chat.id, arguments={THREAD: thread})
    if deletion.is_private:
        return [deletion]
    # To delete takes a right that the desk needs for nothing else.
    closing = OutgoingCall(method="closeForumTopic", chat_id=message.chat.id, arguments={THREAD: thread})
    return [
        OutgoingCall(
            method=deletion.method,
            chat_id=deletion.chat_id,
            arguments=deletion.arguments,
            otherwise=(closing,),
        )
    ]


async def _unsure(message: Message, bot: Bot, desk: RequestDesk) -> Replies:
    if not _is_ours(message, bot) and message.message_thread_id is not None:
        await desk.topics.unsure(message.chat.id, message.message_thread_id)
    return []


def _is_ours(message: Message, bot: Bot) -> bool:
    return message.from_user is not None and message.from_user.id == bot.id
