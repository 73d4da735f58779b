"""Ten people who use the desk whatever happens: nine who report what is broken, and an agent who sees to it."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random
from typing import Final

import aiohttp

from fixline_local.demo.expectations import button_with, has_button, has_text
from fixline_local.demo.photo import broken_lamp
from fixline_local.telegram.client import ActionRefusedError, PersonClient, Predicate, TelegramPeople
from fixline_local.telegram.client_messages import Message

PATIENCE_SECONDS: Final = 15.0
"""After which somebody gives up and begins again."""
CATCHING_UP_SECONDS: Final = 60.0
ANSWER_SECONDS: Final = 3.0
MOST_REQUESTS: Final = 15
"""Of one account: the desk takes no more than twenty in an hour."""
SETBACKS: Final = (TimeoutError, ActionRefusedError, AssertionError, aiohttp.ClientError)
PHOTO: Final = broken_lamp()


@dataclass(slots=True)
class Attempt:
    """One request that somebody tried to make. `caption` and the photo are its own."""

    caption: str
    sha256: str
    chat: PersonClient

    def numbers_in(self, text: str) -> set[int]:
        """Return as which request the text names it; in an offer to add it to another it names that one."""
        return {int(number) for number in re.findall(rf"#(\d+) {re.escape(self.caption)}\b", text)}


@dataclass(slots=True, kw_only=True)
class Reporter:
    people: TelegramPeople
    name: str
    random: Random
    attempts: list[Attempt] = field(default_factory=list)
    _chat: PersonClient | None = None
    _made: int = 0

    async def live(self, until: asyncio.Event) -> None:
        while not until.is_set():
            try:
                chat = await self._account()
                await self._report(chat)
            except SETBACKS:
                await self._begin_again()
            await asyncio.sleep(self.random.uniform(1.0, 6.0))

    async def _account(self) -> PersonClient:
        if self._chat is None or self._made >= MOST_REQUESTS:
            self._chat, self._made = await self.people.create_person(self.name), 0
            started = await self._chat.start()
            await self._chat.wait_for(lambda _: True, PATIENCE_SECONDS, after=started)
        return self._chat

    async def _report(self, chat: PersonClient) -> None:
        caption = f"Lamp {len(self.attempts) + 1} of {self.name}"
        photo = PHOTO + caption.encode()
        attempt = Attempt(caption, sha256(photo).hexdigest(), chat)
        self.attempts.append(attempt)
        self._made += 1
        sent = await chat.send_photo(photo, caption)
        offer = await self._hear(chat, has_button("New request"), sent)
        await tap(chat, offer, "New request")
        where = await self._hear(chat, has_text("Where"), offer)
        await chat.send_text("Room 214")
        urgency = await self._hear(chat, has_button("High"), where)
        await tap(chat, urgency, "High")
        preview = await self._hear(chat, has_button("Send"), urgency)
        await tap(chat, preview, "Send")
        await self._hear(chat, lambda message: attempt.numbers_in(message.text), preview)

    async def _hear(self, chat: PersonClient, what: Predicate, after: Message) -> Message:
        return await chat.wait_for(what, PATIENCE_SECONDS, after=after)

    async def _begin_again(self) -> None:
        """Cancel, and go on once that was answered: what was asked before is answered before."""
        if self._chat is not None:
            with suppress(*SETBACKS):
                cancelled = await self._chat.send_text("/cancel")
                await self._chat.wait_for(answers_cancel, CATCHING_UP_SECONDS, after=cancelled)


@dataclass(slots=True, kw_only=True)
class Agent:
    """Takes what is new, and resolves what was taken."""

    chat: PersonClient

    async def live(self, until: asyncio.Event) -> None:
        last = 0
        while not until.is_set():
            try:
                notice = await self.chat.wait_for(
                    lambda message: has_button("Take")(message) or has_button("Resolve")(message),
                    ANSWER_SECONDS,
                    after=last,
                )
                last = notice.revision
                await tap(self.chat, notice, "Take" if has_button("Take")(notice) else "Resolve")
            except SETBACKS:
                await asyncio.sleep(0.5)


async def tap(chat: PersonClient, message: Message, label: str) -> None:
    await chat.tap(message, button_with(label, message), wait=ANSWER_SECONDS)


def answers_cancel(message: Message) -> bool:
    return "Draft deleted" in message.text or "nothing to cancel" in message.text
