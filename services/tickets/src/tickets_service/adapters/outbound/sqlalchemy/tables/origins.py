"""Table layout: where imported rows come from (decision 41)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.adapters.outbound.sqlalchemy.tables.layout import Base, one_of
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
