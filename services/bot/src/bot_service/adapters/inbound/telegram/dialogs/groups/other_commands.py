"""What else is asked of the bot in any group: the group's id, and what is answered in private alone."""

from collections.abc import Collection

from aiogram import Bot, Router
from aiogram.filters import BaseFilter
from aiogram.types import InlineKeyboardMarkup, Message

from bot_service.adapters.inbound.telegram.dialogs.bot_names import username_of
from bot_service.adapters.inbound.telegram.dialogs.commands import marked_command
from bot_service.adapters.inbound.telegram.dialogs.group_chats import GROUPS, private_link, replying
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.topics.staff_group import StaffGroup
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.updates.without_services import command_name


class Asks(BaseFilter):
    """Passes one of the commands, said to this bot by name; if `unnamed`, or in the staff group, also without."""

    def __init__(self, commands: Collection[str], *, unnamed: bool) -> None:
        self._commands = frozenset(commands)
        self._unnamed = unnamed

    async def __call__(self, message: Message, bot: Bot, staff_group: StaffGroup | None = None) -> bool:
        marked = marked_command(message)
        if marked is None or message.chat.type not in GROUPS or command_name(marked) not in self._commands:
            return False
        mentioned = marked.partition("@")[2].lower()
        if not mentioned:
            return self._unnamed or staff_group is not None
        return mentioned == (await username_of(bot)).lower()


def create_router(private_commands: Collection[str]) -> Router:
    """`private_commands` are those that private chats answer."""
    router = Router(name="group-commands")
    router.message.register(show_id, Asks({"id"}, unnamed=True))
    router.message.register(in_private, Asks(private_commands, unnamed=False))
    return router


async def show_id(message: Message, texts: Texts) -> Replies:
    """Tell by which number settings name the group, such as the one that alerts go to."""
    return [_said(texts("group-id", id=str(message.chat.id)), message)]


async def in_private(message: Message, bot: Bot, texts: Texts) -> Replies:
    link = private_link(await username_of(bot), texts.plain("button-private"))
    return [_said(texts("group-in-private"), message, link)]


def _said(text: Html, asked: Message, markup: InlineKeyboardMarkup | None = None) -> OutgoingCall:
    topic = asked.message_thread_id if asked.is_topic_message else None
    call = Screen(text=text, keyboard=markup).sent_to(asked.chat.id)
    return replying(call, asked.message_id, topic)
