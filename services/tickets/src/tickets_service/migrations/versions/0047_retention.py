"""For how long the desk keeps what people said, what was taken out by that, and of what others still hold something.

The next revision validates the checks, and adds the index.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from fixline_chassis.online_schema import add_check, replace_check

revision = "0047"
down_revision = "0050"
branch_labels = None
depends_on = None

OLD_TYPES = (
    "type IN ('COMMENT_ADDED', 'COMMENT_EDITED', 'LINK_ADDED', 'LINK_REMOVED', 'NOTE_ADDED', 'NOTE_EDITED', "
    "'REPORTER_REMINDED', 'SLA_ALERT', 'STATE_CHANGED', 'TAGS_CHANGED', 'TICKET_ASSIGNED', 'TICKET_CREATED', "
    "'TICKET_FOLLOWED', 'TICKET_MERGED', 'TICKET_RATED', 'TICKET_REOPENED', 'TICKET_UNFOLLOWED', "
    "'TICKET_UPDATED')"
)
NEW_TYPES = (
    "type IN ('COMMENT_ADDED', 'COMMENT_EDITED', 'LINK_ADDED', 'LINK_REMOVED', 'NOTE_ADDED', 'NOTE_EDITED', "
    "'REPORTER_REMINDED', 'SLA_ALERT', 'STATE_CHANGED', 'TAGS_CHANGED', 'TICKET_ANONYMIZED', "
    "'TICKET_ASSIGNED', 'TICKET_CREATED', 'TICKET_FOLLOWED', 'TICKET_MERGED', 'TICKET_RATED', "
    "'TICKET_REOPENED', 'TICKET_UNFOLLOWED', 'TICKET_UPDATED')"
)
ENDED = "status IN ('CANCELLED', 'CLOSED', 'DUPLICATE', 'REJECTED')"
ACTOR = "actor ~ '^(users/[0-9]+|services/[^/]+|system)$'"

# What happened, and when, stays as it is also then. Who is forgotten stays as a number; who is kept no longer does not.
REFUSE_UNLESS_ERASING = """
    CREATE OR REPLACE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND current_setting('fixline.erasing', true) = 'on'
            AND to_jsonb(NEW) - 'reason' - 'change' = to_jsonb(OLD) - 'reason' - 'change'
        THEN
            RETURN NEW;
        END IF;
        IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'history' AND current_setting('fixline.erasing', true) = 'people'
            AND to_jsonb(NEW) - 'reason' - 'change' - 'actor' - 'on_behalf_of'
                = to_jsonb(OLD) - 'reason' - 'change' - 'actor' - 'on_behalf_of'
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'restrict_violation';
    END
    $$
"""
REFUSE_UNLESS_FORGETTING = """
    CREATE OR REPLACE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND current_setting('fixline.erasing', true) = 'on'
            AND to_jsonb(NEW) - 'reason' - 'change' = to_jsonb(OLD) - 'reason' - 'change'
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'restrict_violation';
    END
    $$
"""


def upgrade() -> None:
    op.add_column("requests", sa.Column("anonymized_at", sa.DateTime(timezone=True), nullable=True))
    add_check("requests", "ck_requests_anonymized_at", f"anonymized_at IS NULL OR {ENDED}")
    replace_check("history", "ck_history_type", NEW_TYPES)
    op.execute(REFUSE_UNLESS_ERASING)
    create_policy()
    create_runs()
    create_history()


def create_policy() -> None:
    op.create_table(
        "retention_policy",
        sa.Column("single", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("days", sa.Integer(), server_default="0", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("single", name=op.f("ck_retention_policy_single")),
        sa.CheckConstraint("days = 0 OR days BETWEEN 30 AND 3650", name=op.f("ck_retention_policy_days")),
        sa.PrimaryKeyConstraint("single", name=op.f("pk_retention_policy")),
    )
    op.execute("INSERT INTO retention_policy DEFAULT VALUES")


def create_runs() -> None:
    op.create_table(
        "retention_runs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)
            for name in ("tickets", "comments", "files")
        ),
        sa.CheckConstraint(
            "tickets >= 0 AND comments >= 0 AND files >= 0", name=op.f("ck_retention_runs_counts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_runs")),
        sa.UniqueConstraint("day", name=op.f("uq_retention_runs_day")),
    )
    op.create_table(
        "uncleared_tickets",
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_uncleared_tickets_request_id_requests")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["retention_runs.id"], name=op.f("fk_uncleared_tickets_run_id_retention_runs")
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_uncleared_tickets")),
    )
    op.create_index("ix_uncleared_tickets_run_id", "uncleared_tickets", ["run_id"])


def create_history() -> None:
    op.create_table(
        "retention_history",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("change", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("traceparent", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("type IN ('RETENTION_CHANGED')", name=op.f("ck_retention_history_type")),
        sa.CheckConstraint(ACTOR, name=op.f("ck_retention_history_actor")),
        sa.CheckConstraint("char_length(reason) <= 1000", name=op.f("ck_retention_history_reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_history")),
    )
    op.execute(
        """
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON retention_history
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()
        """
    )


def downgrade() -> None:
    """What was taken out stays so."""
    op.execute(REFUSE_UNLESS_FORGETTING)
    for table in ("retention_history", "uncleared_tickets", "retention_runs", "retention_policy"):
        op.drop_table(table)
    op.execute("ALTER TABLE history DISABLE TRIGGER append_only")
    op.execute("DELETE FROM history WHERE type = 'TICKET_ANONYMIZED'")
    op.execute("ALTER TABLE history ENABLE TRIGGER append_only")
    replace_check("history", "ck_history_type", OLD_TYPES)
    op.drop_column("requests", "anonymized_at")
