"""Places may say where on the globe they are."""

import sqlalchemy as sa
from alembic import op

from fixline_chassis.online_schema import add_check, replace_check

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

BEFORE = "type IN ('LOCATION_ARCHIVED', 'LOCATION_CREATED', 'LOCATION_MOVED', 'LOCATION_RENAMED', 'LOCATION_RESTORED')"
TYPES = (
    "type IN ('LOCATION_ARCHIVED', 'LOCATION_CREATED', 'LOCATION_MOVED', 'LOCATION_POSITIONED',"
    " 'LOCATION_RENAMED', 'LOCATION_RESTORED')"
)


def upgrade() -> None:
    for name in ("latitude", "longitude"):
        op.add_column("locations", sa.Column(name, sa.Double(), nullable=True))
    add_check(
        "locations",
        "ck_locations_position",
        "num_nulls(latitude, longitude) IN (0, 2)"
        " AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180",
    )
    replace_check("location_history", "ck_location_history_type", TYPES)


def downgrade() -> None:
    """What happened stays told: that rows are of an earlier release's types is not looked at."""
    replace_check("location_history", "ck_location_history_type", BEFORE)
    for name in ("longitude", "latitude"):
        op.drop_column("locations", name)
