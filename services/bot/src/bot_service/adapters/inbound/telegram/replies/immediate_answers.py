"""Answers to taps, which die after seconds: sent at once, beside everything else, and allowed to fail."""

import asyncio
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import AnswerCallbackQuery

SECONDS: Final = 10

log = structlog.get_logger()


class ImmediateAnswers:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._sending: set[asyncio.Task[None]] = set()

    def send(self, answer: AnswerCallbackQuery) -> None:
        """Return at once; the answer is on its way."""
        task = asyncio.create_task(self._send(answer), name=answer.__api_method__)
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def aclose(self) -> None:
        """Wait for what is on its way."""
        await asyncio.gather(*self._sending)

    async def _send(self, answer: AnswerCallbackQuery) -> None:
        try:
            await self._bot(answer, request_timeout=SECONDS)
        except TelegramAPIError as error:
            # Too late, as a rule: the person has seen the answer in the chat by now, unless it was in here.
            tell = log.warning if answer.text else log.info
            tell("telegram.answer_missed", method=answer.__api_method__, error=error.message)
