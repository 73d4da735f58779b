"""The desk, the chats, and what happened in them."""

import itertools
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
from bot_service.application.ports.updates.allowances import Allowance, Exceeded
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.application.request_desk import RequestDesk
from bot_service.application.views.events import EventType
from bot_service.domain.deliveries.outgoing import update_cause
from bot_testing.answers import AnswersTaken
from bot_testing.chats import TelegramChats

BOT_ID = 42
AGENTS = (20, 21)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


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


class World(TelegramChats):
    """The desk, the chats, and what happened in them."""

    def __init__(self) -> None:
        super().__init__(MemoryMessageLinks(lambda: self.now), MemoryTopics(lambda: self.now))
        self.now = NOW
        self.answers = AnswersTaken()
        self.bot = Bot(f"{BOT_ID}:TEST", session=self.answers)
        self.immediate = ImmediateAnswers(self.bot, no_wait)
        self.contents: dict[str, bytes] = {}
        self.users = MemoryUsers(AGENTS)
        self.tickets = MemoryTicketStore(self.users, lambda: self.now)
        self.places = self.tickets.places
        self.files = MemoryFiles()
        self.allowances = TestedAllowances(MemoryAllowances(lambda: self.now))
        self.old_files = MemoryOldFiles(self.tickets)
        chats = MemoryChats()
        self.updates: list[dict[str, Any]] = []
        """All that came, in order."""
        self.groups, self.inspector = MemoryStaffGroups(), MemoryGroupInspector()
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

    async def news(self) -> None:
        """Present what happened since the last time."""
        presenter = TicketNews(self.desk)
        events, self._presented = self.tickets.events[self._presented :], len(self.tickets.events)
        for is_alert, some in itertools.groupby(events, lambda event: event.type is EventType.SLA_ALERT):
            together = list(some)
            for each in [together] if is_alert else [[event] for event in together]:
                self.carry_out(await presenter(each), each[0].name)
