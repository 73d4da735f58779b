"""Indexes for who did what on the whole desk.

They are built beside the traffic, so they have a revision of their own.
"""

from fixline_chassis.online_schema import create_index, drop_index

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_history_created_at": ("created_at", "id"),
    "ix_history_actor": ("actor", "created_at", "id"),
}


def upgrade() -> None:
    for name, columns in INDEXES.items():
        create_index(name, "history", columns)


def downgrade() -> None:
    for name in INDEXES:
        drop_index(name, "history")
