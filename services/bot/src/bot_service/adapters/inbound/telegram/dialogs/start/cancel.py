"""/cancel."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.conversation import (
    Writing,
    drop_comments,
    drop_talk,
    read_talk,
    stop_writing,
)
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.domain.person import Person


def create_router() -> Router:
    router = Router(name="cancel")
    router.message.register(cancel, F.text, Command("cancel", ignore_mention=True, ignore_case=True))
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
