"""Digests are found by when they are due."""

from collections.abc import Sequence

from sqlalchemy import text

from fixline_chassis.online_schema import create_index, drop_index

revision: str = "0012"
down_revision: str | Sequence[str] | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create_index(
        "ix_chats_next_digest", "chats", ["next_digest"], postgresql_where=text("next_digest IS NOT NULL")
    )


def downgrade() -> None:
    drop_index("ix_chats_next_digest", "chats")
