"""Which rows of buttons somebody opened on a card, so that drawing it anew leaves them open."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0021"
down_revision: str | Sequence[str] | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("message_links", sa.Column("opened", postgresql.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("message_links", "opened")
