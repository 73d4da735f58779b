"""Middleware: who is talking. Dialogs get a `Turn`."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import (
    CallbackQuery,
    InlineQuery,
    Message,
    MessageReactionUpdated,
    TelegramObject,
    User,
)
from aiogram.types import Chat as TelegramChat

from bot_service.adapters.inbound.telegram.dialogs.acquaintance import acquainted, called
from bot_service.adapters.inbound.telegram.dialogs.commands import marked_command
from bot_service.adapters.inbound.telegram.dialogs.conversation import Conversation
from bot_service.adapters.inbound.telegram.dialogs.group_chats import writer_of
from bot_service.adapters.inbound.telegram.dialogs.groups.callers import calls_new
from bot_service.adapters.inbound.telegram.dialogs.staff_group.turn import GroupTurn
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.inline import nothing
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import LANGUAGES, language_of, texts_in
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.adapters.inbound.telegram.updates.groups import concerns_desk, group_of, scene_of
from bot_service.application.errors import GatewayError, NotFoundError, UnavailableError
from bot_service.application.ports.chats.chats import Chat
from bot_service.application.ports.people.users import UserView
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.application.request_desk import RequestDesk
from bot_service.domain.people.person import Person, Role
from bot_service.domain.updates.without_services import NEED_NO_SERVICE, command_name
from fixline_telemetry import attributes as names
from fixline_telemetry.logs.line_context import bind_lines
from fixline_telemetry.spans.current_spans import current_span

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class PersonMiddleware(BaseMiddleware):
    """Gives handlers their `turn`.

    Reads people's role at every update: who is made staff is staff at their next tap.
    Registers them on first sight, with a new name, and at /start.
    """

    def __init__(self, desk: RequestDesk) -> None:
        self._desk = desk

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if isinstance(event, InlineQuery):
            return await self._ask(handler, event, data)
        if (chat := group_of(event)) is not None:
            here = data | await self._scene(event, chat, data)
            return await self._in_group(handler, event, here)
        user = _private_talker(event)
        data["desk"] = self._desk
        if user is None:
            return await handler(event, data)
        language = language_of(user.language_code)
        try:
            known = await self._known(user, language, data["key"], anew=is_start(event))
        except UnavailableError:
            if not needs_no_service(event):
                raise
            known = await self._as_far_as_known(user, language)
        tell_who(known)
        if not known.active:
            return _switched_off(event, user)
        data["turn"] = self._turn(known, user, data["key"], data["conversation"])
        return await handler(event, data)

    async def _in_group(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Get to know who calls the bot in a group; of all others that write there it knows nothing.

        They have no chat with the bot by that, and no conversation.
        """
        if isinstance(event, Message) and await calls_new(event, data["bot"]):
            user = writer_of(event)
            if user is None:
                return await handler(event, data)
            language = language_of(user.language_code)
            known = await acquainted(
                user.id,
                user.full_name,
                user.username or "",
                language if user.language_code else "",
                desk=self._desk,
                texts=texts_in(language),
                request_id=data["key"].request_id("register"),
            )
            tell_who(known)
            if not known.active:
                return ()
            data["turn"] = self._turn(known, user, data["key"], Conversation())
        return await handler(event, data)

    async def _scene(self, event: TelegramObject, chat: TelegramChat, data: dict[str, Any]) -> dict[str, Any]:
        """Return who talks in a group, as far as that is the desk's business: nobody is registered there."""
        scene = await scene_of(event, chat, self._desk)
        found = {**scene.data, "desk": self._desk, "turn": None}
        if scene.talker is None or not concerns_desk(scene, event):
            return found
        private = await self._desk.chats.get(scene.talker.id)
        known = None if private is None else await self._find(private.user_name)
        if known is None or not known.active:
            return found
        tell_who(known)
        turn = self._turn(known, scene.talker, data["key"], data["conversation"])
        here = GroupTurn(
            person=turn.person,
            texts=turn.texts,
            desk=turn.desk,
            key=turn.key,
            conversation=turn.conversation,
            chat_id=chat.id,
            thread_id=scene.thread_id,
            message_id=scene.message_id,
        )
        return {**found, "turn": here, "texts": turn.texts}

    async def _ask(self, handler: Handler, query: InlineQuery, data: dict[str, Any]) -> Any:
        """Let somebody ask from another chat; who never started the bot has no `turn`, and stays unknown.

        What cannot be answered now is not tried again: it would be too late.
        """
        user = query.from_user
        try:
            chat = await self._desk.chats.get(user.id)
            known = None if chat is None else await self._find(chat.user_name)
            data["turn"] = None
            if known is not None and known.active:
                tell_who(known)
                data["turn"] = self._turn(known, user, data["key"], Conversation())
            return await handler(query, data)
        except GatewayError:
            return [nothing(query)]

    def _turn(self, known: UserView, user: User, key: UpdateKey, conversation: Conversation) -> Turn:
        language = spoken_to(known, language_of(user.language_code))
        return Turn(
            person=Person(
                name=known.name,
                telegram_id=user.id,
                display_name=known.display_name,
                role=known.role,
                language=language,
            ),
            texts=texts_in(language).in_zone(self._desk.zone_of(known)),
            desk=self._desk,
            key=key,
            conversation=conversation,
        )

    async def _known(self, user: User, language: str, key: UpdateKey, *, anew: bool) -> UserView:
        chat = await self._desk.chats.get(user.id)
        known = None if chat is None else await self._find(chat.user_name)
        display_name, username = _names(user, language)
        if anew or known is None or (known.display_name, known.username) != (display_name, username):
            known = await self._desk.people.register(
                telegram_id=user.id,
                display_name=display_name,
                username=username,
                # What Telegram does not say, the service may know better.
                language=language if user.language_code else "",
                request_id=key.request_id("register"),
            )
        now = Chat(chat_id=user.id, user_name=known.name, language=spoken_to(known, language))
        if chat != now:
            await self._desk.chats.save(now)
        return known

    async def _as_far_as_known(self, user: User, language: str) -> UserView:
        """Return somebody of no role, for what anybody is told."""
        chat = await self._desk.chats.get(user.id)
        display_name, username = _names(user, language)
        return UserView(
            name="" if chat is None else chat.user_name,
            telegram_id=user.id,
            display_name=display_name,
            username=username,
            role=Role.USER,
            active=True,
            language="" if chat is None else chat.language,
        )

    async def _find(self, name: str) -> UserView | None:
        try:
            return await self._desk.people.get(name)
        except NotFoundError:
            return None


