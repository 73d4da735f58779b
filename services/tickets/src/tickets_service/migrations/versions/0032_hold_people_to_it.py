"""Hold the people of before to the checks."""

from fixline_chassis.online_schema import validate_checks

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    validate_checks([("users", "ck_users_telegram_id"), ("user_history", "ck_user_history_type")])


def downgrade() -> None:
    """A check that was validated holds in the revision before as well."""
