"""Statements that take people and their words out of tickets, all of them in one transaction (decision 65)."""

from typing import Final

from sqlalchemy import TextClause, text

from tickets_service.adapters.outbound.sqlalchemy.tables.layout import one_of
from tickets_service.application.ports.people.personal_data import ERASED
from tickets_service.domain.people.user import STAFF
from tickets_service.domain.tickets.life import WORDLESS

# For this transaction alone the history lets words and people be taken out; see the migration.
ERASING: Final = text("SELECT set_config('fixline.erasing', 'people', true)")

# Who of a ticket stays in it, by number and by name: who works for the desk, or did when they had it or wrote to it.
STAYING: Final = f"""
    WITH staying AS MATERIALIZED (
        SELECT found.request_id, found.user_id, 'users/' || found.user_id AS name
        FROM (
            SELECT r.id AS request_id, u.id AS user_id FROM requests AS r, users AS u
            WHERE r.id = ANY(CAST(:ids AS bigint[])) AND {one_of("u.role", STAFF)}
            UNION
            SELECT request_id, unnest(ARRAY[(change ->> 'before')::bigint, (change ->> 'after')::bigint])
            FROM history WHERE request_id = ANY(CAST(:ids AS bigint[])) AND type = 'TICKET_ASSIGNED'
            UNION
            SELECT request_id, user_id FROM comments WHERE request_id = ANY(CAST(:ids AS bigint[])) AND by_staff
            UNION
            SELECT id, assigned_to FROM requests WHERE id = ANY(CAST(:ids AS bigint[])) AND assigned_to IS NOT NULL
        ) AS found
        JOIN requests ON requests.id = found.request_id AND requests.user_id <> found.user_id
    )
"""  # noqa: S608  # our own constants


def stays(request_id: str, person: str, *, by: str = "name") -> str:
    """Return the condition for the one in that column; `by`: what is in it, `name` or `user_id`."""
    return f"EXISTS (SELECT FROM staying AS s WHERE s.request_id = {request_id} AND s.{by} = {person})"


EVENTS: Final = text(
    f"""
    {STAYING}
    UPDATE history AS h SET
        actor = CASE WHEN h.actor LIKE 'users/%' AND NOT {stays("h.request_id", "h.actor")}
            THEN CAST(:nobodys_name AS text) ELSE h.actor END,
        on_behalf_of = CASE WHEN h.on_behalf_of <> '' AND NOT {stays("h.request_id", "h.on_behalf_of")}
            THEN CAST(:nobodys_name AS text) ELSE h.on_behalf_of END,
        reason = CASE WHEN h.actor = 'system' THEN h.reason ELSE '' END,
        change = CASE h.type
            WHEN 'TICKET_RATED' THEN jsonb_set(h.change, '{{comment}}', '""')
            WHEN 'TICKET_UPDATED' THEN jsonb_set(h.change - 'marks', '{{fields}}', (
                SELECT jsonb_agg(
                    CASE
                        WHEN field ->> 0 = 'title' THEN '["title", "{WORDLESS}", "{WORDLESS}"]'
                        WHEN field ->> 0 IN ('description', 'location', 'reporter')
                            THEN jsonb_build_array(field ->> 0, '', '')
                        ELSE field
                    END ORDER BY n
                )
                FROM jsonb_array_elements(h.change -> 'fields') WITH ORDINALITY AS of_it (field, n)
            ))
            WHEN 'TICKET_FOLLOWED' THEN {{follower}}
            WHEN 'TICKET_UNFOLLOWED' THEN {{follower}}
            ELSE h.change
        END
    WHERE h.request_id = ANY(CAST(:ids AS bigint[]))
    """.replace(  # noqa: S608  # our own constants
        "{follower}",
        f"CASE WHEN {stays('h.request_id', '(h.change ->> ' + repr('follower') + ')::bigint', by='user_id')}"
        " THEN h.change ELSE jsonb_set(h.change, '{follower}', to_jsonb(CAST(:nobody AS bigint))) END",
    )
)
VERSIONS: Final = text(
    f"""
    UPDATE comment_versions SET comment = '{ERASED}', marks = NULL
    WHERE comment_id IN (SELECT id FROM comments WHERE request_id = ANY(CAST(:ids AS bigint[])))
    """  # noqa: S608  # the same
)
COMMENTS: Final = text(
    f"""
    {STAYING}
    UPDATE comments AS c SET
        comment = '{ERASED}', marks = NULL,
        user_id = CASE WHEN c.user_id IS NULL OR {stays("c.request_id", "c.user_id", by="user_id")}
            THEN c.user_id ELSE CAST(:nobody AS bigint) END
    WHERE c.request_id = ANY(CAST(:ids AS bigint[]))
    """  # noqa: S608  # the same
)
FOLLOWERS: Final = text("DELETE FROM followers WHERE request_id = ANY(CAST(:ids AS bigint[]))")
FOLLOWER_COUNTS: Final = text(
    "UPDATE requests SET follower_count = 0 WHERE id = ANY(CAST(:ids AS bigint[])) AND follower_count > 0"
)
OLD_FILES: Final = text(
    f"""
    {STAYING}
    UPDATE old_files AS f SET
        telegram_file_id = '', file_name = '', state = CASE state WHEN 'MOVED' THEN state ELSE 'GONE' END,
        author_id = CASE WHEN f.author_id IS NULL OR {stays("f.request_id", "f.author_id", by="user_id")}
            THEN f.author_id ELSE CAST(:nobody AS bigint) END
    WHERE f.request_id = ANY(CAST(:ids AS bigint[]))
    """  # noqa: S608  # the same
)
ANSWERS: Final = text(
    """
    DELETE FROM idempotency_keys
    WHERE (answer ? 'title' AND answer ->> 'id' = ANY(CAST(:numbers AS text[])))
       OR answer ->> 'ticket_id' = ANY(CAST(:numbers AS text[]))
       OR answer -> 'ticket' ->> 'id' = ANY(CAST(:numbers AS text[]))
       OR answer -> 'target' ->> 'id' = ANY(CAST(:numbers AS text[]))
    """
)
IN_ORDER: Final[tuple[TextClause, ...]] = (EVENTS, VERSIONS, OLD_FILES, FOLLOWERS, FOLLOWER_COUNTS, ANSWERS)
"""Before the comments, of which it is told how many there were."""
