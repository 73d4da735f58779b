"""Posting updates to webhooks: in order per chat, again and again until 2xx, at most `max_connections` at a time."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Final

import aiohttp

from fixline_local.telegram.errors import ApiError
from fixline_local.telegram.store.bots import Bot
from fixline_local.telegram.store.updates import PendingUpdate
from fixline_local.telegram.wire.dispatch import execute
from fixline_local.telegram.world import World

ANSWER_SECONDS: Final = 60.0
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
_IDLE_SECONDS: Final = 60.0


@dataclass(slots=True)
class WebhookDelivery:
    """One task for all bots; it wakes when the world changes or when a retry is due."""

    world: World
    first_retry_seconds: float = 1.0
    last_retry_seconds: float = 60.0
    _posting: dict[tuple[int, int], asyncio.Task[None]] = field(default_factory=dict)
    _failures: dict[tuple[int, int], tuple[int, float]] = field(default_factory=dict)
    _task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        tasks = [*self._posting.values(), *([self._task] if self._task else [])]
        for task in tasks:
            task.cancel()
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, Exception):
                raise outcome

    async def _run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                wait = self._begin(session)
                await self.world.wake_up.wait(wait)

    def _begin(self, session: aiohttp.ClientSession) -> float:
        """Start every post that is due; return the seconds until the next retry."""
        now = asyncio.get_running_loop().time()
        wait = _IDLE_SECONDS
        for bot in self.world.bots.all():
            if not bot.webhook.url:
                continue
            for update in self.world.updates.heads(bot.id):
                key = (bot.id, update.chat_id)
                due = self._failures.get(key, (0, 0.0))[1]
                running = sum(owner == bot.id for owner, _ in self._posting)
                if key in self._posting or running >= bot.webhook.max_connections:
                    continue
                if due > now:
                    wait = min(wait, due - now)
                    continue
                self._posting[key] = asyncio.create_task(self._deliver(session, bot, update))
        return wait

    async def _deliver(self, session: aiohttp.ClientSession, bot: Bot, update: PendingUpdate) -> None:
        key = (bot.id, update.chat_id)
        try:
            fault = await self._post(session, bot, update)
            if fault is None:
                self._failures.pop(key, None)
                with self.world.change():
                    self.world.updates.confirm(bot.id, update.id)
            else:
                self._remember(key, bot, fault)
        finally:
            del self._posting[key]
            self.world.wake_up.notify_all()

    async def _post(self, session: aiohttp.ClientSession, bot: Bot, update: PendingUpdate) -> str | None:
        """Return None when the bot has taken the update, else what was wrong, in Telegram's words."""
        headers = {"Content-Type": "application/json"}
        if bot.webhook.secret_token:
            headers[SECRET_HEADER] = bot.webhook.secret_token
        body = json.dumps(update.body, ensure_ascii=False).encode()
        try:
            async with session.post(
                bot.webhook.url, data=body, headers=headers, allow_redirects=False
            ) as response:
                answer = await response.read()
                if not response.ok:
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except aiohttp.ClientError as error:
            return f"Connection failed: {type(error).__name__}"
        await self._reply(bot, answer)
        return None

    async def _reply(self, bot: Bot, answer: bytes) -> None:
        """A webhook may answer with a method call; Telegram does not tell how it went, the journal does."""
        try:
            values = json.loads(answer or b"null")
        except ValueError:
            return
        if not isinstance(values, dict) or not isinstance(values.get("method"), str):
            return
        name = values.pop("method")
        began, status, outcome = self.world.clock(), 200, "ok"
        try:
            await execute(self.world, bot, name, values, {})
        except ApiError as error:
            status, outcome = error.code, error.description
        chat_id = values.get("chat_id")
        self.world.journal.write(
            bot_id=bot.id,
            method=name,
            chat_id=chat_id if isinstance(chat_id, int) else None,
            status=status,
            outcome=outcome,
            began=began,
        )

    def _remember(self, key: tuple[int, int], bot: Bot, fault: str) -> None:
        count = self._failures.get(key, (0, 0.0))[0]
        pause = min(self.first_retry_seconds * 2**count, self.last_retry_seconds)
        self._failures[key] = (count + 1, asyncio.get_running_loop().time() + pause)
        with self.world.change():
            fresh = self.world.bots.get(bot.id)
            fresh.webhook.last_error_date = self.world.now()
            fresh.webhook.last_error_message = fault
            self.world.bots.save(fresh)
