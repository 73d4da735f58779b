"""Find what a person uploaded without reading all."""

from sqlalchemy import text

from fixline_chassis.online_schema import create_index, drop_index

revision: str = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_index(
        "ix_files_uploaded_by", "files", ["uploaded_by"], postgresql_where=text("uploaded_by IS NOT NULL")
    )


def downgrade() -> None:
    drop_index("ix_files_uploaded_by", "files")
