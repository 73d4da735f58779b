"""Downloads of what people sent, from Telegram."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from http import HTTPStatus
from typing import Final

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramNotFound, TelegramRetryAfter
from aiogram.methods import GetFile
from aiohttp import ClientError, ClientResponse, ClientTimeout

from bot_service.adapters.outbound.telegram.proxy import FAILURES
from bot_service.adapters.outbound.telegram.session import CONNECT_SECONDS, TelegramSession
from bot_service.application.errors import NotFoundError, UnavailableError
from bot_service.application.ports.files.telegram_files import (
    BusyError,
    Download,
    NotTheFileError,
    TooLargeError,
)
from bot_service.domain.files.attachment import MAX_BYTES

CHUNK_BYTES: Final = 64 * 1024
STALL_SECONDS: Final = 20.0
MISSING: Final = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
TOO_LARGE: Final = "file is too big"
NOT_NOW: Final = "temporarily unavailable"
"""In Telegram's words for a file that may be there later, or whose id is wrong."""


class BotTelegramFiles:
    def __init__(self, bot: Bot, session: TelegramSession) -> None:
        self._bot = bot
        self._session = session

    @asynccontextmanager
    async def open(self, file_id: str) -> AsyncIterator[Download]:
        path, size_bytes = await self._found(file_id)
        session = await self._session.create_session()
        with unavailable():
            answer = await session.get(
                self._session.api.file_url(self._bot.token, path),
                timeout=ClientTimeout(sock_connect=CONNECT_SECONDS, sock_read=STALL_SECONDS),
                allow_redirects=False,
            )
        async with answer:
            if answer.status in MISSING:
                # Telegram has just said where it is.
                raise NotTheFileError(f"Telegram's file server answers {answer.status}")
            if answer.status != HTTPStatus.OK:
                raise UnavailableError(f"Telegram's file server answers {answer.status}")
            yield Download(chunks_of(answer), size_bytes)

    async def _found(self, file_id: str) -> tuple[str, int | None]:
        """Return where the file is, and its size."""
        try:
            file = await self._bot(GetFile(file_id=file_id))
        except (TelegramBadRequest, TelegramNotFound) as error:
            if NOT_NOW in error.message:
                raise NotTheFileError(error.message) from error
            if TOO_LARGE in error.message:
                raise TooLargeError(error.message) from error
            raise NotFoundError(error.message) from error
        except TelegramRetryAfter as error:
            raise BusyError(error.retry_after) from error
        except TelegramAPIError as error:
            raise UnavailableError("Telegram cannot be reached") from error
        if (file.file_size or 0) > MAX_BYTES:
            raise TooLargeError("the file is larger than bots may fetch")
        if not file.file_path:
            raise NotFoundError("Telegram does not hand the file out")
        return file.file_path, file.file_size


async def chunks_of(answer: ClientResponse) -> AsyncIterator[bytes]:
    received = 0
    with unavailable():
        async for chunk in answer.content.iter_chunked(CHUNK_BYTES):
            received += len(chunk)
            if received > MAX_BYTES:
                raise TooLargeError("the file is larger than bots may fetch")
            yield chunk


@contextmanager
def unavailable() -> Iterator[None]:
    try:
        yield
    except (TimeoutError, ClientError, OSError, *FAILURES) as error:
        # Without the cause: its text may hold the address, and with it the token.
        raise UnavailableError(f"the download broke off: {type(error).__name__}") from None
