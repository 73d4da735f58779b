"""Table layout: the answers that are kept."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Index,
    LargeBinary,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.adapters.outbound.sqlalchemy.tables.layout import Base


class IdempotencyKeyRow(Base):
    """Written in the transaction of the effect: the answer is there exactly when the effect is."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index("ix_idempotency_keys_created_at", "created_at"),)

    caller: Mapped[str] = mapped_column(primary_key=True)
    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary())
    answer: Mapped[dict[str, Any]] = mapped_column(JSONB(), server_default="{}")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
