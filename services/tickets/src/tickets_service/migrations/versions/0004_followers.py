"""Followers of tickets, how many there are, and what happens to them. The next revision validates the checks."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OLD_TYPES = (
    "type IN ('COMMENT_ADDED', 'COMMENT_EDITED', 'NOTE_ADDED', 'NOTE_EDITED', 'STATE_CHANGED', "
    "'TICKET_ASSIGNED', 'TICKET_CREATED', 'TICKET_RATED', 'TICKET_REOPENED', 'TICKET_UPDATED')"
)
NEW_TYPES = (
    "type IN ('COMMENT_ADDED', 'COMMENT_EDITED', 'NOTE_ADDED', 'NOTE_EDITED', 'STATE_CHANGED', "
    "'TICKET_ASSIGNED', 'TICKET_CREATED', 'TICKET_FOLLOWED', 'TICKET_RATED', 'TICKET_REOPENED', "
    "'TICKET_UNFOLLOWED', 'TICKET_UPDATED')"
)
ON_BEHALF_OF = "on_behalf_of ~ '^(users/[0-9]+)?$'"


def upgrade() -> None:
    op.create_table(
        "followers",
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_followers_request_id_requests")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_followers_user_id_users")),
        sa.PrimaryKeyConstraint("request_id", "user_id", name=op.f("pk_followers")),
    )
    op.create_index("ix_followers_user_id", "followers", ["user_id", "request_id"])
    op.add_column("requests", sa.Column("follower_count", sa.Integer(), server_default="0", nullable=False))
    add_check("requests", "ck_requests_follower_count", "follower_count >= 0")
    add_check("history", "ck_history_on_behalf_of", ON_BEHALF_OF)
    op.drop_constraint(op.f("ck_history_type"), "history", type_="check")
    add_check("history", "ck_history_type", NEW_TYPES)


def downgrade() -> None:
    op.execute("ALTER TABLE history DISABLE TRIGGER append_only")
    op.execute("DELETE FROM history WHERE type IN ('TICKET_FOLLOWED', 'TICKET_UNFOLLOWED')")
    op.execute("ALTER TABLE history ENABLE TRIGGER append_only")
    op.drop_constraint(op.f("ck_history_type"), "history", type_="check")
    op.create_check_constraint(op.f("ck_history_type"), "history", OLD_TYPES)
    op.drop_constraint(op.f("ck_history_on_behalf_of"), "history", type_="check")
    op.drop_column("requests", "follower_count")
    op.drop_table("followers")


def add_check(table: str, name: str, condition: str) -> None:
    # Looks at new rows only, so that nobody waits while the table is read.
    op.create_check_constraint(op.f(name), table, condition, postgresql_not_valid=True)
