"""Table layout: people, what happened to them, and invites."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    func,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.adapters.outbound.sqlalchemy.tables.layout import (
    Base,
    RecordedChange,
    checks_of_changes,
    one_of,
)
from tickets_service.domain.people.events import UserEventType
from tickets_service.domain.people.invite import OFFERED
from tickets_service.domain.people.user import Role


class UserRow(Base):
    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint(one_of("role", Role), name="role"),
        # Below 0: somebody who was forgotten.
        CheckConstraint(
            "telegram_id BETWEEN -4503599627370495 AND 4503599627370495 AND telegram_id <> 0",
            name="telegram_id",
        ),
        CheckConstraint("char_length(username) <= 32", name="username"),
        CheckConstraint("char_length(display_name) BETWEEN 1 AND 128", name="display_name"),
        CheckConstraint("char_length(language) BETWEEN 2 AND 35", name="language"),
        CheckConstraint("char_length(time_zone) BETWEEN 1 AND 64", name="time_zone"),
        CheckConstraint("num_nulls(away_from, away_until) IN (0, 2) AND away_from < away_until", name="away"),
        CheckConstraint("char_length(contact) <= 200", name="contact"),
        Index("ix_users_active_admins", "id", postgresql_where=text("role = 'admin' AND is_active")),
        Index("ix_users_introduced_by", "introduced_by", postgresql_where=text("introduced_by IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    telegram_id: Mapped[int | None] = mapped_column(unique=True, index=True)
    username: Mapped[str] = mapped_column(server_default="")
    role: Mapped[str] = mapped_column(server_default="user")
    is_active: Mapped[bool] = mapped_column(server_default=true())
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    display_name: Mapped[str]
    language: Mapped[str] = mapped_column(server_default="en")
    time_zone: Mapped[str] = mapped_column(server_default="UTC")
    away_from: Mapped[datetime | None]
    away_until: Mapped[datetime | None]
    contact: Mapped[str | None]
    introduced_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    language_told: Mapped[bool] = mapped_column(server_default=true())


class UserHistoryRow(RecordedChange, Base):
    """What happened to people: append-only."""

    __tablename__ = "user_history"
    __table_args__ = (
        *checks_of_changes(UserEventType),
        Index("ix_user_history_user_id", "user_id", "id"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


class InviteRow(Base):
    """An offer of a role. Its code is kept as a digest only."""

    __tablename__ = "invites"
    __table_args__ = (
        CheckConstraint("octet_length(code_sha256) = 32", name="code_sha256"),
        CheckConstraint("octet_length(salt) = 16", name="salt"),
        CheckConstraint(f"{one_of('role', OFFERED)} OR role = 'user' AND person_id IS NOT NULL", name="role"),
        CheckConstraint("char_length(note) <= 200", name="note"),
        CheckConstraint(
            "expires_at BETWEEN created_at + interval '1 minute' AND created_at + interval '168 hours'",
            name="expires_at",
        ),
        CheckConstraint("num_nulls(used_by, used_at) IN (0, 2)", name="used"),
        CheckConstraint("used_at < expires_at", name="used_at"),
        CheckConstraint("num_nulls(revoked_by, revoked_at) IN (0, 2)", name="revoked"),
        CheckConstraint("used_at IS NULL OR revoked_at IS NULL", name="ended_once"),
        Index("ix_invites_created_by", "created_by"),
        Index("ix_invites_person_id", "person_id", postgresql_where=text("person_id IS NOT NULL")),
        Index("ix_invites_used_by", "used_by", postgresql_where=text("used_by IS NOT NULL")),
        Index("ix_invites_revoked_by", "revoked_by", postgresql_where=text("revoked_by IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    code_sha256: Mapped[bytes] = mapped_column(LargeBinary(), unique=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary())
    role: Mapped[str]
    note: Mapped[str] = mapped_column(server_default="")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    used_at: Mapped[datetime | None]
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    revoked_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
