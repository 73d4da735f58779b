"""A new request: /new, and the messages that answer its questions."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.conversation import (
    NewRequest,
    Talk,
    current_talk,
    read_talk,
)
from bot_service.adapters.inbound.telegram.dialogs.received import received
from bot_service.adapters.inbound.telegram.dialogs.requests.entry import TextUse, join, proceed
from bot_service.adapters.inbound.telegram.dialogs.requests.screens import question
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.desk import Desk
from bot_service.application.ports.update_handler import UpdateKey
from bot_service.domain.draft import Draft, Step
from bot_service.domain.person import Person


def create_command_router() -> Router:
    router = Router(name="new")
    router.message.register(new, Command("new", ignore_mention=True, ignore_case=True))
    return router


def create_router() -> Router:
    router = Router(name="new-request")
    router.message.register(what, StateFilter(NewRequest.what))
    router.message.register(where, StateFilter(NewRequest.where))
    router.message.register(urgency, StateFilter(NewRequest.urgency))
    router.message.register(more, StateFilter(NewRequest.preview))
    return router


async def new(
    message: Message,
    command: CommandObject,
    state: FSMContext,
    person: Person,
    texts: Texts,
    desk: Desk,
    key: UpdateKey,
) -> Replies:
    """Start a request, with what came with the command; one that is being made goes on, so that nothing is lost."""
    unfinished = await read_talk(state)
    said = [] if unfinished is None else [Screen(text=texts("unfinished"))]
    talk = unfinished or Talk(draft=Draft(id=key.update_id))
    got = replace(received(message), text=command.args or "")
    if got.text or got.attachments:
        entry = join(talk, got, Draft.with_more_text)
        # An edit of this message would bring the command along: it is not followed.
        talk = replace(entry.talk, text_message=None)
        said += [] if entry.refused is None else [Screen(text=sentence(entry.refused, texts))]
    said.append(await proceed(talk, state, person, texts, desk))
    return [screen.sent_to(person.telegram_id) for screen in said]


async def what(message: Message, state: FSMContext, person: Person, texts: Texts, desk: Desk) -> Replies:
    return await _joined(message, Draft.with_text, state, person, texts, desk)


async def more(message: Message, state: FSMContext, person: Person, texts: Texts, desk: Desk) -> Replies:
    return await _joined(message, Draft.with_more_text, state, person, texts, desk)


async def where(message: Message, state: FSMContext, person: Person, texts: Texts, desk: Desk) -> Replies:
    got = received(message)
    if got.attachments:
        return await more(message, state, person, texts, desk)
    talk = await current_talk(state)
    talk = replace(talk, draft=talk.draft.with_location(got.text), album=None)
    return [(await proceed(talk, state, person, texts, desk)).sent_to(person.telegram_id)]


async def urgency(message: Message, state: FSMContext, person: Person, texts: Texts, desk: Desk) -> Replies:
    """Urgency is tapped; a typed word is not guessed at."""
    if received(message).attachments:
        return await more(message, state, person, texts, desk)
    return [question(await current_talk(state), Step.URGENCY, texts).sent_to(person.telegram_id)]


async def _joined(
    message: Message, use_text: TextUse, state: FSMContext, person: Person, texts: Texts, desk: Desk
) -> Replies:
    entry = join(await current_talk(state), received(message), use_text)
    screen = await proceed(entry.talk, state, person, texts, desk)
    if entry.refused is not None:
        problem = Screen(text=sentence(entry.refused, texts))
        return [problem.sent_to(person.telegram_id), screen.sent_to(person.telegram_id)]
    return [] if entry.quiet else [screen.sent_to(person.telegram_id)]
