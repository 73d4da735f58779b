"""Hold the rows of before to the checks of positions."""

from fixline_chassis.online_schema import validate_checks

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    validate_checks(
        [("locations", "ck_locations_position"), ("location_history", "ck_location_history_type")]
    )


def downgrade() -> None:
    """What holds may go on holding."""
