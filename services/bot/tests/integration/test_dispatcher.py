"""The dispatcher: what handlers get, what becomes of what they return, and what a repeated update finds."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiogram import BaseMiddleware, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message, TelegramObject
from redis.asyncio import Redis

from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.replies.immediate_answers import ImmediateAnswers
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.adapters.inbound.telegram.updates.dispatcher import DispatchedUpdates
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.adapters.outbound.valkey.conversations import ValkeyConversations
from bot_service.application.ports.update_handler import UpdateKey
from bot_service.domain.outgoing import OutgoingCall
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator

BOT_ID = int(BOT_TOKEN.split(":")[0])


def said(text: str, message: Message) -> OutgoingCall:
    return Screen(text=Html(text)).sent_to(message.chat.id)


class NamePerson(BaseMiddleware):
    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        data["person"] = "users/1"
        return await handler(event, data)


class Conversation:
    """A dialog of two questions, as a router made for one test."""

    def __init__(self) -> None:
        self.fails = False
        self.router = Router()
        self.router.message(StateFilter(None))(self.begin)
        self.router.message(StateFilter("where"))(self.where)
        self.router.message(StateFilter("urgency"))(self.urgency)
        self.router.callback_query()(self.tapped)

    async def begin(self, message: Message, state: FSMContext, person: str, desk: str) -> Replies:
        assert (person, desk) == ("users/1", "the desk")
        await state.update_data(what=message.text)
        await state.set_state("where")
        self.fail_if_told()
        return [said("where?", message)]

    async def where(self, message: Message, state: FSMContext, key: UpdateKey) -> Replies:
        await state.update_data(where=message.text)
        await state.set_state("urgency")
        self.fail_if_told()
        return [said(f"how urgent? ({key.update_id})", message)]

    async def urgency(self, message: Message, state: FSMContext) -> Replies:
        data = await state.get_data()
        await state.clear()
        return [said(f"{data['what']} in {data['where']}: {message.text}", message)]

    async def tapped(self, query: CallbackQuery) -> Replies:
        return [
            AnswerCallbackQuery(callback_query_id=query.id, text="done"),
            Screen(text=Html("<b>card</b>")).as_live_card(query.from_user.id, 7),
        ]

    def fail_if_told(self) -> None:
        if self.fails:
            raise ValueError("bug")


def text_update(update_id: int, text: str, user: int = RITA) -> dict[str, Any]:
    person = {"id": user, "is_bot": False, "first_name": "Rita"}
    chat = {"id": user, "type": "private"}
    message = {"message_id": update_id, "date": 1_700_000_000, "chat": chat, "from": person, "text": text}
    return {"update_id": update_id, "message": message}


class Setup:
    def __init__(self, handler: DispatchedUpdates, conversation: Conversation, valkey: Redis) -> None:
        self.handler = handler
        self.conversation = conversation
        self.valkey = valkey

    async def write(self, update_id: int, text: str, user: int = RITA) -> list[str]:
        calls = await self(text_update(update_id, text, user))
        return [str(call.arguments["text"]) for call in calls]

    async def __call__(self, update: dict[str, Any]) -> list[OutgoingCall]:
        key = UpdateKey(bot_id=BOT_ID, update_id=update["update_id"])
        return list(await self.handler(key, update))


@pytest.fixture
async def immediate_answers() -> AsyncIterator[tuple[ImmediateAnswers, TelegramPeople]]:
    async with TelegramSimulator() as simulator, TelegramPeople(simulator.url) as people:
        bot, session = create_bot(BOT_TOKEN, simulator.url)
        answers = ImmediateAnswers(bot)
        yield answers, people
        await answers.aclose()
        await session.close()


@pytest.fixture
async def setup(
    immediate_answers: tuple[ImmediateAnswers, TelegramPeople], valkey_url: str
) -> AsyncIterator[Setup]:
    conversation = Conversation()
    async with Redis.from_url(valkey_url, decode_responses=True) as valkey:
        handler = DispatchedUpdates(
            immediate_answers[0]._bot,
            conversation.router,
            NamePerson(),
            ValkeyConversations(valkey),
            immediate_answers[0],
            desk="the desk",
        )
        yield Setup(handler, conversation, valkey)


async def test_a_conversation_goes_on_from_update_to_update(setup: Setup) -> None:
    assert await setup.write(1, "lamp") == ["where?"]
    assert await setup.write(2, "214") == ["how urgent? (2)"]
    assert await setup.write(3, "very") == ["lamp in 214: very"]
    assert await setup.write(4, "sink") == ["where?"]


async def test_a_repeated_answer_is_not_read_as_the_answer_to_the_next_question(setup: Setup) -> None:
    await setup.write(1, "lamp")
    for _ in range(3):
        assert await setup.write(2, "214") == ["how urgent? (2)"]
    assert await setup.write(3, "very") == ["lamp in 214: very"]
    assert await setup.write(3, "very") == ["lamp in 214: very"]


async def test_a_failed_handler_leaves_the_conversation_as_it_was(setup: Setup) -> None:
    await setup.write(1, "lamp")
    setup.conversation.fails = True
    with pytest.raises(ValueError, match="bug"):
        await setup.write(2, "214")
    setup.conversation.fails = False
    assert await setup.write(2, "214") == ["how urgent? (2)"]


async def test_people_do_not_share_a_conversation(setup: Setup) -> None:
    assert await setup.write(1, "lamp", user=RITA) == ["where?"]
    assert await setup.write(2, "sink", user=RITA + 1) == ["where?"]


async def test_the_answer_to_a_tap_goes_immediate_answers_and_may_fail(
    setup: Setup, immediate_answers: tuple[ImmediateAnswers, TelegramPeople]
) -> None:
    tap = {
        "update_id": 1,
        "callback_query": {
            "id": "999",
            "from": {"id": RITA, "is_bot": False, "first_name": "Rita"},
            "chat_instance": "1",
            "data": "go",
        },
    }
    assert await setup(tap) == [Screen(text=Html("<b>card</b>")).as_live_card(RITA, 7)]
    await immediate_answers[0].aclose()
    (answered,) = await immediate_answers[1].calls("answerCallbackQuery")
    assert answered["status"] == 400  # there is no such tap, and nobody minds


async def test_what_nobody_handles_is_done_with(setup: Setup) -> None:
    chat = {"id": -1, "type": "channel", "title": "news"}
    post = {"message_id": 1, "date": 1_700_000_000, "chat": chat, "text": "hello"}
    assert await setup({"update_id": 1, "channel_post": post}) == []
    assert await setup.valkey.keys() == []
