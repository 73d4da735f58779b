"""When an anonymized ticket of which not all could be deleted is tried again, and how many files it had."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("uncleared_tickets", sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
    op.add_column("uncleared_tickets", sa.Column("not_before", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "uncleared_tickets", sa.Column("files", sa.BigInteger(), server_default="0", nullable=False)
    )


def downgrade() -> None:
    for column in ("files", "not_before", "tries"):
        op.drop_column("uncleared_tickets", column)
