"""Answers to taps and inline queries, which die after seconds: sent at once, and allowed to fail."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import AnswerCallbackQuery, AnswerInlineQuery

from bot_service.adapters.inbound.telegram.replies.replies import ImmediateAnswer, OnlyForOne

SECONDS: Final = 10

log = structlog.get_logger()


class ImmediateAnswers:
    def __init__(self, bot: Bot, take: Callable[[int], Awaitable[float]]) -> None:
        """`take` spends one call of a chat's budget, or returns the seconds to wait."""
        self._bot = bot
        self._take = take
        self._sending: set[asyncio.Task[None]] = set()

    def send(self, answer: ImmediateAnswer) -> None:
        """Return at once; the answer is on its way."""
        if isinstance(answer, OnlyForOne):
            task = asyncio.create_task(self._show(answer), name=answer.call.__api_method__)
        else:
            task = asyncio.create_task(self._send(answer), name=answer.__api_method__)
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def aclose(self) -> None:
        """Wait for what is on its way."""
        await asyncio.gather(*self._sending)

    async def _show(self, shown: OnlyForOne) -> None:
        answer = shown.otherwise
        if not await self._take(shown.chat_id):
            try:
                await self._bot(shown.call, request_timeout=SECONDS)
                answer = shown.then
            except TelegramAPIError as error:
                log.info("telegram.answer_missed", method=shown.call.__api_method__, error=error.message)
        if answer is not None:
            await self._send(answer)

    async def _send(self, answer: AnswerCallbackQuery | AnswerInlineQuery) -> None:
        try:
            await self._bot(answer, request_timeout=SECONDS)
        except TelegramAPIError as error:
            # Too late, as a rule: the person has seen the answer in the chat by now, unless it was in here.
            tell = log.warning if isinstance(answer, AnswerCallbackQuery) and answer.text else log.info
            tell("telegram.answer_missed", method=answer.__api_method__, error=error.message)
