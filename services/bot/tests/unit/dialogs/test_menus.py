"""Menus of commands, and /help: both know every command there is."""

import re
from pathlib import Path

import pytest
from aiogram import Router
from aiogram.filters import Command
from aiogram.methods import SetMyCommands
from aiogram.types import BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot_service.adapters.inbound.telegram.dialogs import create_router
from bot_service.adapters.inbound.telegram.dialogs.commands import listed_commands
from bot_service.adapters.inbound.telegram.dialogs.router import create_private_router
from bot_service.adapters.inbound.telegram.dialogs.start.menus import chat_menu, command_menus, group_menus
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import LANGUAGES, texts_in
from bot_service.domain.people.person import Role

README = Path(__file__).parents[3] / "README.md"
HELP = {
    Role.USER: ("help-reporter",),
    Role.AGENT: ("help-reporter", "help-staff"),
    Role.DISPATCHER: ("help-reporter", "help-staff", "help-dispatcher"),
    Role.ADMIN: ("help-reporter", "help-staff", "help-admin"),
    Role.AUDITOR: ("help-reporter", "help-auditor"),
}


def everybodys() -> list[str]:
    return [command.name for command in listed_commands(create_router()) if not command.roles]


def test_every_language_has_its_menu_within_telegrams_limits() -> None:
    menus = command_menus(create_router())
    assert [menu.language_code for menu in menus] == [None, *LANGUAGES]
    for menu in menus:
        assert isinstance(menu.scope, BotCommandScopeAllPrivateChats)
        assert [command.command for command in menu.commands] == everybodys()
        assert all(1 <= len(command.description) <= 256 for command in menu.commands)


def test_groups_have_one_command_in_every_language() -> None:
    menus = group_menus()
    assert [menu.language_code for menu in menus] == [None, *LANGUAGES]
    for menu in menus:
        assert isinstance(menu.scope, BotCommandScopeAllGroupChats)
        assert [command.command for command in menu.commands] == ["new"]


def test_staff_have_a_longer_menu_in_their_chat() -> None:
    call = chat_menu(create_router(), 7, texts_in("ru"), Role.AGENT)
    menu = SetMyCommands.model_validate(call.arguments)
    assert menu.scope == BotCommandScopeChat(chat_id=7)
    assert [command.command for command in menu.commands] == [
        "queue",
        "ticket",
        "replies",
        "away",
        *everybodys(),
    ]


def test_admins_have_what_the_desk_is_looked_after_with_and_whoever_is_staff_no_more_has_nothing() -> None:
    menus = {
        role: [
            each["command"]
            for each in chat_menu(create_router(), 7, texts_in("en"), role).arguments["commands"]
        ]
        for role in (Role.USER, Role.DISPATCHER, Role.ADMIN)
    }
    assert menus[Role.USER] == everybodys()
    office = [
        each.name
        for each in listed_commands(create_router())
        if each.roles and Role.DISPATCHER not in each.roles
    ]
    assert office[:2] == ["setup", "staff"]
    assert [name for name in menus[Role.ADMIN] if name not in office] == menus[Role.DISPATCHER]


def answered_by(router: Router) -> set[str]:
    """Return every command that some handler answers, however it was registered."""
    return {
        str(name)
        for each in router.chain_tail
        for handler in each.message.handlers
        for command in handler.flags.get("commands", ())
        if isinstance(command, Command)
        for name in command.commands
    }


def test_the_menus_begin_with_what_people_come_for() -> None:
    assert everybodys()[:2] == ["new", "my"]
    assert set(everybodys()) >= {"help", "cancel", "id"}


def test_no_command_is_missing_from_the_menus() -> None:
    router = create_private_router()
    # Telegram offers /start by itself.
    assert answered_by(router) == {command.name for command in listed_commands(router)} | {"start"}


def test_no_command_stands_where_it_is_taken_for_an_unknown_one() -> None:
    private = create_private_router()
    asked = [each.name for each in private.sub_routers]
    after = private.sub_routers[asked.index("unknown-commands") + 1 :]
    assert {name for router in after for name in answered_by(router)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", list(Role))
def test_no_command_is_missing_from_help(language: str, role: Role) -> None:
    texts = texts_in(language)
    helped = set(re.findall(r"/([a-z0-9_]+)", " ".join(texts(key) for key in HELP[role])))
    theirs = {each.name for each in listed_commands(create_router()) if not each.roles or role in each.roles}
    assert theirs - helped <= {"help"}, f"not in /help ({language})"
    assert not helped & {each.name for each in listed_commands(create_router())} - theirs, "not theirs"


def test_the_readme_lists_every_command_with_whose_menu_it_is_in() -> None:
    rows = re.findall(r"^\| `/([a-z]+)` \| ([^|]+) \|", README.read_text(), re.MULTILINE)
    in_code = [
        (command.name, {role.lower() for role in command.roles} or {"everybody"})
        for command in listed_commands(create_router())
    ]
    assert [(name, set(whose.split(", "))) for name, whose in rows] == in_code
