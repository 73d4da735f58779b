"""Hold the comments of before to the checks of the revision before, while others read and write."""

from fixline_chassis.online_schema import validate_checks

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    validate_checks([("comments", "ck_comments_author"), ("comments", "ck_comments_service")])


def downgrade() -> None:
    """Leave them: checks that hold for all rows hold for new ones too."""
