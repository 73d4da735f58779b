"""Table layout: comments and their earlier versions."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Integer,
    false,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.adapters.outbound.sqlalchemy.tables.layout import Base, one_of
from tickets_service.domain.tickets.comment import Visibility

MARKS: Final = "jsonb_typeof(marks) = 'object'"


class CommentRow(Base):
    """What a person (`user_id`) or a service said."""

    __tablename__ = "comments"
    __table_args__ = (
        CheckConstraint("char_length(comment) BETWEEN 1 AND 4000", name="comment"),
        CheckConstraint(one_of("visibility", Visibility), name="visibility"),
        CheckConstraint("version >= 1 AND (version > 1) = (edited_at IS NOT NULL)", name="version"),
        CheckConstraint("num_nonnulls(user_id, service) = 1", name="author"),
        CheckConstraint("service ~ '^[^/]+$'", name="service"),
        CheckConstraint("user_id IS NOT NULL OR NOT by_staff", name="by_staff"),
        CheckConstraint(MARKS, name="marks"),
        Index("ix_comments_request_id", "request_id", "id"),
        Index("ix_comments_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    ticket_id: Mapped[int] = mapped_column("request_id", ForeignKey("requests.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    comment: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    visibility: Mapped[str] = mapped_column(server_default="PUBLIC")
    version: Mapped[int] = mapped_column(Integer(), server_default="1")
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    service: Mapped[str | None]
    by_staff: Mapped[bool] = mapped_column(server_default=false())
    marks: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))


class CommentVersionRow(Base):
    """What an edited comment said before; its current version is in `comments` alone."""

    __tablename__ = "comment_versions"
    __table_args__ = (
        CheckConstraint("char_length(comment) BETWEEN 1 AND 4000", name="comment"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint(MARKS, name="marks"),
    )

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer(), primary_key=True)
    comment: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    marks: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
