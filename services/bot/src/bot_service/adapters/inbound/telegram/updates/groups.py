"""Who talks in a group, and whether it is the staff group."""

from dataclasses import dataclass
from typing import Any, Final

from aiogram.types import CallbackQuery, Chat, ChatMemberUpdated, Message, TelegramObject, User

from bot_service.adapters.inbound.telegram.dialogs.commands import marked_command
from bot_service.adapters.inbound.telegram.dialogs.group_chats import GROUPS, writer_of
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import language_of, texts_in
from bot_service.application.ports.topics.staff_group import StaffGroup
from bot_service.application.request_desk import RequestDesk

LINKING: Final = frozenset({"/link", "/unlink"})
"""All that is done to the desk by a command in a group that is not its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScene:
    chat: Chat
    staff_group: StaffGroup | None
    """None in any other group."""
    talker: User | None
    """None for who hides behind the group or a channel, and for bots."""
    thread_id: int | None
    message_id: int | None

    @property
    def data(self) -> dict[str, Any]:
        """What handlers are handed beside the turn, if there is one."""
        language = None if self.talker is None else self.talker.language_code
        if language is None and self.staff_group is not None:
            language = self.staff_group.language
        return {
            "staff_group": self.staff_group,
            "is_anonymous": self.talker is None,
            "texts": texts_in(language_of(language)),
        }


def group_of(event: TelegramObject) -> Chat | None:
    """Return the group that something happened in; None for what happened elsewhere."""
    if isinstance(event, CallbackQuery):
        chat = None if event.message is None else event.message.chat
    elif isinstance(event, Message | ChatMemberUpdated):
        chat = event.chat
    else:
        chat = None
    return chat if chat is not None and chat.type in GROUPS else None


async def scene_of(event: TelegramObject, chat: Chat, desk: RequestDesk) -> GroupScene:
    linked = await desk.groups.linked()
    message = event.message if isinstance(event, CallbackQuery) else event
    thread = message.message_thread_id if isinstance(message, Message) else None
    return GroupScene(
        chat=chat,
        staff_group=linked if linked is not None and linked.chat_id == chat.id else None,
        talker=_talker(event),
        thread_id=thread,
        message_id=event.message_id if isinstance(event, Message) else None,
    )


def concerns_desk(scene: GroupScene, event: TelegramObject) -> bool:
    """Tell whether it may be for the bot: who talks in other groups is nobody's business."""
    if scene.talker is None:
        return False
    if scene.staff_group is not None or isinstance(event, CallbackQuery):
        return True
    command = marked_command(event) if isinstance(event, Message) else None
    return command is not None and command.lower().partition("@")[0] in LINKING


def _talker(event: TelegramObject) -> User | None:
    if isinstance(event, CallbackQuery):
        return event.from_user
    return writer_of(event) if isinstance(event, Message) else None
