"""Telegram's chats: what the bot's calls become in them."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot_service.adapters.outbound.memory.chats.chats import MemoryMessageLinks
from bot_service.adapters.outbound.memory.topics.topics import MemoryTopics
from bot_service.adapters.outbound.telegram.api import METHODS
from bot_service.application.commands.deliveries.place_in_topic import OF_TOPICS, look_of, number_of, placed
from bot_service.domain.deliveries.opened_rows import OpenedRows, as_telegram_knows, left_open, opened_by
from bot_service.domain.deliveries.outgoing import (
    IN_TOPIC,
    LIVE,
    SENT_BY,
    THREAD,
    MessageRole,
    OutgoingCall,
    beside,
    opened,
)
from bot_testing.shown import Shown, buttons_of, checked


@dataclass(slots=True)
class GroupTopic:
    """A ticket's topic as those see it who are in the staff group, or its reporter in their own chat."""

    thread: int
    name: str
    icon: str
    is_closed: bool = False


class TelegramChats:
    """Each call is checked as Telegram would, and carried out on chats in memory."""

    def __init__(self, links: MemoryMessageLinks, topics: MemoryTopics) -> None:
        self.links, self.topics = links, topics
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

    def number_next(self, update_id: int) -> None:
        """Give the next update this id: after one that had it, it is another try of that one."""
        self.numbers = itertools.chain([update_id], self.numbers)

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
                of_call = beside(call.comment, cause) if call.comment else cause
                self.sent[of_call, n] = self._sent(call, method, arguments)
                if call.ticket is not None and call.role in {MessageRole.NOTICE, MessageRole.OTHER}:
                    self.links.tell(call.chat_id, of_call, n)
            elif method == "deleteMessage":
                # One that is gone already is passed over, as the sender does it.
                self.chats[call.chat_id].pop(arguments["message_id"], None)
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
