"""/start and /help."""

from typing import Final

from aiogram import Dispatcher, F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.commands import Marked, register_command
from bot_service.adapters.inbound.telegram.dialogs.finding.by_number import NUMBER, card_of, unseen
from bot_service.adapters.inbound.telegram.dialogs.lists.queue import waiting
from bot_service.adapters.inbound.telegram.dialogs.requests.places import scanned
from bot_service.adapters.inbound.telegram.dialogs.start.links import follow
from bot_service.adapters.inbound.telegram.dialogs.start.menus import chat_menu
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.deep_links import FROM_GROUP, SCANNED, SHARED
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.inline import FROM_INLINE
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.domain.people.person import Role

HELP_OF: Final = {
    Role.ADMIN: "help-admin",
    Role.DISPATCHER: "help-dispatcher",
    Role.AUDITOR: "help-auditor",
}
"""What somebody can do beside others."""


def create_router() -> Router:
    router = Router(name="welcome")
    # Not in captions: the picture would be lost. Nor in the menus: Telegram offers it by itself.
    router.message.register(start, F.text, Marked(), CommandStart(ignore_mention=True, ignore_case=True))
    register_command(router, "help", show_help)
    return router


async def start(_message: Message, command: CommandObject, turn: Turn, dispatcher: Dispatcher) -> Replies:
    """Welcome whoever comes; a payload is what a link was for."""
    payload = command.args or ""
    if payload.startswith(SCANNED):
        return [*await scanned(payload.removeprefix(SCANNED), turn), *menu_of(turn, dispatcher)]
    said: list[Html] = []
    if (shared := NUMBER.fullmatch(payload.removeprefix(SHARED))) and payload.startswith(SHARED):
        number = int(shared["number"])
        shown = await card_of(number, turn)
        if shown is not None:
            return [shown, *menu_of(turn, dispatcher)]
        said.append(await unseen(number, turn))
    elif command.args and command.args not in (FROM_INLINE, FROM_GROUP):
        turn, told = await follow(command.args, turn)
        said += told
    person = turn.person
    said += [turn.texts("welcome", name=person.display_name), abilities(turn)]
    # What was sent before they came, nobody told them.
    waits = await waiting(turn) if person.role.is_staff else []
    return [
        turn.sends(Screen(text=Html("\n\n".join(said)))),
        *(turn.sends(screen) for screen in waits),
        *menu_of(turn, dispatcher),
    ]


async def show_help(_message: Message, turn: Turn, dispatcher: Dispatcher) -> Replies:
    return [turn.sends(Screen(text=abilities(turn))), *menu_of(turn, dispatcher)]


def menu_of(turn: Turn, dispatcher: Dispatcher) -> Replies:
    person = turn.person
    if person.role is Role.USER:
        return []
    return [chat_menu(dispatcher, person.telegram_id, turn.texts, person.role)]


def abilities(turn: Turn) -> Html:
    role = turn.person.role
    said = [turn.texts("help-reporter")]
    if role.is_staff:
        said.append(turn.texts("help-staff"))
    if role in HELP_OF:
        said.append(turn.texts(HELP_OF[role]))
    return Html("\n\n".join(said))
