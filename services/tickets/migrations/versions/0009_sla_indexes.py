"""Find tickets by where their SLA clocks stand, and let each alert be told once.

Nobody has to wait for this, however large the tables are. An attempt that failed half-way can be repeated.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CHECKS = (
    ("requests", "ck_requests_sla_revision"),
    ("requests", "ck_requests_sla_facts"),
    ("history", "ck_history_type"),
)
INDEXES = {
    "ix_requests_sla_due": ("sla_due_at", "sla_due_at IS NOT NULL"),
    "ix_requests_sla_alert": ("sla_next_alert_at", "sla_next_alert_at IS NOT NULL"),
    "ix_requests_sla_outdated": (
        "sla_revision",
        "(status IN ('IN_PROGRESS', 'OPEN', 'WAITING_REPORTER', 'WAITING_VENDOR') OR sla_revision = 0)",
    ),
}


def upgrade() -> None:
    for table, name in CHECKS:
        op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")
    with op.get_context().autocommit_block():
        # What a failed attempt left behind is of no use.
        drop_indexes()
        for name, (column, condition) in INDEXES.items():
            op.create_index(
                name,
                "requests",
                [column, "id"],
                postgresql_where=sa.text(condition),
                postgresql_concurrently=True,
            )
        op.create_index(
            "ix_history_sla_alert",
            "history",
            ["request_id", sa.text("(change ->> 'clock')"), sa.text("(change ->> 'threshold')")],
            unique=True,
            postgresql_where=sa.text("type = 'SLA_ALERT'"),
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        drop_indexes()


def drop_indexes() -> None:
    for name in INDEXES:
        op.drop_index(name, "requests", postgresql_concurrently=True, if_exists=True)
    op.drop_index("ix_history_sla_alert", "history", postgresql_concurrently=True, if_exists=True)
