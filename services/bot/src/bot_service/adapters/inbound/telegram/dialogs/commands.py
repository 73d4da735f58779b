"""/cancel, and commands that do not exist."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.conversation import (
    Writing,
    drop_comments,
    drop_talk,
    read_talk,
    stop_writing,
)
from bot_service.adapters.inbound.telegram.reply import Replies
from bot_service.adapters.inbound.telegram.screen import Screen
from bot_service.adapters.inbound.telegram.texts.catalog import Texts
from bot_service.domain.person import Person


def create_router() -> Router:
    router = Router(name="commands")
    router.message.register(cancel, F.text, Command("cancel", ignore_mention=True, ignore_case=True))
    router.message.register(unknown, F.text.startswith("/"))
    return router


async def cancel(_message: Message, state: FSMContext, person: Person, texts: Texts) -> Replies:
    said = "nothing-to-cancel"
    if await state.get_state() == Writing.comment:
        await stop_writing(state)
        said = "writing-stopped"
    elif await read_talk(state) is not None:
        await drop_talk(state)
        said = "request-cancelled"
    elif await drop_comments(state):
        said = "comment-dropped"
    return [Screen(text=texts(said)).sent_to(person.telegram_id)]


async def unknown(_message: Message, person: Person, texts: Texts) -> Replies:
    return [Screen(text=texts("unknown-command")).sent_to(person.telegram_id)]
