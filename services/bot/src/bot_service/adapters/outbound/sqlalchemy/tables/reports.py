"""Tables: who gets the monthly report, and tables that were asked for."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot_service.adapters.outbound.sqlalchemy.tables.layout import Base, now_default


class ReportReaderRow(Base):
    """Somebody who may get the monthly report by itself; whoever has no row gets it, and had none."""

    __tablename__ = "report_readers"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_wanted: Mapped[bool] = mapped_column(server_default=text("true"))
    last_month: Mapped[date | None]
    """The first day of the latest month that was told of."""


class ExportRow(Base):
    """A table of tickets that somebody asked for."""

    __tablename__ = "exports"
    __table_args__ = (
        UniqueConstraint("cause"),
        CheckConstraint("state IN ('RUNNING', 'STOPPED', 'DONE', 'FAILED')", name="state"),
        CheckConstraint("(state = 'RUNNING') = (finished_at IS NULL)", name="finished"),
        Index("ix_exports_running", "id", postgresql_where=text("state = 'RUNNING'")),
        Index("ix_exports_finished_at", "finished_at", postgresql_where=text("finished_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    cause: Mapped[str]
    chat_id: Mapped[int]
    message_id: Mapped[int | None]
    thread_id: Mapped[int | None]
    person: Mapped[str]
    language: Mapped[str]
    zone: Mapped[str]
    since: Mapped[datetime | None]
    parts: Mapped[int] = mapped_column(server_default=text("0"))
    rows_sent: Mapped[int] = mapped_column(server_default=text("0"))
    resume_token: Mapped[str] = mapped_column(server_default="")
    state: Mapped[str] = mapped_column(server_default="RUNNING")
    created_at: Mapped[datetime] = now_default()
    finished_at: Mapped[datetime | None]
