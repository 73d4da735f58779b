"""Whether somebody's language is theirs, or what was taken for it before they came."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A constant default: no row is written. Whoever is there already keeps what they have.
    op.add_column("users", sa.Column("language_told", sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    op.drop_column("users", "language_told")
