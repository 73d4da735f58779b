"""Count the calls of whose outcome nothing is known without reading all."""

from collections.abc import Sequence

from sqlalchemy import text

from fixline_chassis.online_schema import create_index, drop_index

revision: str = "0007"
down_revision: str | Sequence[str] | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create_index(
        "ix_deliveries_unknown", "deliveries", ["finished_at"], postgresql_where=text("state = 'UNKNOWN'")
    )


def downgrade() -> None:
    drop_index("ix_deliveries_unknown", "deliveries")
