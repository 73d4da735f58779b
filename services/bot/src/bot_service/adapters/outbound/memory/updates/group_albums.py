"""`GroupAlbums` in memory."""

from collections.abc import Mapping, Sequence
from typing import Any


class MemoryGroupAlbums:
    """`updates`: all that came, in order."""

    def __init__(self, updates: Sequence[Mapping[str, Any]]) -> None:
        self._updates = updates

    async def parts(self, chat_id: int, album: str) -> Sequence[Mapping[str, Any]]:
        messages = [update["message"] for update in self._updates if "message" in update]
        return [
            message
            for message in messages
            if message["chat"]["id"] == chat_id and message.get("media_group_id") == album
        ]
