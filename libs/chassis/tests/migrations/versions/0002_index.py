"""An index that is built beside the traffic."""

from sqlalchemy import text

from fixline_chassis.online_schema import create_index, drop_index

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_index("ix_things_odd", "things", ["id"], postgresql_where=text("id % 2 = 1"))


def downgrade() -> None:
    drop_index("ix_things_odd", "things")
