"""Count what was resolved in a time, whenever it was created, without reading all tickets."""

import sqlalchemy as sa

from fixline_chassis.online_schema import create_index, drop_index

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_index(
        "ix_requests_completed_at",
        "requests",
        ["completed_at"],
        postgresql_where=sa.text("completed_at IS NOT NULL"),
    )


def downgrade() -> None:
    drop_index("ix_requests_completed_at", "requests")
