"""Hold the rows of before to the checks of marked texts."""

from fixline_chassis.online_schema import validate_checks

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

CHECKS = [
    ("requests", "ck_requests_description_marks"),
    ("comments", "ck_comments_marks"),
    ("comment_versions", "ck_comment_versions_marks"),
]


def upgrade() -> None:
    validate_checks(CHECKS)


def downgrade() -> None:
    """What holds may go on holding."""
