"""What a ticket is a duplicate of, and since when it waits for its reporter.

The next revision validates the checks, and adds the indexes. No row waits without a time in between: the release
before serves no calls on a newer schema.
"""

import sqlalchemy as sa
from alembic import op

from fixline_chassis.online_schema import add_check, replace_check

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

OLD_TYPES = (
    "type IN ('COMMENT_ADDED', 'COMMENT_EDITED', 'LINK_ADDED', 'LINK_REMOVED', 'NOTE_ADDED', 'NOTE_EDITED', "
    "'SLA_ALERT', 'STATE_CHANGED', 'TICKET_ASSIGNED', 'TICKET_CREATED', 'TICKET_FOLLOWED', 'TICKET_RATED', "
    "'TICKET_REOPENED', 'TICKET_UNFOLLOWED', 'TICKET_UPDATED')"
)
NEW_TYPES = (
    "type IN ('COMMENT_ADDED', 'COMMENT_EDITED', 'LINK_ADDED', 'LINK_REMOVED', 'NOTE_ADDED', 'NOTE_EDITED', "
    "'REPORTER_REMINDED', 'SLA_ALERT', 'STATE_CHANGED', 'TICKET_ASSIGNED', 'TICKET_CREATED', "
    "'TICKET_FOLLOWED', 'TICKET_MERGED', 'TICKET_RATED', 'TICKET_REOPENED', 'TICKET_UNFOLLOWED', "
    "'TICKET_UPDATED')"
)
CHECKS = {
    "duplicate_of": "(status = 'DUPLICATE') = (duplicate_of IS NOT NULL)",
    "duplicate_of_another": "duplicate_of <> id",
    "waiting_since": "(status = 'WAITING_REPORTER') = (waiting_since IS NOT NULL)",
    "reminders_sent": "reminders_sent >= 0 AND (reminders_sent = 0 OR status = 'WAITING_REPORTER')"
    " AND (reminders_sent > 0) = (reminded_at IS NOT NULL)",
}


def upgrade() -> None:
    op.add_column("requests", sa.Column("duplicate_of", sa.BigInteger(), nullable=True))
    op.add_column("requests", sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("requests", sa.Column("reminders_sent", sa.Integer(), server_default="0", nullable=False))
    op.add_column("requests", sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(
        op.f("fk_requests_duplicate_of_requests"),
        "requests",
        "requests",
        ["duplicate_of"],
        ["id"],
        postgresql_not_valid=True,
    )
    for name, condition in CHECKS.items():
        add_check("requests", f"ck_requests_{name}", condition)
    replace_check("history", "ck_history_type", NEW_TYPES)


def downgrade() -> None:
    op.execute("ALTER TABLE history DISABLE TRIGGER append_only")
    op.execute("DELETE FROM history WHERE type IN ('REPORTER_REMINDED', 'TICKET_MERGED')")
    op.execute("ALTER TABLE history ENABLE TRIGGER append_only")
    replace_check("history", "ck_history_type", OLD_TYPES)
    for name in ("reminded_at", "reminders_sent", "waiting_since", "duplicate_of"):
        op.drop_column("requests", name)
    # The release before merges nothing: what such a ticket led to would be forgotten with the column.
    op.execute("UPDATE requests SET status = 'REJECTED' WHERE status = 'DUPLICATE'")
    op.execute("DELETE FROM ticket_links WHERE kind = 'DUPLICATE_OF'")
