"""How the bot presents itself: commands, name, descriptions."""

import re
from typing import Any, Final

from aiogram.methods import (
    DeleteMyCommands,
    GetMyCommands,
    GetMyDescription,
    GetMyName,
    GetMyShortDescription,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
)

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import bad_request
from fixline_local.telegram.store.database import Json

MAX_COMMANDS: Final = 100
MAX_COMMAND_DESCRIPTION: Final = 256
MAX_NAME: Final = 64
MAX_DESCRIPTION: Final = 512
MAX_SHORT_DESCRIPTION: Final = 120
_COMMAND: Final = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE: Final = re.compile(r"[a-z]{2}|")


def set_my_commands(call: Call, method: SetMyCommands) -> bool:
    if len(method.commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = []
    for given in method.commands:
        name = given.command.removeprefix("/")
        if not _COMMAND.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(given.description.strip()) <= MAX_COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        commands.append({"command": name, "description": given.description.strip()})
    call.world.commands.set(call.bot.id, _scope(call, method), _language(method), commands)
    _redraw(call)
    return True


def get_my_commands(call: Call, method: GetMyCommands) -> list[Json]:
    return call.world.commands.get(call.bot.id, _scope(call, method), _language(method))


def delete_my_commands(call: Call, method: DeleteMyCommands) -> bool:
    call.world.commands.set(call.bot.id, _scope(call, method), _language(method), [])
    _redraw(call)
    return True


def set_my_name(call: Call, method: SetMyName) -> bool:
    language = _language(method)
    name = _limited(method.name, MAX_NAME, "BOT_TITLE_INVALID")
    if not name and not language:
        raise bad_request("BOT_TITLE_INVALID")
    return _store(call, call.bot.names, language, name)


def set_my_description(call: Call, method: SetMyDescription) -> bool:
    text = _limited(method.description, MAX_DESCRIPTION, "DESCRIPTION_TOO_LONG")
    return _store(call, call.bot.descriptions, _language(method), text)


def set_my_short_description(call: Call, method: SetMyShortDescription) -> bool:
    text = _limited(method.short_description, MAX_SHORT_DESCRIPTION, "ABOUT_TOO_LONG")
    return _store(call, call.bot.short_descriptions, _language(method), text)


def get_my_name(call: Call, method: GetMyName) -> Json:
    return {"name": _shown(call.bot.names, _language(method))}


def get_my_description(call: Call, method: GetMyDescription) -> Json:
    return {"description": _shown(call.bot.descriptions, _language(method))}


def get_my_short_description(call: Call, method: GetMyShortDescription) -> Json:
    return {"short_description": _shown(call.bot.short_descriptions, _language(method))}


def _scope(call: Call, method: Any) -> str:
    scope = method.scope
    if scope is None:
        return "default"
    chat_id = getattr(scope, "chat_id", None)
    if chat_id is None:
        return str(scope.type)
    return f"{scope.type}:{call.chat(chat_id).id}"


def _language(method: Any) -> str:
    language = method.language_code or ""
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return str(language)


def _limited(text: str | None, limit: int, error: str) -> str:
    text = (text or "").strip()
    if len(text) > limit:
        raise bad_request(error)
    return text


def _shown(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("", "")


def _store(call: Call, texts: dict[str, str], language: str, text: str) -> bool:
    texts.pop(language, None)
    if text:
        texts[language] = text
    call.world.bots.save(call.bot)
    _redraw(call)
    return True


def _redraw(call: Call) -> None:
    """Whoever looks at a chat with this bot sees the change at once."""
    for chat in call.world.chats.of_bot(call.bot.id):
        call.world.chats.save(chat)
