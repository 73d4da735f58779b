"""Whether a comment's author was staff when they wrote it. The next revision tells it of the comments of before."""

import sqlalchemy as sa
from alembic import op

from fixline_chassis.online_schema import add_check

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("comments", sa.Column("by_staff", sa.Boolean(), server_default=sa.false(), nullable=False))
    add_check("comments", "ck_comments_by_staff", "user_id IS NOT NULL OR NOT by_staff")


def downgrade() -> None:
    op.drop_column("comments", "by_staff")
