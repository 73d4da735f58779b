"""Hold the rows of before to the checks of the revisions before, while others read and write."""

from fixline_chassis.online_schema import validate_checks

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CHECKS = (
    ("users", "ck_users_time_zone"),
    ("users", "ck_users_role"),
    ("requests", "ck_requests_resolution"),
    ("requests", "ck_requests_reopen_count"),
    ("comments", "ck_comments_visibility"),
    ("comments", "ck_comments_version"),
    ("history", "ck_history_comment_id"),
    ("requests", "ck_requests_follower_count"),
    ("history", "ck_history_on_behalf_of"),
    ("history", "ck_history_type"),
)


def upgrade() -> None:
    validate_checks(CHECKS)


def downgrade() -> None:
    """Leave them: checks that hold for all rows hold for new ones too."""
