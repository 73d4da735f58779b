"""Find the message of what people wrote; hold the rows of before to the check of its role."""

from collections.abc import Sequence

from sqlalchemy import text

from fixline_chassis.online_schema import create_index, drop_index, validate_checks

revision: str = "0004"
down_revision: str | Sequence[str] | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create_index(
        "uq_message_links_replies",
        "message_links",
        ["chat_id", "ticket"],
        unique=True,
        postgresql_where=text("role = 'replies'"),
    )
    validate_checks([("deliveries", "ck_deliveries_role"), ("message_links", "ck_message_links_role")])


def downgrade() -> None:
    drop_index("uq_message_links_replies", "message_links")
