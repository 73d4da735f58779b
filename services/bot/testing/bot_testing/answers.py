"""Telegram as far as answers to taps go: it takes them, and remembers which."""

from collections.abc import AsyncGenerator
from typing import Any, Final, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerInlineQuery,
    DeleteEphemeralMessage,
    EditEphemeralMessageReplyMarkup,
    EditEphemeralMessageText,
    GetMe,
    SendMessage,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiogram.types import User

OURSELVES = User(id=42, is_bot=True, first_name="Desk", username="desk_bot")


ONLY_FOR_ONE: Final = (
    SendMessage,
    EditEphemeralMessageText,
    EditEphemeralMessageReplyMarkup,
    DeleteEphemeralMessage,
)


class AnswersTaken(BaseSession):
    def __init__(self) -> None:
        super().__init__()
        self._answers: list[AnswerCallbackQuery] = []
        self.inline: list[AnswerInlineQuery] = []
        """Answers to inline queries, the oldest first."""
        self.ephemeral: list[TelegramMethod[Any]] = []
        """What one person in a group was shown, the oldest first."""
        self.refuses_ephemeral = False
        self.says_our_name = True

    def since_last_time(self) -> list[AnswerCallbackQuery]:
        taken, self._answers = self._answers, []
        return taken

    async def make_request(
        self,
        bot: Bot,  # noqa: ARG002  # aiogram's
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ARG002, ASYNC109  # aiogram's
    ) -> TelegramType:
        if isinstance(method, GetMe):
            if not self.says_our_name:
                raise TelegramBadRequest(method=method, message="not now")
            return cast("TelegramType", OURSELVES)
        if isinstance(method, ONLY_FOR_ONE):
            if self.refuses_ephemeral:
                raise TelegramBadRequest(method=GetMe(), message="ephemeral messages are not supported")
            self.ephemeral.append(method)
            return cast("TelegramType", True)
        assert isinstance(method, AnswerCallbackQuery | AnswerInlineQuery), (
            "all else is kept until it has gone out"
        )
        if isinstance(method, AnswerInlineQuery):
            self.inline.append(method)
        else:
            self._answers.append(method)
        return cast("TelegramType", True)  # what Telegram answers

    async def close(self) -> None:
        """Nothing to close."""

    def stream_content(self, *_: object, **__: object) -> AsyncGenerator[bytes, None]:
        raise AssertionError("nothing is downloaded here")
