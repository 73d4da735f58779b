"""Files of an older system that Telegram keeps, until they are moved (decision 47)."""

import sqlalchemy as sa
from alembic import op

from fixline_chassis.online_schema import replace_check

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

KINDS = "'animation', 'audio', 'document', 'photo', 'video', 'video_note', 'voice'"


def upgrade() -> None:
    op.create_table(
        "old_files",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("telegram_file_id", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), server_default="", nullable=False),
        sa.Column("tries", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_old_files_kind")),
        sa.CheckConstraint(
            "state IN ('GONE', 'MOVED', 'TOO_LARGE', 'WAITING')", name=op.f("ck_old_files_state")
        ),
        sa.CheckConstraint(
            "char_length(telegram_file_id) <= 255", name=op.f("ck_old_files_telegram_file_id")
        ),
        sa.CheckConstraint("char_length(file_name) <= 255", name=op.f("ck_old_files_file_name")),
        sa.CheckConstraint("size_bytes > 0", name=op.f("ck_old_files_size_bytes")),
        sa.CheckConstraint("(state = 'MOVED') = (file <> '')", name=op.f("ck_old_files_file")),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_old_files_tries")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_old_files_request_id_requests")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_old_files_author_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_old_files")),
    )
    op.create_index("ix_old_files_request_id", "old_files", ["request_id", "id"])
    op.create_index(
        "ix_old_files_author_id",
        "old_files",
        ["author_id"],
        postgresql_where=sa.text("author_id IS NOT NULL"),
    )
    op.create_index(
        "ix_old_files_waiting", "old_files", ["due_at", "id"], postgresql_where=sa.text("state = 'WAITING'")
    )
    replace_check("origins", "ck_origins_kind", "kind IN ('COMMENT', 'FILE', 'LOCATION', 'PERSON', 'TICKET')")


def downgrade() -> None:
    op.execute("DELETE FROM origins WHERE kind = 'FILE'")
    replace_check("origins", "ck_origins_kind", "kind IN ('COMMENT', 'LOCATION', 'PERSON', 'TICKET')")
    op.drop_table("old_files")
