"""An invite may be for one person: a placeholder, whom whoever brings its code says to be."""

import sqlalchemy as sa
from alembic import op

from fixline_chassis.online_schema import replace_check

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

OFFERED = "role IN ('admin', 'agent', 'auditor', 'dispatcher')"


def upgrade() -> None:
    op.add_column("invites", sa.Column("person_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_invites_person_id_users"),
        "invites",
        "users",
        ["person_id"],
        ["id"],
        postgresql_not_valid=True,
    )
    replace_check("invites", "ck_invites_role", f"{OFFERED} OR role = 'user' AND person_id IS NOT NULL")


def downgrade() -> None:
    # The release before would give a role for them.
    op.execute("DELETE FROM invites WHERE person_id IS NOT NULL")
    replace_check("invites", "ck_invites_role", OFFERED)
    op.drop_column("invites", "person_id")
