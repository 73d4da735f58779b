"""What a message about a ticket last showed, so that no edit is made that changes nothing."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    # Without a default: what the messages show that are there already is not known, and the table is not rewritten.
    op.add_column("message_links", sa.Column("appearance", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("message_links", "appearance")
