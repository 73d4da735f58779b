"""Table layout. The only module that knows column names."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    MetaData,
    String,
    Uuid,
    false,
    func,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class FileRow(Base):
    """An attachment. The first seven columns are the original schema's; `request_id` is the ticket's number."""

    __tablename__ = "files"
    __table_args__ = (
        CheckConstraint("file_type IN ('photo', 'video', 'voice', 'document')", name="file_type"),
        CheckConstraint("file_name <> ''", name="file_name"),
        CheckConstraint("request_id > 0", name="request_id"),
        CheckConstraint("state IN ('PENDING', 'READY')", name="state"),
        # A record is either without any bytes or with everything that is known of them.
        CheckConstraint(
            "CASE state WHEN 'PENDING' THEN num_nonnulls(size_bytes, sha256, content_type) = 0"
            " ELSE num_nulls(size_bytes, sha256, content_type) = 0 END",
            name="complete",
        ),
        CheckConstraint("size_bytes > 0", name="size_bytes"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        # What the sweeper looks for: both sets stay small.
        Index("ix_files_pending", "uploaded_at", postgresql_where=text("state = 'PENDING'")),
        Index("ix_files_uploaded_by", "uploaded_by", postgresql_where=text("uploaded_by IS NOT NULL")),
        Index(
            "ix_files_unattached",
            "uploaded_at",
            postgresql_where=text("state = 'READY' AND request_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    request_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    file_type: Mapped[str] = mapped_column(String(16))
    file_id: Mapped[str] = mapped_column(String(255), server_default="")
    file_name: Mapped[str] = mapped_column(String(255))
    uploaded_by: Mapped[int | None] = mapped_column(BigInteger)
    uploaded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    caller: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    blob_key: Mapped[str] = mapped_column(String(255), unique=True)
    size_bytes: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(64))
    content_type: Mapped[str | None] = mapped_column(String(127))
    telegram_kind: Mapped[str] = mapped_column(String(16), server_default="")
    internal: Mapped[bool] = mapped_column(server_default=false())


class RequestKeyRow(Base):
    """A mutation that was done, so that its repetition is recognised."""

    __tablename__ = "request_keys"
    __table_args__ = (Index(None, "created_at"),)

    caller: Mapped[str] = mapped_column(String(64), primary_key=True)
    request_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    file_uuid: Mapped[UUID | None] = mapped_column(ForeignKey("files.uuid", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
