"""What people wrote, on PostgreSQL: one statement for each kind, all in the unit of work's transaction."""

from typing import Final

from sqlalchemy import TextClause, text

from fixline_chassis.driver.transaction import LateConnection
from tickets_service.application.ports.people.personal_data import ERASED, ErasedWords
from tickets_service.domain.people.user import NOBODYS_NAME, UserId

# For this transaction alone the histories let words be taken out; see the migration.
ERASING: Final = text("SELECT set_config('fixline.erasing', 'on', true)")
OWN_WORDS: Final = "user_id = :id AND NOT by_staff"
TICKETS: Final = text(
    """
    UPDATE requests SET
        description = '', description_marks = NULL, version = version + 1,
        rating_comment = CASE WHEN rating_comment IS NOT NULL THEN '' END
    WHERE user_id = :id AND (description <> '' OR rating_comment <> '')
    """
)
VERSIONS: Final = text(
    f"""
    UPDATE comment_versions SET comment = '{ERASED}', marks = NULL
    WHERE comment <> '{ERASED}' AND comment_id IN (SELECT id FROM comments WHERE {OWN_WORDS})
    """  # noqa: S608  # our own constants
)
COMMENTS: Final = text(
    f"UPDATE comments SET comment = '{ERASED}', marks = NULL WHERE {OWN_WORDS} AND comment <> '{ERASED}'"  # noqa: S608  # the same
)
EVENTS: Final = text(
    """
    UPDATE history SET
        reason = CASE WHEN actor = :name THEN '' ELSE reason END,
        change = CASE type
            WHEN 'TICKET_RATED' THEN jsonb_set(change, '{comment}', '""')
            WHEN 'TICKET_UPDATED' THEN jsonb_set(change - 'marks', '{fields}', (
                SELECT jsonb_agg(
                    CASE field ->> 0 WHEN 'description' THEN '["description", "", ""]' ELSE field END ORDER BY n
                )
                FROM jsonb_array_elements(change -> 'fields') WITH ORDINALITY AS of_it (field, n)
            ))
            ELSE change
        END
    WHERE request_id IN (SELECT id FROM requests WHERE user_id = :id)
      AND (
          (actor = :name AND reason <> '')
          OR (type = 'TICKET_RATED' AND change ->> 'comment' <> '')
          OR (type = 'TICKET_UPDATED' AND EXISTS (
              SELECT FROM jsonb_array_elements(change -> 'fields') AS field
              WHERE field ->> 0 = 'description' AND field <> '["description", "", ""]'
          ))
      )
    """
)
ABOUT_THEM: Final = text("UPDATE user_history SET reason = '' WHERE user_id = :id AND reason <> ''")
FOLLOWED: Final = text(
    """
    WITH gone AS (DELETE FROM followers WHERE user_id = :id RETURNING request_id)
    UPDATE requests SET follower_count = follower_count - 1 FROM gone WHERE requests.id = gone.request_id
    """
)
OLD_FILES: Final = text(
    """
    UPDATE old_files SET
        telegram_file_id = '', file_name = '', state = CASE state WHEN 'MOVED' THEN state ELSE 'GONE' END
    WHERE author_id = :id AND (telegram_file_id <> '' OR file_name <> '')
    """
)
# Who they were called before they came to Telegram, and on the invites that said so.
CLAIMED: Final = text(
    f"""
    UPDATE users SET display_name = '{NOBODYS_NAME}', username = '', contact = NULL
    WHERE id IN (SELECT person_id FROM invites WHERE used_by = :id AND person_id IS NOT NULL)
    """  # noqa: S608  # our own constant
)
CLAIMS: Final = text(
    """
    UPDATE invites SET note = ''
    WHERE person_id IN (SELECT person_id FROM invites WHERE used_by = :id AND person_id IS NOT NULL)
    """
)
ANSWERS: Final = text(
    """
    DELETE FROM idempotency_keys
    WHERE (answer -> 'id' = to_jsonb(CAST(:id AS bigint)) AND answer ? 'telegram_id')
       OR answer::text LIKE '%"' || CAST(:name AS text) || '"%'
       OR answer::text LIKE '%"reporter_id": ' || CAST(:id AS bigint) || ',%'
    """
)


class SqlAlchemyPersonalData:
    def __init__(self, connection: LateConnection) -> None:
        self._connection = connection

    async def erase(self, user_id: UserId) -> ErasedWords:
        await self._connection.execute(ERASING)
        await self._run(VERSIONS, user_id)
        await self._run(OLD_FILES, user_id)
        await self._run(CLAIMED, user_id)
        await self._run(CLAIMS, user_id)
        events = await self._run(EVENTS, user_id) + await self._run(ABOUT_THEM, user_id)
        return ErasedWords(
            tickets=await self._run(TICKETS, user_id),
            comments=await self._run(COMMENTS, user_id),
            events=events,
            followed=await self._run(FOLLOWED, user_id),
            answers=await self._run(ANSWERS, user_id),
        )

    async def _run(self, statement: TextClause, user_id: UserId) -> int:
        return (
            await self._connection.execute(statement, {"id": user_id, "name": f"users/{user_id}"})
        ).rowcount
