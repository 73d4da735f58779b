"""What Telegram tells of topics: of those that the bot made itself, and of what people did to them."""

import re
from typing import Final

from aiogram import Bot, F, Router
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.staff_group import StaffGroup
from bot_service.application.request_desk import RequestDesk
from bot_service.domain.outgoing import OutgoingCall

NAME: Final = re.compile(r"#([1-9][0-9]{0,17}) ")
"""How the name of a ticket's topic begins."""


def create_router() -> Router:
    router = Router(name="group-topics")
    router.message.register(made, F.forum_topic_created)
    router.message.register(changed, F.forum_topic_edited | F.forum_topic_closed | F.forum_topic_reopened)
    return router


async def made(message: Message, bot: Bot, desk: RequestDesk, staff_group: StaffGroup | None) -> Replies:
    """Know the topic whose making was not answered; take away one that was made twice."""
    thread, topic = message.message_thread_id, message.forum_topic_created
    by_us = message.from_user is not None and message.from_user.id == bot.id
    match = NAME.match(f"{topic.name} ") if topic is not None else None
    if staff_group is None or not by_us or thread is None or match is None:
        return []
    if await desk.topics.heard_of(message.chat.id, int(match[1]), thread):
        return []
    place = {"message_thread_id": thread}
    closing = OutgoingCall(method="closeForumTopic", chat_id=message.chat.id, arguments=place)
    # To delete takes a right that the desk needs for nothing else.
    return [
        OutgoingCall(
            method="deleteForumTopic", chat_id=message.chat.id, arguments=place, otherwise=(closing,)
        )
    ]


async def changed(message: Message, bot: Bot, desk: RequestDesk, staff_group: StaffGroup | None) -> Replies:
    by_us = message.from_user is not None and message.from_user.id == bot.id
    if staff_group is not None and not by_us and message.message_thread_id is not None:
        await desk.topics.unsure(message.chat.id, message.message_thread_id)
    return []
