"""Hold the rows of before to the checks of absences."""

from fixline_chassis.online_schema import validate_checks

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    validate_checks([("users", "ck_users_away"), ("user_history", "ck_user_history_type")])


def downgrade() -> None:
    """What holds may go on holding."""
