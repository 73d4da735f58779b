"""The dispatcher: what handlers get, what becomes of what they return, and what a repeated update finds."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiogram import Router
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message
from redis.asyncio import Redis
from structlog.testing import capture_logs

from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.remembered import UnsentRequest
from bot_service.adapters.inbound.telegram.dialogs.turn import InStage, Turn
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.replies.immediate_answers import ImmediateAnswers
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.adapters.inbound.telegram.updates.dispatcher import DispatchedUpdates
from bot_service.adapters.inbound.telegram.updates.people import create_person_middleware
from bot_service.adapters.outbound.conversations import SteadyConversations
from bot_service.adapters.outbound.memory.chats.chats import MemoryChats, MemoryMessageLinks
from bot_service.adapters.outbound.memory.comments.comments import MemoryComments
from bot_service.adapters.outbound.memory.deliveries.rate_limiter import MemoryRateLimiter
from bot_service.adapters.outbound.memory.files.files import MemoryFiles, MemoryTelegramFiles
from bot_service.adapters.outbound.memory.files.old_files import MemoryOldFiles
from bot_service.adapters.outbound.memory.lists.bulk_jobs import MemoryBulkJobs
from bot_service.adapters.outbound.memory.notifications.preferences import MemoryPreferences
from bot_service.adapters.outbound.memory.people.users import MemoryUsers
from bot_service.adapters.outbound.memory.places.places import MemoryPlaces
from bot_service.adapters.outbound.memory.quick_replies.quick_replies import MemoryQuickReplies
from bot_service.adapters.outbound.memory.tickets.following import MemoryFollowing
from bot_service.adapters.outbound.memory.tickets.ticket_finder import MemoryTicketFinder
from bot_service.adapters.outbound.memory.tickets.ticket_links import MemoryTicketLinks
from bot_service.adapters.outbound.memory.tickets.ticket_store import MemoryTicketStore
from bot_service.adapters.outbound.memory.tickets.ticket_tags import MemoryTicketTags
from bot_service.adapters.outbound.memory.tickets.ticket_work import MemoryTicketWork
from bot_service.adapters.outbound.memory.tickets.tickets import MemoryTickets
from bot_service.adapters.outbound.memory.topics.private_topics import MemoryPrivateTopics
from bot_service.adapters.outbound.memory.topics.staff_group import (
    MemoryGroupInspector,
    MemoryStaffGroups,
)
from bot_service.adapters.outbound.memory.topics.topics import MemoryTopics
from bot_service.adapters.outbound.memory.updates.allowances import MemoryAllowances
from bot_service.adapters.outbound.memory.updates.group_albums import MemoryGroupAlbums
from bot_service.adapters.outbound.sqlalchemy.chats.conversations import SqlConversationStore
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.adapters.outbound.valkey.conversations import ValkeyConversationStore
from bot_service.adapters.outbound.valkey.reachability import ValkeyReachability
from bot_service.application.ports.updates.update_handler import UnknownUpdateError, UpdateKey
from bot_service.application.request_desk import RequestDesk
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.requests.draft import Draft
from bot_testing.replica import Replica
from bot_testing.talker import Json
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator

BOT_ID = int(BOT_TOKEN.split(":")[0])


class TwoQuestions:
    """A dialog of two questions, as a router made for one test."""

    def __init__(self) -> None:
        self.fails = False
        self.router = Router()
        self.router.message(InStage(Stage.WHERE))(self.where)
        self.router.message(InStage(Stage.URGENCY))(self.urgency)
        self.router.message()(self.begin)
        self.router.callback_query()(self.tapped)

    async def begin(self, message: Message, turn: Turn) -> Replies:
        draft = Draft(id=turn.key.update_id, text=message.text or "")
        turn.conversation.keep_request(UnsentRequest(draft=draft), Stage.WHERE)
        self.fail_if_told()
        return [said("where?", turn)]

    async def where(self, message: Message, turn: Turn) -> Replies:
        draft = turn.conversation.asked_about.draft.with_location(message.text or "")
        turn.conversation.keep_request(UnsentRequest(draft=draft), Stage.URGENCY)
        self.fail_if_told()
        return [said(f"how urgent? ({turn.key.update_id})", turn)]

    async def urgency(self, message: Message, turn: Turn) -> Replies:
        draft = turn.conversation.asked_about.draft
        turn.conversation.drop_request()
        return [said(f"{draft.text} in {draft.location}: {message.text}", turn)]

    async def tapped(self, query: CallbackQuery) -> Replies:
        return [
            AnswerCallbackQuery(callback_query_id=query.id, text="done"),
            Screen(text=Html("<b>card</b>")).as_live_card(query.from_user.id, 7),
        ]

    def fail_if_told(self) -> None:
        if self.fails:
            raise ValueError("bug")


def said(text: str, turn: Turn) -> OutgoingCall:
    return turn.sends(Screen(text=Html(text)))


def text_update(update_id: int, text: str, user: int = RITA) -> Json:
    person = {"id": user, "is_bot": False, "first_name": "Rita"}
    chat = {"id": user, "type": "private"}
    message = {"message_id": update_id, "date": 1_700_000_000, "chat": chat, "from": person, "text": text}
    return {"update_id": update_id, "message": message}


def memory_desk() -> RequestDesk:
    users, chats = MemoryUsers(()), MemoryChats()
    store = MemoryTicketStore(users, lambda: datetime.now(UTC))
    return RequestDesk(
        bulk_jobs=MemoryBulkJobs(lambda: datetime.now(UTC)),
        tickets=MemoryTickets(store),
        comments=MemoryComments(store),
        work=MemoryTicketWork(store),
        ticket_links=MemoryTicketLinks(store),
        ticket_tags=MemoryTicketTags(store),
        finder=MemoryTicketFinder(store),
        people=users,
        places=MemoryPlaces(),
        following=MemoryFollowing(MemoryTicketStore(users, lambda: datetime.now(UTC))),
        files=MemoryFiles(),
        old_files=MemoryOldFiles(store),
        telegram_files=MemoryTelegramFiles({}),
        chats=chats,
        preferences=MemoryPreferences(chats),
        quick_replies=MemoryQuickReplies(),
        allowances=MemoryAllowances(lambda: datetime.now(UTC)),
        links=MemoryMessageLinks(lambda: datetime.now(UTC)),
        albums=MemoryGroupAlbums([]),
        private_topics=MemoryPrivateTopics(),
        groups=MemoryStaffGroups(),
        inspector=MemoryGroupInspector(),
        topics=MemoryTopics(lambda: datetime.now(UTC)),
        now=lambda: datetime.now(UTC),
    )


class Setup:
    def __init__(self, handler: DispatchedUpdates, conversation: TwoQuestions, valkey: Redis) -> None:
        self.handler = handler
        self.conversation = conversation
        self.valkey = valkey

    async def write(self, update_id: int, text: str, user: int = RITA) -> list[str]:
        calls = await self(text_update(update_id, text, user))
        return [str(call.arguments["text"]) for call in calls]

    async def __call__(self, update: Json) -> list[OutgoingCall]:
        key = UpdateKey(bot_id=BOT_ID, update_id=update["update_id"])
        return list(await self.handler(key, update))


@pytest.fixture
async def immediate_answers() -> AsyncIterator[tuple[ImmediateAnswers, TelegramPeople]]:
    async with TelegramSimulator() as simulator, TelegramPeople(simulator.url) as people:
        bot, session = create_bot(BOT_TOKEN, simulator.url)
        answers = ImmediateAnswers(bot, MemoryRateLimiter().take)
        yield answers, people
        await answers.aclose()
        await session.close()


@pytest.fixture
async def setup(
    immediate_answers: tuple[ImmediateAnswers, TelegramPeople], valkey_url: str, replica: Replica
) -> AsyncIterator[Setup]:
    dialog, reachability = TwoQuestions(), ValkeyReachability()
    async with Redis.from_url(valkey_url, decode_responses=True) as valkey:
        handler = DispatchedUpdates(
            immediate_answers[0]._bot,
            dialog.router,
            create_person_middleware(memory_desk()),
            SteadyConversations(
                ValkeyConversationStore(valkey, reachability),
                SqlConversationStore(replica.database),
                reachability,
            ),
            immediate_answers[0],
        )
        yield Setup(handler, dialog, valkey)


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


@pytest.mark.parametrize(("text", "level"), [(None, "info"), ("You may not.", "warning")])
async def test_an_answer_that_says_something_and_is_missed_is_a_warning(
    immediate_answers: tuple[ImmediateAnswers, TelegramPeople], text: str | None, level: str
) -> None:
    answers, _ = immediate_answers
    with capture_logs() as lines:
        answers.send(AnswerCallbackQuery(callback_query_id="999", text=text))
        await answers.aclose()
    (line,) = lines
    assert (line["event"], line["log_level"]) == ("telegram.answer_missed", level)


async def test_what_nobody_handles_is_done_with(setup: Setup) -> None:
    chat = {"id": -1, "type": "channel", "title": "news"}
    post = {"message_id": 1, "date": 1_700_000_000, "chat": chat, "text": "hello"}
    assert await setup({"update_id": 1, "channel_post": post}) == []
    assert await setup.valkey.keys() == []


async def test_a_kind_of_a_later_bot_api_is_none_that_is_known(setup: Setup) -> None:
    with pytest.raises(UnknownUpdateError):
        await setup({"update_id": 1, "of_a_later_bot_api": {}, "message": None})


async def test_of_what_nobody_hears_nothing_has_to_fit(setup: Setup) -> None:
    assert (
        await setup({"update_id": 1, "my_chat_member": {"new_chat_member": {"status": "unheard of"}}}) == []
    )
