"""Topics in private chats: which one a message is in, and when one that was refused is tried again."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | Sequence[str] | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("message_links", sa.Column("thread_id", sa.BigInteger(), nullable=True))
    op.add_column("topics", sa.Column("refusals", sa.Integer(), server_default="0", nullable=False))
    op.add_column("topics", sa.Column("put_off_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("topics", "put_off_until")
    op.drop_column("topics", "refusals")
    op.drop_column("message_links", "thread_id")
