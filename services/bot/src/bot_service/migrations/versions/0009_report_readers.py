"""Who gets the monthly report by itself, and which one they had."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | Sequence[str] | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "report_readers",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("is_wanted", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("last_month", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_report_readers")),
    )


def downgrade() -> None:
    op.drop_table("report_readers")
