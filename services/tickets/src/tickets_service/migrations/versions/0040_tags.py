"""By what staff find tickets again.

The next revision validates the checks, and adds the indexes.
"""

import sqlalchemy as sa
from alembic import op

from fixline_chassis.online_schema import add_check, replace_check

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

OLD_TYPES = (
    "type IN ('COMMENT_ADDED', 'COMMENT_EDITED', 'LINK_ADDED', 'LINK_REMOVED', 'NOTE_ADDED', 'NOTE_EDITED', "
    "'REPORTER_REMINDED', 'SLA_ALERT', 'STATE_CHANGED', 'TICKET_ASSIGNED', 'TICKET_CREATED', "
    "'TICKET_FOLLOWED', 'TICKET_MERGED', 'TICKET_RATED', 'TICKET_REOPENED', 'TICKET_UNFOLLOWED', "
    "'TICKET_UPDATED')"
)
NEW_TYPES = (
    "type IN ('COMMENT_ADDED', 'COMMENT_EDITED', 'LINK_ADDED', 'LINK_REMOVED', 'NOTE_ADDED', 'NOTE_EDITED', "
    "'REPORTER_REMINDED', 'SLA_ALERT', 'STATE_CHANGED', 'TAGS_CHANGED', 'TICKET_ASSIGNED', 'TICKET_CREATED', "
    "'TICKET_FOLLOWED', 'TICKET_MERGED', 'TICKET_RATED', 'TICKET_REOPENED', 'TICKET_UNFOLLOWED', "
    "'TICKET_UPDATED')"
)


def upgrade() -> None:
    op.add_column("requests", sa.Column("tags", sa.ARRAY(sa.Text()), server_default="{}", nullable=False))
    add_check("requests", "ck_requests_tags", "cardinality(tags) <= 10")
    replace_check("history", "ck_history_type", NEW_TYPES)


def downgrade() -> None:
    op.execute("ALTER TABLE history DISABLE TRIGGER append_only")
    op.execute("DELETE FROM history WHERE type = 'TAGS_CHANGED'")
    op.execute("ALTER TABLE history ENABLE TRIGGER append_only")
    replace_check("history", "ck_history_type", OLD_TYPES)
    op.drop_column("requests", "tags")
