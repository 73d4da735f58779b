"""/start and /help."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.start.menus import staff_menu
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.domain.person import Person


def create_router() -> Router:
    router = Router(name="welcome")
    # Not in captions: the picture would be lost.
    router.message.register(start, F.text, CommandStart(ignore_mention=True, ignore_case=True))
    router.message.register(show_help, F.text, Command("help", ignore_mention=True, ignore_case=True))
    return router


async def start(_message: Message, command: CommandObject, person: Person, texts: Texts) -> Replies:
    """Welcome whoever comes; a payload is of a link that this desk never gave out."""
    said = [texts("unknown-link")] if command.args else []
    said += [texts("welcome", name=person.display_name), abilities(person, texts)]
    menu = [staff_menu(person.telegram_id, texts)] if person.role.is_staff else []
    return [Screen(text=Html("\n\n".join(said))).sent_to(person.telegram_id), *menu]


async def show_help(_message: Message, person: Person, texts: Texts) -> Replies:
    return [Screen(text=abilities(person, texts)).sent_to(person.telegram_id)]


def abilities(person: Person, texts: Texts) -> Html:
    reporter = texts("help-reporter")
    return Html(f"{reporter}\n\n{texts('help-staff')}") if person.role.is_staff else reporter
