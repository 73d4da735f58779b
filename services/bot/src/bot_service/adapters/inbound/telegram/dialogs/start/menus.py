"""The menus of commands. Menus are no permissions: every command checks who calls it."""

from collections.abc import Sequence
from typing import Final

from aiogram import Router
from aiogram.methods import DeleteMyCommands, SetMyCommands
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)

from bot_service.adapters.inbound.telegram.dialogs.commands import ListedCommand, listed_commands
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import FALLBACK, LANGUAGES, Texts, texts_in
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.people.person import Role

EVERYBODY: Final = BotCommandScopeAllPrivateChats()
GROUPS: Final = BotCommandScopeAllGroupChats()


def command_menus(router: Router) -> Sequence[SetMyCommands]:
    """Return what to send once at start-up: everybody's menu in each language; the first one also without language."""
    commands = [command for command in listed_commands(router) if not command.roles]
    first = SetMyCommands(commands=_menu(commands, texts_in(FALLBACK)), scope=EVERYBODY)
    return [
        first,
        *(
            SetMyCommands(
                commands=_menu(commands, texts_in(language)), scope=EVERYBODY, language_code=language
            )
            for language in LANGUAGES
        ),
    ]


def group_menus() -> Sequence[SetMyCommands]:
    """Return what to send once at start-up for groups, where there is one command; also without language."""
    menus = []
    for language in (None, *LANGUAGES):
        said = texts_in(language or LANGUAGES[0]).plain("command-new-in-group")
        commands = [BotCommand(command="new", description=said)]
        menus.append(SetMyCommands(commands=commands, scope=GROUPS, language_code=language))
    return menus


def staff_group_menus(chat_id: int) -> Sequence[SetMyCommands]:
    """Return what gives the staff group its menu, in each language and without one."""
    menus = []
    for language in (None, *LANGUAGES):
        said = texts_in(language or FALLBACK).plain("command-reply-in-group")
        menu = SetMyCommands(
            commands=[BotCommand(command="reply", description=said)],
            scope=BotCommandScopeChat(chat_id=chat_id),
            language_code=language,
        )
        menus.append(menu)
    return menus


def staff_group_menu_calls(chat_id: int) -> Sequence[OutgoingCall]:
    return [_kept(menu, chat_id) for menu in staff_group_menus(chat_id)]


def no_staff_group_menus(chat_id: int) -> Sequence[OutgoingCall]:
    """Return what takes it away: the group has the menu of every group again."""
    scope = BotCommandScopeChat(chat_id=chat_id)
    return [
        _kept(DeleteMyCommands(scope=scope, language_code=language), chat_id)
        for language in (None, *LANGUAGES)
    ]


def chat_menu(router: Router, chat_id: int, texts: Texts, role: Role) -> OutgoingCall:
    """Return what gives one person the menu of their role, in their language: first what is theirs alone."""
    theirs = (each for each in listed_commands(router) if not each.roles or role in each.roles)
    commands = sorted(theirs, key=lambda command: not command.roles)
    menu = SetMyCommands(commands=_menu(commands, texts), scope=BotCommandScopeChat(chat_id=chat_id))
    return _kept(menu, chat_id)


def _kept(menu: SetMyCommands | DeleteMyCommands, chat_id: int) -> OutgoingCall:
    arguments = menu.model_dump(mode="json", exclude_none=True)
    return OutgoingCall(method=menu.__api_method__, chat_id=chat_id, arguments=arguments)


def _menu(commands: Sequence[ListedCommand], texts: Texts) -> list[BotCommand]:
    return [
        BotCommand(command=each.name, description=texts.plain(f"command-{each.name}")) for each in commands
    ]
