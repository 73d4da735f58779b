"""What somebody sends outside of any dialog is offered as a new request."""

from typing import Final

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.conversation import NewRequest, Talk, keep_talk, read_talk
from bot_service.adapters.inbound.telegram.dialogs.received import received
from bot_service.adapters.inbound.telegram.dialogs.requests.entry import join
from bot_service.adapters.inbound.telegram.dialogs.requests.screens import offer
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.update_handler import UpdateKey
from bot_service.domain.draft import Draft
from bot_service.domain.person import Person

SECONDS_OF_ONE_STORY: Final = 600
"""People tell one story in several messages; what comes later than this is another one."""


def create_router() -> Router:
    router = Router(name="offers")
    router.message.register(offered)
    return router


async def offered(
    message: Message, state: FSMContext, person: Person, texts: Texts, key: UpdateKey
) -> Replies:
    """Offer it, together with what was offered just before and not answered yet."""
    got = received(message)
    talk = await read_talk(state)
    if talk is None or got.sent_at - talk.last_message_at > SECONDS_OF_ONE_STORY:
        talk = Talk(draft=Draft(id=key.update_id))
    entry = join(talk, got, Draft.with_more_text)
    draft = entry.talk.draft
    await keep_talk(state, entry.talk, NewRequest.offered if draft.text else NewRequest.what)
    screen = offer(entry.talk, texts)
    if entry.refused is not None:
        problem = Screen(text=sentence(entry.refused, texts))
        return [problem.sent_to(person.telegram_id), screen.sent_to(person.telegram_id)]
    return [] if entry.quiet else [screen.sent_to(person.telegram_id)]
