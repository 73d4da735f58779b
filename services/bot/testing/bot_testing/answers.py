"""Telegram as far as answers to taps go: it takes them, and remembers which."""

from collections.abc import AsyncGenerator
from typing import cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import AnswerCallbackQuery, TelegramMethod
from aiogram.methods.base import TelegramType


class AnswersTaken(BaseSession):
    def __init__(self) -> None:
        super().__init__()
        self._answers: list[AnswerCallbackQuery] = []

    def since_last_time(self) -> list[AnswerCallbackQuery]:
        taken, self._answers = self._answers, []
        return taken

    async def make_request(
        self,
        bot: Bot,  # noqa: ARG002  # aiogram's
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ARG002, ASYNC109  # aiogram's
    ) -> TelegramType:
        assert isinstance(method, AnswerCallbackQuery), "all else is kept until it has gone out"
        self._answers.append(method)
        return cast("TelegramType", True)  # what Telegram answers

    async def close(self) -> None:
        """Nothing to close."""

    def stream_content(self, *_: object, **__: object) -> AsyncGenerator[bytes, None]:
        raise AssertionError("nothing is downloaded here")
