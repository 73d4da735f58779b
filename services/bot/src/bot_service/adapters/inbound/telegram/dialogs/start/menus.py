"""The menus of commands. Menus are no permissions: every command checks who calls it."""

from collections.abc import Sequence
from typing import Final

from aiogram.methods import SetMyCommands
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot_service.adapters.inbound.telegram.drawing.texts.catalog import LANGUAGES, Texts, texts_in
from bot_service.domain.outgoing import OutgoingCall

EVERYBODY: Final = ("new", "my", "help", "cancel", "id")
STAFF: Final = ("queue", *EVERYBODY)


def command_menus() -> Sequence[SetMyCommands]:
    """Return what to send once at start-up: everybody's menu in each language; the first one also without language."""
    scope = BotCommandScopeAllPrivateChats()
    return [
        SetMyCommands(commands=_commands(EVERYBODY, texts_in(LANGUAGES[0])), scope=scope),
        *(
            SetMyCommands(
                commands=_commands(EVERYBODY, texts_in(language)), scope=scope, language_code=language
            )
            for language in LANGUAGES
        ),
    ]


def staff_menu(chat_id: int, texts: Texts) -> OutgoingCall:
    """Return what gives one colleague the staff's menu, in their language."""
    menu = SetMyCommands(commands=_commands(STAFF, texts), scope=BotCommandScopeChat(chat_id=chat_id))
    return OutgoingCall(
        method=menu.__api_method__, chat_id=chat_id, arguments=menu.model_dump(mode="json", exclude_none=True)
    )


def _commands(names: Sequence[str], texts: Texts) -> list[BotCommand]:
    return [BotCommand(command=name, description=texts.plain(f"command-{name}")) for name in names]
