"""What is read of a ticket; `$1` is its number."""

from typing import Final

TICKET: Final = """
    SELECT title, status, priority, user_id AS reporter, assigned_to AS assignee, location, description, resolution,
           duplicate_of, reopen_count, follower_count, rating_stars, rating_comment, created_at, updated_at,
           completed_at, waiting_since, reminders_sent, first_response_due_at, first_responded_at, resolution_due_at,
           resolution_stopped_at
    FROM requests WHERE id = $1
"""
PEOPLE: Final = """
    SELECT id, display_name, role FROM users WHERE id IN (
        SELECT user_id FROM requests WHERE id = $1
        UNION SELECT assigned_to FROM requests WHERE id = $1
        UNION SELECT user_id FROM comments WHERE request_id = $1
    )
"""
COMMENTS: Final = """
    SELECT created_at, user_id AS author, visibility, version, comment FROM comments
    WHERE request_id = $1 ORDER BY id
"""
HISTORY: Final = """
    SELECT id, created_at, type, actor, on_behalf_of, reason, change::text AS change, traceparent FROM history
    WHERE request_id = $1 ORDER BY id
"""
LINKS: Final = """
    SELECT kind, source_id, target_id, created_at FROM ticket_links WHERE $1 IN (source_id, target_id) ORDER BY id
"""
FILES: Final = """
    SELECT uploaded_at, state, file_type, file_name, content_type, size_bytes, uuid FROM files
    WHERE request_id = $1 ORDER BY id
"""
DELIVERIES: Final = """
    SELECT id, created_at, chat_id, method, role, state, message_id, error, cause, traceparent FROM deliveries
    WHERE ticket = $1 ORDER BY id
"""
