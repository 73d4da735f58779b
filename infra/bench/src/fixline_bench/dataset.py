"""A desk with many tickets, made by the database itself."""

from typing import Final

import asyncpg

REPORTER: Final = 1
AGENT: Final = 2
DISPATCHER: Final = 3

PEOPLE: Final = """
    INSERT INTO users (telegram_id, username, role, display_name)
    SELECT n, 'user' || n, CASE WHEN n = 3 THEN 'dispatcher' WHEN n % 50 = 2 THEN 'agent' ELSE 'user' END,
        'User ' || n
    FROM generate_series(1, $1::int) AS n
"""


async def people(connection: "asyncpg.Connection", count: int) -> None:
    """Add users 1 to `count`, at least the three above; every fiftieth, from user 2 on, is an agent."""
    await connection.execute(PEOPLE, count)


ALL_OPEN: Final = 4
"""Of four tickets two are in the queue, and two at work."""

TICKETS: Final = """
    INSERT INTO requests (user_id, title, description, location, status, priority, assigned_to, created_at,
                          updated_at, completed_at, sla_revision, sla_due_at)
    SELECT
        1 + n % $3, words.a[1 + n % 12] || ' ' || words.b[1 + n / 12 % 12] || ' ' || n,
        'It began on day ' || n % 365 || ' and somebody should look at the ' || words.a[1 + n / 7 % 12],
        'Room ' || n % 900, state.status, (ARRAY['LOW', 'MEDIUM', 'HIGH', 'URGENT'])[1 + n % 4],
        CASE WHEN state.status = 'OPEN' THEN NULL ELSE 2 + 50 * (n % greatest($3 / 50, 1)) END,
        made.at, made.at, CASE WHEN state.status IN ('CLOSED', 'RESOLVED') THEN made.at + interval '1 day' END,
        -- No clocks to reckon: the worker would be busy with that while we measure.
        (SELECT revision FROM sla_revision),
        -- What is due next is of any age, and anybody's.
        CASE WHEN state.status <> 'CLOSED' THEN now() + (n::bigint * 7919 % 100000 - 30000) * interval '1 minute' END
    FROM generate_series($1::int, $2::int) AS n,
        LATERAL (SELECT now() - (($2 - n + 1) * interval '30 seconds') AS at) AS made,
        LATERAL (SELECT CASE WHEN n % $4::int < 2 THEN 'OPEN' WHEN n % $4 < 4 THEN 'IN_PROGRESS' ELSE 'CLOSED' END
            AS status) AS state,
        (SELECT ARRAY['Lamp', 'Door', 'Printer', 'Window', 'Heating', 'Chair', 'Lift', 'Tap', 'Projector',
                      'Socket', 'Blind', 'Router'] AS a,
                ARRAY['broken', 'loud', 'leaking', 'stuck', 'cold', 'missing', 'flickers', 'drips', 'dark',
                      'loose', 'dirty', 'slow'] AS b) AS words
"""


async def tickets(
    connection: "asyncpg.Connection", first: int, last: int, *, users: int, of: int = 100
) -> None:
    """Add the tickets with these numbers, both included.

    Two `of` so many are in the queue and two at work; the rest are closed.
    """
    await connection.execute(TICKETS, first, last, users, of, timeout=900)
    await connection.execute("VACUUM ANALYZE requests, search_documents, search_words", timeout=900)


EVENTS: Final = """
    INSERT INTO history (request_id, type, actor, change, created_at)
    SELECT 1 + n % $2::int, 'STATE_CHANGED', 'users/2', '{"before": "OPEN", "after": "IN_PROGRESS"}', now()
    FROM generate_series(1, $1::int) AS n
"""


async def events(connection: "asyncpg.Connection", count: int, *, tickets: int) -> None:
    """Add so many events to the history of tickets 1 to `tickets`, in a transaction of their own."""
    await connection.execute(EVENTS, count, tickets, timeout=900)
