"""The SQL of announcements."""

from typing import Final

from sqlalchemy import text

from fixline_chassis.driver.statements import Prepared

DRAFT: Final = text(
    """
    INSERT INTO broadcasts (cause, chat_id, user_name, language, content)
    VALUES (:cause, :chat_id, :author, :language, CAST(:content AS json))
    ON CONFLICT (cause) DO UPDATE SET cause = excluded.cause
    RETURNING id
    """
)
COUNTED: Final = """
    SELECT b.*, coalesce((
        SELECT json_object_agg(state, number) FROM (
            SELECT state, count(*) AS number FROM broadcast_recipients WHERE broadcast_id = b.id GROUP BY state
        ) AS states
    ), '{}') AS reached
    FROM broadcasts AS b
"""
GET: Final = Prepared(
    text(f"{COUNTED} WHERE b.id = CAST(:id AS bigint) AND b.chat_id = CAST(:chat_id AS bigint)")
)
WERE_SENT: Final = Prepared(
    text(
        """
        SELECT id, user_name, content, audience, place, is_urgent, started_at FROM broadcasts
        WHERE state <> 'DRAFT' AND (CAST(:author AS text) = '' OR user_name = CAST(:author AS text))
          AND (CAST(:since AS timestamptz) IS NULL OR started_at >= CAST(:since AS timestamptz))
        ORDER BY started_at DESC, id DESC LIMIT CAST(:most AS bigint)
        """
    )
)
# Asked four times a second, of thousands of people: they are counted only where their number is shown.
UNDER_WAY: Final = Prepared(
    text(
        """
        SELECT b.*, '{}'::json AS reached FROM broadcasts AS b
        WHERE b.state IN ('SENDING', 'STOPPED') AND b.finished_at IS NULL ORDER BY b.id LIMIT 1
        """
    )
)
LOCK: Final = text("SELECT state FROM broadcasts WHERE id = :id FOR UPDATE")
FORGET_RECIPIENTS: Final = text("DELETE FROM broadcast_recipients WHERE broadcast_id = :id")
ADDRESS: Final = text("UPDATE broadcasts SET audience = :audience, place = :place WHERE id = :id")
FILL: Final = text(
    """
    INSERT INTO broadcast_recipients (broadcast_id, chat_id, language, state)
    SELECT :id, chats.chat_id, chats.language, CASE
        WHEN NOT reachable THEN 'BLOCKED' WHEN NOT announcements AND NOT is_urgent THEN 'DECLINED' ELSE 'WAITING'
    END
    FROM chats JOIN broadcasts ON broadcasts.id = :id
    WHERE chats.chat_id > 0 AND chats.user_name = ANY(CAST(:user_names AS text[]))
    """
)
URGENT: Final = text("UPDATE broadcasts SET is_urgent = :urgent WHERE id = :id")
SPARE_NOBODY: Final = text(
    "UPDATE broadcast_recipients SET state = 'WAITING' WHERE broadcast_id = :id AND state = 'DECLINED'"
)
SPARE: Final = text(
    """
    UPDATE broadcast_recipients AS r SET state = 'DECLINED' FROM chats
    WHERE r.broadcast_id = :id AND r.state = 'WAITING' AND chats.chat_id = r.chat_id AND NOT chats.announcements
    """
)
DROP: Final = text("DELETE FROM broadcasts WHERE id = :id AND state = 'DRAFT'")
SEND: Final = text(
    """
    UPDATE broadcasts SET state = 'SENDING', message_id = :message_id, started_at = now()
    WHERE id = :id AND state = 'DRAFT' AND audience IS NOT NULL
    """
)
STOP: Final = text("UPDATE broadcasts SET state = 'STOPPED' WHERE id = :id AND state = 'SENDING'")
LEAVE_OUT: Final = text(
    "UPDATE broadcast_recipients SET state = 'LEFT_OUT' WHERE broadcast_id = :id AND state = 'WAITING'"
)
CAUSE: Final = "'broadcasts/' || r.broadcast_id || '/' || r.chat_id"
TAKE_BACK: Final = text(
    f"""
    UPDATE deliveries AS d SET state = 'SUPERSEDED', finished_at = now() FROM broadcast_recipients AS r
    WHERE r.broadcast_id = :id AND r.state = 'HANDED_OVER' AND d.cause = {CAUSE} AND d.n = 0
      AND d.state = 'PENDING' AND d.claimed_by IS NULL
    """  # noqa: S608  # our own constant
)
# Weeks later it is no news any more: for whoever has blocked the bot it does not wait.
FORGET_PARKED: Final = text(
    f"""
    UPDATE deliveries AS d SET state = 'SUPERSEDED', finished_at = now(), error = 'blocked'
    FROM broadcast_recipients AS r
    WHERE r.broadcast_id = :id AND r.state = 'HANDED_OVER' AND d.cause = {CAUSE} AND d.n = 0 AND d.state = 'PARKED'
    """  # noqa: S608  # our own constant
)
SETTLE: Final = text(
    """
    UPDATE broadcast_recipients AS r SET state = CASE
        WHEN d.state = 'SENT' THEN 'SENT'
        WHEN d.state = 'PARKED' OR d.error = 'blocked' THEN 'BLOCKED'
        WHEN d.state = 'SUPERSEDED' THEN 'LEFT_OUT'
        ELSE 'FAILED'
    END
    FROM broadcast_recipients AS handed LEFT JOIN deliveries AS d
        ON d.n = 0 AND d.cause = 'broadcasts/' || handed.broadcast_id || '/' || handed.chat_id
    WHERE handed.broadcast_id = :id AND handed.state = 'HANDED_OVER' AND d.state IS DISTINCT FROM 'PENDING'
      AND r.broadcast_id = handed.broadcast_id AND r.chat_id = handed.chat_id
    """  # our own constant
)
ON_THEIR_WAY: Final = text(
    "SELECT count(*) FROM broadcast_recipients WHERE broadcast_id = :id AND state = 'HANDED_OVER'"
)
NEXT: Final = text(
    """
    UPDATE broadcast_recipients AS r SET state = 'HANDED_OVER' FROM (
        SELECT chat_id FROM broadcast_recipients
        WHERE broadcast_id = :id AND state = 'WAITING' ORDER BY chat_id LIMIT :most
    ) AS next
    WHERE r.broadcast_id = :id AND r.chat_id = next.chat_id
    RETURNING r.chat_id, r.language
    """
)
FINISH: Final = text(
    """
    UPDATE broadcasts SET finished_at = now(), state = CASE state WHEN 'SENDING' THEN 'DONE' ELSE state END
    WHERE id = :id AND finished_at IS NULL
    """
)
