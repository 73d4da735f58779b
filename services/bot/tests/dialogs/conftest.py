"""A desk whose dialogs run in aiogram's real dispatcher, and people who talk with it in private chats.

What handlers return is carried out on chats in memory, as Telegram would show them.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import Update

from bot_service.adapters.inbound.telegram.dialogs import create_router
from bot_service.adapters.inbound.telegram.html import units
from bot_service.adapters.inbound.telegram.notifications import TicketNews
from bot_service.adapters.inbound.telegram.outgoing_calls import sorted_out
from bot_service.adapters.inbound.telegram.people import create_person_middleware
from bot_service.adapters.outbound.memory.chats import MemoryChats, MemoryMessageLinks
from bot_service.adapters.outbound.memory.files import MemoryFiles, MemoryTelegramFiles
from bot_service.adapters.outbound.memory.ticket_store import MemoryTicketStore
from bot_service.adapters.outbound.memory.tickets import MemoryTickets
from bot_service.adapters.outbound.memory.users import MemoryUsers
from bot_service.application.desk import Desk
from bot_service.application.ports.update_handler import UpdateKey
from bot_service.domain.outgoing import MessageRole, OutgoingCall

BOT_ID = 42
AGENTS = (20, 21)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class VisibleText(HTMLParser):
    """Telegram's HTML as people see it; fails on tags that are not closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self._open: list[str] = []

    @classmethod
    def of(cls, html: str) -> str:
        parser = cls()
        parser.feed(html)
        parser.close()
        assert not parser._open, f"unclosed {parser._open} in {html!r}"
        return parser.text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "i", "code"}, tag
        assert not attrs
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@dataclass
class Shown:
    """A message of the bot in a chat."""

    id: int
    method: str
    text: str = ""
    buttons: dict[str, str] = field(default_factory=dict)
    arguments: dict[str, Any] = field(default_factory=dict)


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
        straight, calls = sorted_out(self.bot, replies)
        self.carry_out(calls)
        return [answer for answer in straight if isinstance(answer, AnswerCallbackQuery)]

    async def news(self) -> None:
        """Present what happened since the last time."""
        presenter = TicketNews(self.desk, self.bot)
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


def checked(arguments: dict[str, Any]) -> str:
    """Return the text that people see; check Telegram's limits."""
    if "text" not in arguments:
        return ""
    assert arguments["parse_mode"] == "HTML"
    text = VisibleText.of(arguments["text"])
    assert 0 < units(text) <= 4096
    return text


def buttons_of(arguments: dict[str, Any]) -> dict[str, str]:
    rows = (arguments.get("reply_markup") or {}).get("inline_keyboard", [])
    for button in itertools.chain.from_iterable(rows):
        assert 0 < len(button["callback_data"].encode()) <= 64
    return {button["text"]: button["callback_data"] for row in rows for button in row}


class Talker:
    """A person in their private chat with the bot."""

    def __init__(self, world: World, id_: int, name: str, language: str) -> None:
        self.world = world
        self.id = id_
        self.user = {"id": id_, "is_bot": False, "first_name": name, "language_code": language}
        self.clock = int(NOW.timestamp())

    @property
    def chat(self) -> list[Shown]:
        return list(self.world.chats.get(self.id, {}).values())

    @property
    def last(self) -> Shown:
        return self.chat[-1]

    def card(self, ticket: int) -> Shown:
        return self.world.chats[self.id][self.world.cards[self.id, ticket]]

    async def says(self, text: str, **more: Any) -> int:
        return await self.sends(text=text, **more)

    async def replies(self, shown: Shown, text: str, **more: Any) -> int:
        message = {"message_id": shown.id, "date": self.clock, "chat": self._chat(), "text": shown.text}
        return await self.sends(text=text, reply_to_message=message, **more)

    async def sends(self, *, desk: Desk | None = None, **content: Any) -> int:
        """Send a message; return the number of its update."""
        update = self.message(**content)
        await self.world.feed(update, desk)
        return int(update["update_id"])

    async def sends_photo(self, file_id: str, data: bytes = b"\xff\xd8 jpeg", **content: Any) -> int:
        self.world.contents[file_id] = data
        return await self.sends(photo=photo(file_id, len(data)), **content)

    async def edits(self, message_id: int, **content: Any) -> None:
        update = self.message(**content)
        update["edited_message"] = update.pop("message") | {
            "message_id": message_id,
            "edit_date": self.clock,
        }
        await self.world.feed(update)

    async def taps(
        self, label: str, shown: Shown | None = None, *, desk: Desk | None = None
    ) -> AnswerCallbackQuery:
        """Tap a button, by its label's beginning, of a message (else of the newest that has one)."""
        candidates = [shown] if shown else [each for each in reversed(self.chat) if each.buttons]
        for each in candidates:
            for text, data in each.buttons.items():
                if text.startswith(label):
                    return await self.taps_data(data, each, desk=desk)
        raise AssertionError(f"no button {label!r} in {[list(each.buttons) for each in candidates]}")

    async def taps_data(
        self, data: str, shown: Shown | None, *, desk: Desk | None = None
    ) -> AnswerCallbackQuery:
        number = next(self.world.numbers)
        callback = {"id": str(number), "from": self.user, "chat_instance": "1", "data": data}
        if shown is not None:
            callback["message"] = {
                "message_id": shown.id,
                "date": self.clock,
                "chat": self._chat(),
                "text": shown.text,
            }
        answers = await self.world.feed({"update_id": number, "callback_query": callback}, desk)
        assert len(answers) == 1, "every tap is answered, once"
        assert answers[0].callback_query_id == str(number)
        return answers[0]

    def message(self, **content: Any) -> dict[str, Any]:
        number = next(self.world.numbers)
        if str(content.get("text", "")).startswith("/"):
            command = content["text"].split()[0]
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
        message = {
            "message_id": next(self.world.numbers),
            "date": self.clock,
            "chat": self._chat(),
            "from": self.user,
            **content,
        }
        return {"update_id": number, "message": message}

    def _chat(self) -> dict[str, Any]:
        return {"id": self.id, "type": "private", "first_name": self.user["first_name"]}


def photo(file_id: str, size: int = 9) -> list[dict[str, Any]]:
    small = {"file_id": f"{file_id}-s", "file_unique_id": "s", "width": 90, "height": 90, "file_size": 3}
    large = {"file_id": file_id, "file_unique_id": "l", "width": 900, "height": 900, "file_size": size}
    return [small, large]


@pytest.fixture
def world() -> Iterator[World]:
    return World()


@pytest.fixture
def talker(world: World) -> Callable[..., Talker]:
    """A function that makes a person: `talker(7, "Ann", language="en")`."""

    def create(id_: int, name: str, language: str = "en") -> Talker:
        return Talker(world, id_, name, language)

    return create


@pytest.fixture
def ann(talker: Callable[..., Talker]) -> Talker:
    return talker(7, "Ann")


@pytest.fixture
async def bob(talker: Callable[..., Talker]) -> Talker:
    """An agent who has a chat with the bot."""
    agent = talker(AGENTS[0], "Bob")
    await agent.says("/start")
    return agent
