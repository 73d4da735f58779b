"""The SQL of what became of a claimed call."""

from typing import Final

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.queues.presence import ABANDON_CALLS

MINE: Final = "id = :id AND claimed_by = :claimant"
FREED: Final = "claimed_by = NULL, claimed_at = NULL, started_at = NULL"
START_EDIT: Final = text(
    f"UPDATE deliveries SET started_at = now(), claimed_at = now(), repeat = :repeat WHERE {MINE}"  # noqa: S608  # our own
)
CLOSE: Final = text(
    f"""
    UPDATE deliveries SET
        {FREED}, state = :state, finished_at = now(), error = :error, incident = :incident
    WHERE {MINE}
    """  # noqa: S608  # our own constants
)
POSTPONE: Final = text(
    f"""
    UPDATE deliveries SET
        {FREED}, not_before = now() + CAST(:after AS interval), error = :error,
        attempts = attempts + :attempts, resent = resent OR :resent
    WHERE {MINE}
    """  # noqa: S608  # our own constants
)
SET_SENT: Final = f"""
    UPDATE deliveries SET {FREED}, state = 'SENT', finished_at = now(), error = '', message_id = :message_id
"""  # noqa: S608  # our own constants
SENT_WITH_LINKS: Final = text(f"{SET_SENT} WHERE {MINE}")
# That a message was sent stays true, even if this process was thought dead meanwhile.
SENT_ALL_THE_SAME: Final = text(
    f"{SET_SENT} WHERE id = :id AND state IN ('PENDING', 'UNKNOWN') AND claimed_by IS NULL"
)
RELEASE: Final = text(f"{ABANDON_CALLS} WHERE {MINE}")
FREE: Final = text(f"UPDATE deliveries SET {FREED} WHERE {MINE}")  # noqa: S608  # our own constants
FORGET_CARD: Final = text(
    """
    UPDATE message_links SET role = 'other', appearance = NULL
    WHERE chat_id = :chat_id AND ticket = :ticket AND role = :role
    """
)
# The last card of the ticket, unless the call is it, or one waits already: its number is lower, so it goes first.
DRAW_AGAIN: Final = text(
    """
    UPDATE deliveries SET state = 'PENDING', finished_at = NULL, not_before = now(), attempts = 0, resent = false
    WHERE id = (
        SELECT max(id) FROM deliveries
        WHERE chat_id = :chat_id AND ticket = :ticket AND role = 'card' AND edits_card AND state = 'SENT' AND id < :id
    ) AND NOT EXISTS (
        SELECT FROM deliveries WHERE chat_id = :chat_id AND ticket = :ticket AND role = 'card' AND state = 'PENDING'
    )
    """
)
SUCCEED: Final = text(
    """
    WITH old AS (
        UPDATE message_links AS link SET role = 'other', appearance = NULL
        FROM (SELECT * FROM message_links WHERE chat_id = :chat_id AND message_id = :message_id FOR UPDATE) AS before
        WHERE link.chat_id = before.chat_id AND link.message_id = before.message_id
        RETURNING before.ticket, before.role
    )
    UPDATE deliveries SET
        method = :method, arguments = CAST(:arguments AS json), edit_target = NULL,
        ticket = coalesce(ticket, (SELECT ticket FROM old)), role = coalesce((SELECT role FROM old), role)
    WHERE id = :id
    """
)
