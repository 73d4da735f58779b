"""Writes what is to be said, as part of whatever transaction decided it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ScalarSelect, func, literal, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot_service.adapters.outbound.sqlalchemy.deliveries.holding import changed_while_held, hold
from bot_service.adapters.outbound.sqlalchemy.queues.by_key import UNSENT
from bot_service.adapters.outbound.sqlalchemy.tables.chats import ChatRow
from bot_service.adapters.outbound.sqlalchemy.tables.deliveries import DeliveryRow
from bot_service.domain.deliveries.coalescing import edit_target
from bot_service.domain.deliveries.flood import QUIET_SECONDS
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall, Urgency, beside
from bot_service.domain.deliveries.repetition import repeat_of
from fixline_telemetry.spans.propagation import current_traceparent

SUPERSEDE = text(
    f"""
    UPDATE deliveries SET state = 'SUPERSEDED', finished_at = now()
    WHERE {UNSENT} AND edit_target = :target AND id < :id
    """  # noqa: S608  # our own constant
)
# In a flood: also what was said before it was one, and has not gone out.
SUPERSEDE_TALK = text(
    """
    UPDATE deliveries SET state = 'SUPERSEDED', finished_at = now()
    WHERE chat_id = :chat_id AND cause <> :cause AND urgency = 0 AND state = 'PENDING'
      AND method = 'sendMessage' AND role = 'other' AND ticket IS NULL AND claimed_by IS NULL
    """
)


async def write_calls(
    connection: AsyncConnection,
    cause: str,
    calls: Sequence[OutgoingCall],
    *,
    traceparent: str | None = None,
    holds: bool = True,
) -> None:
    """Keep `calls` under the keys (`cause`, 0 …); those that are there already stay as they are.

    The cause of what came along with a comment names that before it.

    What would ring in somebody's quiet hours is held, unless not `holds`; what is held is changed where it is.

    They belong to the current trace, or to that of `traceparent`. An edit makes waiting edits of the same target
    superfluous, and a sentence that waits for quiet those that wait before it.
    """
    rows = [row_of(cause, n, call, traceparent) for n, call in enumerate(calls)]
    held = await hold(connection, calls, rows) if holds else frozenset[int]()
    for n, call in enumerate(calls):
        if n in held or await changed_while_held(connection, call):
            continue
        after = await quiet_for(connection, cause, call) if call.waits_for_quiet else timedelta()
        await write_row(connection, rows[n] | {"not_before": func.now() + after})


async def write_row(connection: AsyncConnection, row: Mapping[str, Any]) -> None:
    """Keep a call by what `row_of` returns, unless it is there already."""
    # What is said to somebody who blocked the bot waits with the rest.
    state = func.coalesce(parked_for(row["chat_id"]), literal("PENDING"))
    written = await connection.scalar(
        insert(DeliveryRow)
        .values({**row, "state": state})
        .on_conflict_do_nothing(index_elements=["cause", "n"])
        .returning(DeliveryRow.id)
    )
    if written is not None and row["edit_target"] is not None:
        about = {"chat_id": row["chat_id"], "target": row["edit_target"], "id": written}
        await connection.execute(SUPERSEDE, about)


async def quiet_for(connection: AsyncConnection, cause: str, call: OutgoingCall) -> timedelta:
    """Take the place of what waits; return for how long there must be quiet then."""
    superseded = await connection.execute(SUPERSEDE_TALK, {"chat_id": call.chat_id, "cause": cause})
    return timedelta(seconds=QUIET_SECONDS if superseded.rowcount else 0)


def row_of(cause: str, n: int, call: OutgoingCall, traceparent: str | None = None) -> dict[str, Any]:
    """Return what is kept of a call, as JSON values by the columns of deliveries."""
    return {
        "cause": beside(call.comment, cause) if call.comment else cause,
        "n": n,
        "chat_id": call.chat_id,
        "method": call.method,
        "arguments": dict(call.arguments),
        "urgency": int(call.urgency),
        "ticket": call.ticket,
        "role": call.role,
        "edits_card": call.edits_card,
        "edit_target": edit_target(call),
        "traceparent": current_traceparent() if traceparent is None else traceparent,
        "repeat": repeat_of(call),
        "otherwise": kept_others(call.otherwise) or None,
    }


def kept_others(calls: Sequence[OutgoingCall]) -> list[dict[str, Any]]:
    """Return what is made in a call's place as JSON values: to the same chat, and as urgent."""
    return [
        {
            "method": call.method,
            "arguments": dict(call.arguments),
            "ticket": call.ticket,
            "role": call.role,
            "otherwise": kept_others(call.otherwise),
        }
        for call in calls
    ]


def restored_others(
    kept: Sequence[Mapping[str, Any]] | None, chat_id: int, urgency: Urgency
) -> tuple[OutgoingCall, ...]:
    return tuple(
        OutgoingCall(
            method=call["method"],
            chat_id=chat_id,
            arguments=call["arguments"],
            urgency=urgency,
            ticket=call["ticket"],
            role=MessageRole(call["role"]),
            otherwise=restored_others(call["otherwise"], chat_id, urgency),
        )
        for call in kept or ()
    )


def parked_for(chat_id: int) -> ScalarSelect[str]:
    unreachable = (ChatRow.chat_id == chat_id) & ~ChatRow.reachable
    return select(literal("PARKED")).where(unreachable).scalar_subquery()
