"""Tables: what is about to be done to several tickets."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot_service.adapters.outbound.sqlalchemy.tables.layout import Base, now_default


class BulkJobRow(Base):
    """What is done to several tickets once `due_at` is past, unless it is stopped before (decision 63)."""

    __tablename__ = "bulk_jobs"
    __table_args__ = (
        CheckConstraint("state IN ('WAITING', 'BEGUN', 'STOPPED', 'DONE')", name="state"),
        CheckConstraint("(state IN ('STOPPED', 'DONE')) = (finished_at IS NOT NULL)", name="finished"),
        Index("ix_bulk_jobs_due_at", "due_at", postgresql_where=text("state IN ('WAITING', 'BEGUN')")),
        Index("ix_bulk_jobs_finished_at", "finished_at", postgresql_where=text("finished_at IS NOT NULL")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str]
    job: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(server_default="WAITING")
    due_at: Mapped[datetime]
    created_at: Mapped[datetime] = now_default()
    finished_at: Mapped[datetime | None]
