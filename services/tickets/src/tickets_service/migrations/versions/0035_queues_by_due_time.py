"""Indexes for queues by what is due next.

They are built beside the traffic, so they have a revision of their own.
"""

import sqlalchemy as sa

from fixline_chassis.online_schema import create_index, drop_index

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

OPEN = "status IN ('IN_PROGRESS', 'OPEN', 'WAITING_REPORTER', 'WAITING_VENDOR')"
DUE = ("sla_due_at", "id")
INDEXES = {
    "ix_requests_open_due": (DUE, OPEN),
    "ix_requests_queue_due": (DUE, "assigned_to IS NULL AND status IN ('IN_PROGRESS', 'OPEN')"),
    "ix_requests_paused_due": (DUE, "status IN ('WAITING_REPORTER', 'WAITING_VENDOR')"),
    "ix_requests_work_due": (("assigned_to", *DUE), f"assigned_to IS NOT NULL AND {OPEN}"),
}


def upgrade() -> None:
    for name, (columns, condition) in INDEXES.items():
        create_index(name, "requests", columns, postgresql_where=sa.text(condition))


def downgrade() -> None:
    for name in INDEXES:
        drop_index(name, "requests")
