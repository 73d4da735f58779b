"""The desk, the chats, and what happened in them."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from aiogram import Bot, Router
from aiogram.methods import AnswerCallbackQuery

from bot_service.adapters.inbound.telegram.dialogs import create_router
from bot_service.adapters.inbound.telegram.notifications.news import TicketNews
from bot_service.adapters.inbound.telegram.replies.immediate_answers import ImmediateAnswers
from bot_service.adapters.inbound.telegram.updates.dispatcher import DispatchedUpdates
from bot_service.adapters.inbound.telegram.updates.people import create_person_middleware
from bot_service.adapters.outbound.memory.chats.chats import MemoryChats, MemoryMessageLinks
from bot_service.adapters.outbound.memory.chats.conversations import MemoryConversations
from bot_service.adapters.outbound.memory.comments.comments import MemoryComments
from bot_service.adapters.outbound.memory.files.files import MemoryFiles, MemoryTelegramFiles
from bot_service.adapters.outbound.memory.files.old_files import MemoryOldFiles
from bot_service.adapters.outbound.memory.lists.bulk_jobs import MemoryBulkJobs
from bot_service.adapters.outbound.memory.notifications.preferences import MemoryPreferences
from bot_service.adapters.outbound.memory.people.users import MemoryUsers
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
from bot_service.adapters.outbound.telegram.api import METHODS
from bot_service.application.commands.deliveries.place_in_topic import OF_TOPICS, look_of, number_of, placed
from bot_service.application.ports.updates.allowances import Allowance, Exceeded
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.application.request_desk import RequestDesk
from bot_service.application.views.events import EventType
from bot_service.domain.deliveries.opened_rows import OpenedRows, as_telegram_knows, left_open, opened_by
from bot_service.domain.deliveries.outgoing import (
    IN_TOPIC,
    LIVE,
    SENT_BY,
    THREAD,
    MessageRole,
    OutgoingCall,
    opened,
    update_cause,
)
from bot_testing.answers import AnswersTaken
from bot_testing.shown import Shown, buttons_of, checked

BOT_ID = 42
AGENTS = (20, 21)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass(slots=True)
class GroupTopic:
    """A ticket's topic as those see it who are in the staff group, or its reporter in their own chat."""

    thread: int
    name: str
    icon: str
    is_closed: bool = False


async def no_wait(_chat_id: int) -> float:
    """Spend a call of a budget that has no end."""
    return 0.0


@dataclass(slots=True)
class TestedAllowances:
    """Allows everything, unless a test is about what is not: then as `counted` says."""

    __test__ = False
    counted: MemoryAllowances
    are_tested: bool = False

    async def take(self, allowance: Allowance, person: str, item: int) -> Exceeded | None:
        return await self.counted.take(allowance, person, item) if self.are_tested else None


class Shared(Router):
    """A router below several dispatchers: it keeps nothing of any of them."""

    @property
    def parent_router(self) -> Router | None:
        return None

    @parent_router.setter
    def parent_router(self, router: Router) -> None:
        router.sub_routers.append(self)


@cache
def dialogs() -> Router:
    """Return those that all worlds have: making them takes as long as a conversation."""
    shared = Shared(name="shared")
    shared.include_router(create_router())
    return shared


