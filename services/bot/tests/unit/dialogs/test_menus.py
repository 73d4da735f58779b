"""Menus of commands."""

from aiogram.methods import SetMyCommands
from aiogram.types import BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot_service.adapters.inbound.telegram.dialogs.start.menus import command_menus, staff_menu
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import texts_in


def test_every_language_has_its_menu_within_telegrams_limits() -> None:
    menus = command_menus()
    assert [menu.language_code for menu in menus] == [None, "en", "ru"]
    for menu in menus:
        assert isinstance(menu.scope, BotCommandScopeAllPrivateChats)
        assert [command.command for command in menu.commands] == ["new", "my", "help", "cancel", "id"]
        assert all(1 <= len(command.description) <= 256 for command in menu.commands)


def test_staff_have_a_longer_menu_in_their_chat() -> None:
    call = staff_menu(7, texts_in("ru"))
    menu = SetMyCommands.model_validate(call.arguments)
    assert menu.scope == BotCommandScopeChat(chat_id=7)
    assert menu.commands[0].command == "queue"
