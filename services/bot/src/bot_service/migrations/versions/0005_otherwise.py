"""What is made in a call's place where Telegram refuses it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("otherwise", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("deliveries", "otherwise")
