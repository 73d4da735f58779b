"""The yardstick: a bare `grpc.aio` server that does the same SQL work through raw asyncpg, and nothing else.

No authentication, validation, permissions, deadlines, clocks, logs, metrics, traces or error mapping. What it runs
for a call are the service's own statements, in their order, with values of the same size; what it answers has the
same fields.
"""

# ruff: noqa: N802  # names and signatures are gRPC's

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

import asyncpg
import uvloop
from grpc import aio

from fixline.tickets.v1 import ticket_pb2, ticket_service_pb2, ticket_service_pb2_grpc
from fixline_chassis.driver.statements import Prepared
from tickets_service.adapters.outbound.sqlalchemy.idempotency.answer_store import CLAIM_KEY
from tickets_service.adapters.outbound.sqlalchemy.pending import APPEND_AND_KEEP
from tickets_service.adapters.outbound.sqlalchemy.people.user_repository import FIND_USER
from tickets_service.adapters.outbound.sqlalchemy.tickets.pages import page_of
from tickets_service.adapters.outbound.sqlalchemy.tickets.reader import FIND
from tickets_service.adapters.outbound.sqlalchemy.tickets.repository import (
    LOCK_TICKET,
    adding_comment,
    adding_ticket,
)
from tickets_service.application.ports.tickets.reader import Listing, TicketFilter
from tickets_service.application.ticket_order import Order

CONNECTIONS: Final = 10
KEPT_FOR: Final = timedelta(hours=48)
QUEUE: Final = TicketFilter(listing=Listing.UNASSIGNED, user_id=None)
AS_CREATED: Final[Mapping[str, Any]] = {
    "status": "OPEN",
    "priority": "MEDIUM",
    "assigned_to": None,
    "completed_at": None,
    "attachments": [],
    "rating_stars": None,
    "rating_comment": None,
    "rated_at": None,
    "resolution": "",
    "reopen_count": 0,
    "duplicate_of": None,
    "waiting_since": None,
    "reminders_sent": 0,
    "reminded_at": None,
    "location_id": None,
    "version": 1,
    "sla_facts": {"priority": "MEDIUM", "facts": [], "alerts": []},
    "sla_revision": 1,
    "first_responded_at": None,
    "resolution_stopped_at": None,
}
"""What the service writes besides, which is the same for every new ticket."""
OFFERED: Final = (
    *(ticket_pb2.Ticket.VERB_TAKE, ticket_pb2.Ticket.VERB_WAIT_FOR_REPORTER),
    *(ticket_pb2.Ticket.VERB_WAIT_FOR_VENDOR, ticket_pb2.Ticket.VERB_RESOLVE),
    *(ticket_pb2.Ticket.VERB_REJECT, ticket_pb2.Ticket.VERB_UPDATE, ticket_pb2.Ticket.VERB_COMMENT),
    *(ticket_pb2.Ticket.VERB_EDIT_COMMENT, ticket_pb2.Ticket.VERB_WRITE_NOTE),
    *(ticket_pb2.Ticket.VERB_FOLLOW, ticket_pb2.Ticket.VERB_ADD_FOLLOWER, ticket_pb2.Ticket.VERB_LINK),
)
"""What an agent is offered of an open ticket."""


