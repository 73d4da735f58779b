"""In which topic a table of tickets was asked for, where it was in one."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | Sequence[str] | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("exports", sa.Column("thread_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("exports", "thread_id")
