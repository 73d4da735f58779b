"""The indexes of revision 0003, built while others read and write."""

import sqlalchemy as sa

from fixline_chassis.online_schema import create_index, drop_index

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_index(
        "ix_users_active_admins", "users", ["id"], postgresql_where=sa.text("role = 'admin' AND is_active")
    )
    create_index(
        "ix_requests_resolved",
        "requests",
        ["completed_at", "id"],
        postgresql_where=sa.text("status = 'RESOLVED'"),
    )


def downgrade() -> None:
    drop_index("ix_requests_resolved", "requests")
    drop_index("ix_users_active_admins", "users")
