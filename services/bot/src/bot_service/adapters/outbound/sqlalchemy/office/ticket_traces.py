"""What the bot's database holds of tickets."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database

STATEMENTS: Final = tuple(
    text(statement)
    for statement in (
        # What waits for somebody who has blocked the bot is no news any more.
        "DELETE FROM deliveries WHERE ticket = ANY(CAST(:tickets AS bigint[])) AND state = 'PARKED'",
        """
        UPDATE deliveries SET arguments = '{}', otherwise = NULL
        WHERE ticket = ANY(CAST(:tickets AS bigint[]))
            AND state IN ('SENT', 'SUPERSEDED', 'FAILED', 'UNKNOWN') AND arguments::text <> '{}'
        """,
        "DELETE FROM held_calls WHERE ticket = ANY(CAST(:tickets AS bigint[]))",
        "DELETE FROM topic_notes WHERE ticket = ANY(CAST(:tickets AS bigint[]))",
        "DELETE FROM topics WHERE ticket = ANY(CAST(:tickets AS bigint[]))",
        "DELETE FROM message_links WHERE ticket = ANY(CAST(:tickets AS bigint[]))",
    )
)


class SqlTicketTraces:
    """`TicketTraces`, in one transaction: each statement reads its table once for all of the tickets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def erase(self, tickets: Sequence[int]) -> None:
        async with self._database.transaction() as connection:
            for statement in STATEMENTS:
                await connection.execute(statement, {"tickets": list(tickets)})
