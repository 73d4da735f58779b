"""Table layout of policies and calendars."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    func,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.adapters.outbound.sqlalchemy.tables.layout import (
    Base,
    RecordedChange,
    checks_of_changes,
    one_of,
)
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.changes import SlaChangeType

LONGEST_TARGET_MINUTES: Final = 366 * 1_440


class SlaCalendarRow(Base):
    __tablename__ = "sla_calendars"
    __table_args__ = (
        CheckConstraint("code ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'", name="code"),
        CheckConstraint("char_length(title) BETWEEN 1 AND 100", name="title"),
        CheckConstraint("char_length(zone) BETWEEN 1 AND 64", name="zone"),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    zone: Mapped[str]
    version: Mapped[int] = mapped_column(server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())


class SlaIntervalRow(Base):
    """Minutes of local time since midnight; `weekday` 0 is Monday.

    Minutes since Monday, apart for each calendar, make one range per interval: none may overlap another.
    """

    __tablename__ = "sla_intervals"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("opens >= 0 AND opens < closes AND closes <= 1440", name="closes"),
        ExcludeConstraint(
            (
                text(
                    "int8range(calendar_id * 10080 + weekday * 1440 + opens,"
                    " calendar_id * 10080 + weekday * 1440 + closes)"
                ),
                "&&",
            ),
            using="gist",
            name="ex_sla_intervals_overlap",
        ),
    )

    calendar_id: Mapped[int] = mapped_column(
        ForeignKey("sla_calendars.id", ondelete="CASCADE"), primary_key=True
    )
    weekday: Mapped[int] = mapped_column(SmallInteger(), primary_key=True)
    opens: Mapped[int] = mapped_column(SmallInteger(), primary_key=True)
    closes: Mapped[int] = mapped_column(SmallInteger())


class SlaHolidayRow(Base):
    __tablename__ = "sla_holidays"

    calendar_id: Mapped[int] = mapped_column(
        ForeignKey("sla_calendars.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(Date(), primary_key=True)


class SlaPolicyRow(Base):
    __tablename__ = "sla_policies"
    __table_args__ = (
        CheckConstraint(one_of("priority", Priority), name="priority"),
        CheckConstraint(
            f"first_response_minutes BETWEEN 1 AND {LONGEST_TARGET_MINUTES}", name="first_response"
        ),
        CheckConstraint(f"resolution_minutes BETWEEN 1 AND {LONGEST_TARGET_MINUTES}", name="resolution"),
        CheckConstraint("first_response_minutes <= resolution_minutes", name="order"),
        CheckConstraint("version >= 1", name="version"),
    )

    priority: Mapped[str] = mapped_column(primary_key=True)
    first_response_minutes: Mapped[int] = mapped_column(Integer())
    resolution_minutes: Mapped[int] = mapped_column(Integer())
    calendar_id: Mapped[int] = mapped_column(ForeignKey("sla_calendars.id"), index=True)
    version: Mapped[int] = mapped_column(server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())


class SlaRevisionRow(Base):
    """One row: how often policies or calendars changed. Whoever changes them holds its lock."""

    __tablename__ = "sla_revision"
    __table_args__ = (
        CheckConstraint("single", name="single"),
        CheckConstraint("revision >= 1", name="revision"),
    )

    single: Mapped[bool] = mapped_column(server_default=true(), primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger(), server_default="1")


class SlaHistoryRow(RecordedChange, Base):
    """Who changed what about policies and calendars: append-only."""

    __tablename__ = "sla_history"
    __table_args__ = (
        *checks_of_changes(SlaChangeType),
        Index("ix_sla_history_subject", "subject", "id"),
    )

    subject: Mapped[str]
