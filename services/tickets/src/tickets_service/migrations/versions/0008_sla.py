"""SLA policies and calendars, where the clocks of each ticket stand, and alerts.

The next revision validates the checks, and adds the indexes.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OLD_TYPES = (
    "type IN ('COMMENT_ADDED', 'COMMENT_EDITED', 'NOTE_ADDED', 'NOTE_EDITED', 'STATE_CHANGED', "
    "'TICKET_ASSIGNED', 'TICKET_CREATED', 'TICKET_FOLLOWED', 'TICKET_RATED', 'TICKET_REOPENED', "
    "'TICKET_UNFOLLOWED', 'TICKET_UPDATED')"
)
NEW_TYPES = (
    "type IN ('COMMENT_ADDED', 'COMMENT_EDITED', 'NOTE_ADDED', 'NOTE_EDITED', 'SLA_ALERT', 'STATE_CHANGED', "
    "'TICKET_ASSIGNED', 'TICKET_CREATED', 'TICKET_FOLLOWED', 'TICKET_RATED', 'TICKET_REOPENED', "
    "'TICKET_UNFOLLOWED', 'TICKET_UPDATED')"
)
ACTOR = "actor ~ '^(users/[0-9]+|services/[^/]+|system)$'"
SPAN = (
    "int8range(calendar_id * 10080 + weekday * 1440 + opens, calendar_id * 10080 + weekday * 1440 + closes)"
)
CHECKS = {
    "sla_revision": "sla_revision >= 0",
    "sla_facts": "jsonb_typeof(sla_facts) = 'object'",
}
TIMES = (
    "first_responded_at",
    "first_response_due_at",
    "resolution_stopped_at",
    "resolution_due_at",
    "sla_due_at",
    "sla_next_alert_at",
)


def upgrade() -> None:
    create_calendars()
    create_policies()
    create_history()
    op.add_column("requests", sa.Column("sla_facts", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    # 0: no policies were applied to it yet. The worker finds these tickets, and reads their history.
    op.add_column("requests", sa.Column("sla_revision", sa.BigInteger(), server_default="0", nullable=False))
    for name in TIMES:
        op.add_column("requests", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    for name, condition in CHECKS.items():
        add_check("requests", f"ck_requests_{name}", condition)
    op.drop_constraint(op.f("ck_history_type"), "history", type_="check")
    add_check("history", "ck_history_type", NEW_TYPES)


def create_calendars() -> None:
    op.create_table(
        "sla_calendars",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "code ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'", name=op.f("ck_sla_calendars_code")
        ),
        sa.CheckConstraint("char_length(title) BETWEEN 1 AND 100", name=op.f("ck_sla_calendars_title")),
        sa.CheckConstraint("char_length(zone) BETWEEN 1 AND 64", name=op.f("ck_sla_calendars_zone")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_sla_calendars_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sla_calendars")),
        sa.UniqueConstraint("code", name=op.f("uq_sla_calendars_code")),
    )
    op.create_table(
        "sla_intervals",
        sa.Column("calendar_id", sa.BigInteger(), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("opens", sa.SmallInteger(), nullable=False),
        sa.Column("closes", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_sla_intervals_weekday")),
        sa.CheckConstraint(
            "opens >= 0 AND opens < closes AND closes <= 1440", name=op.f("ck_sla_intervals_closes")
        ),
        postgresql.ExcludeConstraint((sa.text(SPAN), "&&"), using="gist", name="ex_sla_intervals_overlap"),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["sla_calendars.id"],
            name=op.f("fk_sla_intervals_calendar_id_sla_calendars"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("calendar_id", "weekday", "opens", name=op.f("pk_sla_intervals")),
    )
    op.create_table(
        "sla_holidays",
        sa.Column("calendar_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["sla_calendars.id"],
            name=op.f("fk_sla_holidays_calendar_id_sla_calendars"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("calendar_id", "day", name=op.f("pk_sla_holidays")),
    )
    op.execute("INSERT INTO sla_calendars (code, title, zone) VALUES ('24x7', 'Round the clock', 'UTC')")
    op.execute(
        "INSERT INTO sla_intervals (calendar_id, weekday, opens, closes)"
        " SELECT id, weekday, 0, 1440 FROM sla_calendars, generate_series(0, 6) AS weekday"
    )


def create_policies() -> None:
    op.create_table(
        "sla_policies",
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("first_response_minutes", sa.Integer(), nullable=False),
        sa.Column("resolution_minutes", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "priority IN ('HIGH', 'LOW', 'MEDIUM', 'URGENT')", name=op.f("ck_sla_policies_priority")
        ),
        sa.CheckConstraint(
            "first_response_minutes BETWEEN 1 AND 527040", name=op.f("ck_sla_policies_first_response")
        ),
        sa.CheckConstraint(
            "resolution_minutes BETWEEN 1 AND 527040", name=op.f("ck_sla_policies_resolution")
        ),
        sa.CheckConstraint(
            "first_response_minutes <= resolution_minutes", name=op.f("ck_sla_policies_order")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_sla_policies_version")),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["sla_calendars.id"], name=op.f("fk_sla_policies_calendar_id_sla_calendars")
        ),
        sa.PrimaryKeyConstraint("priority", name=op.f("pk_sla_policies")),
    )
    op.create_index(op.f("ix_sla_policies_calendar_id"), "sla_policies", ["calendar_id"])
    op.execute(
        "INSERT INTO sla_policies (priority, first_response_minutes, resolution_minutes, calendar_id)"
        " SELECT priority, first_response, resolution, id FROM sla_calendars, (VALUES"
        " ('LOW', 1440, 4320), ('MEDIUM', 480, 1440), ('HIGH', 60, 240), ('URGENT', 30, 120)"
        ") AS targets (priority, first_response, resolution)"
    )
    op.create_table(
        "sla_revision",
        sa.Column("single", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("revision", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("single", name=op.f("ck_sla_revision_single")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_sla_revision_revision")),
        sa.PrimaryKeyConstraint("single", name=op.f("pk_sla_revision")),
    )
    op.execute("INSERT INTO sla_revision DEFAULT VALUES")


def create_history() -> None:
    op.create_table(
        "sla_history",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("change", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("traceparent", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "type IN ('CALENDAR_CREATED', 'CALENDAR_DELETED', 'CALENDAR_UPDATED', 'POLICY_UPDATED')",
            name=op.f("ck_sla_history_type"),
        ),
        sa.CheckConstraint(ACTOR, name=op.f("ck_sla_history_actor")),
        sa.CheckConstraint("char_length(reason) <= 1000", name=op.f("ck_sla_history_reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sla_history")),
    )
    op.create_index("ix_sla_history_subject", "sla_history", ["subject", "id"])
    op.execute(
        """
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON sla_history
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()
        """
    )


def downgrade() -> None:
    # The release before knows no alerts.
    op.execute("ALTER TABLE history DISABLE TRIGGER append_only")
    op.execute("DELETE FROM history WHERE type = 'SLA_ALERT'")
    op.execute("ALTER TABLE history ENABLE TRIGGER append_only")
    op.drop_constraint(op.f("ck_history_type"), "history", type_="check")
    add_check("history", "ck_history_type", OLD_TYPES)
    for name in (*TIMES, "sla_revision", "sla_facts"):
        op.drop_column("requests", name)
    for table in (
        "sla_history",
        "sla_revision",
        "sla_policies",
        "sla_holidays",
        "sla_intervals",
        "sla_calendars",
    ):
        op.drop_table(table)


def add_check(table: str, name: str, condition: str) -> None:
    # Looks at new rows only, so that nobody waits while the table is read.
    op.create_check_constraint(op.f(name), table, condition, postgresql_not_valid=True)
