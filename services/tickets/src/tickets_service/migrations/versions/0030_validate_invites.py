"""Hold the invites of before to the revision before, and find those of a person."""

from sqlalchemy import text

from fixline_chassis.online_schema import create_index, drop_index, validate_checks

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_index(
        "ix_invites_person_id", "invites", ["person_id"], postgresql_where=text("person_id IS NOT NULL")
    )
    create_index("ix_origins_person", "origins", ["new_id"], postgresql_where=text("kind = 'PERSON'"))
    validate_checks([("invites", "fk_invites_person_id_users"), ("invites", "ck_invites_role")])


def downgrade() -> None:
    drop_index("ix_origins_person", "origins")
    drop_index("ix_invites_person_id", "invites")
