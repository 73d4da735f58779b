"""As what Telegram handed a file out."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("files", sa.Column("telegram_kind", sa.String(16), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("files", "telegram_kind")
