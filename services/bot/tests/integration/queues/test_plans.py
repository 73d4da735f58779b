"""What waits costs nobody else: no statement reads all of it, even by a plan from when hardly anything waited."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg
from sqlalchemy import TextClause

from bot_service.adapters.outbound.sqlalchemy.chats.chat_signs import MOVED, UNREACHABLE
from bot_service.adapters.outbound.sqlalchemy.connections.database import SESSION
from bot_service.adapters.outbound.sqlalchemy.deliveries import delivery_statements as deliveries
from bot_service.adapters.outbound.sqlalchemy.deliveries import outcome_statements as outcomes
from bot_service.adapters.outbound.sqlalchemy.deliveries.outgoing_rows import SUPERSEDE, SUPERSEDE_TALK
from bot_service.adapters.outbound.sqlalchemy.topics.staff_group import LEAVE_UNSAID
from bot_service.adapters.outbound.sqlalchemy.updates import inbox_statements as updates
from bot_service.adapters.outbound.sqlalchemy.updates.inbox import CLOSE, CLOSE_PARTS
from fixline_chassis.driver.statements import Prepared
from fixline_testing.connections import connected

CHAT: Final = 5
UPDATE: Final = 99_999_999
WAITING: Final = 10_000
CHATS: Final = 50
MOST_READ: Final = 8 * CHATS
"""Whoever looks for what is next looks at each chat that waits, a few times."""
FILL: Final = (
    """
    INSERT INTO inbox (bot_id, update_id, chat_id, type, payload, state, finished_at)
    SELECT 7, nextval('numbers'), 1000 + n % $2, 'message', '{}', state, CASE WHEN state = 'DONE' THEN now() END
    FROM generate_series(1, $1::int) AS n, unnest(ARRAY['PENDING', 'DONE']) AS state
    """,
    """
    INSERT INTO deliveries (cause, n, chat_id, method, arguments, urgency, role, repeat, edits_card, state, finished_at)
    SELECT 'events/' || nextval('numbers'), 0, 1000 + n % $2, 'sendMessage', '{}', 1, 'other', 'once', false, state,
        CASE WHEN state = 'SENT' THEN now() END
    FROM generate_series(1, $1::int) AS n, unnest(ARRAY['PENDING', 'SENT']) AS state
    """,
)
CLAIMED: Final = (
    """
    INSERT INTO inbox (bot_id, update_id, chat_id, type, payload, claimed_by, claimed_at)
    VALUES (7, 99999999, 5, 'message', '{}', 1, now())
    """,
    """
    INSERT INTO deliveries (cause, n, chat_id, method, arguments, urgency, role, repeat, edits_card, claimed_by,
        claimed_at)
    VALUES ('updates/7/1', 0, 5, 'sendMessage', '{}', 1, 'other', 'once', false, 1, now()) RETURNING id
    """,
)
READ: Final = """
    SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_xact_user_tables
    WHERE relname IN ('inbox', 'deliveries')
"""
CALL: Final = {
    "call_causes": [f"updates/7/{UPDATE}"],
    "ns": [1],
    "methods": ["sendMessage"],
    "urgencies": [0],
    "tickets": [None],
    "roles": ["other"],
    "traceparents": [""],
    "repeats": ["once"],
    "wanted": [True],
    "chat_ids": [CHAT],
}
ENDED: Final = {
    **CALL,
    "update_ids": [UPDATE],
    "claimants": [1],
    "states": ["DONE"],
    "causes": [f"updates/7/{UPDATE}"],
    "reachable": [True],
    "arguments": ["{}"],
}
COMING: Final = {**CALL, "update_ids": [UPDATE + 1], "types": ["message"], "payloads": ["{}"], "tells": False}
CLOSING: Final = {"error": "", "incident": ""}
STATEMENTS: Final[dict[str, tuple[Prepared | TextClause, dict[str, object]]]] = {
    "receive": (updates.RECEIVE, COMING),
    "claim updates": (updates.CLAIM, {"most": 10}),
    "next update": (updates.NEXT, {}),
    "what follows": (updates.FOLLOWING, {"update_id": UPDATE, "most": 10}),
    "finish": (updates.FINISH, ENDED),
    "release updates": (updates.RELEASE, {"update_ids": [UPDATE]}),
    "close an update": (CLOSE, {"update_id": UPDATE, "state": "DEAD", **CLOSING}),
    "close parts": (CLOSE_PARTS, {"update_ids": [UPDATE], "state": "DONE"}),
    "claim calls": (deliveries.CLAIM, {"most": 10}),
    "next call": (deliveries.NEXT, {}),
    "start": (deliveries.START, {"claimants": [1], "repeats": ["once"]}),
    "sent": (deliveries.SENT, {"claimants": [1], "message_ids": [1]}),
    "close a call": (outcomes.CLOSE, {"state": "FAILED", **CLOSING}),
    "release a call": (outcomes.RELEASE, {}),
    "supersede": (SUPERSEDE, {"target": "x"}),
    "supersede talk": (SUPERSEDE_TALK, {"cause": "updates/7/2"}),
    "leave unsaid": (LEAVE_UNSAID, {}),
    "unreachable": (UNREACHABLE[-1], {"error": ""}),
    "moved calls": (MOVED[-2], {"new_chat_id": 6}),
    "moved updates": (MOVED[-1], {"new_chat_id": 6}),
}


@asynccontextmanager
async def undone(connection: "asyncpg.Connection") -> AsyncIterator[int]:
    """Yield the id of a call that is claimed, as an update of its chat is; leave nothing as it was made to be."""
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute(CLAIMED[0])
    yield await connection.fetchval(CLAIMED[1])
    await transaction.rollback()


async def rows_read(connection: "asyncpg.Connection", name: str) -> int:
    statement, values = STATEMENTS[name]
    prepared = statement if isinstance(statement, Prepared) else Prepared(statement)
    async with undone(connection) as delivery:
        known: dict[str, Any] = {
            "bot_id": 7,
            "claimant": 1,
            "chat_id": CHAT,
            "id": delivery,
            "ids": [delivery],
        }
        before = await connection.fetchval(READ)
        await connection.fetch(prepared.sql, *prepared.arguments(known | values))
        return int(await connection.fetchval(READ)) - int(before)


async def test_nothing_reads_all_that_waits(database_url: str) -> None:
    async with connected(database_url) as connection:
        for name, value in SESSION.items():
            await connection.execute(f"SET {name} = {value}")
        await connection.execute("CREATE SEQUENCE numbers")
        for table in ("inbox", "deliveries"):
            await connection.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = off)")
        for fill in FILL:
            await connection.execute(fill, 10, CHATS)
        for name in STATEMENTS:
            await rows_read(connection, name)
        for fill in FILL:
            await connection.execute(fill, WAITING, CHATS)
        read = {name: await rows_read(connection, name) for name in STATEMENTS}
        assert {name: rows for name, rows in read.items() if rows > MOST_READ} == {}
        # By plans that were kept.
        kept = await connection.fetchval("SELECT sum(generic_plans) FROM pg_prepared_statements")
        assert kept >= 2 * len(STATEMENTS)
