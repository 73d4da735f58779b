"""An invite that was made at the terminal has no creator: there was no admin yet."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("invites", "created_by", existing_type=sa.BigInteger(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM invites WHERE created_by IS NULL")
    op.alter_column("invites", "created_by", existing_type=sa.BigInteger(), nullable=False)
