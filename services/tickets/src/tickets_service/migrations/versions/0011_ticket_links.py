"""What tickets have to do with each other. The next revision validates the check."""

import sqlalchemy as sa
from alembic import op

from fixline_chassis.online_schema import replace_check

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KINDS = "kind IN ('BLOCKS', 'DUPLICATE_OF', 'FOLLOW_UP_OF', 'PARENT', 'RELATED', 'SPLIT_FROM')"
OLD_TYPES = (
    "type IN ('COMMENT_ADDED', 'COMMENT_EDITED', 'NOTE_ADDED', 'NOTE_EDITED', 'SLA_ALERT', 'STATE_CHANGED', "
    "'TICKET_ASSIGNED', 'TICKET_CREATED', 'TICKET_FOLLOWED', 'TICKET_RATED', 'TICKET_REOPENED', "
    "'TICKET_UNFOLLOWED', 'TICKET_UPDATED')"
)
NEW_TYPES = (
    "type IN ('COMMENT_ADDED', 'COMMENT_EDITED', 'LINK_ADDED', 'LINK_REMOVED', 'NOTE_ADDED', 'NOTE_EDITED', "
    "'SLA_ALERT', 'STATE_CHANGED', 'TICKET_ASSIGNED', 'TICKET_CREATED', 'TICKET_FOLLOWED', 'TICKET_RATED', "
    "'TICKET_REOPENED', 'TICKET_UNFOLLOWED', 'TICKET_UPDATED')"
)


def upgrade() -> None:
    op.create_table(
        "ticket_links",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("target_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_ticket_links_kind")),
        sa.CheckConstraint("source_id <> target_id", name=op.f("ck_ticket_links_not_itself")),
        sa.CheckConstraint(
            "kind <> 'RELATED' OR source_id < target_id", name=op.f("ck_ticket_links_related_once")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["requests.id"], name=op.f("fk_ticket_links_source_id_requests")
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["requests.id"], name=op.f("fk_ticket_links_target_id_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_links")),
        sa.UniqueConstraint("source_id", "kind", "target_id", name=op.f("uq_ticket_links_source_id")),
    )
    op.create_index("ix_ticket_links_source_id", "ticket_links", ["source_id", "id"])
    op.create_index("ix_ticket_links_target_id", "ticket_links", ["target_id", "id"])
    op.create_index(
        "uq_ticket_links_parent",
        "ticket_links",
        ["target_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'PARENT'"),
    )
    replace_check("history", "ck_history_type", NEW_TYPES)


def downgrade() -> None:
    op.execute("ALTER TABLE history DISABLE TRIGGER append_only")
    op.execute("DELETE FROM history WHERE type IN ('LINK_ADDED', 'LINK_REMOVED')")
    op.execute("ALTER TABLE history ENABLE TRIGGER append_only")
    replace_check("history", "ck_history_type", OLD_TYPES)
    op.drop_table("ticket_links")