class World:
    """The desk, the chats, and what happened in them."""

    def __init__(self) -> None:
        self.now = NOW
        self.answers = AnswersTaken()
        self.bot = Bot(f"{BOT_ID}:TEST", session=self.answers)
        self.immediate = ImmediateAnswers(self.bot, no_wait)
        self.contents: dict[str, bytes] = {}
        self.users = MemoryUsers(AGENTS)
        self.tickets = MemoryTicketStore(self.users, lambda: self.now)
        self.places = self.tickets.places
        self.files = MemoryFiles()
        self.links = MemoryMessageLinks(lambda: self.now)
        self.allowances = TestedAllowances(MemoryAllowances(lambda: self.now))
        self.old_files = MemoryOldFiles(self.tickets)
        chats = MemoryChats()
        self.updates: list[dict[str, Any]] = []
        """All that came, in order."""
        self.groups, self.inspector, self.topics = (
            MemoryStaffGroups(),
            MemoryGroupInspector(),
            MemoryTopics(lambda: self.now),
        )
        self.private_topics = MemoryPrivateTopics()
        self.bulk_jobs = MemoryBulkJobs(lambda: self.now)
        self.desk = RequestDesk(
            bulk_jobs=self.bulk_jobs,
            tickets=MemoryTickets(self.tickets),
            comments=MemoryComments(self.tickets),
            work=MemoryTicketWork(self.tickets),
            ticket_links=MemoryTicketLinks(self.tickets),
            ticket_tags=MemoryTicketTags(self.tickets),
            finder=MemoryTicketFinder(self.tickets),
            people=self.users,
            places=self.places,
            following=MemoryFollowing(self.tickets),
            files=self.files,
            old_files=self.old_files,
            telegram_files=MemoryTelegramFiles(self.contents),
            chats=chats,
            preferences=MemoryPreferences(chats),
            quick_replies=MemoryQuickReplies(),
            allowances=self.allowances,
            links=self.links,
            albums=MemoryGroupAlbums(self.updates),
            groups=self.groups,
            inspector=self.inspector,
            topics=self.topics,
            private_topics=self.private_topics,
            now=lambda: self.now,
        )
        self.conversations = MemoryConversations()
        self.handler = self.handler_for(self.desk)
        self.chats: dict[int, dict[int, Shown]] = {}
        self.cards: dict[tuple[int, int], int] = {}
        self.opened: dict[tuple[int, int], OpenedRows] = {}
        """What is opened in place of a message's own buttons, by chat and message."""
        self.replies: dict[tuple[int, int], int] = {}
        self.sent: dict[tuple[str, int], int] = {}
        self.menus: dict[int, list[str]] = {}
        self.descriptions: dict[int, dict[str, str]] = {}
        """Of the commands in each menu."""
        self.liked: list[tuple[int, int]] = []
        """Chats and their messages to which the bot put a thumb up."""
        self.numbers: Iterator[int] = itertools.count(1000)
        self.made: list[OutgoingCall] = []
        """All that was to be made, the oldest first."""
        self.group_topics: dict[tuple[int, int], GroupTopic] = {}
        """By chat and ticket."""
        self._presented = 0

    def handler_for(self, desk: RequestDesk) -> DispatchedUpdates:
        """Return what the service handles updates with, on these conversations and another desk."""
        return DispatchedUpdates(
            self.bot,
            dialogs(),
            create_person_middleware(desk),
            self.conversations,
            self.immediate,
        )

    async def feed(
        self, update: dict[str, Any], handler: DispatchedUpdates | None = None
    ) -> list[AnswerCallbackQuery]:
        """Handle an update and carry out what is to be said; return the answers to a tap."""
        key = UpdateKey(bot_id=BOT_ID, update_id=update["update_id"])
        self.updates.append(update)
        self.carry_out(await (handler or self.handler)(key, update), update_cause(BOT_ID, key.update_id))
        await self.immediate.aclose()
        return self.answers.since_last_time()

    def number_next(self, update_id: int) -> None:
        """Give the next update this id: after one that had it, it is another try of that one."""
        self.numbers = itertools.chain([update_id], self.numbers)

    async def news(self) -> None:
        """Present what happened since the last time."""
        presenter = TicketNews(self.desk)
        events, self._presented = self.tickets.events[self._presented :], len(self.tickets.events)
        for is_alert, some in itertools.groupby(events, lambda event: event.type is EventType.SLA_ALERT):
            together = list(some)
            for each in [together] if is_alert else [[event] for event in together]:
                self.carry_out(await presenter(each), each[0].name)

    def carry_out(self, calls: Sequence[OutgoingCall], cause: str = "") -> None:
        self.made += calls
        for n, each in enumerate(calls):
            wanted = self._placed(each) if IN_TOPIC in each.arguments else each
            if wanted is None:
                continue
            call, rows = self._rows_on(wanted)
            _ = METHODS[call.method].model_validate(
                {
                    "chat_id": call.chat_id,
                    "message_id": 1,
                    **{name: "a file" if opened(value) else value for name, value in call.arguments.items()},
                }
            )
            if self._is_no_message(call):
                continue
            arguments = dict(call.arguments)
            if SENT_BY in arguments:
                sent_by = arguments.pop(SENT_BY)
                arguments["message_id"] = self.sent[sent_by["cause"], sent_by["n"]]
            if call.edits_card:
                assert call.ticket is not None
                card = self._card_of(call)
                method = "sendMessage" if card is None else "editMessageText"
                arguments = arguments if card is None else {**arguments, "message_id": card}
            else:
                method = call.method
            if method.startswith("send"):
                self.sent[cause, n] = self._sent(call, method, arguments)
                if call.ticket is not None and call.role in {MessageRole.NOTICE, MessageRole.OTHER}:
                    self.links.tell(call.chat_id, cause, n)
            elif method == "deleteMessage":
                del self.chats[call.chat_id][arguments["message_id"]]
            else:
                self._edited(call, method, arguments)
                if rows is not None:
                    self.opened[call.chat_id, arguments["message_id"]] = rows

    def _rows_on(self, call: OutgoingCall) -> tuple[OutgoingCall, OpenedRows | None]:
        """Return the call as Telegram gets it, and what is open on the message that it changes."""
        card = self._card_of(call) if call.edits_card else None
        rows = left_open(call, self.opened.get((call.chat_id, card or 0)))
        return as_telegram_knows(call, rows), rows or opened_by(call)

    def _is_no_message(self, call: OutgoingCall) -> bool:
        """Carry out what makes or changes no message of the bot."""
        if call.method == "setMyCommands":
            commands = call.arguments["commands"]
            self.menus[call.chat_id] = [each["command"] for each in commands]
            self.descriptions[call.chat_id] = {each["command"]: each["description"] for each in commands}
        elif call.method == "setMessageReaction":
            self.liked.append((call.chat_id, call.arguments["message_id"]))
        else:
            return call.method in {"deleteForumTopic", "deleteMyCommands"}
        return True

    def _placed(self, call: OutgoingCall) -> OutgoingCall | None:
        """Have it go to the topic of its ticket, made where there is none; None where it changes nothing there."""
        ticket, look = number_of(call), look_of(call)
        topic = self.group_topics.get((call.chat_id, ticket))
        if topic is None:
            if call.method in OF_TOPICS:
                return None
            topic = GroupTopic(thread=next(self.numbers), name=look.name, icon=look.icon)
            self.group_topics[call.chat_id, ticket] = topic
            self.topics.put(call.chat_id, ticket, topic.thread)
        if call.method in OF_TOPICS:
            if call.method == "editForumTopic":
                topic.name, topic.icon = look.name, look.icon
            else:
                topic.is_closed = call.method == "closeForumTopic"
            return None
        return placed(call, topic.thread)

    def _card_of(self, call: OutgoingCall) -> int | None:
        """Return the message that the call draws on; in a reporter's topic none that is outside of it."""
        card = self._live(call.role).get((call.chat_id, call.ticket or 0))
        thread = call.arguments.get(THREAD)
        if card is None or thread is None or not call.is_private:
            return card
        return card if self.chats[call.chat_id][card].arguments.get(THREAD) == thread else None

    def _live(self, role: MessageRole) -> dict[tuple[int, int], int]:
        return self.cards if role is MessageRole.CARD else self.replies

    def _sent(self, call: OutgoingCall, method: str, arguments: dict[str, Any]) -> int:
        shown = Shown(
            id=next(self.numbers), method=method, text=checked(arguments), buttons=buttons_of(arguments)
        )
        shown.arguments = arguments
        self.chats.setdefault(call.chat_id, {})[shown.id] = shown
        self._linked(call, shown)
        return shown.id

    def _linked(self, call: OutgoingCall, shown: Shown) -> None:
        if call.ticket is not None:
            role = MessageRole.OTHER if self._is_beside(call, shown) else call.role
            self.links.link(call.chat_id, shown.id, call.ticket, role)
            if role in LIVE:
                self._live(role)[call.chat_id, call.ticket] = shown.id

    def _is_beside(self, call: OutgoingCall, shown: Shown) -> bool:
        """Tell whether it is another look at a card that is live in a topic of its reporter's chat."""
        card = self.cards.get((call.chat_id, call.ticket or 0))
        if not call.is_private or call.role is not MessageRole.CARD or card in {None, shown.id}:
            return False
        thread = self.chats[call.chat_id][card].arguments.get(THREAD)
        return thread not in {None, shown.arguments.get(THREAD)}

    def _edited(self, call: OutgoingCall, method: str, arguments: dict[str, Any]) -> None:
        shown = self.chats[call.chat_id][arguments["message_id"]]
        self.opened.pop((call.chat_id, shown.id), None)
        self._linked(call, shown)
        shown.buttons = buttons_of(arguments)
        shown.arguments = {**shown.arguments, **arguments, "reply_markup": arguments.get("reply_markup")}
        if method == "editMessageText":
            shown.text = checked(arguments)
        else:
            assert method == "editMessageReplyMarkup"
