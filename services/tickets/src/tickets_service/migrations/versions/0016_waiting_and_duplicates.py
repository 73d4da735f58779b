"""Tell since when those wait that already do, find them and duplicates, and hold the rows of before to the checks.

Nobody has to wait for this, however large the tables are. An attempt that failed half-way can be repeated.
"""

import sqlalchemy as sa
from alembic import op

from fixline_chassis.online_schema import create_index, drop_index, validate_checks

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

CHECKS = [
    ("requests", "ck_requests_duplicate_of"),
    ("requests", "ck_requests_duplicate_of_another"),
    ("requests", "ck_requests_waiting_since"),
    ("requests", "ck_requests_reminders_sent"),
    ("requests", "fk_requests_duplicate_of_requests"),
    ("history", "ck_history_type"),
]


def upgrade() -> None:
    op.execute(
        """
        UPDATE requests SET waiting_since = COALESCE((
            SELECT max(created_at) FROM history
            WHERE request_id = requests.id AND type = 'STATE_CHANGED' AND change ->> 'after' = 'WAITING_REPORTER'
        ), updated_at)
        WHERE status = 'WAITING_REPORTER' AND waiting_since IS NULL
        """
    )
    create_index(
        "ix_requests_duplicate_of",
        "requests",
        ["duplicate_of"],
        postgresql_where=sa.text("duplicate_of IS NOT NULL"),
    )
    create_index(
        "ix_requests_waiting",
        "requests",
        ["waiting_since", "id"],
        postgresql_where=sa.text("status = 'WAITING_REPORTER'"),
    )
    create_index(
        "uq_ticket_links_duplicate",
        "ticket_links",
        ["source_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'DUPLICATE_OF'"),
    )
    validate_checks(CHECKS)


def downgrade() -> None:
    drop_index("uq_ticket_links_duplicate", "ticket_links")
    drop_index("ix_requests_waiting", "requests")
    drop_index("ix_requests_duplicate_of", "requests")
