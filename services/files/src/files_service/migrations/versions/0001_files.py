"""Create the tables of files and of requests that were done."""

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("request_id", sa.BigInteger(), nullable=True),
        sa.Column("file_type", sa.String(16), nullable=False),
        sa.Column("file_id", sa.String(255), server_default="", nullable=False),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("caller", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("blob_key", sa.String(255), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("content_type", sa.String(127), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("uuid", name=op.f("uq_files_uuid")),
        sa.UniqueConstraint("blob_key", name=op.f("uq_files_blob_key")),
        sa.CheckConstraint(
            "file_type IN ('photo', 'video', 'voice', 'document')", name=op.f("ck_files_file_type")
        ),
        sa.CheckConstraint("file_name <> ''", name=op.f("ck_files_file_name")),
        sa.CheckConstraint("request_id > 0", name=op.f("ck_files_request_id")),
        sa.CheckConstraint("state IN ('PENDING', 'READY')", name=op.f("ck_files_state")),
        sa.CheckConstraint(
            "CASE state WHEN 'PENDING' THEN num_nonnulls(size_bytes, sha256, content_type) = 0"
            " ELSE num_nulls(size_bytes, sha256, content_type) = 0 END",
            name=op.f("ck_files_complete"),
        ),
        sa.CheckConstraint("size_bytes > 0", name=op.f("ck_files_size_bytes")),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_files_sha256")),
    )
    op.create_index(op.f("ix_files_request_id"), "files", ["request_id"])
    op.create_index(
        "ix_files_pending", "files", ["uploaded_at"], postgresql_where=sa.text("state = 'PENDING'")
    )
    op.create_index(
        "ix_files_unattached",
        "files",
        ["uploaded_at"],
        postgresql_where=sa.text("state = 'READY' AND request_id IS NULL"),
    )
    op.create_table(
        "request_keys",
        sa.Column("caller", sa.String(64), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("file_uuid", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("caller", "request_id", name=op.f("pk_request_keys")),
        sa.ForeignKeyConstraint(
            ["file_uuid"], ["files.uuid"], name=op.f("fk_request_keys_file_uuid_files"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_request_keys_file_uuid"), "request_keys", ["file_uuid"])
    op.create_index(op.f("ix_request_keys_created_at"), "request_keys", ["created_at"])


def downgrade() -> None:
    op.drop_table("request_keys")
    op.drop_table("files")
