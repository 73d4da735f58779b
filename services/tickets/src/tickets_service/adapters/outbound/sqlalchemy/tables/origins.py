"""Table layout: where imported rows come from (decision 41), and what is still to be fetched for them (decision 47)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, LargeBinary, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.adapters.outbound.sqlalchemy.tables.layout import Base, one_of
from tickets_service.domain.origins.old_file import OldFileKind, OldFileState
from tickets_service.domain.origins.origin import OriginKind


class OriginRow(Base):
    """Written in the transaction of what it is about. `new_id` is a row of the table of its kind."""

    __tablename__ = "origins"
    __table_args__ = (
        CheckConstraint("source ~ '^[a-z0-9][a-z0-9-]{0,29}$'", name="source"),
        CheckConstraint(one_of("kind", OriginKind), name="kind"),
        CheckConstraint("char_length(old_id) BETWEEN 1 AND 100", name="old_id"),
        CheckConstraint("octet_length(digest) = 16", name="digest"),
        Index("ix_origins_person", "new_id", postgresql_where=text("kind = 'PERSON'")),
    )

    source: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    old_id: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    new_id: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary())
    imported_at: Mapped[datetime] = mapped_column(server_default=func.now())


class OldFileRow(Base):
    """A file that Telegram keeps. Its row stays once it is moved: what was moved is not moved again."""

    __tablename__ = "old_files"
    __table_args__ = (
        CheckConstraint(one_of("kind", OldFileKind), name="kind"),
        CheckConstraint(one_of("state", OldFileState), name="state"),
        CheckConstraint("char_length(telegram_file_id) <= 255", name="telegram_file_id"),
        CheckConstraint("char_length(file_name) <= 255", name="file_name"),
        CheckConstraint("size_bytes > 0", name="size_bytes"),
        CheckConstraint("(state = 'MOVED') = (file <> '')", name="file"),
        CheckConstraint("tries >= 0", name="tries"),
        # Ends in the id, for a page of a ticket's.
        Index("ix_old_files_request_id", "request_id", "id"),
        Index("ix_old_files_author_id", "author_id", postgresql_where=text("author_id IS NOT NULL")),
        Index("ix_old_files_waiting", "due_at", "id", postgresql_where=text("state = 'WAITING'")),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("requests.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str | None]
    telegram_file_id: Mapped[str]
    file_name: Mapped[str]
    size_bytes: Mapped[int | None]
    created_at: Mapped[datetime]
    state: Mapped[str]
    file: Mapped[str] = mapped_column(server_default="")
    tries: Mapped[int] = mapped_column(server_default="0")
    due_at: Mapped[datetime]
