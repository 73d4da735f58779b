"""Announcements in PostgreSQL, and their way into the deliveries, a few at a time."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.outgoing_rows import write_calls
from bot_service.adapters.outbound.sqlalchemy.office.broadcast_statements import (
    ADDRESS,
    DRAFT,
    DROP,
    FILL,
    FINISH,
    FORGET_PARKED,
    FORGET_RECIPIENTS,
    GET,
    LEAVE_OUT,
    LOCK,
    NEXT,
    ON_THEIR_WAY,
    SEND,
    SETTLE,
    SPARE,
    SPARE_NOBODY,
    STOP,
    TAKE_BACK,
    UNDER_WAY,
    URGENT,
    WERE_SENT,
)
from bot_service.adapters.outbound.sqlalchemy.queues.work_channel import NOTIFY
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.office.broadcasts import (
    Broadcast,
    BroadcastState,
    CallTo,
    Reached,
    SentAnnouncement,
)
from bot_service.application.ports.queues.workers import Workers
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.office.announcement import Announcement, Audience
from fixline_chassis.driver.statements import Row


class SqlBroadcasts:
    """Wakes `senders` when a call may wait that did not wait before."""

    def __init__(self, database: Database, *, senders: Workers[Delivery]) -> None:
        self._database = database
        self._senders = senders

    async def draft(
        self, cause: str, announcement: Announcement, *, chat_id: int, author: str, language: str
    ) -> int:
        content = {
            "text": announcement.text,
            "marks": [dict(mark) for mark in announcement.marks],
            "photo": announcement.photo,
        }
        values = {"cause": cause, "chat_id": chat_id, "author": author, "language": language}
        async with self._database.transaction() as connection:
            return int(await connection.scalar(DRAFT, values | {"content": json.dumps(content)}) or 0)

    async def get(self, id_: int, *, chat_id: int) -> Broadcast | None:
        row = await self._database.row(GET, id=id_, chat_id=chat_id)
        return None if row is None else broadcast_of(row)

    async def sent(
        self, *, author: str = "", since: datetime | None = None, most: int
    ) -> Sequence[SentAnnouncement]:
        rows = await self._database.rows(WERE_SENT, author=author, since=since, most=most)
        return [
            SentAnnouncement(
                id=row["id"],
                author=row["user_name"],
                announcement=announcement_of(row),
                audience=Audience(row["audience"]),
                place=row["place"],
                is_urgent=row["is_urgent"],
                at=row["started_at"],
            )
            for row in rows
        ]

    async def address(self, id_: int, audience: Audience, place: str, user_names: Sequence[str]) -> None:
        async with self._database.transaction() as connection:
            if await connection.scalar(LOCK, {"id": id_}) != BroadcastState.DRAFT:
                return
            await connection.execute(FORGET_RECIPIENTS, {"id": id_})
            await connection.execute(ADDRESS, {"id": id_, "audience": audience, "place": place})
            await connection.execute(FILL, {"id": id_, "user_names": list(user_names)})

    async def set_urgent(self, id_: int, *, urgent: bool) -> None:
        async with self._database.transaction() as connection:
            if await connection.scalar(LOCK, {"id": id_}) != BroadcastState.DRAFT:
                return
            await connection.execute(URGENT, {"id": id_, "urgent": urgent})
            await connection.execute(SPARE_NOBODY if urgent else SPARE, {"id": id_})

    async def drop(self, id_: int) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(DROP, {"id": id_})

    async def send(self, id_: int, message_id: int | None) -> bool:
        async with self._database.transaction() as connection:
            sent = await connection.execute(SEND, {"id": id_, "message_id": message_id})
            await connection.execute(NOTIFY)
            return bool(sent.rowcount)

    async def stop(self, id_: int) -> bool:
        async with self._database.transaction() as connection:
            stopped = await connection.execute(STOP, {"id": id_})
            if stopped.rowcount:
                await connection.execute(LEAVE_OUT, {"id": id_})
                await connection.execute(TAKE_BACK, {"id": id_})
            return bool(stopped.rowcount)

    async def under_way(self) -> Broadcast | None:
        row = await self._database.row(UNDER_WAY)
        return None if row is None else broadcast_of(row)

    async def hand_over(self, id_: int, call_to: CallTo, *, at_once: int, on_their_way: int) -> int:
        async with self._database.transaction() as connection:
            state = await connection.scalar(LOCK, {"id": id_})
            await connection.execute(FORGET_PARKED, {"id": id_})
            await connection.execute(SETTLE, {"id": id_})
            there = int(await connection.scalar(ON_THEIR_WAY, {"id": id_}) or 0)
            more = min(at_once, on_their_way - there)
            if state != BroadcastState.SENDING or more <= 0:
                return there
            chats = (await connection.execute(NEXT, {"id": id_, "most": more})).all()
            for chat_id, language in chats:
                # Each is decided by nobody's trace: one of thousands of messages would hold nothing else.
                await write_calls(
                    connection, f"broadcasts/{id_}/{chat_id}", [call_to(chat_id, language)], traceparent=""
                )
            if chats:
                await connection.execute(NOTIFY)
        if chats:
            self._senders.wake_up(again=True)
        return there + len(chats)

    async def tell(self, id_: int, call: OutgoingCall | None, *, step: str, is_finished: bool) -> None:
        async with self._database.transaction() as connection:
            if is_finished and not (await connection.execute(FINISH, {"id": id_})).rowcount:
                return
            calls = [] if call is None else [call]
            await write_calls(connection, f"broadcasts/{id_}/progress/{step}", calls, traceparent="")
            await connection.execute(NOTIFY)
        self._senders.wake_up(again=True)


def announcement_of(row: Row) -> Announcement:
    content: dict[str, Any] = row["content"]
    return Announcement(text=content["text"], marks=tuple(content["marks"]), photo=content["photo"])


def broadcast_of(row: Row) -> Broadcast:
    reached: dict[str, int] = row["reached"]
    return Broadcast(
        id=row["id"],
        chat_id=row["chat_id"],
        author=row["user_name"],
        language=row["language"],
        announcement=announcement_of(row),
        audience=None if row["audience"] is None else Audience(row["audience"]),
        place=row["place"],
        is_urgent=row["is_urgent"],
        state=BroadcastState(row["state"]),
        message_id=row["message_id"],
        reached=Reached(**{state.lower(): number for state, number in reached.items()}),
    )
