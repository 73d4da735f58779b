"""Comments and descriptions keep what their authors marked in them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from fixline_chassis.online_schema import add_check

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

COLUMNS = {"requests": "description_marks", "comments": "marks", "comment_versions": "marks"}


def upgrade() -> None:
    for table, column in COLUMNS.items():
        op.add_column(table, sa.Column(column, postgresql.JSONB(none_as_null=True), nullable=True))
        add_check(table, f"ck_{table}_{column}", f"jsonb_typeof({column}) = 'object'")


def downgrade() -> None:
    for table, column in COLUMNS.items():
        op.drop_column(table, column)
