"""Port: the bytes of what people send in Telegram."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Protocol


class TelegramFiles(Protocol):
    def open(self, file_id: str) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """Open a file for reading: its bytes in order, in chunks of at most 1 MiB.

        Entering or reading raises `NotFoundError` when Telegram does not hand the file out (gone, over 20 MB, of
        another bot), and `UnavailableError` when Telegram cannot be reached now or the transfer breaks.
        """
        ...
