"""Tables: what was erased of people."""

from datetime import datetime
from typing import Any

from sqlalchemy import Identity
from sqlalchemy.orm import Mapped, mapped_column

from bot_service.adapters.outbound.sqlalchemy.tables.layout import Base, now_default


class ErasureRow(Base):
    """Who had a person's data erased, and how much of what; nothing of the person (decision 43)."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    asked_by: Mapped[str]
    reason: Mapped[str]
    erased: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = now_default()
