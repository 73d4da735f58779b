"""Table layout: who follows which ticket."""

from datetime import datetime

from sqlalchemy import (
    ForeignKey,
    Index,
    func,
)
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.adapters.outbound.sqlalchemy.tables.layout import Base


class FollowerRow(Base):
    """Who follows a ticket besides its reporter. `requests.follower_count` counts them."""

    __tablename__ = "followers"
    __table_args__ = (Index("ix_followers_user_id", "user_id", "request_id"),)

    ticket_id: Mapped[int] = mapped_column("request_id", ForeignKey("requests.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
