"""Comments that a service wrote on its own account. The next revision validates the checks."""

import sqlalchemy as sa
from alembic import op

from fixline_chassis.online_schema import add_check

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("comments", sa.Column("service", sa.Text(), nullable=True))
    # No comment lacks a user before some token has the scope `tickets.act`, which the release before refuses.
    op.execute("-- squawk-ignore ban-drop-not-null\nALTER TABLE comments ALTER COLUMN user_id DROP NOT NULL")
    add_check("comments", "ck_comments_author", "num_nonnulls(user_id, service) = 1")
    add_check("comments", "ck_comments_service", "service ~ '^[^/]+$'")


def downgrade() -> None:
    # The release before can show no comment that is nobody's.
    op.execute("ALTER TABLE history DISABLE TRIGGER append_only")
    op.execute("DELETE FROM history WHERE comment_id IN (SELECT id FROM comments WHERE user_id IS NULL)")
    op.execute("ALTER TABLE history ENABLE TRIGGER append_only")
    op.execute(
        "DELETE FROM comment_versions WHERE comment_id IN (SELECT id FROM comments WHERE user_id IS NULL)"
    )
    op.execute("DELETE FROM comments WHERE user_id IS NULL")
    op.drop_column("comments", "service")
    op.alter_column("comments", "user_id", existing_type=sa.BigInteger(), nullable=False)
