"""Answers to taps and inline queries, which die after seconds: sent at once, and allowed to fail."""

import asyncio
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import AnswerCallbackQuery

from bot_service.adapters.inbound.telegram.replies.replies import ImmediateAnswer

SECONDS: Final = 10

log = structlog.get_logger()


class ImmediateAnswers:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._sending: set[asyncio.Task[None]] = set()

    def send(self, answer: ImmediateAnswer) -> None:
        """Return at once; the answer is on its way."""
        task = asyncio.create_task(self._send(answer), name=answer.__api_method__)
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def aclose(self) -> None:
        """Wait for what is on its way."""
        await asyncio.gather(*self._sending)

    async def _send(self, answer: ImmediateAnswer) -> None:
        try:
            await self._bot(answer, request_timeout=SECONDS)
        except TelegramAPIError as error:
            # Too late, as a rule: the person has seen the answer in the chat by now, unless it was in here.
            tell = log.warning if isinstance(answer, AnswerCallbackQuery) and answer.text else log.info
            tell("telegram.answer_missed", method=answer.__api_method__, error=error.message)
