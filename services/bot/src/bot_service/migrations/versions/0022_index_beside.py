"""Find what showed pictures that came along with a comment."""

from collections.abc import Sequence

from sqlalchemy import text

from fixline_chassis.online_schema import create_index, drop_index

revision: str = "0022"
down_revision: str | Sequence[str] | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create_index(
        "ix_deliveries_beside",
        "deliveries",
        [text("split_part(cause, '/beside/', 1)")],
        postgresql_where=text("strpos(cause, '/beside/') > 0"),
    )


def downgrade() -> None:
    drop_index("ix_deliveries_beside", "deliveries")
