"""Hold the people of before to the revision before, and find whom somebody made known."""

from sqlalchemy import text

from fixline_chassis.online_schema import create_index, drop_index, validate_checks

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_index(
        "ix_users_introduced_by",
        "users",
        ["introduced_by"],
        postgresql_where=text("introduced_by IS NOT NULL"),
    )
    validate_checks([("users", "fk_users_introduced_by_users"), ("users", "ck_users_contact")])


def downgrade() -> None:
    drop_index("ix_users_introduced_by", "users")
