"""Tells Telegram, once it can be reached, where to hand updates over and which commands there are."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import GetWebhookInfo, SetWebhook, TelegramMethod

from bot_service.adapters.inbound.telegram.updates.facts import HANDLED
from bot_service.adapters.inbound.telegram.updates.metrics import WEBHOOK_LAST_ERROR, WEBHOOK_PENDING
from bot_service.application.backoff import backoff

WATCH_SECONDS: Final = 60.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    bot: Bot
    calls: Sequence[TelegramMethod[Any]]
    """Made once each, in order."""
    watches_webhook: bool
    watch_seconds: float = WATCH_SECONDS

    async def __call__(self) -> None:
        """Make the calls, however often it takes; then measure the webhook, if there is one, without end."""
        for call in self.calls:
            await self._insist(call)
        while True:
            if self.watches_webhook:
                await self._measure_webhook()
            await asyncio.sleep(self.watch_seconds)

    async def _insist(self, call: TelegramMethod[Any]) -> None:
        failures = 0
        while True:
            try:
                await self.bot(call)
            except TelegramAPIError as error:
                log.warning("telegram.introduction_failed", method=call.__api_method__, error=error.message)
                await asyncio.sleep(backoff(failures, first=0.5, longest=60.0).total_seconds())
                failures += 1
            else:
                return

    async def _measure_webhook(self) -> None:
        try:
            info = await self.bot(GetWebhookInfo())
        except TelegramAPIError as error:
            log.info("telegram.webhook_unmeasured", error=error.message)
            return
        WEBHOOK_PENDING.set(info.pending_update_count)
        WEBHOOK_LAST_ERROR.set(info.last_error_date.timestamp() if info.last_error_date else 0)


def webhook_registration(url: str, secret: str) -> SetWebhook:
    return SetWebhook(url=url, secret_token=secret, allowed_updates=list(HANDLED), drop_pending_updates=False)
