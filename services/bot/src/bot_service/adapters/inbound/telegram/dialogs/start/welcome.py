"""/start, /help and /id."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.start.menus import staff_menu
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.replies.replies import Replies


def create_router() -> Router:
    router = Router(name="welcome")
    # Not in captions: the picture would be lost.
    router.message.register(start, F.text, CommandStart(ignore_mention=True, ignore_case=True))
    router.message.register(show_help, F.text, Command("help", ignore_mention=True, ignore_case=True))
    router.message.register(show_id, F.text, Command("id", ignore_mention=True, ignore_case=True))
    return router


async def start(_message: Message, command: CommandObject, turn: Turn) -> Replies:
    """Welcome whoever comes; a payload is of a link that this desk never gave out."""
    person, texts = turn.person, turn.texts
    said = [texts("unknown-link")] if command.args else []
    said += [texts("welcome", name=person.display_name), abilities(turn)]
    return [turn.sends(Screen(text=Html("\n\n".join(said)))), *menu_of(turn)]


async def show_help(_message: Message, turn: Turn) -> Replies:
    return [turn.sends(Screen(text=abilities(turn))), *menu_of(turn)]


async def show_id(_message: Message, turn: Turn) -> Replies:
    """Tell people by which number the desk's settings name them."""
    # As text: Fluent would write a number with the language's separators, and nobody could copy it.
    return [turn.says("your-id", id=str(turn.person.telegram_id))]


def menu_of(turn: Turn) -> Replies:
    person = turn.person
    return [staff_menu(person.telegram_id, turn.texts)] if person.role.is_staff else []


def abilities(turn: Turn) -> Html:
    reporter = turn.texts("help-reporter")
    return Html(f"{reporter}\n\n{turn.texts('help-staff')}") if turn.person.role.is_staff else reporter
