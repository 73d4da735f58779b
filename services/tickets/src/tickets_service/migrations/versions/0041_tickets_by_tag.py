"""Find tickets by their tags, and hold the rows of before to the checks.

Nobody has to wait for this, however large the tables are. An attempt that failed half-way can be repeated.
"""

import sqlalchemy as sa

from fixline_chassis.online_schema import create_index, drop_index, validate_checks

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

TAGGED = sa.text("tags <> '{}'")


def upgrade() -> None:
    create_index("ix_requests_tags", "requests", ["tags"], postgresql_using="gin", postgresql_where=TAGGED)
    create_index("ix_requests_tagged", "requests", ["id"], postgresql_where=TAGGED)
    validate_checks([("requests", "ck_requests_tags"), ("history", "ck_history_type")])


def downgrade() -> None:
    drop_index("ix_requests_tagged", "requests")
    drop_index("ix_requests_tags", "requests")
