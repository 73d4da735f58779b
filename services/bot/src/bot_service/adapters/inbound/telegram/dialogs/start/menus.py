"""The menus of commands. Menus are no permissions: every command checks who calls it."""

from collections.abc import Sequence
from typing import Final

from aiogram import Router
from aiogram.methods import SetMyCommands
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot_service.adapters.inbound.telegram.dialogs.commands import ListedCommand, listed_commands
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import LANGUAGES, Texts, texts_in
from bot_service.domain.outgoing import OutgoingCall

EVERYBODY: Final = BotCommandScopeAllPrivateChats()


def command_menus(router: Router) -> Sequence[SetMyCommands]:
    """Return what to send once at start-up: everybody's menu in each language; the first one also without language."""
    commands = [command for command in listed_commands(router) if not command.staff_only]
    first = SetMyCommands(commands=_menu(commands, texts_in(LANGUAGES[0])), scope=EVERYBODY)
    return [
        first,
        *(
            SetMyCommands(
                commands=_menu(commands, texts_in(language)), scope=EVERYBODY, language_code=language
            )
            for language in LANGUAGES
        ),
    ]


def staff_menu(router: Router, chat_id: int, texts: Texts) -> OutgoingCall:
    """Return what gives one colleague the staff's menu, in their language: first what is theirs alone."""
    commands = sorted(listed_commands(router), key=lambda command: not command.staff_only)
    menu = SetMyCommands(commands=_menu(commands, texts), scope=BotCommandScopeChat(chat_id=chat_id))
    return OutgoingCall(
        method=menu.__api_method__, chat_id=chat_id, arguments=menu.model_dump(mode="json", exclude_none=True)
    )


def _menu(commands: Sequence[ListedCommand], texts: Texts) -> list[BotCommand]:
    return [
        BotCommand(command=each.name, description=texts.plain(f"command-{each.name}")) for each in commands
    ]
