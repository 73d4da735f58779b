"""Holds back what would ring in somebody's quiet hours, or beside their digest, as part of what writes it."""

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot_service.adapters.outbound.sqlalchemy.tables.notifications import HeldCallRow
from bot_service.domain.deliveries.appearance import DRAWN
from bot_service.domain.deliveries.outgoing import SENT_BY, OutgoingCall, Urgency
from bot_service.domain.notifications.quiet import NoticePreferences, QuietHours, zone_named

DRAWN_BY: Final[Mapping[str, AbstractSet[str]]] = {
    "editMessageText": DRAWN,
    "editMessageReplyMarkup": frozenset({"reply_markup"}),
    "deleteMessage": frozenset(),
}
"""What of a message's arguments these calls replace; nothing of one that is to go."""
# Locked, so that who changes their mind meanwhile finds here what was held for the times before.
CHOSEN: Final = text(
    """
    SELECT chat_id, zone, quiet_begins, quiet_ends, urgent_anyway, digest_hour, now() AS now FROM chats
    WHERE chat_id = ANY(:chat_ids) AND (quiet_begins IS NOT NULL OR digest_hour IS NOT NULL)
    ORDER BY chat_id FOR SHARE
    """
)
# What is drawn on a message that is there already rings nowhere; one that is still held is drawn on after it.
IS_SHOWN: Final = text(
    """
    SELECT EXISTS (SELECT FROM message_links WHERE chat_id = :chat_id AND ticket = :ticket AND role = :role)
       AND NOT EXISTS (SELECT FROM held_calls WHERE chat_id = :chat_id AND ticket = :ticket AND role = :role)
    """
)

HELD: Final = text(
    "SELECT id, delivery FROM held_calls WHERE chat_id = :chat_id AND cause = :cause AND n = :n FOR UPDATE"
)
TAKE_AWAY: Final = text("DELETE FROM held_calls WHERE id = :id")
REDRAW: Final = text("UPDATE held_calls SET delivery = CAST(:delivery AS json) WHERE id = :id")


def preferences_of(row: Any) -> NoticePreferences:
    quiet = None if row.quiet_begins is None else QuietHours(begins=row.quiet_begins, ends=row.quiet_ends)
    return NoticePreferences(quiet=quiet, urgent_anyway=row.urgent_anyway, digest_hour=row.digest_hour)


async def hold(
    connection: AsyncConnection, calls: Sequence[OutgoingCall], rows: Sequence[dict[str, Any]]
) -> frozenset[int]:
    """Keep those of the calls that are to wait, by their `rows` of deliveries; return which those are.

    Announcements do not wait: in quiet hours they come silently.
    """
    ringing = [n for n, call in enumerate(calls) if call.urgency > Urgency.ANSWER and rings(call)]
    if not ringing:
        return frozenset()
    chat_ids = sorted({calls[n].chat_id for n in ringing})
    chosen = {row.chat_id: row for row in await connection.execute(CHOSEN, {"chat_ids": chat_ids})}
    held = set()
    for n in ringing:
        call = calls[n]
        if call.chat_id not in chosen or await _is_shown(connection, call):
            continue
        row = chosen[call.chat_id]
        waits, until = waiting(call, preferences_of(row), row.zone, row.now)
        if waits and call.urgency is Urgency.BROADCAST:
            # Who sent it sees how far it is, and may stop it: it comes at once, and without a sound.
            rows[n]["arguments"] = {**rows[n]["arguments"], "disable_notification": True}
        elif waits:
            await connection.execute(
                insert(HeldCallRow)
                .values(
                    cause=rows[n]["cause"],
                    n=rows[n]["n"],
                    chat_id=call.chat_id,
                    ticket=call.ticket,
                    role=call.role,
                    edits_card=call.edits_card,
                    delivery=dict(rows[n]),
                    until=until,
                )
                .on_conflict_do_nothing(index_elements=["cause", "n"])
            )
            held.add(n)
    return frozenset(held)


async def changed_while_held(connection: AsyncConnection, call: OutgoingCall) -> bool:
    """Change or take away a message that is still held, in place of the call; False where the call has to be made.

    Made now, it would find no message, and the message would come later as if nothing had happened.
    """
    sent_by = call.arguments.get(SENT_BY)
    drawn = DRAWN_BY.get(call.method)
    if sent_by is None or drawn is None:
        return False
    about = {"chat_id": call.chat_id, "cause": sent_by["cause"], "n": sent_by["n"]}
    row = (await connection.execute(HELD, about)).one_or_none()
    if row is None:
        return False
    if not drawn:
        await connection.execute(TAKE_AWAY, {"id": row.id})
        return True
    kept = {name: value for name, value in row.delivery["arguments"].items() if name not in drawn}
    now = {name: value for name, value in call.arguments.items() if name in drawn}
    delivery = {**row.delivery, "arguments": kept | now}
    await connection.execute(REDRAW, {"id": row.id, "delivery": json.dumps(delivery)})
    return True


def rings(call: OutgoingCall) -> bool:
    """Tell whether it makes a new message, or may do so."""
    return call.edits_card or call.method.startswith(("send", "copy", "forward"))


def waiting(
    call: OutgoingCall, chosen: NoticePreferences, zone: str, now: datetime
) -> tuple[bool, datetime | None]:
    """Tell whether it is to wait, and until when; None for the next digest."""
    if call.is_urgent and chosen.urgent_anyway:
        return False, None
    if chosen.digest_hour is not None and call.is_digested:
        return True, None
    until = None if chosen.quiet is None else chosen.quiet.end_of(now, zone_named(zone))
    return until is not None, until


async def _is_shown(connection: AsyncConnection, call: OutgoingCall) -> bool:
    about = {"chat_id": call.chat_id, "ticket": call.ticket, "role": call.role}
    return call.edits_card and bool(await connection.scalar(IS_SHOWN, about))
