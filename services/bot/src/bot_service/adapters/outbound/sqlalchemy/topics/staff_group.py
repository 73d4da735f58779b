"""The staff group in PostgreSQL."""

from typing import Final

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.queues.by_key import UNSENT
from bot_service.application.ports.topics.staff_group import StaffGroup
from fixline_chassis.driver.statements import Prepared

LINKED: Final = Prepared(
    text("SELECT chat_id, title, language, can_manage_topics, can_pin_messages FROM staff_group")
)
LINK: Final = text(
    """
    INSERT INTO staff_group (is_only, chat_id, title, language, can_manage_topics, can_pin_messages)
    VALUES (true, :chat_id, :title, :language, :can_manage_topics, :can_pin_messages)
    ON CONFLICT (is_only) DO UPDATE SET
        chat_id = excluded.chat_id, title = excluded.title, language = excluded.language,
        can_manage_topics = excluded.can_manage_topics, can_pin_messages = excluded.can_pin_messages
    """
)
BEFORE: Final = text("SELECT chat_id FROM staff_group FOR UPDATE")
UNLINK: Final = text("DELETE FROM staff_group WHERE chat_id = :chat_id")
# Of groups, whose ids are negative: topics of reporters are none of theirs.
FORGET_OTHERS: Final = text("DELETE FROM topics WHERE chat_id < 0 AND chat_id <> :chat_id")
LEAVE_UNSAID: Final = text(
    f"UPDATE deliveries SET state = 'SUPERSEDED', finished_at = now() WHERE {UNSENT} AND urgency > 0"  # noqa: S608  # our own
)


class SqlStaffGroups:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def linked(self) -> StaffGroup | None:
        row = await self._database.row(LINKED)
        if row is None:
            return None
        return StaffGroup(
            chat_id=row["chat_id"],
            title=row["title"],
            language=row["language"],
            can_manage_topics=row["can_manage_topics"],
            can_pin_messages=row["can_pin_messages"],
        )

    async def link(self, group: StaffGroup) -> None:
        values = {
            "chat_id": group.chat_id,
            "title": group.title,
            "language": group.language,
            "can_manage_topics": group.can_manage_topics,
            "can_pin_messages": group.can_pin_messages,
        }
        async with self._database.transaction() as connection:
            before: int | None = await connection.scalar(BEFORE)
            if before is not None and before != group.chat_id:
                await connection.execute(LEAVE_UNSAID, {"chat_id": before})
            await connection.execute(LINK, values)
            await connection.execute(FORGET_OTHERS, {"chat_id": group.chat_id})

    async def unlink(self, chat_id: int) -> bool:
        async with self._database.transaction() as connection:
            is_unlinked = bool((await connection.execute(UNLINK, {"chat_id": chat_id})).rowcount)
            if is_unlinked:
                await connection.execute(LEAVE_UNSAID, {"chat_id": chat_id})
        return is_unlinked
