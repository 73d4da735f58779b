"""What nearly every update runs on the inbox, many of them in one statement each."""

from typing import Final

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.queues.by_key import PENDING
from bot_service.adapters.outbound.sqlalchemy.queues.work_channel import CHANNEL
from fixline_chassis.driver.statements import Prepared

CHAT: Final = "c.chat_id IS NOT NULL AS is_known, c.user_name, c.language, c.reachable"
"""What is known of the update's chat: whoever handles the update asks for it first."""

# An update that was `wanted` is claimed with its first breath, unless its chat has others to deal with before it.
# That another process claims in the chat in the same instant is a violation of `uq_inbox_claimed`. One row is looked
# for, and not whether any EXISTS: of that PostgreSQL makes a hash of all that wait.
RECEIVE: Final = Prepared(
    text(
        f"""
        WITH given AS (
            SELECT * FROM unnest(
                CAST(:update_ids AS bigint[]), CAST(:chat_ids AS bigint[]), CAST(:types AS text[]),
                CAST(:payloads AS text[]), CAST(:traceparents AS text[]), CAST(:wanted AS boolean[])
            ) AS t (update_id, chat_id, type, payload, traceparent, wanted)
        ), decided AS (
            SELECT given.*, CASE WHEN wanted AND (
                SELECT true FROM inbox AS other
                WHERE other.bot_id = CAST(:bot_id AS bigint) AND other.chat_id = given.chat_id
                  AND other.state = 'PENDING' LIMIT 1
            ) IS NULL THEN CAST(:claimant AS bigint) END AS claimed_by
            FROM given
        ), written AS (
            INSERT INTO inbox (bot_id, update_id, chat_id, type, payload, traceparent, claimed_by, claimed_at)
            SELECT CAST(:bot_id AS bigint), update_id, chat_id, type, CAST(payload AS json), traceparent, claimed_by,
                   CASE WHEN claimed_by IS NOT NULL THEN now() END
            FROM decided
            ON CONFLICT (bot_id, update_id) DO NOTHING
            RETURNING update_id, chat_id, claimed_by
        )
        SELECT w.update_id, w.chat_id, w.claimed_by IS NOT NULL AS is_claimed, {CHAT},
               CASE WHEN CAST(:tells AS boolean) THEN pg_notify('{CHANNEL}', CAST(:claimant AS bigint)::text) END
        FROM written AS w LEFT JOIN chats AS c ON c.chat_id = w.chat_id
        """  # noqa: S608  # our own constants
    )
)

# Chats first, by hopping from one to the next in the index, then the oldest update of each: what one chat has piled up
# costs the others nothing. A chat that has one claimed is passed over.
HEADS: Final = """
    WITH RECURSIVE waiting AS (
        SELECT min(chat_id) AS chat_id FROM inbox WHERE bot_id = CAST(:bot_id AS bigint) AND state = 'PENDING'
        UNION ALL
        SELECT (
            SELECT min(chat_id) FROM inbox
            WHERE bot_id = CAST(:bot_id AS bigint) AND state = 'PENDING' AND chat_id > waiting.chat_id
        ) FROM waiting WHERE waiting.chat_id IS NOT NULL
    ), heads AS (
        SELECT update_id, not_before FROM waiting CROSS JOIN LATERAL (
            SELECT update_id, claimed_by, not_before FROM inbox
            WHERE bot_id = CAST(:bot_id AS bigint) AND chat_id = waiting.chat_id AND state = 'PENDING'
            ORDER BY update_id LIMIT 1
        ) AS head
        WHERE claimed_by IS NULL AND NOT EXISTS (
            SELECT FROM inbox AS other
            WHERE other.bot_id = CAST(:bot_id AS bigint) AND other.chat_id = waiting.chat_id
              AND other.claimed_by IS NOT NULL
        )
    )
"""

# A chat whose oldest update waits to be retried waits with it.
CLAIM: Final = Prepared(
    text(
        f"""
        {HEADS}, oldest AS (
            SELECT update_id FROM heads WHERE not_before <= now()
            ORDER BY update_id LIMIT CAST(:most AS bigint)
        ), next AS (
            SELECT update_id FROM inbox
            WHERE bot_id = CAST(:bot_id AS bigint) AND update_id = ANY (ARRAY(SELECT update_id FROM oldest))
              AND {PENDING} AND claimed_by IS NULL AND not_before <= now()
            FOR UPDATE SKIP LOCKED
        ), claimed AS (
            UPDATE inbox AS i SET claimed_by = CAST(:claimant AS bigint), claimed_at = now()
            WHERE i.bot_id = CAST(:bot_id AS bigint) AND i.update_id = ANY (ARRAY(SELECT update_id FROM next))
            RETURNING i.update_id, i.chat_id, i.type, i.payload, i.traceparent, i.failures, i.deferrals,
                      now() - i.received_at AS age
        )
        SELECT d.*, {CHAT} FROM claimed AS d LEFT JOIN chats AS c ON c.chat_id = d.chat_id
        ORDER BY d.update_id
        """  # noqa: S608  # our own constants
    )
)

NEXT: Final = Prepared(
    text(f"{HEADS} SELECT extract(epoch FROM min(not_before) - now())::float AS seconds FROM heads")  # noqa: S608  # our own
)

