"""People may say when they are away."""

import sqlalchemy as sa
from alembic import op

from fixline_chassis.online_schema import add_check, replace_check

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

BEFORE = "type IN ('ACTIVATION_CHANGED', 'FORGOTTEN', 'PREFERENCES_CHANGED', 'ROLE_CHANGED')"
TYPES = (
    "type IN ('ABSENCE_CHANGED', 'ACTIVATION_CHANGED', 'FORGOTTEN', 'PREFERENCES_CHANGED', 'ROLE_CHANGED')"
)


def upgrade() -> None:
    for name in ("away_from", "away_until"):
        op.add_column("users", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    add_check(
        "users", "ck_users_away", "num_nulls(away_from, away_until) IN (0, 2) AND away_from < away_until"
    )
    replace_check("user_history", "ck_user_history_type", TYPES)


def downgrade() -> None:
    """What happened stays told: that rows are of an earlier release's types is not looked at."""
    replace_check("user_history", "ck_user_history_type", BEFORE)
    for name in ("away_until", "away_from"):
        op.drop_column("users", name)
