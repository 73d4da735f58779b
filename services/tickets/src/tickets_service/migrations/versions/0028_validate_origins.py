"""Hold the rows of before to the check of the revision before, while others read and write."""

from fixline_chassis.online_schema import validate_checks

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    validate_checks([("requests", "ck_requests_origin")])


def downgrade() -> None:
    """Leave it: a check that holds for all rows holds for new ones too."""
