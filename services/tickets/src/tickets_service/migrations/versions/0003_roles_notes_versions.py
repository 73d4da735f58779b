"""More roles, internal notes, versions of comments, resolutions, and what happens to people.

Later revisions validate the checks and build the indexes, while others read and write.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from fixline_chassis.online_schema import add_check, replace_check

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OLD_ROLES = "role IN ('agent', 'user')"
NEW_ROLES = "role IN ('admin', 'agent', 'auditor', 'dispatcher', 'user')"
OLD_TYPES = "type IN ('COMMENT_ADDED', 'STATE_CHANGED', 'TICKET_ASSIGNED', 'TICKET_CREATED', 'TICKET_RATED')"
NEW_TYPES = (
    "type IN ('COMMENT_ADDED', 'COMMENT_EDITED', 'NOTE_ADDED', 'NOTE_EDITED', 'STATE_CHANGED', "
    "'TICKET_ASSIGNED', 'TICKET_CREATED', 'TICKET_RATED', 'TICKET_REOPENED', 'TICKET_UPDATED')"
)
OLD_SAYING = "(type = 'COMMENT_ADDED') = (comment_id IS NOT NULL)"
NEW_SAYING = (
    "(type IN ('COMMENT_ADDED', 'COMMENT_EDITED', 'NOTE_ADDED', 'NOTE_EDITED')) = (comment_id IS NOT NULL)"
)
ACTOR = "actor ~ '^(users/[0-9]+|services/[^/]+|system)$'"


def upgrade() -> None:
    op.add_column("users", sa.Column("time_zone", sa.Text(), server_default="UTC", nullable=False))
    add_check("users", "ck_users_time_zone", "char_length(time_zone) BETWEEN 1 AND 64")
    replace_check("users", "ck_users_role", NEW_ROLES)
    op.add_column("requests", sa.Column("resolution", sa.Text(), server_default="", nullable=False))
    op.add_column("requests", sa.Column("reopen_count", sa.Integer(), server_default="0", nullable=False))
    add_check("requests", "ck_requests_resolution", "char_length(resolution) <= 4000")
    add_check("requests", "ck_requests_reopen_count", "reopen_count >= 0")
    op.add_column("comments", sa.Column("visibility", sa.Text(), server_default="PUBLIC", nullable=False))
    op.add_column("comments", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("comments", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    add_check("comments", "ck_comments_visibility", "visibility IN ('INTERNAL', 'PUBLIC')")
    add_check("comments", "ck_comments_version", "version >= 1 AND (version > 1) = (edited_at IS NOT NULL)")
    create_comment_versions()
    create_user_history()
    replace_check("history", "ck_history_type", NEW_TYPES)
    replace_check("history", "ck_history_comment_id", NEW_SAYING)


def create_comment_versions() -> None:
    op.create_table(
        "comment_versions",
        sa.Column("comment_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "char_length(comment) BETWEEN 1 AND 4000", name=op.f("ck_comment_versions_comment")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_comment_versions_version")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_comment_versions_comment_id_comments")
        ),
        sa.PrimaryKeyConstraint("comment_id", "version", name=op.f("pk_comment_versions")),
    )


def create_user_history() -> None:
    op.create_table(
        "user_history",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("change", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("traceparent", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "type IN ('ACTIVATION_CHANGED', 'PREFERENCES_CHANGED', 'ROLE_CHANGED')",
            name=op.f("ck_user_history_type"),
        ),
        sa.CheckConstraint(ACTOR, name=op.f("ck_user_history_actor")),
        sa.CheckConstraint("char_length(reason) <= 1000", name=op.f("ck_user_history_reason")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_user_history_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_history")),
    )
    op.create_index("ix_user_history_user_id", "user_history", ["user_id", "id"])
    op.execute(
        """
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON user_history
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()
        """
    )


def downgrade() -> None:
    # The release before shows every comment to everyone, and knows neither the new events nor the new roles.
    op.execute("ALTER TABLE history DISABLE TRIGGER append_only")
    op.execute(
        "DELETE FROM history WHERE type IN"
        " ('COMMENT_EDITED', 'NOTE_ADDED', 'NOTE_EDITED', 'TICKET_REOPENED', 'TICKET_UPDATED')"
    )
    op.execute("ALTER TABLE history ENABLE TRIGGER append_only")
    replace_check("history", "ck_history_comment_id", OLD_SAYING)
    replace_check("history", "ck_history_type", OLD_TYPES)
    op.drop_table("user_history")
    op.drop_table("comment_versions")
    op.execute("DELETE FROM comments WHERE visibility = 'INTERNAL'")
    op.drop_column("comments", "edited_at")
    op.drop_column("comments", "version")
    op.drop_column("comments", "visibility")
    op.drop_index("ix_requests_resolved", "requests", if_exists=True)
    op.drop_column("requests", "reopen_count")
    op.drop_column("requests", "resolution")
    op.drop_index("ix_users_active_admins", "users", if_exists=True)
    op.execute(
        "UPDATE users SET role = CASE WHEN role IN ('admin', 'dispatcher') THEN 'agent' ELSE 'user' END"
        " WHERE role IN ('admin', 'auditor', 'dispatcher')"
    )
    replace_check("users", "ck_users_role", OLD_ROLES)
    op.drop_column("users", "time_zone")
