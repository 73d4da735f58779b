"""Hold the rows of before to the checks of the revision before, while others read and write."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CHECKS = (
    ("requests", "ck_requests_follower_count"),
    ("history", "ck_history_on_behalf_of"),
    ("history", "ck_history_type"),
)


def upgrade() -> None:
    for table, name in CHECKS:
        op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")


def downgrade() -> None:
    """Leave them: checks that hold for all rows hold for new ones too."""
