"""Stands in for the Bot API: answers every call at once, so that only the bot is measured."""

import asyncio
import json
import re
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, cast

CHAT: Final = re.compile(rb"chat_id\W+(-?\d+)")
LENGTH: Final = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
BOT: Final = {"id": 7_000_000_002, "is_bot": True, "first_name": "Fixline"}


@dataclass(slots=True)
class BotApi:
    """What was sent, chat by chat."""

    port: int = 0
    sent: int = 0
    said: dict[int, bytes] = field(default_factory=dict)
    """The body of the last message to each chat."""
    waiting: dict[int, "asyncio.Future[None]"] = field(default_factory=dict)
    _numbers: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def next_message(self, chat_id: int) -> "asyncio.Future[None]":
        """Return what is done when the next message to the chat arrives; one at a time for each chat."""
        self.waiting[chat_id] = asyncio.get_running_loop().create_future()
        return self.waiting[chat_id]

    def answer(self, method: bytes, body: bytes) -> bytes:
        found = CHAT.search(body)
        if not method.endswith(b"/sendMessage") or found is None:
            return b'{"ok":true,"result":true}'
        chat_id = int(found[1])
        self.sent += 1
        self.said[chat_id] = body
        self._numbers[chat_id] += 1
        message = {
            "message_id": self._numbers[chat_id],
            "date": int(time.time()),
            "chat": {"id": chat_id, "type": "private", "first_name": f"User {chat_id}"},
            "from": BOT,
            "text": "…",
        }
        if waiting := self.waiting.pop(chat_id, None):
            waiting.set_result(None)
        return json.dumps({"ok": True, "result": message}).encode()


class _Connection(asyncio.Protocol):
    """As much of HTTP/1.1 as the Bot API's clients speak: bodies of a length that is said before."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._received = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is no subclass

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head = bytes(self._received[:end])
            length = LENGTH.search(head)
            size = end + 4 + (int(length[1]) if length else 0)
            if len(self._received) < size:
                return
            body = bytes(self._received[end + 4 : size])
            del self._received[:size]
            answer = self._api.answer(head.split(b" ", 2)[1], body)
            self._transport.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%b"
                % (len(answer), answer)
            )


@asynccontextmanager
async def bot_api() -> AsyncIterator[BotApi]:
    """Listen on loopback."""
    api = BotApi()
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(api), "127.0.0.1", 0)
    api.port = server.sockets[0].getsockname()[1]
    async with server:
        yield api
