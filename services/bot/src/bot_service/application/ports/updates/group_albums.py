"""Port: albums that people sent to a group, as far as the bot was told of their parts."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class GroupAlbums(Protocol):
    async def parts(self, chat_id: int, album: str) -> Sequence[Mapping[str, Any]]:
        """Return the messages of an album (`media_group_id`) that came lately, as they came, in order, at most 10.

        Telegram tells a bot of them where it is an administrator of the group, or may read everything. Raises
        `UnavailableError`.
        """
        ...
