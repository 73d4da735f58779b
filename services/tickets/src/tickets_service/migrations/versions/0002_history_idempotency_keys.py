"""History, which is also the outbox, and idempotency keys."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


class XID8(sa.types.UserDefinedType[int]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "xid8"


def upgrade() -> None:
    op.create_table(
        "history",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("xid", XID8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("on_behalf_of", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("change", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("comment_id", sa.BigInteger(), nullable=True),
        sa.Column("traceparent", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(type = 'COMMENT_ADDED') = (comment_id IS NOT NULL)", name=op.f("ck_history_comment_id")
        ),
        sa.CheckConstraint("actor ~ '^(users/[0-9]+|services/[^/]+|system)$'", name=op.f("ck_history_actor")),
        sa.CheckConstraint(
            "type IN ('COMMENT_ADDED', 'STATE_CHANGED', 'TICKET_ASSIGNED', 'TICKET_CREATED', 'TICKET_RATED')",
            name=op.f("ck_history_type"),
        ),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_history_comment_id_comments")),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_history_request_id_requests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    op.create_index(
        "ix_history_comment_id", "history", ["comment_id"], postgresql_where=sa.text("comment_id IS NOT NULL")
    )
    op.create_index("ix_history_request_id", "history", ["request_id", "id"])
    op.create_index("ix_history_xid", "history", ["xid", "id"])
    op.create_table(
        "idempotency_keys",
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("caller", "request_id", name=op.f("pk_idempotency_keys")),
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"])
    # The history is a record: whoever wants to change the past has to remove this first.
    op.execute(
        """
        CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'restrict_violation';
        END
        $$
        """
    )
    op.execute(
        """
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON history
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()
        """
    )


def downgrade() -> None:
    op.drop_table("idempotency_keys")
    op.drop_table("history")
    op.execute("DROP FUNCTION refuse_change_of_history()")
