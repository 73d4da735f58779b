"""Messages that were edited after they were sent."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.conversation import NewRequest, keep_talk, read_talk
from bot_service.adapters.inbound.telegram.dialogs.requests.entry import proceed
from bot_service.adapters.inbound.telegram.dialogs.requests.screens import offer
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.desk import Desk
from bot_service.domain.person import Person


def create_router() -> Router:
    router = Router(name="edits")
    router.edited_message.register(edited, F.text | F.caption)
    router.edited_message.register(ignore)
    return router


async def edited(message: Message, state: FSMContext, person: Person, texts: Texts, desk: Desk) -> Replies:
    """Follow an edit of the text of a request that is not sent yet; what was sent stays as it is."""
    talk = await read_talk(state)
    if talk is None or talk.text_message != message.message_id:
        return [Screen(text=texts("edit-not-followed")).sent_to(person.telegram_id)]
    talk = replace(talk, draft=talk.draft.with_text(message.text or message.caption or ""))
    if await state.get_state() == NewRequest.offered:
        await keep_talk(state, talk, NewRequest.offered)
        return [offer(talk, texts).sent_to(person.telegram_id)]
    return [(await proceed(talk, state, person, texts, desk)).sent_to(person.telegram_id)]


async def ignore(_message: Message) -> Replies:
    """A live location moves, a poll changes: nobody waits for an answer."""
    return []
