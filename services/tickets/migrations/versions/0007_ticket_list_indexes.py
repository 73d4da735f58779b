"""Indexes for the lists of tickets: by time of creation and by priority, each also for what is not done yet.

Built concurrently: nobody waits, and one that was interrupted is made anew.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

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
    with op.get_context().autocommit_block():
        for name, columns, where in ADDED:
            build(name, columns, where)
        for name, _, columns, where in REPLACED:
            replace(name, columns, where)


def downgrade() -> None:
    with op.get_context().autocommit_block():
        for name, columns, _, where in REPLACED:
            replace(name, columns, where)
        for name, _, _ in ADDED:
            drop(name)


def build(name: str, columns: Sequence[Any], where: str | None) -> None:
    drop(name)
    op.create_index(
        name,
        "requests",
        columns,
        postgresql_where=sa.text(where) if where else None,
        postgresql_concurrently=True,
    )


def replace(name: str, columns: Sequence[Any], where: str | None) -> None:
    build(f"{name}_new", columns, where)
    drop(name)
    op.execute(f"ALTER INDEX {name}_new RENAME TO {name}")


def drop(name: str) -> None:
    op.drop_index(name, "requests", if_exists=True, postgresql_concurrently=True)
