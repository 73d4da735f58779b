"""Find tickets by where their SLA clocks stand, and let each alert be told once.

Nobody has to wait for this, however large the tables are. An attempt that failed half-way can be repeated.
"""

import sqlalchemy as sa

from fixline_chassis.online_schema import create_index, drop_index, validate_checks

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
    for name, (column, condition) in INDEXES.items():
        create_index(name, "requests", [column, "id"], postgresql_where=sa.text(condition))
    create_index(
        "ix_history_sla_alert",
        "history",
        ["request_id", sa.text("(change ->> 'clock')"), sa.text("(change ->> 'threshold')")],
        unique=True,
        postgresql_where=sa.text("type = 'SLA_ALERT'"),
    )
    validate_checks(CHECKS)


def downgrade() -> None:
    for name in INDEXES:
        drop_index(name, "requests")
    drop_index("ix_history_sla_alert", "history")
