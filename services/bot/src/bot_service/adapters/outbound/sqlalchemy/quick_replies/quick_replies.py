"""Quick replies in PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import RowMapping, text

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.application.ports.quick_replies.quick_replies import TooManyQuickRepliesError
from bot_service.domain.quick_replies.quick_reply import QuickReply, most_of
from fixline_chassis.driver.statements import Prepared, Row

OF: Final = Prepared(
    text(
        """
        SELECT id, owner, title, words FROM quick_replies
        WHERE owner = CAST(:owner AS text) ORDER BY title_key COLLATE "C"
        """
    )
)
GET: Final = Prepared(
    text("SELECT id, owner, title, words FROM quick_replies WHERE id = CAST(:id AS bigint)")
)
# Two at once would both find room for one more.
ONE_AT_A_TIME: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('quick_replies ' || :owner, 0))")
DELETE: Final = text("DELETE FROM quick_replies WHERE id = :id AND owner = :owner")
DELETE_UNLESS_SAVED: Final = text(
    "DELETE FROM quick_replies WHERE id = :id AND owner = :owner AND title_key <> :title_key"
)
OTHERS: Final = text("SELECT count(*) FROM quick_replies WHERE owner = :owner AND title_key <> :title_key")
SAVE: Final = text(
    """
    INSERT INTO quick_replies (owner, title, title_key, words) VALUES (:owner, :title, :title_key, :words)
    ON CONFLICT (owner, title_key) DO UPDATE SET title = excluded.title, words = excluded.words, updated_at = now()
    RETURNING id, owner, title, words
    """
)


class SqlQuickReplies:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, owner: str) -> Sequence[QuickReply]:
        return [reply_of(row) for row in await self._database.rows(OF, owner=owner)]

    async def get(self, id_: int) -> QuickReply | None:
        row = await self._database.row(GET, id=id_)
        return None if row is None else reply_of(row)

    async def save(self, owner: str, title: str, words: str, *, instead_of: int | None = None) -> QuickReply:
        key = title.casefold()
        async with self._database.transaction() as connection:
            await connection.execute(ONE_AT_A_TIME, {"owner": owner})
            if instead_of is not None:
                kept = {"id": instead_of, "owner": owner, "title_key": key}
                await connection.execute(DELETE_UNLESS_SAVED, kept)
            others = await connection.execute(OTHERS, {"owner": owner, "title_key": key})
            if others.scalar_one() >= most_of(owner):
                raise TooManyQuickRepliesError
            values = {"owner": owner, "title": title, "title_key": key, "words": words}
            return reply_of((await connection.execute(SAVE, values)).mappings().one())

    async def delete(self, id_: int, *, owner: str) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(DELETE, {"id": id_, "owner": owner})


def reply_of(row: Row | RowMapping) -> QuickReply:
    return QuickReply(id=row["id"], owner=row["owner"], title=row["title"], words=row["words"])
