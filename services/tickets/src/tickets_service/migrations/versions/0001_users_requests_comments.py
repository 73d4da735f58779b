"""The original schema: users, requests, comments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("username", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), server_default="user", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), server_default="en", nullable=False),
        sa.CheckConstraint("role IN ('agent', 'user')", name=op.f("ck_users_role")),
        sa.CheckConstraint("char_length(display_name) BETWEEN 1 AND 128", name=op.f("ck_users_display_name")),
        sa.CheckConstraint("char_length(language) BETWEEN 2 AND 35", name=op.f("ck_users_language")),
        sa.CheckConstraint("char_length(username) <= 32", name=op.f("ck_users_username")),
        sa.CheckConstraint("telegram_id BETWEEN 1 AND 4503599627370495", name=op.f("ck_users_telegram_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
    )
    op.create_index(op.f("ix_users_telegram_id"), "users", ["telegram_id"], unique=True)
    op.create_table(
        "requests",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("location", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="OPEN", nullable=False),
        sa.Column("priority", sa.Text(), server_default="MEDIUM", nullable=False),
        sa.Column("assigned_to", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attachments", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("rating_stars", sa.SmallInteger(), nullable=True),
        sa.Column("rating_comment", sa.Text(), nullable=True),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "(status IN ('CLOSED', 'RESOLVED')) = (completed_at IS NOT NULL)",
            name=op.f("ck_requests_completed_at"),
        ),
        sa.CheckConstraint(
            "priority IN ('HIGH', 'LOW', 'MEDIUM', 'URGENT')", name=op.f("ck_requests_priority")
        ),
        sa.CheckConstraint(
            "status IN ('CANCELLED', 'CLOSED', 'DUPLICATE', "
            "'IN_PROGRESS', 'OPEN', 'REJECTED', 'RESOLVED', 'WAITING_REPORTER', 'WAITING_VENDOR')",
            name=op.f("ck_requests_status"),
        ),
        sa.CheckConstraint("cardinality(attachments) <= 10", name=op.f("ck_requests_attachments")),
        sa.CheckConstraint("char_length(description) <= 4000", name=op.f("ck_requests_description")),
        sa.CheckConstraint("char_length(location) <= 200", name=op.f("ck_requests_location")),
        sa.CheckConstraint("char_length(rating_comment) <= 1000", name=op.f("ck_requests_rating_comment")),
        sa.CheckConstraint("char_length(title) BETWEEN 1 AND 200", name=op.f("ck_requests_title")),
        sa.CheckConstraint(
            "num_nulls(rating_stars, rating_comment, rated_at) IN (0, 3)",
            name=op.f("ck_requests_rating_whole"),
        ),
        sa.CheckConstraint("rating_stars BETWEEN 1 AND 5", name=op.f("ck_requests_rating_stars")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_requests_version")),
        sa.ForeignKeyConstraint(["assigned_to"], ["users.id"], name=op.f("fk_requests_assigned_to_users")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_requests_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
    )
    op.create_index("ix_requests_assigned_to", "requests", ["assigned_to", "id"])
    op.create_index(
        "ix_requests_queue",
        "requests",
        ["id"],
        postgresql_where=sa.text("assigned_to IS NULL AND status IN ('IN_PROGRESS', 'OPEN')"),
    )
    op.create_index("ix_requests_user_id", "requests", ["user_id", "id"])
    op.create_table(
        "comments",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("char_length(comment) BETWEEN 1 AND 4000", name=op.f("ck_comments_comment")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_comments_request_id_requests")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_comments_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    op.create_index("ix_comments_request_id", "comments", ["request_id", "id"])
    op.create_index("ix_comments_user_id", "comments", ["user_id"])


def downgrade() -> None:
    op.drop_table("comments")
    op.drop_table("requests")
    op.drop_table("users")
