"""The desk, the chats, and what happened in them."""

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import Update

from bot_service.adapters.inbound.telegram.dialogs import create_router
from bot_service.adapters.inbound.telegram.notifications.news import TicketNews
from bot_service.adapters.inbound.telegram.replies.replies import sorted_out
from bot_service.adapters.inbound.telegram.updates.people import create_person_middleware
from bot_service.adapters.inbound.telegram.updates.refusals import RefusalMiddleware
from bot_service.adapters.outbound.memory.chats import MemoryChats, MemoryMessageLinks
from bot_service.adapters.outbound.memory.files import MemoryFiles, MemoryTelegramFiles
from bot_service.adapters.outbound.memory.ticket_store import MemoryTicketStore
from bot_service.adapters.outbound.memory.tickets import MemoryTickets
from bot_service.adapters.outbound.memory.users import MemoryUsers
from bot_service.application.desk import Desk
from bot_service.application.ports.update_handler import UpdateKey
from bot_service.domain.outgoing import MessageRole, OutgoingCall

from .shown import Shown, buttons_of, checked

BOT_ID = 42
AGENTS = (20, 21)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class World:
    """The desk, the chats, and what happened in them."""

    def __init__(self) -> None:
        self.now = NOW
        self.bot = Bot(f"{BOT_ID}:TEST")
        self.contents: dict[str, bytes] = {}
        self.users = MemoryUsers(AGENTS)
        self.tickets = MemoryTicketStore(self.users, lambda: self.now)
        self.files = MemoryFiles()
        self.links = MemoryMessageLinks()
        self.desk = Desk(
            tickets=MemoryTickets(self.tickets),
            people=self.users,
            files=self.files,
            telegram_files=MemoryTelegramFiles(self.contents),
            chats=MemoryChats(),
            links=self.links,
            now=lambda: self.now,
        )
        self.dispatcher = Dispatcher(storage=MemoryStorage())
        for name in ("message", "edited_message", "callback_query"):
            self.dispatcher.observers[name].outer_middleware(create_person_middleware(self.desk))
            self.dispatcher.observers[name].outer_middleware(RefusalMiddleware())
        self.dispatcher.include_router(create_router())
        self.chats: dict[int, dict[int, Shown]] = {}
        self.cards: dict[tuple[int, int], int] = {}
        self.numbers = itertools.count(1000)
        self._presented = 0

    async def feed(self, update: dict[str, Any], desk: Desk | None = None) -> list[AnswerCallbackQuery]:
        """Handle an update and carry out what is to be said; return the answers to a tap."""
        parsed = Update.model_validate(update, context={"bot": self.bot})
        key = UpdateKey(bot_id=BOT_ID, update_id=parsed.update_id)
        replies = await self.dispatcher.feed_update(self.bot, parsed, key=key, desk=desk or self.desk)
        assert replies is not UNHANDLED
        immediate, calls = sorted_out(replies)
        self.carry_out(calls)
        return immediate

    async def news(self) -> None:
        """Present what happened since the last time."""
        presenter = TicketNews(self.desk)
        events, self._presented = self.tickets.events[self._presented :], len(self.tickets.events)
        for event in events:
            self.carry_out(await presenter(event))

    def carry_out(self, calls: Sequence[OutgoingCall]) -> None:
        for call in calls:
            if call.method == "setMyCommands":
                continue
            arguments = dict(call.arguments)
            if call.edits_card:
                assert call.ticket is not None
                card = self.cards.get((call.chat_id, call.ticket))
                method = "sendMessage" if card is None else "editMessageText"
                arguments = arguments if card is None else {**arguments, "message_id": card}
            else:
                method = call.method
            if method.startswith("send"):
                self._sent(call, method, arguments)
            else:
                self._edited(call.chat_id, method, arguments)

    def _sent(self, call: OutgoingCall, method: str, arguments: dict[str, Any]) -> None:
        shown = Shown(
            id=next(self.numbers), method=method, text=checked(arguments), buttons=buttons_of(arguments)
        )
        shown.arguments = arguments
        self.chats.setdefault(call.chat_id, {})[shown.id] = shown
        if call.ticket is not None:
            self.links.link(call.chat_id, shown.id, call.ticket)
            if call.role is MessageRole.CARD:
                self.cards[call.chat_id, call.ticket] = shown.id

    def _edited(self, chat_id: int, method: str, arguments: dict[str, Any]) -> None:
        shown = self.chats[chat_id][arguments["message_id"]]
        shown.buttons = buttons_of(arguments)
        if method == "editMessageText":
            shown.text = checked(arguments)
        else:
            assert method == "editMessageReplyMarkup"
