"""Which tickets ended so long ago that they are kept no longer."""

from typing import Final

from sqlalchemy import bindparam, select, text

from tickets_service.adapters.outbound.sqlalchemy.tables.tickets import KEPT, RequestRow
from tickets_service.adapters.outbound.sqlalchemy.tickets.mapper import WHOLE_TICKET_COLUMNS

ENDED_AT: Final = """
    coalesce(
        (
            SELECT max(h.created_at) FROM history AS h
            WHERE h.request_id = requests.id AND h.type = 'STATE_CHANGED'
        ),
        completed_at, updated_at
    )
"""
"""The last change of its state; an imported ticket has none here, and what the older system said."""
# Nothing ended before it was created, and the index is in that order.
MAY_BE_DUE: Final = f"{KEPT} AND created_at < :ended_before"
GONE: Final = "(SELECT t.anonymized_at FROM requests AS t WHERE t.id = {}.duplicate_of) IS NOT NULL"
"""What goes on for a duplicate was anonymized."""
DUE: Final = (
    select(*WHOLE_TICKET_COLUMNS)
    .where(
        # Nothing ends after it changed last: mostly the history need not be asked.
        text(
            f"{MAY_BE_DUE} AND (updated_at < :ended_before OR {ENDED_AT} < :ended_before)"
            f" AND (duplicate_of IS NULL OR {GONE.format('requests')})"
        )
    )
    .order_by(RequestRow.created_at, RequestRow.id)
    .limit(bindparam("most"))
    .with_for_update(key_share=True, skip_locked=True, of=RequestRow)
)
PREVIEW: Final = text(
    f"""
    WITH ended AS MATERIALIZED (
        SELECT requests.id, user_id, duplicate_of, ended_at
        -- A fence: asked for once, and not once for each use.
        FROM requests, LATERAL (SELECT {ENDED_AT} AS ended_at OFFSET 0) AS over
        WHERE {MAY_BE_DUE} AND ended_at < :ended_before
    ), due AS MATERIALIZED (
        SELECT * FROM ended
        WHERE duplicate_of IS NULL OR duplicate_of IN (SELECT id FROM ended) OR {GONE.format("ended")}
    ), people AS (
        SELECT user_id FROM due
        UNION
        SELECT f.user_id FROM due JOIN followers AS f ON f.request_id = due.id
            JOIN users AS u ON u.id = f.user_id AND u.role = 'user'
        UNION
        SELECT c.user_id FROM due JOIN comments AS c ON c.request_id = due.id AND NOT c.by_staff
            JOIN users AS u ON u.id = c.user_id AND u.role = 'user'
    )
    SELECT
        (SELECT count(*) FROM due) AS tickets,
        (SELECT count(*) FROM people) AS people,
        (SELECT count(*) FROM due JOIN comments AS c ON c.request_id = due.id) AS comments,
        (SELECT min(ended_at) FROM due) AS oldest,
        ARRAY(SELECT id FROM due ORDER BY ended_at, id LIMIT :most) AS first
    """  # noqa: S608  # of constants
)
