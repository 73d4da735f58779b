"""Who is not at Telegram is made known by whoever reports something for them, with how they are reached."""

import sqlalchemy as sa
from alembic import op

from fixline_chassis.online_schema import add_check

revision = "0049"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("contact", sa.Text(), nullable=True))
    op.add_column("users", sa.Column("introduced_by", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_users_introduced_by_users"),
        "users",
        "users",
        ["introduced_by"],
        ["id"],
        postgresql_not_valid=True,
    )
    add_check("users", "ck_users_contact", "char_length(contact) <= 200")


def downgrade() -> None:
    """Whom others made known stays, as those of an import are, and so do the links for them."""
    # The release before lets admins alone make invites, or whoever runs the desk.
    op.execute("UPDATE invites SET created_by = NULL WHERE person_id IS NOT NULL")
    op.drop_column("users", "introduced_by")
    op.drop_column("users", "contact")