def tell_who(person: UserView) -> None:
    """Name whoever talks on the update's span and in its lines: of somebody new nobody knew before."""
    if person.name:
        pseudonym = names.pseudonym(person.name)
        current_span().set_attribute(names.PERSON, pseudonym)
        bind_lines(actor=pseudonym)


def spoken_to(user: UserView, language: str) -> str:
    """Return the language that they chose, or had when they came; else their Telegram's `language` (decision 35)."""
    return user.language if user.language in LANGUAGES else language


def create_person_middleware(desk: RequestDesk) -> PersonMiddleware:
    """Return the outer middleware for messages, edited messages, callback queries and inline queries."""
    return PersonMiddleware(desk)


def _private_talker(event: TelegramObject) -> User | None:
    """Return who wrote or tapped in a private chat; groups and channels are none of the dialogs' business."""
    if isinstance(event, CallbackQuery):
        in_private = event.message is None or event.message.chat.type == ChatType.PRIVATE
        return event.from_user if in_private else None
    if isinstance(event, Message) and event.chat.type == ChatType.PRIVATE:
        # Telegram tells of what the bot did itself, too.
        return None if event.from_user is None or event.from_user.is_bot else event.from_user
    if isinstance(event, MessageReactionUpdated) and event.chat.type == ChatType.PRIVATE:
        return event.user
    return None


def needs_no_service(event: TelegramObject) -> bool:
    marked = marked_command(event) if isinstance(event, Message) else None
    return marked is not None and command_name(marked) in NEED_NO_SERVICE


def is_start(event: TelegramObject) -> bool:
    return isinstance(event, Message) and (event.text or "").lower().startswith("/start")


def _names(user: User, language: str) -> tuple[str, str]:
    """Return what to call somebody, and their username."""
    username = user.username or ""
    return called(user.full_name, username, user.id, texts_in(language)), username


def _switched_off(event: TelegramObject, user: User) -> Replies:
    texts = texts_in(language_of(user.language_code))
    if isinstance(event, CallbackQuery):
        return [answer(event, texts.plain("switched-off"), alert=True)]
    return [Screen(text=texts("switched-off")).sent_to(user.id)]
