"""Find tickets by location, and hold those of before to the foreign key, while others read and write."""

import sqlalchemy as sa

from fixline_chassis.online_schema import create_index, drop_index, validate_checks

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_index(
        "ix_requests_location_id",
        "requests",
        ["location_id", "created_at", "id"],
        postgresql_where=sa.text("location_id IS NOT NULL"),
    )
    validate_checks([("requests", "fk_requests_location_id_locations")])


def downgrade() -> None:
    drop_index("ix_requests_location_id", "requests")