class BareServicer(ticket_service_pb2_grpc.TicketServiceServicer):
    def __init__(self, pool: "asyncpg.Pool") -> None:
        self._pool = pool

    async def CreateTicket(self, request: Any, context: Any) -> Any:
        now, wish, key, user_id = datetime.now(UTC), request.ticket, UUID(request.request_id), actor(context)
        due_at = now + timedelta(hours=8)
        written: dict[str, Any] = {
            **AS_CREATED,
            "user_id": user_id,
            "title": wish.title,
            "description": wish.description,
            "location": wish.location,
            "created_at": now,
            "updated_at": now,
            "first_response_due_at": due_at,
            "resolution_due_at": due_at,
            "sla_due_at": due_at,
            "sla_next_alert_at": due_at,
        }
        async with self._pool.acquire() as connection, connection.transaction():
            await row_of(connection, FIND_USER, user_id=user_id)
            await claim(connection, key, wish, now)
            row = await row_of(connection, adding_ticket(tuple(written)), **written)
            kept = written | {"id": row["id"], "version": row["version"], "follower_count": 0}
            created = {"before": None, "after": "OPEN", "priority": "MEDIUM"}
            await append_and_keep(
                connection, key, plain(kept), row["id"], "TICKET_CREATED", user_id, created, None, now
            )
        return ticket_service_pb2.CreateTicketResponse(
            ticket=ticket({**kept, "location_code": None}, OFFERED)
        )

    async def AddComment(self, request: Any, context: Any) -> Any:
        now, said, key, user_id = datetime.now(UTC), request.comment, UUID(request.request_id), actor(context)
        number = numbered(request.ticket)
        written: dict[str, Any] = {
            "request_id": number,
            "user_id": user_id,
            "service": None,
            "comment": said.text,
            "created_at": now,
            "visibility": "PUBLIC",
            "version": 1,
            "edited_at": None,
        }
        async with self._pool.acquire() as connection, connection.transaction():
            await row_of(connection, FIND_USER, user_id=user_id)
            await claim(connection, key, said, now)
            row = await row_of(connection, LOCK_TICKET, ticket_id=number, asker=user_id)
            added = await row_of(connection, adding_comment(tuple(written)), **written)
            answer = {"comment": plain(written), "ticket": plain(dict(row))}
            by_staff = {"version": 1, "by_staff": True}
            await append_and_keep(
                connection, key, answer, number, "COMMENT_ADDED", user_id, by_staff, added["id"], now
            )
        comment = ticket_pb2.Comment(
            name=f"tickets/{number}/comments/{added['id']}",
            author=f"users/{user_id}",
            text=said.text,
            create_time=written["created_at"],
            visibility=ticket_pb2.Comment.VISIBILITY_PUBLIC,
            version=1,
        )
        return ticket_service_pb2.AddCommentResponse(comment=comment, ticket=ticket(row, OFFERED))

    async def GetTicket(self, request: Any, context: Any) -> Any:
        user_id = actor(context)
        async with self._pool.acquire() as connection:
            await row_of(connection, FIND_USER, user_id=user_id)
            row = await row_of(connection, FIND, ticket_id=numbered(request.name), asker=user_id)
        return ticket_service_pb2.GetTicketResponse(ticket=ticket(row, OFFERED))

    async def ListTickets(self, request: Any, context: Any) -> Any:
        statement, values = page_of(QUEUE, Order.NEWEST, after=None, limit=request.page_size + 1)
        async with self._pool.acquire() as connection:
            await row_of(connection, FIND_USER, user_id=actor(context))
            rows = await connection.fetch(statement.sql, *statement.arguments(values))
        return ticket_service_pb2.ListTicketsResponse(tickets=[ticket(row) for row in rows[:-1]])


async def row_of(connection: "asyncpg.Connection", statement: Prepared, **values: Any) -> Any:
    return await connection.fetchrow(statement.sql, *statement.arguments(values))


async def claim(connection: "asyncpg.Connection", key: UUID, body: Any, now: datetime) -> None:
    await row_of(
        connection,
        CLAIM_KEY,
        caller="bot",
        request_id=key,
        fingerprint=sha256(body.SerializeToString()).digest(),
        created_at=now,
        forgotten_before=now - KEPT_FOR,
    )


async def append_and_keep(
    connection: "asyncpg.Connection",
    key: UUID,
    answer: Mapping[str, Any],
    number: int,
    kind: str,
    user_id: int,
    change: Mapping[str, Any],
    comment_id: int | None,
    now: datetime,
) -> None:
    event = {
        "place": 0,
        "request_id": number,
        "type": kind,
        "actor": f"users/{user_id}",
        "on_behalf_of": "",
        "reason": "",
        "change": change,
        "comment_id": comment_id,
        "traceparent": "",
        "created_at": now.isoformat(),
    }
    values = {"events": [event], "key_caller": "bot", "key_request_id": key, "kept": answer}
    await connection.execute(APPEND_AND_KEEP.sql, *APPEND_AND_KEEP.arguments(values))


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return them as JSON knows them."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def actor(context: Any) -> int:
    return numbered(dict(context.invocation_metadata())["fixline-actor"])


def numbered(name: str) -> int:
    return int(name.partition("/")[2])


def ticket(row: Any, verbs: Sequence[ticket_pb2.Ticket.Verb.ValueType] = ()) -> ticket_pb2.Ticket:
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
        duplicate_of=f"tickets/{row['duplicate_of']}" if row["duplicate_of"] else "",
        follower_count=row["follower_count"],
        location_node=f"locations/{row['location_code']}" if row["location_code"] else "",
        category=ticket_pb2.Ticket.CATEGORY_ACTIVE,
        sla=ticket_pb2.Ticket.Sla(
            first_response=clock(row["first_response_due_at"], row["first_responded_at"]),
            resolution=clock(row["resolution_due_at"], row["resolution_stopped_at"]),
            next_due_time=row["sla_due_at"],
        ),
        allowed_verbs=verbs,
    )


def clock(due_at: Any, stopped_at: Any) -> ticket_pb2.Ticket.Sla.Clock:
    return ticket_pb2.Ticket.Sla.Clock(
        state=ticket_pb2.Ticket.Sla.STATE_RUNNING, due_time=due_at, stop_time=stopped_at
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
