"""Albums of groups, read from the updates that the inbox still has."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from fixline_chassis.driver.statements import Prepared

LATELY: Final = 2_000
"""Updates of the bot: some are of other chats."""
MOST: Final = 10
# As text: what people may send as JSON is not all that PostgreSQL can take apart.
PARTS: Final = Prepared(
    text(
        """
        SELECT payload FROM inbox
        WHERE bot_id = CAST(:bot_id AS bigint)
          AND update_id > (
              SELECT max(update_id) FROM inbox WHERE bot_id = CAST(:bot_id AS bigint)
          ) - CAST(:lately AS bigint)
          AND chat_id = CAST(:chat_id AS bigint) AND type = 'message'
          AND payload::text ~ CAST(:mark AS text)
        ORDER BY update_id
        """
    )
)


class SqlGroupAlbums:
    def __init__(self, database: Database, bot_id: int) -> None:
        self._database = database
        self._bot_id = bot_id

    async def parts(self, chat_id: int, album: str) -> Sequence[Mapping[str, Any]]:
        if not album.isalnum():
            return []  # nothing that Telegram gives out
        rows = await self._database.rows(
            PARTS,
            bot_id=self._bot_id,
            chat_id=chat_id,
            lately=LATELY,
            mark=f'"media_group_id": ?"{album}"',
        )
        # Those that reply to a part of it name it, too.
        messages = [row["payload"]["message"] for row in rows]
        return [each for each in messages if each.get("media_group_id") == album][:MOST]
