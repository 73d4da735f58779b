"""Table layout: what is kept no longer than the desk says (decision 65)."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import CheckConstraint, Date, ForeignKey, Identity, Index, Integer, func, true
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.adapters.outbound.sqlalchemy.tables.layout import (
    Base,
    RecordedChange,
    checks_of_changes,
)
from tickets_service.domain.retention.changes import RetentionChangeType
from tickets_service.domain.retention.policy import LONGEST_DAYS, OFF, SHORTEST_DAYS

DAYS: Final = f"days = {OFF} OR days BETWEEN {SHORTEST_DAYS} AND {LONGEST_DAYS}"


class RetentionPolicyRow(Base):
    """One row. Whoever anonymizes tickets shares its lock, whoever changes it has it alone."""

    __tablename__ = "retention_policy"
    __table_args__ = (CheckConstraint("single", name="single"), CheckConstraint(DAYS, name="days"))

    single: Mapped[bool] = mapped_column(server_default=true(), primary_key=True)
    days: Mapped[int] = mapped_column(Integer(), server_default="0")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())


class RetentionRunRow(Base):
    """What was done on one day of UTC, by all replicas together."""

    __tablename__ = "retention_runs"
    __table_args__ = (CheckConstraint("tickets >= 0 AND comments >= 0 AND files >= 0", name="counts"),)

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    day: Mapped[date] = mapped_column(Date(), unique=True)
    days: Mapped[int] = mapped_column(Integer())
    started_at: Mapped[datetime]
    last_at: Mapped[datetime]
    tickets: Mapped[int] = mapped_column(server_default="0")
    comments: Mapped[int] = mapped_column(server_default="0")
    files: Mapped[int] = mapped_column(server_default="0")


class UnclearedTicketRow(Base):
    """An anonymized ticket of which other services may still hold files and messages."""

    __tablename__ = "uncleared_tickets"
    __table_args__ = (Index("ix_uncleared_tickets_run_id", "run_id"),)

    ticket_id: Mapped[int] = mapped_column("request_id", ForeignKey("requests.id"), primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("retention_runs.id"))
    tries: Mapped[int] = mapped_column(Integer(), server_default="0")
    """How often not all of it could be deleted."""
    not_before: Mapped[datetime | None]
    """When it is tried again; NULL: now."""
    files: Mapped[int] = mapped_column(server_default="0")
    """The most that it had when a try of these began."""


class RetentionHistoryRow(RecordedChange, Base):
    """Who changed the policy: append-only."""

    __tablename__ = "retention_history"
    __table_args__ = checks_of_changes(RetentionChangeType)
