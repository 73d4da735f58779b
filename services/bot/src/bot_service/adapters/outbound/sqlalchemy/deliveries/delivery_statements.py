"""What nearly every call runs on the deliveries, many of them in one statement each."""

from typing import Final

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.queues.by_key import PENDING
from bot_service.domain.deliveries.outgoing import LIVE
from fixline_chassis.driver.statements import Prepared

# Chats first, by hopping from one to the next in the index, then the first call of each: what one chat has piled up
# costs the others nothing. What is more urgent, or as urgent and older, goes first, also while it waits for a retry.
HEADS: Final = """
    WITH RECURSIVE waiting AS (
        SELECT min(chat_id) AS chat_id FROM deliveries WHERE state = 'PENDING'
        UNION ALL
        SELECT (SELECT min(chat_id) FROM deliveries WHERE state = 'PENDING' AND chat_id > waiting.chat_id)
        FROM waiting WHERE waiting.chat_id IS NOT NULL
    ), heads AS (
        SELECT id, urgency, not_before FROM waiting CROSS JOIN LATERAL (
            SELECT id, urgency, claimed_by, not_before FROM deliveries
            WHERE chat_id = waiting.chat_id AND state = 'PENDING'
            ORDER BY urgency, id LIMIT 1
        ) AS head
        WHERE claimed_by IS NULL AND NOT EXISTS (
            SELECT FROM deliveries AS other
            WHERE other.chat_id = waiting.chat_id AND other.claimed_by IS NOT NULL
        )
    )
"""
CLAIM: Final = Prepared(
    text(
        f"""
        {HEADS}, first AS (
            SELECT id FROM heads WHERE not_before <= now()
            ORDER BY urgency, id LIMIT CAST(:most AS bigint)
        ), next AS (
            SELECT id FROM deliveries
            WHERE id = ANY (ARRAY(SELECT id FROM first)) AND {PENDING} AND claimed_by IS NULL AND not_before <= now()
            FOR UPDATE SKIP LOCKED
        ), claimed AS (
            UPDATE deliveries AS d SET claimed_by = CAST(:claimant AS bigint), claimed_at = now()
            WHERE d.id = ANY (ARRAY(SELECT id FROM next))
            RETURNING d.id, d.method, d.chat_id, d.arguments, d.urgency, d.ticket, d.role, d.edits_card, d.otherwise,
                      d.traceparent, d.attempts, d.resent, now() - d.created_at AS age, d.cause
        )
        SELECT claimed.*, chats.user_name FROM claimed LEFT JOIN chats ON chats.chat_id = claimed.chat_id
        """  # noqa: S608  # our own constants
    )
)
NEXT: Final = Prepared(
    text(f"{HEADS} SELECT extract(epoch FROM min(not_before) - now())::float AS seconds FROM heads")  # noqa: S608  # our own
)

START: Final = Prepared(
    text(
        """
        UPDATE deliveries AS d SET started_at = now(), claimed_at = now(), repeat = given.repeat
        FROM unnest(CAST(:ids AS bigint[]), CAST(:claimants AS bigint[]), CAST(:repeats AS text[]))
            AS given (id, claimant, repeat)
        WHERE d.id = ANY (CAST(:ids AS bigint[])) AND d.id = given.id AND d.claimed_by = given.claimant
        RETURNING d.id
        """
    )
)
SENT: Final = Prepared(
    text(
        """
        WITH sent AS (
            UPDATE deliveries AS d SET
                claimed_by = NULL, claimed_at = NULL, started_at = NULL, state = 'SENT', finished_at = now(),
                error = '', message_id = given.message_id
            FROM unnest(CAST(:ids AS bigint[]), CAST(:claimants AS bigint[]), CAST(:message_ids AS bigint[]))
                AS given (id, claimant, message_id)
            WHERE d.id = ANY (CAST(:ids AS bigint[])) AND d.id = given.id AND d.claimed_by = given.claimant
            RETURNING d.id, d.chat_id
        )
        SELECT sent.id, EXISTS (
            SELECT FROM deliveries AS next
            WHERE next.chat_id = sent.chat_id AND next.state = 'PENDING' AND next.id <> sent.id
        ) AS is_followed
        FROM sent
        """
    )
)
LIVE_MESSAGE: Final = {
    role: Prepared(
        text(
            f"""
            SELECT message_id, appearance, thread_id, opened FROM message_links
            WHERE chat_id = CAST(:chat_id AS bigint) AND ticket = CAST(:ticket AS bigint) AND role = '{role}'
            """  # noqa: S608  # our own words; each role has its own index
        )
    )
    for role in LIVE
}
TICKETS_WAITING: Final = Prepared(
    text(
        """
        SELECT DISTINCT ticket FROM deliveries
        WHERE chat_id = CAST(:chat_id AS bigint) AND state = 'PENDING' AND ticket IS NOT NULL
        ORDER BY ticket LIMIT 20
        """
    )
)
MESSAGE_OF: Final = Prepared(
    text(
        """
        SELECT message_id FROM deliveries
        WHERE cause = CAST(:cause AS text) AND n = CAST(:n AS integer) AND chat_id = CAST(:chat_id AS bigint)
        """
    )
)
# What one call sent was linked in one transaction, so at one time; and nothing else in that chat was.
ALBUM_OF: Final = Prepared(
    text(
        """
        SELECT message_id FROM (
            SELECT message_id, created_at FROM message_links
            WHERE chat_id = CAST(:chat_id AS bigint) AND message_id >= CAST(:message_id AS bigint)
            ORDER BY message_id LIMIT 20
        ) AS next
        WHERE created_at = (
            SELECT created_at FROM message_links
            WHERE chat_id = CAST(:chat_id AS bigint) AND message_id = CAST(:message_id AS bigint)
        )
        ORDER BY message_id
        """
    )
)