FOLLOWING: Final = Prepared(
    text(
        """
        SELECT update_id, payload FROM inbox
        WHERE bot_id = CAST(:bot_id AS bigint) AND chat_id = CAST(:chat_id AS bigint) AND state = 'PENDING'
          AND update_id > CAST(:update_id AS bigint)
        ORDER BY update_id LIMIT CAST(:most AS bigint)
        """
    )
)

# The updates, what they tell of their chats, and what is to be said, all or nothing. A call that was `wanted` is
# claimed as it is written, unless its chat has others to make before it. That another process claims a call to the
# chat in the same instant is a violation of `uq_deliveries_claimed`.
FINISH: Final = Prepared(
    text(
        """
        WITH given AS (
            SELECT * FROM unnest(
                CAST(:update_ids AS bigint[]), CAST(:claimants AS bigint[]), CAST(:states AS text[]),
                CAST(:causes AS text[]), CAST(:reachable AS boolean[])
            ) AS t (update_id, claimant, state, cause, is_reachable)
        ), closed AS (
            UPDATE inbox AS i SET
                state = given.state, finished_at = now(), claimed_by = NULL, claimed_at = NULL, error = '',
                incident = ''
            FROM given
            WHERE i.bot_id = CAST(:bot_id AS bigint) AND i.update_id = ANY (CAST(:update_ids AS bigint[]))
              AND i.update_id = given.update_id AND i.claimed_by = given.claimant
            RETURNING i.update_id, i.chat_id, given.cause, given.is_reachable
        ), reached AS (
            UPDATE chats SET reachable = true, updated_at = now()
            FROM closed
            WHERE closed.is_reachable AND chats.chat_id = closed.chat_id AND NOT chats.reachable
        ), revived AS (
            UPDATE deliveries AS d SET state = 'PENDING', finished_at = NULL
            FROM closed
            WHERE closed.is_reachable AND d.chat_id = closed.chat_id AND d.state = 'PARKED'
            RETURNING d.id
        ), said AS (
            SELECT call.*, CASE WHEN NOT (closed.is_reachable AND closed.chat_id = call.chat_id) AND EXISTS (
                SELECT FROM chats WHERE chats.chat_id = call.chat_id AND NOT chats.reachable
            ) THEN 'PARKED' ELSE 'PENDING' END AS state
            FROM unnest(
                CAST(:call_causes AS text[]), CAST(:ns AS integer[]), CAST(:chat_ids AS bigint[]),
                CAST(:methods AS text[]), CAST(:arguments AS text[]), CAST(:urgencies AS smallint[]),
                CAST(:tickets AS bigint[]), CAST(:roles AS text[]), CAST(:traceparents AS text[]),
                CAST(:repeats AS text[]), CAST(:wanted AS boolean[])
            ) AS call (cause, n, chat_id, method, arguments, urgency, ticket, role, traceparent, repeat, wanted)
            JOIN closed ON closed.cause = call.cause
        ), decided AS (
            SELECT said.*, CASE WHEN wanted AND state = 'PENDING' AND (
                SELECT true FROM deliveries AS other
                WHERE other.chat_id = said.chat_id AND other.state = 'PENDING' LIMIT 1
            ) IS NULL AND (
                SELECT true FROM deliveries AS other
                WHERE other.chat_id = said.chat_id AND other.state = 'PARKED' LIMIT 1
            ) IS NULL THEN CAST(:claimant AS bigint) END AS claimed_by
            FROM said
        ), written AS (
            INSERT INTO deliveries (cause, n, chat_id, method, arguments, urgency, ticket, role, edits_card,
                                    traceparent, repeat, state, claimed_by, claimed_at)
            SELECT cause, n, chat_id, method, CAST(arguments AS json), urgency, ticket, role, false, traceparent,
                   repeat, state, claimed_by, CASE WHEN claimed_by IS NOT NULL THEN now() END
            FROM decided ORDER BY cause, n
            ON CONFLICT (cause, n) DO NOTHING
            RETURNING id, cause, n, chat_id, claimed_by
        )
        SELECT closed.update_id, closed.cause, written.n, written.id, written.claimed_by IS NOT NULL AS is_claimed,
               told.user_name,
               EXISTS (SELECT FROM revived) AS is_revived,
               EXISTS (
                   SELECT FROM inbox AS next
                   WHERE next.bot_id = CAST(:bot_id AS bigint) AND next.chat_id = closed.chat_id
                     AND next.state = 'PENDING' AND next.update_id <> closed.update_id
               ) AS is_followed
        FROM closed LEFT JOIN written ON written.cause = closed.cause
        LEFT JOIN chats AS told ON told.chat_id = written.chat_id AND written.claimed_by IS NOT NULL
        """
    )
)

# What a statement whose answer was lost may have claimed for this process, which knows nothing of it.
RELEASE: Final = Prepared(
    text(
        """
        UPDATE inbox SET claimed_by = NULL, claimed_at = NULL
        WHERE bot_id = CAST(:bot_id AS bigint) AND update_id = ANY(CAST(:update_ids AS bigint[]))
          AND claimed_by = CAST(:claimant AS bigint)
        RETURNING update_id
        """
    )
)
RELEASE_CALLS: Final = Prepared(
    text(
        """
        UPDATE deliveries SET claimed_by = NULL, claimed_at = NULL
        WHERE cause = :cause AND claimed_by = CAST(:claimant AS bigint) AND started_at IS NULL
        RETURNING id
        """
    )
)
