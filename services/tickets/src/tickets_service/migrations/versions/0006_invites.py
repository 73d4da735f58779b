"""Invites."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invites",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("code_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_by", sa.BigInteger(), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("octet_length(code_sha256) = 32", name=op.f("ck_invites_code_sha256")),
        sa.CheckConstraint("octet_length(salt) = 16", name=op.f("ck_invites_salt")),
        sa.CheckConstraint(
            "role IN ('admin', 'agent', 'auditor', 'dispatcher')", name=op.f("ck_invites_role")
        ),
        sa.CheckConstraint("char_length(note) <= 200", name=op.f("ck_invites_note")),
        sa.CheckConstraint(
            "expires_at BETWEEN created_at + interval '1 minute' AND created_at + interval '168 hours'",
            name=op.f("ck_invites_expires_at"),
        ),
        sa.CheckConstraint("num_nulls(used_by, used_at) IN (0, 2)", name=op.f("ck_invites_used")),
        sa.CheckConstraint("used_at < expires_at", name=op.f("ck_invites_used_at")),
        sa.CheckConstraint("num_nulls(revoked_by, revoked_at) IN (0, 2)", name=op.f("ck_invites_revoked")),
        sa.CheckConstraint("used_at IS NULL OR revoked_at IS NULL", name=op.f("ck_invites_ended_once")),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_invites_created_by_users")),
        sa.ForeignKeyConstraint(["used_by"], ["users.id"], name=op.f("fk_invites_used_by_users")),
        sa.ForeignKeyConstraint(["revoked_by"], ["users.id"], name=op.f("fk_invites_revoked_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invites")),
        sa.UniqueConstraint("code_sha256", name=op.f("uq_invites_code_sha256")),
    )
    op.create_index("ix_invites_created_by", "invites", ["created_by"])
    op.create_index(
        "ix_invites_used_by", "invites", ["used_by"], postgresql_where=sa.text("used_by IS NOT NULL")
    )
    op.create_index(
        "ix_invites_revoked_by", "invites", ["revoked_by"], postgresql_where=sa.text("revoked_by IS NOT NULL")
    )


def downgrade() -> None:
    op.drop_table("invites")
