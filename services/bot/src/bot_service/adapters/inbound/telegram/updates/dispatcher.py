"""What an update means, by aiogram's dispatcher: handlers decide and return what is to be said."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from aiogram import BaseMiddleware, Bot, Dispatcher, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.middlewares.user_context import UserContextMiddleware
from aiogram.types import Update

from bot_service.adapters.inbound.telegram.dialogs.kept_conversation import kept, restored
from bot_service.adapters.inbound.telegram.dialogs.questions import settled
from bot_service.adapters.inbound.telegram.replies.immediate_answers import ImmediateAnswers
from bot_service.adapters.inbound.telegram.replies.replies import sorted_out
from bot_service.adapters.inbound.telegram.replies.staying import PrivateTopic, staying, topic_of
from bot_service.adapters.inbound.telegram.updates.allowances import AllowanceMiddleware
from bot_service.adapters.inbound.telegram.updates.facts import TYPES
from bot_service.adapters.inbound.telegram.updates.filters import filter_in_the_loop
from bot_service.adapters.inbound.telegram.updates.keys import KeyMiddleware
from bot_service.adapters.inbound.telegram.updates.reading import read
from bot_service.adapters.inbound.telegram.updates.refusals import RefusalMiddleware
from bot_service.application.ports.chats.conversations import ConversationKey, Conversations
from bot_service.application.ports.updates.update_handler import UnknownUpdateError, UpdateKey
from bot_service.domain.deliveries.outgoing import OutgoingCall

SPOKEN_TO: Final = ("message", "edited_message", "message_reaction", "callback_query")


class DispatchedUpdates:
    """Implements `UpdateHandler`.

    Handlers are handed `key`, `conversation`, and what the middleware adds for those who talk: `turn`.
    """

    def __init__(
        self,
        bot: Bot,
        router: Router,
        person_middleware: BaseMiddleware,
        conversations: Conversations,
        immediate_answers: ImmediateAnswers,
    ) -> None:
        # Our own conversations: read before the handler, written once after it.
        self._dispatcher = Dispatcher(disable_fsm=True)
        for name in SPOKEN_TO:
            self._dispatcher.observers[name].outer_middleware(person_middleware)
            self._dispatcher.observers[name].outer_middleware(AllowanceMiddleware())
            self._dispatcher.observers[name].outer_middleware(KeyMiddleware())
            self._dispatcher.observers[name].outer_middleware(RefusalMiddleware())
        self._dispatcher.my_chat_member.outer_middleware(person_middleware)
        self._dispatcher.inline_query.outer_middleware(person_middleware)
        self._dispatcher.inline_query.outer_middleware(AllowanceMiddleware())
        self._dispatcher.include_router(router)
        filter_in_the_loop(router)
        self._heard = frozenset(router.resolve_used_update_types())
        self._bot = bot
        self._conversations = conversations
        self._immediate_answers = immediate_answers

    async def __call__(self, key: UpdateKey, update: Mapping[str, Any]) -> Sequence[OutgoingCall]:
        # By what it holds: when it was received, a release may have been here that did not know its kind.
        kinds = {name for name in TYPES if update.get(name) is not None}
        if not kinds:
            raise UnknownUpdateError
        if self._heard.isdisjoint(kinds) or is_sign_alone(update):
            return ()  # what `sign_of` reads: nothing of it has to fit
        parsed = read(self._bot, update)
        conversation_key = conversation_of(self._bot, parsed)
        if conversation_key is not None:
            return await self._converse(key, parsed, conversation_key, topic_of(update))
        return self._said(await self._dispatcher.feed_update(self._bot, parsed, key=key))

    async def _converse(
        self,
        key: UpdateKey,
        update: Update,
        conversation_key: ConversationKey,
        topic: PrivateTopic | None,
    ) -> Sequence[OutgoingCall]:
        before = await self._conversations.before(conversation_key, key.update_id)
        conversation = restored(before)
        stage_before = conversation.stage
        replies = await self._dispatcher.feed_update(self._bot, update, key=key, conversation=conversation)
        calls = settled(
            self._said(replies),
            conversation,
            stage_before=stage_before,
            key=key,
            chat_id=conversation_key.chat_id,
            tapped=tapped_message(update),
        )
        if conversation.stage is None:
            conversation.asked_in = None
        elif conversation.stage is not stage_before or conversation.asking is not None:
            conversation.asked_in = None if topic is None else topic.thread_id
        # Even where nothing changed: an earlier try of this update may have saved something else.
        await self._conversations.save(conversation_key, key.update_id, before, kept(conversation))
        return staying(calls, topic)

    def _said(self, replies: Any) -> Sequence[OutgoingCall]:
        """Send what goes out at once; return what is kept until it has gone out."""
        immediate, calls = sorted_out(() if replies in (None, UNHANDLED) else replies)
        for answer in immediate:
            self._immediate_answers.send(answer)
        return calls


def is_sign_alone(update: Mapping[str, Any]) -> bool:
    """Tell whether it only says that somebody blocked the bot, or let it speak again."""
    match update:
        case {"my_chat_member": {"chat": {"type": "group" | "supergroup"}}}:
            return False
        case {"my_chat_member": _}:
            return True
        case _:
            return False


def tapped_message(update: Update) -> int | None:
    """Return the message whose button was tapped, if that is what happened."""
    tap = update.callback_query
    return None if tap is None or tap.message is None else tap.message.message_id


def conversation_of(bot: Bot, update: Update) -> ConversationKey | None:
    """An inline query is asked in whatever chat: it is no part of the conversation with the bot."""
    if update.inline_query is not None:
        return None
    context = UserContextMiddleware.resolve_event_context(update)
    user_id = context.user_id
    chat_id = context.chat_id if context.chat_id is not None else user_id
    if user_id is None or chat_id is None:
        return None
    return ConversationKey(bot_id=bot.id, chat_id=chat_id, user_id=user_id)
