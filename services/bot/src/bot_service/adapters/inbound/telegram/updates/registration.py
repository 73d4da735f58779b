"""Tells Telegram, once it can be reached, where to hand updates over and which commands there are; then watches it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import GetMe, GetWebhookInfo, SetWebhook, TelegramMethod
from aiogram.types import User

from bot_service.adapters.inbound.telegram.updates.facts import HANDLED
from bot_service.adapters.inbound.telegram.updates.metrics import (
    REACHABLE,
    WEBHOOK_LAST_ERROR,
    WEBHOOK_PENDING,
)
from bot_service.application.backoff import backoff
from bot_service.application.errors import UnavailableError
from fixline_telemetry.http.readiness import DegradedError

T = TypeVar("T")
WATCH_SECONDS: Final = 15.0
LEAST_SECONDS: Final = 1.0
"""Between two questions, however many calls fail."""
PENDING: Final = "still registering with Telegram"

log = structlog.get_logger()


class TelegramOutOfReachError(Exception):
    """Nothing comes in or goes out; the text says why."""


@dataclass(slots=True, kw_only=True)
class BotRegistration:
    """Makes the bot known to Telegram, and knows from then on whether Telegram can be reached.

    `doubt` is set by whoever finds nobody there: then Telegram is asked at once, else every `watch_seconds`.
    """

    bot: Bot
    api_url: str
    proxy: str = ""
    """By which it is reached, without its password; empty for none."""
    calls: Sequence[TelegramMethod[Any]]
    """Made once each, in order."""
    by_webhook: bool
    doubt: asyncio.Event
    learn: Callable[[User], None]
    """Is handed what Telegram says of the bot, at every look."""
    groups: Callable[[], Awaitable[Sequence[TelegramMethod[Any]]]] | None = None
    """Returns what is called once for groups of the bot's; Telegram may say no: one may be gone."""
    watch_seconds: float = WATCH_SECONDS
    outage: str = field(default=PENDING, init=False)
    """Why Telegram does not hear us, or empty."""

    async def require(self) -> None:
        """A readiness check: pass once the bot is registered, for as long as Telegram can be reached.

        Raises `TelegramOutOfReachError`; with a webhook, by which updates still come in, `DegradedError` (decision 23).
        """
        if self.outage:
            raise (DegradedError if self.by_webhook else TelegramOutOfReachError)(self.outage)

    async def __call__(self) -> None:
        """Make the calls, however often it takes; then watch without end."""
        # What is said already now depends on it.
        self.learn(await self._insist(GetMe()))
        for call in self.calls:
            await self._insist(call)
        await self._look_after_groups()
        while True:
            self.doubt.clear()
            await self._ask()
            await asyncio.sleep(LEAST_SECONDS)
            with suppress(TimeoutError):
                async with asyncio.timeout(self.watch_seconds):
                    await self.doubt.wait()

    async def _look_after_groups(self) -> None:
        if self.groups is None:
            return
        try:
            for call in await self.groups():
                await self.bot(call)
        except (TelegramAPIError, UnavailableError) as error:
            # They have what they had until the next start.
            log.warning("telegram.groups_left", error=str(error))

    async def _ask(self) -> None:
        if self.by_webhook:
            info = await self._insist(GetWebhookInfo())
            WEBHOOK_PENDING.set(info.pending_update_count)
            WEBHOOK_LAST_ERROR.set(info.last_error_date.timestamp() if info.last_error_date else 0)
        self.learn(await self._insist(GetMe()))
        self._note("")

    async def _insist(self, call: TelegramMethod[T]) -> T:
        failures = 0
        while True:
            try:
                return await self.bot(call)
            except TelegramAPIError as error:
                self._note(self._words(call, error))
                least = float(error.retry_after) if isinstance(error, TelegramRetryAfter) else 0.0
                await asyncio.sleep(max(least, backoff(failures, first=0.5, longest=5.0).total_seconds()))
                failures += 1

    def _words(self, call: TelegramMethod[Any], error: TelegramAPIError) -> str:
        if isinstance(error, TelegramNetworkError):
            return f"Telegram cannot be reached at {self._where}: {error.message}"
        return f"Telegram does not take {call.__api_method__} at {self._where}: {error.message}"

    @property
    def _where(self) -> str:
        return f"{self.api_url} by the proxy {self.proxy}" if self.proxy else self.api_url

    def _note(self, outage: str) -> None:
        """Say a change once."""
        REACHABLE.set(0 if outage else 1)
        if outage == self.outage:
            return
        self.outage = outage
        if outage:
            log.warning("telegram.out_of_reach", reason=outage)
        else:
            log.info("telegram.reached")


def webhook_registration(url: str, secret: str) -> SetWebhook:
    return SetWebhook(url=url, secret_token=secret, allowed_updates=list(HANDLED), drop_pending_updates=False)
