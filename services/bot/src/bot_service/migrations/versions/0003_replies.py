"""Messages that grow while people write on a ticket that nobody has taken."""

from collections.abc import Sequence

from fixline_chassis.online_schema import replace_check

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLES = ("deliveries", "message_links")


def upgrade() -> None:
    for table in TABLES:
        replace_check(table, f"ck_{table}_role", "role IN ('card', 'notice', 'replies', 'other')")


def downgrade() -> None:
    for table in TABLES:
        replace_check(table, f"ck_{table}_role", "role IN ('card', 'notice', 'other')")
