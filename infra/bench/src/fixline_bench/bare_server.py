"""The yardstick: a bare `grpc.aio` server that does the same SQL work through raw asyncpg, and nothing else.

No authentication, validation, permissions, deadlines, logs, metrics, traces or error mapping. What it runs for a
call is what the service runs for it: the same statements, as many round trips, on the same tables.
"""

# ruff: noqa: N802  # names and signatures are gRPC's

import json
import os
import sys
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

import asyncpg
import uvloop
from grpc import aio

from fixline.tickets.v1 import ticket_pb2, ticket_service_pb2, ticket_service_pb2_grpc

CONNECTIONS: Final = 10
USER: Final = "SELECT * FROM users WHERE id = $1"
TICKET: Final = "SELECT * FROM requests WHERE id = $1"
QUEUE: Final = """
    SELECT * FROM requests WHERE assigned_to IS NULL AND status IN ('IN_PROGRESS', 'OPEN')
    ORDER BY id DESC LIMIT $1
"""
CLAIM: Final = """
    INSERT INTO idempotency_keys (caller, request_id, fingerprint, created_at) VALUES ('bot', $1, $2, $3)
    ON CONFLICT (caller, request_id) DO NOTHING RETURNING caller
"""
CREATE: Final = """
    INSERT INTO requests (user_id, title, description, location, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $5) RETURNING id, version
"""
LOCK: Final = "SELECT * FROM requests WHERE id = $1 FOR NO KEY UPDATE"
COMMENT: Final = """
    INSERT INTO comments (request_id, user_id, comment, created_at) VALUES ($1, $2, $3, $4) RETURNING id
"""
APPEND_AND_KEEP: Final = """
    WITH appended AS (
        INSERT INTO history (request_id, type, actor, change, comment_id, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)
    )
    UPDATE idempotency_keys SET answer = $7 WHERE caller = 'bot' AND request_id = $8
"""


class BareServicer(ticket_service_pb2_grpc.TicketServiceServicer):
    def __init__(self, pool: "asyncpg.Pool") -> None:
        self._pool = pool

    async def CreateTicket(self, request: Any, context: Any) -> Any:
        now, wish, key = datetime.now(UTC), request.ticket, UUID(request.request_id)
        user_id = actor(context)
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.fetchrow(USER, user_id)
            await connection.fetchval(CLAIM, key, sha256(wish.SerializeToString()).digest(), now)
            number, version = await connection.fetchrow(
                CREATE, user_id, wish.title, wish.description, wish.location, now
            )
            answer = {"id": number, "title": wish.title, "description": wish.description}
            created = json.dumps({"state": {"before": None, "after": "OPEN"}})
            event = (number, "TICKET_CREATED", f"users/{user_id}", created, None, now)
            await connection.execute(APPEND_AND_KEEP, *event, json.dumps(answer), key)
        ticket = ticket_pb2.Ticket(name=f"tickets/{number}", title=wish.title, etag=str(version))
        return ticket_service_pb2.CreateTicketResponse(ticket=ticket)

    async def AddComment(self, request: Any, context: Any) -> Any:
        now, said, key = datetime.now(UTC), request.comment, UUID(request.request_id)
        user_id, number = actor(context), numbered(request.ticket)
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.fetchrow(USER, user_id)
            await connection.fetchval(CLAIM, key, sha256(said.SerializeToString()).digest(), now)
            row = await connection.fetchrow(LOCK, number)
            comment_id = await connection.fetchval(COMMENT, number, user_id, said.text, now)
            event = (number, "COMMENT_ADDED", f"users/{user_id}", '{"version": 1}', comment_id, now)
            await connection.execute(APPEND_AND_KEEP, *event, json.dumps({"id": comment_id}), key)
        comment = ticket_pb2.Comment(name=f"tickets/{number}/comments/{comment_id}", text=said.text)
        return ticket_service_pb2.AddCommentResponse(comment=comment, ticket=ticket(row))

    async def GetTicket(self, request: Any, context: Any) -> Any:
        async with self._pool.acquire() as connection:
            await connection.fetchrow(USER, actor(context))
            row = await connection.fetchrow(TICKET, numbered(request.name))
        return ticket_service_pb2.GetTicketResponse(ticket=ticket(row))

    async def ListTickets(self, request: Any, context: Any) -> Any:
        async with self._pool.acquire() as connection:
            await connection.fetchrow(USER, actor(context))
            rows = await connection.fetch(QUEUE, request.page_size + 1)
        return ticket_service_pb2.ListTicketsResponse(tickets=[ticket(row) for row in rows[:-1]])


def actor(context: Any) -> int:
    return numbered(dict(context.invocation_metadata())["fixline-actor"])


def numbered(name: str) -> int:
    return int(name.partition("/")[2])


def ticket(row: Any) -> ticket_pb2.Ticket:
    """Fill in every field that the service fills in."""
    return ticket_pb2.Ticket(
        name=f"tickets/{row['id']}",
        title=row["title"],
        description=row["description"],
        location=row["location"],
        state=ticket_pb2.Ticket.State.Value(f"STATE_{row['status']}"),
        priority=ticket_pb2.Priority.Value(f"PRIORITY_{row['priority']}"),
        reporter=f"users/{row['user_id']}",
        assignee=f"users/{row['assigned_to']}" if row["assigned_to"] else "",
        attachments=row["attachments"],
        create_time=row["created_at"],
        update_time=row["updated_at"],
        complete_time=row["completed_at"],
        etag=str(row["version"]),
        resolution=row["resolution"],
        reopen_count=row["reopen_count"],
        category=ticket_pb2.Ticket.CATEGORY_ACTIVE,
    )


async def keep_session(_connection: object) -> None:
    """Leave the session as it is: the pool's own reset would cost a round trip that the service does not pay."""


async def serve(listen: str) -> None:
    # By the environment, as the service gets it: a command line is for everyone to see.
    dsn = os.environ["TICKETS_DATABASE_URL"].replace("+asyncpg", "", 1)
    pool = await asyncpg.create_pool(dsn, min_size=CONNECTIONS, max_size=CONNECTIONS, reset=keep_session)
    server = aio.server()
    servicer = BareServicer(pool)  # type: ignore[abstract]  # only what is measured
    ticket_service_pb2_grpc.add_TicketServiceServicer_to_server(servicer, server)
    server.add_insecure_port(listen)
    await server.start()
    await server.wait_for_termination()


if __name__ == "__main__":
    uvloop.run(serve(sys.argv[1]))
