"""Find what a retention may be due for, and hold the rows of before to the checks.

Nobody has to wait for this, however large the tables are. An attempt that failed half-way can be repeated.
"""

import sqlalchemy as sa

from fixline_chassis.online_schema import create_index, drop_index, validate_checks

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

KEPT = sa.text("anonymized_at IS NULL AND status IN ('CANCELLED', 'CLOSED', 'DUPLICATE', 'REJECTED')")


def upgrade() -> None:
    create_index("ix_requests_kept", "requests", ["created_at", "id"], postgresql_where=KEPT)
    validate_checks([("requests", "ck_requests_anonymized_at"), ("history", "ck_history_type")])


def downgrade() -> None:
    drop_index("ix_requests_kept", "requests")
