"""Port: the bytes of what people send in Telegram."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from bot_service.application.errors import NotFoundError, UnavailableError


class TooLargeError(NotFoundError):
    """Telegram has it, and hands it out to no bot: it is larger than 20 MB."""


class BusyError(UnavailableError):
    """Telegram says to be quiet for so many `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Telegram says to be quiet for {seconds:g} s")
        self.seconds = seconds


class NotTheFileError(Exception):
    """What Telegram handed out is not the file: nothing, a part, or something else. The next time it may be."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file while it is read: its bytes in order, in chunks of at most 1 MiB."""

    content: AsyncIterator[bytes]
    size_bytes: int | None
    """What Telegram says; None where it does not."""


class TelegramFiles(Protocol):
    def open(self, file_id: str) -> AbstractAsyncContextManager[Download]:
        """Open a file for reading. How many bytes come is for the caller to check.

        Entering or reading raises `NotFoundError` when Telegram does not hand the file out (gone, of another bot; over
        20 MB: `TooLargeError`), `NotTheFileError` when it does not do so now, and `UnavailableError` when Telegram
        cannot be reached now, says to be quiet (`BusyError`), or the transfer breaks.
        """
        ...
