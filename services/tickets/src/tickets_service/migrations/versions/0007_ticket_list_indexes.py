"""Indexes for the lists of tickets: by time of creation and by priority, each also for what is not done yet.

Built concurrently: nobody waits, and one that was interrupted is made anew.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from fixline_chassis.online_schema import create_index, drop_index, replace_index

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

OPEN = "status IN ('IN_PROGRESS', 'OPEN', 'WAITING_REPORTER', 'WAITING_VENDOR')"
QUEUED = "assigned_to IS NULL AND status IN ('IN_PROGRESS', 'OPEN')"
RANK = sa.text("array_position('{URGENT,HIGH,MEDIUM,LOW}'::text[], priority)")
CREATED = ["created_at", "id"]
ADDED: list[tuple[str, Sequence[Any], str | None]] = [
    ("ix_requests_created_at", CREATED, None),
    ("ix_requests_priority", [RANK, *CREATED], None),
    ("ix_requests_queue_priority", [RANK, *CREATED], QUEUED),
    ("ix_requests_open", CREATED, OPEN),
    ("ix_requests_open_priority", [RANK, *CREATED], OPEN),
    ("ix_requests_work", ["assigned_to", *CREATED], f"assigned_to IS NOT NULL AND {OPEN}"),
]
# name, columns as they were, columns as they will be, condition
REPLACED: list[tuple[str, Sequence[Any], Sequence[Any], str | None]] = [
    ("ix_requests_user_id", ["user_id", "id"], ["user_id", *CREATED], None),
    ("ix_requests_assigned_to", ["assigned_to", "id"], ["assigned_to", *CREATED], None),
    ("ix_requests_queue", ["id"], CREATED, QUEUED),
]


def upgrade() -> None:
    for name, columns, where in ADDED:
        create_index(name, "requests", columns, postgresql_where=condition(where))
    for name, _, columns, where in REPLACED:
        replace_index(name, "requests", columns, postgresql_where=condition(where))


def downgrade() -> None:
    for name, columns, _, where in REPLACED:
        replace_index(name, "requests", columns, postgresql_where=condition(where))
    for name, _, _ in ADDED:
        drop_index(name, "requests")


def condition(where: str | None) -> sa.TextClause | None:
    return sa.text(where) if where else None
