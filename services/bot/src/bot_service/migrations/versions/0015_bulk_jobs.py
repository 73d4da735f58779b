"""What is about to be done to several tickets."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | Sequence[str] | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "bulk_jobs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("job", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), server_default="WAITING", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('WAITING', 'BEGUN', 'STOPPED', 'DONE')", name=op.f("ck_bulk_jobs_state")
        ),
        sa.CheckConstraint(
            "(state IN ('STOPPED', 'DONE')) = (finished_at IS NOT NULL)", name=op.f("ck_bulk_jobs_finished")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_jobs")),
    )
    op.create_index(
        "ix_bulk_jobs_due_at",
        "bulk_jobs",
        ["due_at"],
        postgresql_where=sa.text("state IN ('WAITING', 'BEGUN')"),
    )
    op.create_index(
        "ix_bulk_jobs_finished_at",
        "bulk_jobs",
        ["finished_at"],
        postgresql_where=sa.text("finished_at IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("bulk_jobs")
